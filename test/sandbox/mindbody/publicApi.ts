import { randomUUID } from 'node:crypto';
import { text, type Json, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';

export interface Login {
  readonly site: string;
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
}

/** What a site holds. */
export interface Books {
  readonly transactions: JsonObject[];
  readonly sales: JsonObject[];
  readonly clients: JsonObject[];
  readonly locations: JsonObject[];
  readonly contracts: JsonObject[];
  readonly contactLogs: JsonObject[];
}

export interface PublicApi {
  readonly answer: (request: SeenRequest) => Answer;
  /** No staff token that was issued so far is good any more. */
  readonly expireTokens: () => void;
}

const ROOT = '/public/v6';

/** The Public API, as far as this project uses it: https://developers.mindbodyonline.com/PublicDocumentation/V6 */
export function createPublicApi(login: Login, books: Books): PublicApi {
  const tokens = new Set<string>();

  function answer({ method, path, query, headers, body }: SeenRequest): Answer {
    if (headers['api-key'] !== login.apiKey)
      return no(401, 'InvalidSourceCredentials', 'There is no such API key.');
    if (headers['siteid'] !== login.site)
      return no(403, 'InvalidSiteId', 'The API key is not activated for this site.');
    const asked = `${method} ${path.slice(ROOT.length)}`;
    if (asked === 'POST /usertoken/issue') return issued(body);
    if (asked === 'GET /site/locations') return page('Locations', books.locations, query);
    if (!tokens.has(headers.authorization ?? ''))
      return no(401, 'DeniedAccess', 'The staff token is missing or has run out.');
    return READS[asked]?.(books, given(query)) ?? WRITES[asked]?.(books, body) ?? unknown(asked);
  }

  function issued({ Username, Password }: JsonObject): Answer {
    if (Username !== login.username || Password !== login.password)
      return no(401, 'InvalidUserCredentials', 'Staff identity authentication failed.');
    const AccessToken = randomUUID().replaceAll('-', '');
    tokens.add(`Bearer ${AccessToken}`);
    return ok({ TokenType: 'Bearer', AccessToken });
  }

  return { answer, expireTokens: () => tokens.clear() };
}

type Query = (name: string) => string | undefined;

/** Names in any spelling, all with the prefix. */
const given =
  (query: JsonObject): Query =>
  (name) =>
    Object.entries(query).flatMap(([key, value]) =>
      key.toLowerCase() === `request.${name}`.toLowerCase() ? (text(value) ?? []) : [],
    )[0];

const READS: Readonly<Record<string, (books: Books, asked: Query) => Answer>> = {
  'GET /sale/transactions': ({ transactions }, asked) =>
    listed('Transactions', transactions, asked, [
      ['transactionId', 'TransactionId'],
      ['saleId', 'SaleId'],
      ['clientId', 'ClientId'],
    ]),
  'GET /sale/sales': ({ sales }, asked) => listed('Sales', sales, asked, [['saleId', 'Id']]),
  'GET /client/clients': ({ clients }, asked) =>
    listed('Clients', clients, asked, [
      ['clientIDs', 'Id'],
      ['uniqueIds', 'UniqueId'],
    ]),
  'GET /client/clientcontracts': ({ contracts }, asked) =>
    listed('Contracts', contracts, asked, [['clientId', 'PayerClientId']]),
  'GET /client/contactlogs': ({ contactLogs }, asked) =>
    listed('ContactLogs', contactLogs, asked, [['clientId', 'ClientId']]),
};

const WRITES: Readonly<Record<string, (books: Books, body: JsonObject) => Answer>> = {
  'POST /client/addcontactlog': ({ contactLogs, clients }, body) => {
    if (!clients.some(({ Id }) => Id === body.ClientId))
      return no(404, 'ClientNotFound', 'There is no such client.');
    if (text(body.ContactMethod) === undefined)
      return no(400, 'MissingRequiredFields', 'ContactMethod is required.');
    if ((body.FollowupByDate === undefined) !== (body.AssignedToStaffId === undefined))
      return no(400, 'InvalidParameter', 'FollowupByDate and AssignedToStaffId go together.');
    const log = { ...body, Id: 40 + contactLogs.length };
    contactLogs.push(log);
    return ok(log);
  },
  'POST /client/updatecontactlog': ({ contactLogs }, body) => {
    const at = contactLogs.findIndex(({ Id }) => Id === body.Id);
    if (at < 0) return no(404, 'ResourceDoesNotExist', 'There is no such contact log.');
    const log = { ...contactLogs[at], ...body };
    contactLogs[at] = log;
    return ok(log);
  },
};

/** Spans are cut by the clocks of the site, and end today where no end is named. */
function listed(
  name: string,
  rows: readonly JsonObject[],
  asked: Query,
  filters: readonly (readonly [parameter: string, field: string])[],
): Answer {
  const from = asked('transactionStartDateTime') ?? asked('startSaleDateTime') ?? '';
  const to = asked('transactionEndDateTime') ?? asked('endSaleDateTime') ?? '9';
  const found = rows.filter((row) => {
    const at = text(row.TransactionTime) ?? text(row.SaleDateTime) ?? '5';
    return (
      from <= at &&
      at <= to &&
      filters.every(([parameter, field]) => {
        const wanted = asked(parameter);
        return wanted === undefined || asText(row[field]) === wanted;
      })
    );
  });
  return page(name, found, {
    offset: asked('offset') ?? '0',
    limit: asked('limit') ?? '100',
  });
}

function page(name: string, rows: readonly JsonObject[], { offset, limit }: JsonObject): Answer {
  const from = Number(asText(offset) || 0);
  const shown = rows.slice(from, from + Number(asText(limit) || 100));
  return ok({
    PaginationResponse: {
      RequestedLimit: Number(asText(limit) || 100),
      RequestedOffset: from,
      PageSize: shown.length,
      TotalResults: rows.length,
    },
    [name]: shown,
  });
}

const asText = (value: Json | undefined): string =>
  typeof value === 'number' ? String(value) : (text(value) ?? '');

const unknown = (asked: string): Answer => no(404, 'InvalidResource', `There is no ${asked}.`);
const ok = (body: JsonObject): Answer => ({ status: 200, body });
const no = (status: number, Code: string, Message: string): Answer => ({
  status,
  body: { Error: { Message, Code } },
});

export const openBooks = (): Books => ({
  transactions: [],
  sales: [],
  clients: [],
  locations: [],
  contracts: [],
  contactLogs: [],
});
