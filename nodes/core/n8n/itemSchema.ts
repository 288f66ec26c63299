import { z } from 'zod/v4';
import { paymentEventSchema } from '../event/paymentEvent';

/** What an item carries from a trigger to Confirm. Later nodes add to it and take nothing away. */

const words = z.string().min(1);

export const dispatchSchema = z
  .object({
    eventId: words,
    workflowId: words,
    triggerId: words,
    token: words,
    ledger: words,
    emission: z.int().positive(),
  })
  .readonly();

export const paymentItemSchema = z
  .looseObject({
    event: paymentEventSchema,
    dispatch: dispatchSchema,
    ledger: z.enum(['live', 'test']),
    testRecipient: z
      .object({
        phone: words.optional(),
        email: words.optional(),
        channel: words.optional(),
      })
      .readonly()
      .optional(),
  })
  .readonly();
