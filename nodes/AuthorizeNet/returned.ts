import { type JsonObject, object } from '../core/event/json';
import type { RawEvent } from '../core/event/rawEvent';
import type { Fetched } from '../core/gateway/apiClient';
import { amountIn } from './amount';
import { returnReason } from './failure';
import { referencesOf } from './references';
import type { Reader } from './told';
import { detailsOf, entries, given, KEYS, transactionOf, word } from './transaction';

/**
 * An e-check that the bank sent back: a transaction of its own, which fails the try that it returns. The code stands
 * in the details of either.
 */
export const returnedTransaction: Reader = ({ event, fetched, context }) => {
  const transaction = transactionOf(event, fetched);
  const { id, original, subscription } = transaction;
  const returned = returnIn(event, fetched, id);
  const first = originalOf(fetched);
  const objects = [...transaction.objects, first];
  return {
    type: 'payment.failed',
    kind: 'bank_debit',
    transaction: original ?? id,
    references: referencesOf(
      {
        ...transaction,
        invoiceNumber: transaction.invoiceNumber ?? given(object(first.order).invoiceNumber),
      },
      context,
    ),
    invoiceNumber: transaction.invoiceNumber,
    subscription: subscription && { id: subscription.id },
    amount: amountIn(objects, 'taken', context.currency),
    reason: returnReason(word(returned?.code), returned?.description),
    objects,
  };
};

const originalOf = (fetched: Fetched): JsonObject =>
  object(object(fetched[KEYS.original]).transaction);

function returnIn(
  event: RawEvent,
  fetched: Fetched,
  id: string | undefined,
): JsonObject | undefined {
  const own = entries(detailsOf(event, fetched).returnedItems, 'returnedItem');
  const listed = entries(originalOf(fetched).returnedItems, 'returnedItem');
  return own[0] ?? listed.find((one) => word(one.id) === id) ?? listed.at(-1);
}
