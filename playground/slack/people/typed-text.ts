// What Slack makes of text a person types: mentions, channels and links become tokens, the rest is escaped.

import { escapeEntities } from '../blocks/mrkdwn.ts';
import type { Directory } from '../directory.ts';

/** In messages a mention is the id alone; in slash commands with `should_escape` it carries its name. */
export type TypedInto = 'message' | 'command';

const TOKEN = /<[@#!][^<>]*>/;
const LINK = /https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"]/;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]*\w/;
const MENTION = /(?<![\w@/])@[\w-]+(?:\.[\w-]+)*/;
const CHANNEL = /(?<![\w&/])#[a-z0-9_-]+/;
const PIECES = new RegExp(
  [TOKEN, LINK, EMAIL, MENTION, CHANNEL].map((each) => `(?:${each.source})`).join('|'),
  'g',
);

export function typedText(text: string, into: TypedInto, directory: Directory): string {
  let done = 0;
  let out = '';
  for (const match of text.matchAll(PIECES)) {
    out += escapeEntities(text.slice(done, match.index)) + tokenFor(match[0], into, directory);
    done = match.index + match[0].length;
  }
  return out + escapeEntities(text.slice(done));
}

function tokenFor(piece: string, into: TypedInto, directory: Directory): string {
  if (piece.startsWith('<')) return piece;
  if (piece.startsWith('http')) return `<${escapeEntities(piece)}>`;
  if (piece.startsWith('@')) return mention(piece, into, directory) ?? piece;
  if (piece.startsWith('#')) return channel(piece, into, directory) ?? piece;
  return `<mailto:${piece}|${piece}>`;
}

function mention(piece: string, into: TypedInto, directory: Directory): string | undefined {
  const name = piece.slice(1).toLowerCase();
  if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
  const { bot } = directory;
  const known = name === bot.name ? { id: bot.userId, name } : directory.person(name);
  if (known !== undefined) return into === 'command' ? `<@${known.id}|${known.name}>` : `<@${known.id}>`;
  const group = directory.usergroups().find((each) => each.handle.toLowerCase() === name);
  return group && `<!subteam^${group.id}|@${group.handle}>`;
}

function channel(piece: string, into: TypedInto, directory: Directory): string | undefined {
  const found = directory.conversation(piece);
  if (found === undefined) return undefined;
  const label = into === 'command' ? (found.private ? '|' : `|${found.name}`) : '';
  return `<#${found.id}${label}>`;
}
