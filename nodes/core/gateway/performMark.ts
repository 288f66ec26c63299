import type { JsonObject } from '../event/json';
import {
  ApiError,
  isTransient,
  type ApiClient,
  type ApiOptions,
  type ApiRequest,
} from './apiClient';

/** A write that depends on the object as it is now: on its version, or on what a field already holds. */
export interface Revision {
  readonly read: ApiRequest;
  /** Pure and total. None where the object cannot be marked any more. */
  readonly write: (answer: JsonObject) => readonly ApiRequest[];
}

export type Marking = ApiRequest | Revision;

/** Writes a mark onto a gateway's objects. What changed between reading and writing is read and written once more. */
export async function performMark(
  client: ApiClient,
  markings: readonly Marking[],
  options: ApiOptions,
): Promise<void> {
  await Promise.all(markings.map((one) => performOne(client, one, options)));
}

async function performOne(client: ApiClient, one: Marking, options: ApiOptions): Promise<void> {
  if (!('read' in one)) {
    await client(one, options);
    return;
  }
  try {
    await revise(client, one, options);
  } catch (error) {
    if (!(error instanceof ApiError) || isTransient(error)) throw error;
    await revise(client, one, options);
  }
}

async function revise(client: ApiClient, { read, write }: Revision, options: ApiOptions) {
  for (const request of write(await client(read, options))) await client(request, options);
}
