import { cronNodeOptions, type INodeProperties } from 'n8n-workflow';
import type { GatewayAdapter } from '../gateway/adapter';

/**
 * n8n polls every node that has `poll` by the times in a parameter of this name. The flag `polling` would do so too,
 * but puts its own parameter first and takes the test run of a webhook for a poll.
 */
export const pollTimesProperty = ({ title, backfill }: GatewayAdapter): INodeProperties => ({
  displayName: 'Look for Missed Events',
  name: 'pollTimes',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Time' },
  placeholder: 'Add Time',
  default: { item: [{ mode: 'everyX', value: 10, unit: 'minutes' }] },
  description: `When to ask ${title} for events that it could not deliver, because n8n was not running or the workflow was not published. Each starts the workflow once, whether it was delivered or found.${unpushed(title, backfill?.unpushed)}`,
  options: cronNodeOptions,
});

const unpushed = (title: string, what: string | undefined): string =>
  what === undefined
    ? ''
    : ` Also finds what ${title} does not push, such as ${what}: choose every minute if the guest is still there.`;
