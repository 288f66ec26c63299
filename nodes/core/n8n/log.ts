import type { INode, IWorkflowMetadata, Logger } from 'n8n-workflow';
import { LOG_EVENTS, type Log } from '../event/logEntry';
import { logText } from '../event/logText';

/** What every n8n context offers that can log. */
interface LogContext {
  readonly logger: Logger;
  getNode(): INode;
  getWorkflow(): IWorkflowMetadata;
}

/** The log of a node, in the one form that docs/log.md describes. */
export const logOf =
  (context: LogContext): Log =>
  (event, fields = {}) => {
    const { id, name } = context.getWorkflow();
    const pairs = {
      event,
      workflow: name,
      workflow_id: id,
      node: context.getNode().name,
      ...fields,
    };
    context.logger[LOG_EVENTS[event].level](`payment-failure ${logLine(pairs)}`);
  };

export const logLine = (pairs: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(pairs)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${shown(value)}`]))
    .join(' ');

/** In quotes, unless it is one plain word: a name that holds an equals sign must not look like a field. */
function shown(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = logText(value);
  return /^[\w.:/@+*-]+$/.test(text) ? text : JSON.stringify(text);
}
