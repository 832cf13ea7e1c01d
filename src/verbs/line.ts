// Turns a line as Slack and phones deliver it into words: plain quotes and dashes, no markup, the reason apart.

export interface Line {
  readonly words: readonly string[];
  /** Everything after `because`, unquoted. */
  readonly because?: string;
  /** Words that stood in quotes. */
  readonly quoted?: readonly string[];
  /** Slack ids of people who were mentioned, by the word that stands for each. */
  readonly mentioned?: Readonly<Record<string, string>>;
}

/** Longer lines are refused; nobody types them by hand. */
export const LONGEST_LINE = 2000;

/** Control characters, spaces of every width, and marks nobody sees. */
const SPACES = /[\p{Cc}\p{Cf}\p{Z}]+/gu;
const DASH_BEFORE_LETTER = /(^|\s)[\u2012-\u2015\u2212]+(?=[a-z])/gi;
const DASHES = /[\u2010-\u2015\u2212]/g;
const BECAUSE = /(?:^|\s)(?:--?)?because(?:[:=]\s*|\s+|$)/i;

export function readLine(raw: string): Line {
  const text = straightened(withoutMarkup(raw));
  const at = becauseIn(text);
  const typed = at === undefined ? text : text.slice(0, at.start);
  const because = at === undefined ? '' : unquoted(text.slice(at.end).trim());
  const mentioned = peopleIn(raw);
  const quoted = quotedIn(typed);
  return {
    words: split(typed),
    ...(because !== '' && { because }),
    ...(quoted.length > 0 && { quoted }),
    ...(Object.keys(mentioned).length > 0 && { mentioned }),
  };
}

function peopleIn(raw: string): Record<string, string> {
  const found = raw.matchAll(/<@([UW][A-Z0-9]+)(?:\|([^<>]{0,500}))?>/g);
  return Object.fromEntries([...found].map(([, id = '', label]) => [spoken('@', id, label), id]));
}

function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)"([^"]+)"(?=\s|$)/g)].map(([, inside = '']) => inside);
}

/** `<@U1|ana>` becomes `@ana`, `<https://…|x>` the address: https://docs.slack.dev/messaging/formatting-message-text */
function withoutMarkup(raw: string): string {
  return raw
    .replace(
      /<([@#!]?)([^<>|]{0,500})(?:\|([^<>]{0,500}))?>/g,
      (_all, sign: string, id: string, label?: string) => spoken(sign, id, label),
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function spoken(sign: string, id: string, label: string | undefined): string {
  if (sign === '') return id;
  const name = (label ?? id).replace(/^[@#]/, '');
  return `${sign === '#' ? '#' : '@'}${name}`;
}

function straightened(text: string): string {
  return text
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/[\u2018-\u201b\u2032]/g, "'")
    .replace(SPACES, ' ')
    .replace(DASH_BEFORE_LETTER, '$1--')
    .replace(DASHES, '-')
    .trim();
}

/** The first `because` that stands outside of quotes. */
function becauseIn(text: string): { readonly start: number; readonly end: number } | undefined {
  for (let from = 0; from <= text.length; ) {
    const found = BECAUSE.exec(text.slice(from));
    if (found === null) return undefined;
    const start = from + found.index;
    if ((text.slice(0, start).match(/"/g) ?? []).length % 2 === 0)
      return { start, end: start + found[0].length };
    from = start + found[0].length;
  }
  return undefined;
}

function split(text: string): string[] {
  const words = text.match(/[^\s"]*"[^"]*"?|[^\s"]+/g) ?? [];
  return words.map((word) => word.replace(/"/g, '')).filter((word) => word !== '' && !/^-+$/.test(word));
}

function unquoted(text: string): string {
  const inside = /^"([^"]*)"?$/.exec(text) ?? /^'([^']*)'$/.exec(text);
  return (inside?.[1] ?? text).trim();
}
