import type { Json, JsonObject } from '../event/json';
import type { MaskRules } from '../event/mask';
import type { PaymentEvent, Reference } from '../event/paymentEvent';
import type { RawEvent } from '../event/rawEvent';
import type { ReasonTable } from '../event/reason';
import type { EventType } from '../event/taxonomy';
import type { ApiClient, ApiRead, ApiRequest, Fetched, Http } from './apiClient';
import type { NormalizeContext, Supplied } from './context';
import type { Credential, SignIn } from './credential';
import type { Split } from './delivery';
import type { Handshake } from './handshake';
import type { Login } from './login';
import type { Backfill } from './look';
import type { Mode } from './mode';
import type { Marking } from './performMark';
import type { Writing } from './readBody';
import type { Recover } from './recover';
import type { Registration } from './registration';
import type { Signature } from './signature';

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
  /**
   * Those of which only a read tells what was paid for. They are read whatever the filter wants, or they would settle
   * nothing.
   */
  readonly joinedByRead?: readonly string[];
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
