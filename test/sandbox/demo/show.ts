import { text } from '../../../nodes/core/event/json';
import type { Log } from '../../e2e/host/log';
import type { Exchange } from '../request';
import { SLACK } from '../slack';
import { TWILIO } from '../twilio';

/** Prints a message the way the person it was meant for sees it. */
export function show(exchange: Exchange, log: Log): void {
  const message = readMessage(exchange);
  if (message === undefined) return;
  const { to, words } = message;
  const failed = exchange.answer.status >= 400 ? '  (not delivered)' : '';
  log('');
  log(`    ${to}${failed}`);
  for (const line of words.split('\n')) log(`    │ ${line}`);
}

function readMessage({ host, path, body }: Exchange): { to: string; words: string } | undefined {
  if (host === SLACK && path === '/api/chat.postMessage')
    return { to: `Slack ${text(body.channel) ?? ''}`, words: unmarked(text(body.text) ?? '') };
  if (host === TWILIO && path.endsWith('/Messages.json'))
    return { to: `SMS to ${text(body.To) ?? ''}`, words: text(body.Body) ?? '' };
  return undefined;
}

/** Slack's own marks, shown as Slack shows them: links by their text, escaped characters as themselves. */
const unmarked = (words: string): string =>
  words
    .replaceAll(/<([^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replaceAll(/<(https?:[^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
