// Makes text from outside safe to show in Slack: no mention, link, line or direction of its own.

/** Control characters, line breaks included, and the marks that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const BROADCAST = /@(?=(channel|here|everyone|group)\b)/gi;
/** Stands between the @ and the word, so that no client takes it for a mention. */
const WORD_JOINER = '\u2060';

/** Marks of mrkdwn at the edge of a word, where alone they format, and what looks like them. */
const FORMATTING = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;
const LOOKS_LIKE: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': "'" };
const EMOJI = /:(?=[\w+'-]*[a-z][\w+'-]*:)/gu;

/** For mrkdwn: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(outside: string): string {
  return withoutEntities(
    plainLine(outside)
      .replace(FORMATTING, (mark) => LOOKS_LIKE[mark] ?? mark)
      .replace(EMOJI, `:${WORD_JOINER}`),
  );
}

function withoutEntities(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** For plain_text objects, which know no markup: one line, nothing unseen, no broadcast. */
export function plainLine(outside: string): string {
  return outside.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim().replace(BROADCAST, `@${WORD_JOINER}`);
}

/** Inline code; Slack knows no way to write a backtick inside it. */
export function code(outside: string): string {
  return `\`${withoutEntities(plainLine(outside)).replace(/`/g, "'")}\``;
}

/** A block of code: its lines and their indentation stay, nothing else of its own does. */
export function codeBlock(outside: string, most: number): string {
  const lines = clip(outside.trimEnd(), most)
    .split('\n')
    .map((line) => line.replace(UNSEEN, ' ').replace(/`/g, "'").replace(BROADCAST, `@${WORD_JOINER}`));
  return `\`\`\`${withoutEntities(lines.join('\n'))}\`\`\``;
}

/** Cuts by code points, as Slack counts, and says that something is missing. */
export function clip(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

/** Mentions a person; only for ids of ours, never for text from outside. */
export function mention(id: string): string {
  return /^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : escapeText(id);
}

/** A link of ours or from outside; words alone where it is none that a browser should open. */
export function webLink(url: string, words: string): string {
  const parsed = URL.parse(url);
  const isWeb = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  if (!isWeb) return escapeText(words);
  return `<${parsed.href.replace(/\|/g, '%7C').replace(/&/g, '&amp;').replace(/[<>]/g, encodeURIComponent)}|${escapeText(words)}>`;
}

export function channelLink(id: string): string {
  return /^[CGD][A-Z0-9]+$/.test(id) ? `<#${id}>` : escapeText(id);
}
