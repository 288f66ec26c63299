import { setTimeout as pause } from 'node:timers/promises';
import { list, object, text } from '../../../nodes/core/event/json';
import type { Session } from './session';
import { getWorkflow } from './workflows';

const PATIENCE = 60_000;

export interface Publication {
  /** `in_progress`, `published`, `partial`, `failed` or `not_published`. */
  readonly status: string;
  readonly errors: readonly string[];
}

/** n8n says yes at once and sets up the triggers afterwards; this waits until it has, and throws what went wrong. */
export async function publish(session: Session, id: string): Promise<void> {
  const { versionId } = await getWorkflow(session, id);
  await session.call('post', `/workflows/${id}/activate`, { versionId });
  const { status, errors } = await settled(session, id);
  if (status !== 'published')
    throw new Error(`Publishing workflow ${id} ended as ${status}: ${errors.join('; ')}`);
}

export async function unpublish(session: Session, id: string): Promise<void> {
  await session.call('post', `/workflows/${id}/deactivate`, {});
  const { status, errors } = await settled(session, id);
  if (status !== 'not_published')
    throw new Error(`Unpublishing workflow ${id} ended as ${status}: ${errors.join('; ')}`);
}

/** How its publication stands, once n8n has nothing more to do about it. */
export async function settled(session: Session, id: string): Promise<Publication> {
  for (const end = Date.now() + PATIENCE; ;) {
    const publication = await publicationStatus(session, id);
    if (publication.status !== 'in_progress') return publication;
    if (Date.now() > end)
      throw new Error(`Workflow ${id} was still being published after a minute`);
    await pause(50);
  }
}

async function publicationStatus(session: Session, id: string): Promise<Publication> {
  const answer = object(await session.call('get', `/workflows/${id}/publication-status`));
  return {
    status: text(answer.status) ?? '',
    errors: list(answer.triggers).flatMap((trigger) => text(object(trigger).errorMessage) ?? []),
  };
}
