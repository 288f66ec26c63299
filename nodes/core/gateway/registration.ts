import type { JsonObject } from '../event/json';
import type { ApiRequest } from './apiClient';

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
