// When a Schedule starts its runs: the expressions that Chaos Mesh reads, their next times and their shortest interval.

import { CronExpressionParser } from 'cron-parser';
import { parseGoDuration } from '../go-duration.ts';

export interface Cron {
  /** Seconds between two starts that are nearest to each other. */
  readonly everySeconds: number;
  /** All starts are equally far from each other. */
  readonly isEven: boolean;
  /** Milliseconds, in order; fewer where it ends. */
  readonly next: (fromMs: number, count: number) => readonly number[];
}

export type CronAnswer =
  | { readonly ok: true; readonly cron: Cron }
  | { readonly ok: false; readonly sentence: string };

/** Without a zone of its own an expression is read in the zone of Chaos Mesh, which is UTC unless its chart says otherwise. */
const ZONE = /^(?:CRON_)?TZ=(\S+)\s+/u;
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const PART = String.raw`(?:\*|\?|[a-z0-9]+)(?:-[a-z0-9]+)?(?:/[0-9]+)?`;
const FIELD = new RegExp(`^${PART}(?:,${PART})*$`, 'iu');
/** Enough starts to see any rhythm of a week. */
const LOOKED_AT = 100;
/** A Monday without a change of clocks near it. */
const SOME_DAY = Date.UTC(2024, 0, 1);

/** The same few expressions are read again with every look at a plan. */
const READ = new Map<string, CronAnswer>();
const MOST_READ = 100;

export function readCron(text: string): CronAnswer {
  const known = READ.get(text);
  if (known !== undefined) return known;
  const trimmed = text.trim();
  const every = /^@every\s+(.+)$/u.exec(trimmed)?.[1];
  const answer = every === undefined ? readFields(trimmed) : readEvery(every);
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(text, answer);
  return answer;
}

function readEvery(text: string): CronAnswer {
  const seconds = parseGoDuration(text);
  if (seconds === undefined) return refused(`“@every ${text.slice(0, 40)}” has no duration that can be read`);
  // Chaos Mesh rounds what is shorter, or negative, up to a second.
  const everySeconds = Math.max(1, Math.floor(seconds));
  const next: Cron['next'] = (fromMs, count) =>
    Array.from({ length: count }, (_, at) => fromMs + (at + 1) * everySeconds * 1_000);
  return { ok: true, cron: { everySeconds, isEven: true, next } };
}

function readFields(text: string): CronAnswer {
  const tz = ZONE.exec(text)?.[1] ?? 'UTC';
  const expression = text.replace(ZONE, '').trim();
  const fault = faultIn(expression);
  if (fault !== undefined) return refused(fault);
  const next: Cron['next'] = (fromMs, count) => nextOf(expression, tz, fromMs, count);
  try {
    const gaps = gapsOf(next(SOME_DAY, LOOKED_AT));
    const everySeconds = Math.min(...gaps);
    return { ok: true, cron: { everySeconds, isEven: Math.max(...gaps) === everySeconds, next } };
  } catch {
    return refused(`“${text.slice(0, 60)}” is no time that ever comes, or its zone is not known`);
  }
}

/** The parser takes more than Chaos Mesh does: letters such as L and W, and Sunday as 7. */
function faultIn(expression: string): string | undefined {
  if (expression.startsWith('@'))
    return DESCRIPTORS.includes(expression)
      ? undefined
      : `“${expression.slice(0, 40)}” is none of ${DESCRIPTORS.join(', ')} and @every`;
  const fields = expression.split(/\s+/u);
  if (fields.length !== 5 && fields.length !== 6)
    return `“${expression.slice(0, 60)}” has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, and needs 5, or 6 with seconds in front`;
  const bad = fields.find((field) => !FIELD.test(field) || /(?:^|,|-)[0-9]*[lw]\b/iu.test(field));
  if (bad !== undefined) return `“${bad.slice(0, 40)}” is no field of a cron expression`;
  return /(?:^|[,-])7(?:$|[,/-])/u.test(fields.at(-1) ?? '') ? 'days of the week go from 0 to 6' : undefined;
}

function nextOf(expression: string, tz: string, fromMs: number, count: number): readonly number[] {
  const cron = CronExpressionParser.parse(expression.replace('@midnight', '@daily'), {
    currentDate: new Date(fromMs),
    tz,
  });
  return cron.take(count).map((date) => date.getTime());
}

function gapsOf(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / 1_000);
}

function refused(sentence: string): CronAnswer {
  return { ok: false, sentence };
}
