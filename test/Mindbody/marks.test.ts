import type { JsonObject } from '../../nodes/core/event/json';
import type { ApiRequest } from '../../nodes/core/gateway/apiClient';
import { performMark } from '../../nodes/core/gateway/performMark';
import { mark, state } from '../../nodes/Mindbody/marks';
import { mindbody } from '../../nodes/Mindbody/mindbody.adapter';
import {
  context,
  contractData,
  listedEvent,
  pushedEvent,
  sale,
  transaction,
} from '../fixtures/mindbody';

const failed = mindbody.normalize(listedEvent('transaction.declined', transaction()), {}, context);
const paid = mindbody.normalize(pushedEvent('clientSale.created', sale()), {}, context);
if (!failed || !paid) throw new Error('The fixtures tell of nothing');

/** What is sent to Mindbody, where its contact log holds these. */
async function written(marking: ReturnType<typeof mark>, ...ContactLogs: JsonObject[]) {
  const sent: ApiRequest[] = [];
  const client = async (request: ApiRequest): Promise<JsonObject> => {
    sent.push(request);
    return request.method === 'GET' ? { ContactLogs } : {};
  };
  await performMark(client, marking, {});
  return sent;
}
const open = { caseId: 'case_1', status: 'open' };
const settled = { caseId: 'case_1', status: 'settled' };
const NOTE =
  'Payment failure case case_1 is open. 186.40 USD did not come in on 2026-11-24 (Declined).';

test('a declined card is noted in the guest’s contact log', async () => {
  const [read, add, ...more] = await written(mark(failed, open));
  expect(more).toEqual([]);
  expect(read).toMatchObject({
    method: 'GET',
    path: '/client/contactlogs',
    query: { 'request.clientId': '100000734', 'request.startDate': '2026-05-28T01:04:31' },
  });
  expect(add).toEqual({
    method: 'POST',
    path: '/client/addcontactlog',
    body: { ClientId: '100000734', ContactMethod: 'Note', Text: NOTE, IsComplete: false },
  });
});

test('once for each case: the note is kept up to date', async () => {
  const known = { Id: 41, Text: NOTE };
  expect(await written(mark(failed, open), known)).toHaveLength(1);
  const [, update] = await written(mark(paid, settled), { Id: 40, Text: 'Likes galbi' }, known);
  expect(update).toEqual({
    method: 'POST',
    path: '/client/updatecontactlog',
    body: { Id: 41, Text: NOTE.replace('is open', 'is settled'), IsComplete: true },
  });
  expect(await written(mark(paid, settled), { Text: NOTE })).toHaveLength(1);
});

test('who paid for somebody else gets no note', async () => {
  expect(await written(mark(paid, settled))).toHaveLength(1);
});

test('at another site it is noted there', async () => {
  const elsewhere = { ...failed, account: '77', connected: true };
  const sent = await written(mark(elsewhere, open));
  expect(sent.map(({ account }) => account)).toEqual(['77', '77']);
});

test('what concerns no payment, or nobody that is known, is not noted', () => {
  const ended = mindbody.normalize(
    pushedEvent('clientContract.cancelled', contractData()),
    {},
    context,
  );
  expect(ended && mark(ended, open)).toEqual([]);
  expect(mark({ ...failed, customer: {} }, open)).toEqual([]);
});

test('a note without an amount or a code says less', async () => {
  const [, add] = await written(mark({ ...failed, amount: undefined, reason: undefined }, open));
  expect(add?.body?.['Text']).toBe(
    'Payment failure case case_1 is open. A payment did not come in on 2026-11-24.',
  );
});

test('whether a thing is paid now is asked of its transaction or its sale', () => {
  expect(state({ type: 'payment', value: '90417' })).toMatchObject({
    path: '/sale/transactions',
    query: { 'request.transactionId': '90417' },
  });
  expect(state({ type: 'order', value: '5512' })).toMatchObject({
    path: '/sale/sales',
    query: { 'request.saleId': '5512' },
  });
  expect(state({ type: 'case', value: 'case_1' })).toBeUndefined();
});
