import type { Json, JsonObject } from '../event/json';
import type { MaskRules } from '../event/mask';
import type { PaymentEvent, Reference } from '../event/paymentEvent';
import type { RawEvent } from '../event/rawEvent';
import type { ReasonTable } from '../event/reason';
import type { EventType } from '../event/taxonomy';
import type { RejectedItem } from './delivery';
import type { Handshake } from './handshake';
import type { Login } from './login';
import type { Mode } from './mode';
import type { Marking } from './performMark';
import type { Writing } from './readBody';
import type { Recover } from './recover';
import type { Signature } from './signature';

/** The fields of a gateway's n8n credential, and those of each that its API is signed in to with, under its type. */
export type Credential = Readonly<Record<string, unknown>>;

/** What a gateway leaves out of its events and its account supplies. */
export interface NormalizeContext {
  /** The merchant account that events without one belong to. */
  readonly account: string;
  /** ISO 4217, for gateways whose events carry no currency. */
  readonly currency?: string | undefined;
  /** IANA zone, for gateways whose times carry none. */
  readonly timeZone?: string | undefined;
  /** Whether the account moves live money, for gateways whose events do not say. */
  readonly live?: boolean | undefined;
  /**
   * What your own reference of a payment names, where a gateway passes it on: one payment, tried until it is paid, or
   * an order that may be paid in parts.
   */
  readonly reference?: 'payment' | 'order' | undefined;
  /**
   * Whether what no signature covers may say what a payment belongs to and whom to write to, as the owner chose where
   * nothing confirms it.
   */
  readonly trustsUnsigned?: boolean | undefined;
  /** Which of the credentials that are not required were chosen, for gateways that are asked for more with them. */
  readonly signedInWith?: readonly string[] | undefined;
}
/** What the credential tells of the account, where events leave it out. */
export type Supplied = Omit<NormalizeContext, 'account'>;

/** One call to the gateway's API, as data: performed by a node with the gateway's credential. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: JsonObject;
  /** In place of a body: changes, one by one. https://www.rfc-editor.org/rfc/rfc6902 */
  readonly patch?: readonly Json[];
  /** The connected account the call is made for, where that is not the credential's own. */
  readonly account?: string | undefined;
  readonly idempotencyKey?: string;
}

/**
 * A read that completes a thin event; the answer is handed to `normalize` under `key`. Some gateways have their reads
 * asked for in the body of a POST.
 */
export interface ApiRead extends ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly key: string;
}
export type Fetched = Readonly<Record<string, JsonObject>>;

/** n8n's authenticated HTTP, cut down to what an adapter's API client is built on. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;
export interface HttpRequest {
  readonly method: ApiRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** The type of the n8n credential to sign in with, where that is not the gateway's own. */
  readonly signIn?: string | undefined;
}

/** A further n8n credential that calls to the gateway's API sign in with. */
export interface SignIn {
  /** The n8n credential type. */
  readonly credential: string;
  /** What the editor calls it: what it is needed for. */
  readonly label: string;
  /** Whether the gateway is of use only with it. */
  readonly required: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Performs one API request; raises `ApiError` when the gateway refuses or cannot be reached. */
export type ApiClient = (request: ApiRequest, options?: ApiOptions) => Promise<JsonObject>;
export interface ApiOptions {
  /** Milliseconds for the whole call, retries included. */
  readonly timeout?: number;
  /** How often to try again after a failure that may pass. */
  readonly retries?: number;
}

/** What the owner of the workflow is told when a gateway's API says no. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    message: string,
    /** The HTTP status, or 0 where no answer came. */
    readonly status: number,
    /** The gateway's own code for it. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** A webhook subscription as the gateway knows it. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly apiVersion?: string | undefined;
  readonly enabled: boolean;
  /** Shown by most gateways only at creation. */
  readonly secret?: string | undefined;
}

/** The webhook subscription of a gateway that has an API for it, as data. */
export interface Registration {
  /** Which API version the endpoint is pinned to; a change needs a new endpoint. */
  readonly apiVersion?: string;
  /** How many endpoints the gateway allows. */
  readonly limit?: number;
  /**
   * Deliveries are signed with a key of the whole account, which the credential has to hold: an endpoint that is created
   * tells none.
   */
  readonly keyOfAccount?: boolean;
  /** What the credential calls the key of an endpoint that somebody set up by hand; none is set up where it is filled in. */
  readonly keyField?: string;
  /** What has to be switched on besides, before an endpoint is set up. Repeating it changes nothing. */
  readonly prepare?: readonly ApiRequest[];
  readonly list: ApiRequest;
  /** The page after the one that `list` answered, if there is one. */
  readonly nextPage: (page: JsonObject) => ApiRequest | undefined;
  readonly create: (url: string, description: string) => ApiRequest;
  /** The call that has a new endpoint deliver, where creating does not. Made once its secret is kept. */
  readonly activate?: (endpoint: Endpoint) => ApiRequest;
  /** The call that has a signing secret made, where the answer to `create` holds none. */
  readonly secret?: {
    readonly make: (endpoint: Endpoint) => ApiRequest;
    readonly read: (answer: JsonObject) => string | undefined;
  };
  /** Brings events and state of an endpoint up to date. */
  readonly update: (endpoint: Endpoint) => ApiRequest;
  readonly delete: (endpoint: Endpoint) => ApiRequest;
  readonly readList: (answer: JsonObject) => readonly Endpoint[];
  readonly readOne: (answer: JsonObject) => Endpoint;
  /** Whether the gateway would refuse this URL, in words for the owner. */
  readonly refuses: (url: string) => string | undefined;
}

/** A look for events that were not delivered: a span of time, ISO 8601 UTC, at one account. */
export interface Look extends NormalizeContext {
  readonly from: string;
  /** Now: what the events that are found were received at. */
  readonly to: string;
}

/** What one answer of a look holds. */
export interface Listed {
  readonly events: readonly RawEvent[];
  /** The reads that follow from it: the next page, or the rows of a batch that it only names. */
  readonly more: readonly ApiRequest[];
}

/**
 * How events are found that the gateway does not push, or pushed while nobody took them: reads, as data. Everything
 * that they list goes the way of a delivery, so what was delivered too is known by its id and changes nothing.
 */
export interface Backfill {
  /** How far back the gateway lists, in seconds. What is older is lost. */
  readonly keeps: number;
  /** How far each look reaches back before the end of the last, in seconds: lists lag behind what they list. */
  readonly overlap: number;
  /** Event types that only these reads find: no endpoint is asked for them. */
  readonly listed?: readonly string[];
  /** What of an ordinary evening only these reads find, in words for the owner. */
  readonly unpushed?: string;
  /** How long a delivery may take, in seconds, before its event counts as missed; ten where absent. */
  readonly delay?: number;
  readonly reads: (look: Look) => readonly ApiRequest[];
  /**
   * The reads that list only what the gateway could not deliver, and how far back it tries, in seconds: for a ledger
   * that does not know what was delivered. Absent where the gateway does not tell.
   */
  readonly undelivered?: { readonly keeps: number } & Pick<Backfill, 'reads'>;
  /** Pure and total. `asked` is the read that this answers, one of the reads above or of an earlier `more`. */
  readonly read: (answer: JsonObject, asked: ApiRequest, look: Look) => Listed;
}

export interface Split {
  readonly events: readonly RawEvent[];
  /** Items of a batch that are not what they claim to be. */
  readonly rejected: readonly RejectedItem[];
}

/** Everything that differs between gateways. What is the same stands once, beside this file. */
export interface GatewayAdapter {
  /** One lower-case word; the prefix of event ids and attempt keys. */
  readonly id: string;
  readonly title: string;
  /** The n8n credential type whose fields the other parts are handed. It holds what deliveries are checked with. */
  readonly credential: string;
  /** What its API is signed in to with, where the credential above does not do for that. */
  readonly signIns?: readonly SignIn[];
  /** Every gateway event that is understood, with the payment-event types it can become. */
  readonly eventTypes: Readonly<Record<string, readonly EventType[]>>;
  /**
   * Those events that only name an object. What happened is known once it is read: until then such an event is what
   * `normalize` takes it for, filters on event types wait, and one that then tells of nothing goes no further.
   */
  readonly thin?: readonly string[];
  /** What somebody who sets it up by hand has to choose there, as the gateway’s own pages call it; its events where absent. */
  readonly asks?: string;
  readonly signature: Signature;
  /** What deliveries have to bring besides, where the credential names it. */
  readonly login?: (credential: Credential) => Login | undefined;
  /** What the gateway asks of an address before it delivers there. It proves nothing and starts nothing. */
  readonly handshake?: Handshake;
  /** Which of its fields hold card data, or ids that look like them, beyond what is known of every gateway. */
  readonly mask?: MaskRules;
  /** Larger bodies are refused unread, in bytes. */
  readonly maxBytes: number;
  /**
   * How deliveries are written: as JSON, where it does not say. `decimals` is JSON whose amounts are decimal numbers:
   * those that a double does not hold are read as their text.
   */
  readonly body?: Writing;
  /** Other ways in which the gateway delivers, told apart by their headers. */
  readonly modes?: readonly Mode[];
  /**
   * Cuts a parsed delivery into raw events. `undefined`: not what the gateway documents.
   * Events of a type that is not understood are left out: they are acknowledged and ignored.
   */
  readonly split: (body: unknown, receivedAt: string) => Split | undefined;
  /**
   * Whether a bare JSON object looks like this gateway's delivery, or like the first of a delivery that is a list, for
   * items that came without our trigger.
   */
  readonly recognises: (body: JsonObject) => boolean;
  /** The reads that complete a raw event, given what was fetched so far. None: it is complete. */
  readonly needs: (event: RawEvent, fetched: Fetched) => readonly ApiRead[];
  /** Pure and total. `undefined`: the event tells of nothing that concerns a payment's fate. */
  readonly normalize: (
    event: RawEvent,
    fetched: Fetched,
    context: NormalizeContext,
  ) => PaymentEvent | undefined;
  /** Every code the gateway publishes. */
  readonly reasons: ReasonTable;
  readonly api: (http: Http, credential: Credential) => ApiClient;
  /** What the credential tells that events leave out: the account's currency, whether it is a sandbox. */
  readonly supplies?: (credential: Credential) => Supplied;
  /** Reads which account the credential belongs to. Where the answer does not say, the credential itself may. */
  readonly account: {
    readonly read: ApiRequest;
    readonly id: (answer: JsonObject, credential?: Credential) => string | undefined;
  };
  readonly registration?: Registration;
  /** Absent where the gateway lists no past events: a long outage may lose some. */
  readonly backfill?: Backfill;
  /** The part of the credential that lives long, never an OAuth token: signing secrets are sealed under it. */
  readonly sealingSecret?: (credential: Credential) => string | undefined;
  /** The body of a delivery that tells of one declined card, for test runs without the gateway. */
  readonly sample?: (eventId: string, seconds: number) => JsonObject | readonly Json[];
  /** Writes status and case id onto the gateway's object. */
  readonly mark?: (event: PaymentEvent, mark: CaseMark) => readonly Marking[];
  /** The calls by which the gateway itself gets the money after all. */
  readonly recover?: Recover;
  /** The read that tells whether a thing is paid now. */
  readonly state?: (reference: Reference) => ApiRead | undefined;
}

export interface CaseMark {
  readonly caseId: string;
  readonly status: string;
}
