import { paymentEventJsonSchema } from '../../nodes/core/event/paymentEvent';

/** The JSON Schema of the payment event as docs/payment-event.schema.json prints it. */
export const printedSchema = (): string => `${JSON.stringify(paymentEventJsonSchema(), null, 2)}\n`;
