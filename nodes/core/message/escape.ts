/** What a guest or a gateway wrote is hostile until it is made harmless for the channel that shows it. */

const MAX_WORDS = 80;

/** One short line: no line breaks or control characters that could fake a line of ours, nothing endless. */
export function oneLine(value: string): string {
  const line = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS - 1)}…` : line;
}

/** Slack reads <…> as links and mentions: `<!channel>` would wake everybody. https://api.slack.com/reference/surfaces/formatting#escaping */
export const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
