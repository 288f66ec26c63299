import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_EVENTS, LOG_FIELDS } from '../../nodes/core/event/logEntry';

/** The cells of the table's rows that begin with a word in backticks. */
const rows = readFileSync(join(__dirname, '../../docs/log.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('docs/log.md lists every event of the log, its level and its meaning', () => {
  const listed = rows.filter((cells) => cells.length === 3);
  expect(listed).toEqual(
    Object.entries(LOG_EVENTS).map(([word, { level, meaning }]) => [`\`${word}\``, level, meaning]),
  );
});

test('docs/log.md lists every field', () => {
  const listed = rows.filter((cells) => cells.length === 2).slice(3);
  expect(listed).toEqual(
    Object.entries(LOG_FIELDS).map(([name, meaning]) => [`\`${name}\``, meaning]),
  );
});
