import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../core/event/json';
import type { Count, Ledger } from '../core/ledger/ledger';
import { isGuestReachable, levelPage, notice, type Alert } from '../core/message/alert';
import { leadsToConfirm } from '../core/n8n/graph';
import { hintCountedAlone } from '../core/n8n/hints';
import { marksOf } from '../core/n8n/marks';
import { textParameter } from '../core/n8n/parameter';
import { eachAlone, finishItems, type Placed, type Routed } from '../core/n8n/readItems';
import { testRecipientOf } from '../core/n8n/testRecipient';
import { countingKey } from '../core/recovery/countingKey';
import { recipientsOf, settingsOf, type Recipients, type Settings } from './settings';

const ESCALATE = 0;
const NOTIFY = 1;
const DUPLICATE = 2;

/** Counts all items in one transaction and routes what follows from it. */
export async function count(
  context: IExecuteFunctions,
  placed: readonly Placed[],
  ledger: Ledger,
  now: string,
): Promise<readonly Routed[]> {
  const settings = settingsOf(context);
  const routed: Routed[] = [];
  // Before anything is claimed: the guest's only message is not spent on an alert that has no recipient.
  const asked = eachAlone(context, placed, routed, (one) => ({
    ...one,
    key: countingKey(settings.by, one.item.event, fieldOf(context, settings, one.index)),
    recipients: recipientsOf(context, one.index),
  }));
  const counts = await ledger.count(
    asked.map(({ item, key }) => ({
      event: item.event,
      dispatch: item.dispatch,
      key,
      guestReachable: isGuestReachable(item.event, testRecipientOf(item)),
    })),
    settings.rule,
    now,
  );
  const alone = counts.filter((one, i) => isCounted(one) && asked[i]?.key === undefined);
  hintCountedAlone(context, settings.by, alone.length);
  routed.push(...asked.flatMap((one, i) => route(one, counts[i])));
  await finishWhatEndsHere(context, ledger, asked, routed, now);
  return routed;
}

/** It is a failure, and it is news. */
const isCounted = ({ ordinal, notify }: Count): boolean =>
  ordinal !== undefined && (notify === 'first' || notify === 'repeat');

const fieldOf = (context: IExecuteFunctions, { by }: Settings, index: number): string =>
  by === 'field' ? textParameter(context, 'field', index) : '';

function route(
  placed: Placed & { readonly recipients: Recipients },
  counted: Count | undefined,
): readonly Routed[] {
  if (!counted || counted.notify === 'duplicate' || counted.notify === 'settled') {
    return [{ output: DUPLICATE, index: placed.index, json: placed.json }];
  }
  const { recipients } = placed;
  return [
    ...counted.levels.map(({ level, repeat }) => {
      const to = recipients.levels.get(level.name) ?? '';
      const alert = levelPage({ ...common(placed, counted), level: level.name, to, repeat });
      return withAlert(ESCALATE, placed, alert);
    }),
    withAlert(
      NOTIFY,
      placed,
      notice({
        ...common(placed, counted),
        to: recipients.staff,
        repeat: counted.notify === 'repeat',
        guest: counted.guest,
      }),
    ),
  ];
}

const common = ({ item }: Placed, { ordinal }: Count) => ({
  event: item.event,
  ordinal,
  testRecipient: testRecipientOf(item),
});

const withAlert = (output: number, { index, json }: Placed, alert: Alert): Routed => ({
  output,
  index,
  json: { ...json, alert },
});

/**
 * A duplicate ends here, unless another alert of it is on its way; so does everything where no Confirm follows that could
 * say that it was told.
 */
async function finishWhatEndsHere(
  context: IExecuteFunctions,
  ledger: Ledger,
  placed: readonly Placed[],
  routed: readonly Routed[],
  now: string,
): Promise<void> {
  const confirmed = leadsToConfirm(context);
  const duplicates = new Set(
    routed
      .filter(({ output, json }) => output === DUPLICATE && !bearsNews(json))
      .map(({ index }) => index),
  );
  const ending = placed.filter(({ index }) => !confirmed || duplicates.has(index));
  // No alert waits for a gateway; but where none goes on from here, the execution ends, and nothing is left to come.
  if (ending.length === placed.length) await marksOf(ending.map(({ item }) => item.dispatch));
  await finishItems(ledger, ending, now);
}

const bearsNews = ({ alert }: Placed['json']): boolean =>
  isObject(alert) && alert['kind'] === 'settlement';
