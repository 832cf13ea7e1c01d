// Reads what follows `apply`: a link to a message with YAML, and the cluster it is for.

import type { Command } from './command.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';

type ApplyCommand = Extract<Command, { verb: 'apply' }>;

const EXAMPLE = 'apply';

export function readApply(words: readonly string[], because: string | undefined): Parsed<ApplyCommand> {
  const on = words.findIndex((word) => /^(--?)?(on|cluster|context)$/iu.test(word));
  const cluster = on < 0 ? undefined : words[on + 1]?.toLowerCase();
  if (on >= 0 && cluster === undefined)
    return refuseLine('missing-option-value', 'on', '', `${EXAMPLE} on staging`);
  const rest = on < 0 ? words : words.toSpliced(on, 2);
  const said = rest.filter((word) => !/^(-f|--?file)$/iu.test(word));
  const link = said.find(isLink);
  const extra = said.find((word) => word !== link);
  if (extra !== undefined) return refuseLine('no-place', 'line', extra, EXAMPLE);
  const more = {
    ...(link === undefined ? {} : { link }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(because === undefined ? {} : { because }),
  };
  return { ok: true, value: { verb: 'apply', ...more } };
}

function isLink(word: string): boolean {
  return /^https?:\/\//iu.test(word);
}
