import { object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Answer, SeenRequest } from '../request';
import { queryIn } from './query';

/** The books of one company, as the accounting API keeps them. */
export interface Books {
  readonly put: (entity: string, row: JsonObject) => void;
  readonly get: (entity: string, id: string) => JsonObject | undefined;
  readonly answer: (request: SeenRequest, company: string) => Answer;
}

const ENTITIES = ['Payment', 'Invoice', 'Estimate', 'RefundReceipt', 'Customer'];
const entityAt = (path: string): string | undefined =>
  ENTITIES.find((entity) => entity.toLowerCase() === path);

const fault = (status: number, code: string, Message: string): Answer => ({
  status,
  body: { Fault: { Error: [{ Message, Detail: Message, code }], type: 'ValidationFault' } },
});

export function createBooks(): Books {
  const shelf = new Map<string, Map<string, JsonObject>>();
  const rows = (entity: string): readonly JsonObject[] => [...(shelf.get(entity)?.values() ?? [])];

  function put(entity: string, row: JsonObject): void {
    const id = text(row.Id) ?? '';
    const before = shelf.get(entity)?.get(id);
    // To the second, as QuickBooks keeps it.
    const LastUpdatedTime = new Date().toISOString().replace(/\.\d+/, '');
    const CreateTime = object(before?.MetaData).CreateTime ?? LastUpdatedTime;
    const SyncToken = String(Number(before?.SyncToken ?? -1) + 1);
    const kept = shelf.get(entity) ?? new Map<string, JsonObject>();
    shelf.set(
      entity,
      kept.set(id, { ...row, SyncToken, MetaData: { CreateTime, LastUpdatedTime } }),
    );
  }

  function changed(query: JsonObject): Answer {
    const [entities, since] = [
      text(query.entities) ?? '',
      Date.parse(text(query.changedSince) ?? ''),
    ];
    if (Number.isNaN(since)) return fault(400, '4001', 'Invalid changedSince');
    const found = entities.split(',').map((entity) => ({
      [entity]: rows(entity).filter(
        ({ MetaData }) => Date.parse(text(object(MetaData).LastUpdatedTime) ?? '') >= since,
      ),
    }));
    return { status: 200, body: { CDCResponse: [{ QueryResponse: found }] } };
  }

  function queried(query: JsonObject, company: string): Answer {
    const asked = queryIn(query.query);
    if (!asked) return fault(400, '4000', `Error parsing query: ${text(query.query)}`);
    const all =
      asked.entity === 'CompanyInfo' ? [{ Id: '1', CompanyName: company }] : rows(asked.entity);
    return { status: 200, body: { QueryResponse: { [asked.entity]: asked.page(all) } } };
  }

  /** Who knows an older version than the present one is refused. */
  function written(change: JsonObject): Answer {
    const { Id, SyncToken, sparse, ...fields } = change;
    const invoice = shelf.get('Invoice')?.get(text(Id) ?? '');
    if (!invoice) return fault(400, '610', 'Object Not Found');
    if (sparse !== true) return fault(400, '2020', 'Required param missing');
    if (SyncToken !== invoice.SyncToken) return fault(400, '5010', 'Stale Object Error');
    put('Invoice', { ...invoice, ...fields });
    return { status: 200, body: { Invoice: shelf.get('Invoice')?.get(text(Id) ?? '') } };
  }

  return {
    put,
    get: (entity, id) => shelf.get(entity)?.get(id),
    answer({ method, path, query, body }, company) {
      const [, , , realm, kind = '', id] = path.split('/').map(decodeURIComponent);
      if (realm !== company) return fault(403, '3100', 'ApplicationAuthorizationFailed');
      if (method === 'GET' && kind === 'cdc') return changed(query);
      if (method === 'GET' && kind === 'query') return queried(query, company);
      if (method === 'POST' && kind === 'invoice') return written(body);
      const entity = entityAt(kind);
      const found = shelf.get(entity ?? '')?.get(id ?? '');
      if (method !== 'GET' || entity === undefined || !found)
        return fault(400, '610', 'Object Not Found');
      return { status: 200, body: { [entity]: found, time: new Date().toISOString() } };
    },
  };
}
