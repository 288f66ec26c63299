import type { LogEvent } from '../event/logEntry';
import type { StoredRegistration } from '../ledger/ledger';
import type { Endpoint, Registration } from './registration';
import { isComplete, isPinned, opens, sameUrl, type Lifecycle } from './lifecycle';

/** What the ledger and the gateway know of a trigger's endpoint. */
export interface Standing {
  readonly kept: StoredRegistration | undefined;
  /** What the same trigger had under other addresses of n8n. */
  readonly elsewhere: readonly StoredRegistration[];
  readonly all: readonly Endpoint[];
  /** Whether what could not be delivered is still to be looked for, which the gateway knows by the old endpoint. */
  readonly looksBack: boolean;
}

/** What is the matter with the endpoint, the gravest first; `undefined` where it stands as it should. */
export function troubleOf(
  life: Lifecycle,
  registration: Registration,
  { kept, elsewhere, all, looksBack }: Standing,
): Trouble | undefined {
  const present = sameUrl(life, all);
  if (kept?.endpointId === undefined) {
    if (present.length > 0) return 'unknown';
    return elsewhere.length > 0 ? 'moved' : 'new';
  }
  const endpoint = present.find(({ id }) => id === kept.endpointId);
  if (!opens(life, kept)) return endpoint ? 'sealed' : 'strange';
  if (!endpoint) return 'gone';
  if (!isPinned(registration, endpoint)) return 'version';
  if (!endpoint.enabled) return 'disabled';
  if (!isComplete(life.adapter, endpoint)) return 'events';
  if (present.length > 1 && !looksBack) return 'doubled';
  if (elsewhere.length > 0) return 'moved';
  if ((life.account ?? kept.account) !== kept.account) return 'account';
  return kept.status === 'released' ? 'released' : undefined;
}

/** Nothing where the owner was told already. */
type Said = undefined | readonly [event: LogEvent, why: (title: string) => string];

/** What the owner is told once it is mended: what happened, and what to do. */
const TROUBLES = {
  new: ['endpoint_registered', (title) => `${title} sends its events to this address from now on.`],
  unknown: [
    'endpoint_replaced',
    (title) =>
      `${title} had an endpoint for this address that the ledger knew nothing of, so a new one took its place, and events that could not be delivered lately are fetched. If the ledger was lost, restore it from a backup; if the storage was changed, carry the ledger over.`,
  ],
  sealed: [
    'endpoint_replaced',
    (title) =>
      `The ${title} credential was changed, and the endpoint’s signing secret could not be read any more. A new endpoint took its place, and what was refused meanwhile is fetched. There is nothing to do.`,
  ],
  strange: [
    'endpoint_replaced',
    (title) =>
      `The ${title} credential was changed, and shows nothing of the endpoint of before. A new one took its place. If the credential is for another account or mode now, delete the endpoint of before there by hand: what it sends is refused.`,
  ],
  rolled: [
    'endpoint_replaced',
    (title) =>
      `${title} signs deliveries with another secret than it gave at registration: it was rolled. A new endpoint took the place of the old, and what was refused meanwhile is fetched. There is nothing to do.`,
  ],
  gone: [
    'endpoint_replaced',
    (title) =>
      `The endpoint had been deleted at ${title}. A new one took its place, and what was missed meanwhile is fetched. To stop events, unpublish the workflow rather than deleting its endpoint.`,
  ],
  version: [
    'endpoint_replaced',
    (title) =>
      `The endpoint spoke another API version of ${title} than is understood here. A new one took its place. There is nothing to do.`,
  ],
  disabled: [
    'endpoint_mended',
    (title) =>
      `The endpoint had been disabled at ${title}, as happens when nobody takes its deliveries for days. It was enabled again, and what was missed meanwhile is fetched. To stop events, unpublish the workflow.`,
  ],
  events: [
    'endpoint_mended',
    (title) =>
      `The endpoint at ${title} was not asked for every event that is needed, and now is. There is nothing to do.`,
  ],
  doubled: [
    'endpoint_mended',
    (title) =>
      `${title} had several endpoints for this address. All but one were deleted. There is nothing to do.`,
  ],
  superseded: undefined,
  moved: [
    'endpoint_mended',
    (title) =>
      `n8n has another address than before. ${title} sends its events there, and the endpoint of the old one was deleted. There is nothing to do.`,
  ],
  account: ['endpoint_registered', (title) => `The ${title} account of the endpoint was changed.`],
  released: [
    'endpoint_reused',
    (title) =>
      `The endpoint that was kept at ${title} is used again, and what was missed meanwhile is fetched. There is nothing to do.`,
  ],
} as const satisfies Readonly<Record<string, Said>>;
export type Trouble = keyof typeof TROUBLES;

/** Whoever tests sits in front of it. */
export function tellMended({ adapter, url, isTest, log }: Lifecycle, trouble: Trouble): void {
  const said: Said = TROUBLES[trouble];
  if (!said || isTest) return;
  const [event, why] = said;
  log(event, { gateway: adapter.id, url, reason: trouble, why: why(adapter.title) });
}

/** Where the endpoint itself can serve on; else its secret is not known, or no use. */
const REUSABLE: readonly Trouble[] = [
  'disabled',
  'events',
  'doubled',
  'superseded',
  'moved',
  'account',
  'released',
];
export const needsNewEndpoint = (trouble: Trouble): boolean => !REUSABLE.includes(trouble);
