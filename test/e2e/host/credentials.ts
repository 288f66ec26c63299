import { list, object, text, type JsonObject } from '../../../nodes/core/event/json';
import type { Session } from './session';

export interface NewCredential {
  readonly name: string;
  readonly type: string;
  readonly data: JsonObject;
}

export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export async function createCredential(
  session: Session,
  credential: NewCredential,
): Promise<Credential> {
  return read(await session.call('post', '/credentials', credential));
}

export async function listCredentials(session: Session): Promise<readonly Credential[]> {
  return list(await session.call('get', '/credentials')).map(read);
}

function read(answer: unknown): Credential {
  const { id, name, type } = object(answer);
  return { id: text(id) ?? '', name: text(name) ?? '', type: text(type) ?? '' };
}
