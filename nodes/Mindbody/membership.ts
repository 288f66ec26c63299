import { list, object, text, type JsonObject } from '../core/event/json';
import { wallTime } from '../core/event/localTime';
import { instantOf } from '../core/event/reading';
import type { Fetched } from '../core/gateway/apiClient';
import { autopaySuspended, clientDeclined } from './failure';
import { idOf, plain } from './fields';
import { contractsOf, KEYS, transactionsOf, under } from './requests';
import { declinedIn, failedTransaction } from './transaction';
import type { Explainer, Reader, Told } from './told';

/** What contracts and clients tell of automatic payments. */

/** A day before and a day after, since it is not said whose clocks the list goes by. */
const DAY = 24 * 3600 * 1000;

/** Which payment it was that made the client a declined one. */
export const recentTransactions: Explainer = ({ payload, account, receivedAt }, data) => {
  const client = idOf(data.clientId);
  if (client === undefined || !isDeclined(data)) return [];
  const at = Date.parse(instantOf(payload.eventInstanceOriginationDateTime) ?? receivedAt);
  const [from, to] = [at - DAY, at + DAY].map((ms) =>
    wallTime(new Date(ms).toISOString(), undefined),
  );
  return [under(KEYS.transactions, transactionsOf(client, from ?? '', to ?? ''), account)];
};

/** client.updated: an automatic payment was declined, and the list of transactions may say which. */
export const updatedClient: Reader = (occurrence) => {
  const { data, fetched } = occurrence;
  if (!isDeclined(data)) return undefined;
  const client = idOf(data.clientId);
  const row = declinedIn(
    fetched,
    [client, idOf(data.clientUniqueId)].filter((id) => id !== undefined),
  );
  if (row) return { ...failedTransaction(row, occurrence), client };
  return { ...facts(data), type: 'subscription.past_due', reason: clientDeclined() };
};

/** https://developers.mindbodyonline.com/PublicDocumentation/V6 lists what a client may be. */
const isDeclined = ({ status }: JsonObject): boolean => plain(status) === 'declined';

/** The event itself does not say how automatic payments stand. */
export const contracts: Explainer = ({ account }, data) => {
  const client = idOf(data.clientId);
  const isKnown = client === undefined || text(data.autopayStatus) !== undefined;
  return isKnown ? [] : [under(KEYS.contracts, contractsOf(client), account)];
};

/** clientContract.updated: something was changed, maybe that automatic payments were suspended. */
export const updatedContract: Reader = ({ data, fetched }) => {
  const status = autopayStatus(data, fetched);
  if (status !== undefined && status !== 'suspended') return undefined;
  return {
    ...facts(data),
    type: 'subscription.past_due',
    ...(status !== undefined && { reason: autopaySuspended() }),
  };
};

/** `undefined`: nobody was asked so far. */
function autopayStatus(data: JsonObject, fetched: Fetched): string | undefined {
  if (text(data.autopayStatus) !== undefined) return plain(data.autopayStatus);
  if (!(KEYS.contracts in fetched)) return undefined;
  const id = idOf(data.clientContractId);
  const contract = list(fetched[KEYS.contracts]?.Contracts)
    .map(object)
    .find(({ Id }) => id !== undefined && idOf(Id) === id);
  return plain(contract?.AutopayStatus);
}

const becomes =
  (type: Told['type']): Reader =>
  ({ data }) => ({ ...facts(data), type });

/** clientContract.created */
export const startedContract = becomes('subscription.started');
/** clientContract.cancelled */
export const endedContract = becomes('subscription.canceled');

function facts(data: JsonObject): Omit<Told, 'type'> {
  const contract = idOf(data.clientContractId);
  const name = text(data.contractName);
  return {
    kind: 'subscription',
    references: [],
    subscription: contract === undefined ? undefined : { id: contract },
    products: name === undefined ? [] : [{ id: idOf(data.contractId), name }],
    client: idOf(data.clientId),
    location: idOf(data.contractOriginationLocation),
  };
}
