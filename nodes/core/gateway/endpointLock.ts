import { randomUUID } from 'node:crypto';
import type { Lifecycle } from './lifecycle';

/**
 * n8n sets up a node's webhook and its poll at the same moment, deliveries come when they like, and there may be
 * several processes: each would set up an endpoint of its own.
 */
const nameOf = ({ url }: Lifecycle): string => `endpoint ${url}`;

/** Longer than setting up an endpoint takes, in seconds. */
const LEASE = 60;
const STEP = 250;

/** Does it alone, or not at all where somebody is at it. */
export async function ifFree<T>(life: Lifecycle, act: () => Promise<T>): Promise<T | undefined> {
  const holder = randomUUID();
  if (!(await life.ledger.lease(nameOf(life), holder, LEASE, life.now()))) return undefined;
  try {
    return await act();
  } finally {
    await life.ledger.release(nameOf(life), holder);
  }
}

/** Does it alone, after whoever is at it. A person waits for it: in the end it is done in any case. */
export async function inTurn<T>(life: Lifecycle, act: () => Promise<T>): Promise<T> {
  const holder = randomUUID();
  for (let waited = 0; waited < LEASE * 1000; waited += STEP) {
    if (await life.ledger.lease(nameOf(life), holder, LEASE, life.now())) break;
    await life.wait(STEP);
  }
  try {
    return await act();
  } finally {
    await life.ledger.release(nameOf(life), holder);
  }
}
