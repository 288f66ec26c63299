/** The fields of a gateway's n8n credential, and those of each that its API is signed in to with, under its type. */
export type Credential = Readonly<Record<string, unknown>>;

/** A further n8n credential that calls to the gateway's API sign in with. */
export interface SignIn {
  /** The n8n credential type. */
  readonly credential: string;
  /** What the editor calls it: what it is needed for. */
  readonly label: string;
  /** Whether the gateway is of use only with it. */
  readonly required: boolean;
}
