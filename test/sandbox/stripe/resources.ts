/** The parts of Stripe's API that behave alike, one row each. */
export interface Resource {
  /** Its name in "No such ...", and the value of `object`. */
  readonly object: string;
  /** The parameter that Stripe blames when the id is wrong. */
  readonly param: string;
  readonly filters?: readonly string[];
  /** What POST to an object may change; absent where nothing can be changed. */
  readonly writable?: readonly string[];
}

const described = ['metadata', 'description'];

export const RESOURCES: Readonly<Record<string, Resource>> = {
  payment_intents: {
    object: 'payment_intent',
    param: 'intent',
    filters: ['customer'],
    writable: described,
  },
  charges: {
    object: 'charge',
    param: 'id',
    filters: ['customer', 'payment_intent'],
    writable: described,
  },
  invoices: {
    object: 'invoice',
    param: 'invoice',
    filters: ['customer', 'status', 'subscription'],
    writable: [...described, 'footer', 'auto_advance'],
  },
  invoice_payments: {
    object: 'invoice_payment',
    param: 'invoice_payment',
    filters: ['invoice', 'payment', 'status'],
  },
  customers: { object: 'customer', param: 'id', filters: ['email'], writable: described },
  subscriptions: {
    object: 'subscription',
    param: 'id',
    filters: ['customer', 'status'],
    writable: described,
  },
  setup_intents: {
    object: 'setup_intent',
    param: 'intent',
    filters: ['customer'],
    writable: described,
  },
  'checkout/sessions': {
    object: 'checkout.session',
    param: 'session',
    filters: ['customer', 'payment_intent', 'subscription'],
    writable: ['metadata'],
  },
  refunds: {
    object: 'refund',
    param: 'refund',
    filters: ['charge', 'payment_intent'],
    writable: ['metadata'],
  },
  disputes: {
    object: 'dispute',
    param: 'dispute',
    filters: ['charge', 'payment_intent'],
    writable: ['metadata'],
  },
  payment_methods: { object: 'payment_method', param: 'payment_method', filters: ['customer'] },
  events: { object: 'event', param: 'id', filters: ['type', 'types', 'delivery_success'] },
};
