// Slack's mrkdwn as the words a reader sees: mentions by name, times in the reader's zone, marks taken away.

import { type DateReader, renderDate } from './date-token.ts';

export interface Reader extends DateReader {
  nameOf(userId: string): string;
  channelName(channelId: string): string;
  groupHandle(groupId: string): string;
}

export function renderMrkdwn(source: string, reader: Reader): string {
  const pieces = source.split(/(```[\s\S]*?```|`[^`\n]+`)/);
  const rendered = pieces.map((piece, index) =>
    index % 2 === 1 ? code(piece, reader) : prose(piece, reader),
  );
  return unescapeEntities(rendered.join(''));
}

function code(piece: string, reader: Reader): string {
  return tokens(piece.replace(/^`+\n?|\n?`+$/g, ''), reader);
}

function prose(piece: string, reader: Reader): string {
  return unmarked(tokens(piece, reader)).replace(/^(&gt;|>) ?/gm, '');
}

function unmarked(text: string): string {
  return ['\\*', '_', '~'].reduce(
    (rest, mark) =>
      rest.replace(
        new RegExp(
          `(^|[\\s(\\[{"'*_~/>·—–-])${mark}(\\S(?:[^\\n]*?\\S)?)${mark}(?=$|[\\s)\\]}"'*_~.,:;!?/<·—–-])`,
          'gm',
        ),
        '$1$2',
      ),
    text,
  );
}

function tokens(text: string, reader: Reader): string {
  return text.replace(/<([^<>]+)>/g, (whole, inside: string) => token(inside, reader) ?? whole);
}

function token(inside: string, reader: Reader): string | undefined {
  const [target = '', label] = splitLabel(inside);
  const sign = target.slice(0, 1);
  if (sign === '@') return `@${reader.nameOf(target.slice(1))}`;
  if (sign === '#') return `#${reader.channelName(target.slice(1))}`;
  if (sign === '!') return special(target.slice(1), label, reader);
  return /^(https?:|mailto:|tel:|slack:)/.test(target) ? (label ?? target) : undefined;
}

function splitLabel(inside: string): [string, string | undefined] {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

function special(target: string, label: string | undefined, reader: Reader): string | undefined {
  const [kind = '', first = '', second = ''] = target.split('^');
  if (kind === 'date') return dateOr(label, Number(first), second, reader);
  if (kind === 'subteam') return `@${reader.groupHandle(first)}`;
  return ['here', 'channel', 'everyone'].includes(kind) ? `@${kind}` : label;
}

/** A client that cannot read the time shows the fallback, as Slack's does. */
function dateOr(
  fallback: string | undefined,
  seconds: number,
  format: string,
  reader: Reader,
): string | undefined {
  return Number.isInteger(seconds) && format !== '' ? renderDate(seconds, format, reader) : fallback;
}

export function unescapeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
