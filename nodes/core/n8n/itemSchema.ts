import { z } from 'zod/v4';
import { paymentEventSchema } from '../event/paymentEvent';
import { EVENT_TYPES } from '../event/taxonomy';

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

const filtersSchema = z
  .object({
    eventTypes: z.array(z.enum(EVENT_TYPES)).readonly(),
    mode: z.enum(['both', 'live', 'test']),
    accounts: z.array(z.string()).readonly(),
    minimumAmount: z
      .object({ value: z.number(), currency: z.string().optional() })
      .readonly()
      .optional(),
    products: z.array(z.string()).readonly(),
    locations: z.array(z.string()).readonly(),
  })
  .readonly();

export const paymentItemSchema = z
  .object({
    event: paymentEventSchema,
    dispatch: dispatchSchema,
    /** Stamped by the first node from the execution's mode, and obeyed by all later ones. */
    ledger: z.enum(['live', 'test']),
    /** What the trigger's workflow is for, where the event is still too thin to decide it. */
    filters: filtersSchema.optional(),
    /** Whom test runs may reach; set on test items only. */
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
