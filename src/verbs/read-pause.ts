// Reads what follows `pause`: a run, and for how long.

import { parseDuration } from '../config/duration.ts';
import type { Command } from './command.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';

type PauseCommand = Extract<Command, { verb: 'pause' }>;

const EXAMPLE = 'pause last for 1m';

/** `for 5m` as in every other line, or the length alone. */
export function readPause(words: readonly string[]): Parsed<PauseCommand> {
  const said = words.filter((word) => !/^-*for$/iu.test(word)).map((word) => word.replace(/^-*for=/iu, ''));
  const long = said.find((word) => parseDuration(word) !== undefined);
  const [run, extra] = said.filter((word) => word !== long);
  if (extra !== undefined) return refuseLine('bad-duration', 'for', extra, EXAMPLE);
  const seconds = long === undefined ? undefined : parseDuration(long);
  if (seconds === 0) return refuseLine('bad-duration', 'for', long ?? '', EXAMPLE);
  const about = run === undefined ? {} : { run };
  return { ok: true, value: { verb: 'pause', ...about, ...(seconds === undefined ? {} : { seconds }) } };
}
