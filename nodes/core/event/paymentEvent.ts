import { z } from 'zod/v4';
import {
  ADVICE,
  CATEGORIES,
  CAUSES,
  CHANNELS,
  EVENT_TYPES,
  FAILURE_KINDS,
  HARDNESS,
  REFERENCE_TYPES,
} from './taxonomy';

/** The one schema of the pack: a gateway's raw event in the words every later node understands. */

const instant = z.iso.datetime().describe('ISO 8601 UTC');
const words = z.string().min(1);

export const moneySchema = z
  .object({
    minor: z.int().describe('Whole minor units by ISO 4217: 45000 is ₩45,000 and also $450.00'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217 code'),
    decimal: z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .describe('The same amount as people write it'),
  })
  .readonly();

export const referenceSchema = z
  .object({ type: z.enum(REFERENCE_TYPES), value: words })
  .readonly()
  .describe('A name under which the case is known at this gateway and account');

export const reasonSchema = z
  .object({
    code: words.optional().describe('The code as the gateway gave it'),
    networkCode: words.optional().describe('The card network or bank scheme’s own code'),
    message: words.optional().describe('The gateway’s own words, masked'),
    category: z.enum(CATEGORIES),
    cause: z.enum(CAUSES).describe('What people route on'),
    hardness: z.enum(HARDNESS),
    advice: z.enum(ADVICE),
    retryAfter: instant.optional(),
  })
  .readonly();

export const customerSchema = z
  .object({
    id: words.optional(),
    name: words.optional(),
    email: words.optional(),
    phone: words.optional().describe('E.164'),
    locale: words.optional(),
    since: instant.optional(),
  })
  .readonly();

export const instrumentSchema = z
  .object({
    type: words,
    brand: words.optional(),
    last4: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    expiry: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional()
      .describe('YYYY-MM'),
    fingerprint: words.optional().describe('The gateway’s stable name for this card or account'),
    bank: words.optional(),
  })
  .readonly();

export const orderSchema = z
  .object({
    id: words.optional(),
    number: words.optional(),
    table: words.optional(),
    partySize: z.int().positive().optional(),
    server: words.optional(),
    location: words.optional(),
    reservationId: words.optional(),
    reservationTime: words.optional(),
    channel: z.enum(CHANNELS).optional(),
    total: moneySchema.optional().describe('What the whole order comes to, where it is known'),
  })
  .readonly();

export const paymentEventSchema = z
  .object({
    schema: z.literal('payment-event/1'),
    id: words.describe('<gateway>:<account>:<raw event id>'),
    gateway: words,
    account: words,
    connected: z
      .boolean()
      .optional()
      .describe('Whether the account is not the credential’s own, but one that is connected to it'),
    live: z.boolean().describe('Whether the gateway calls this live money'),
    type: z.enum(EVENT_TYPES),
    kind: z.enum(FAILURE_KINDS).optional(),
    attempt: z
      .object({
        key: words.describe('<gateway>:<account>:<gateway transaction id>'),
        number: z.int().positive().optional().describe('Which try of its case this is'),
        aliases: z
          .array(words)
          .readonly()
          .optional()
          .describe('Other keys that it goes by: a read may have named another transaction'),
      })
      .readonly()
      .optional(),
    references: z.array(referenceSchema).readonly(),
    occurredAt: instant,
    occurredAtSource: z.enum(['gateway', 'received']),
    receivedAt: instant,
    late: z.boolean().describe('Whether it happened over an hour before it was received'),
    nextAttemptAt: instant.optional().describe('When the gateway itself will try again'),
    incomplete: z.boolean().optional().describe('Whether a read that would complete it is missing'),
    amount: moneySchema.optional(),
    tip: moneySchema.optional().describe('What of the amount is a tip, and pays for no order'),
    customer: customerSchema,
    instrument: instrumentSchema.optional(),
    reason: reasonSchema.optional(),
    order: orderSchema.optional(),
    invoice: z
      .object({ id: words, number: words.optional(), dueAt: instant.optional() })
      .readonly()
      .optional(),
    subscription: z.object({ id: words, status: words.optional() }).readonly().optional(),
    products: z
      .array(z.object({ id: words.optional(), name: words.optional() }).readonly())
      .readonly(),
    dispute: z
      .object({
        id: words,
        outcome: z.enum(['won', 'lost']).optional().describe('Once it is closed'),
        answerBy: instant.optional(),
      })
      .readonly()
      .optional(),
    links: z
      .object({
        pay: z.url().optional(),
        updateMethod: z.url().optional(),
        receipt: z.url().optional(),
        dashboard: z.url().optional(),
      })
      .readonly(),
  })
  .readonly();

export type PaymentEvent = z.infer<typeof paymentEventSchema>;
export type Money = z.infer<typeof moneySchema>;
export type Reference = z.infer<typeof referenceSchema>;
export type Reason = z.infer<typeof reasonSchema>;
export type Customer = z.infer<typeof customerSchema>;
export type Instrument = z.infer<typeof instrumentSchema>;
export type Order = z.infer<typeof orderSchema>;

/** The same schema as JSON Schema 2020-12, for the documentation and for other languages. */
export const paymentEventJsonSchema = () => z.toJSONSchema(paymentEventSchema);
