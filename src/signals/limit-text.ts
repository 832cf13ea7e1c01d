// Reads a limit as people write it: `500ms`, `2x baseline, at least 1%`, `+20% of baseline`, `-2 points of baseline`.

import { exampleOf, parseAmount } from './amount.ts';
import type { Limit, Unit, Worse } from './signal.ts';

export type ReadLimit =
  | { readonly ok: true; readonly limit: Limit }
  | { readonly ok: false; readonly sentence: string; readonly cure: string };

interface Measure {
  readonly unit: Unit;
  readonly worse: Worse;
}

const BOUND = /^(.*?)\s*,\s*(at least|at most)\s+(.+)$/u;
const TIMES = /^(\d+(?:\.\d+)?)\s*x\s+baseline$/u;
const SHARE = /^([+-]?)(\d+(?:\.\d+)?)\s*% of baseline$/u;
const POINTS = /^([+-])(.+?)(?: points?)? of baseline$/u;

export function parseLimit(written: string, measure: Measure): ReadLimit {
  const text = written.trim().replace(/\s+/gu, ' ');
  const [, body = text, word, amount] = BOUND.exec(text) ?? [];
  const read = parseBody(body, measure);
  return word === undefined || !read.ok ? read : withBound(read.limit, word, amount ?? '', measure);
}

function parseBody(text: string, measure: Measure): ReadLimit {
  const times = TIMES.exec(text);
  if (times !== null) return timesBaseline(text, Number(times[1]), measure);
  const share = SHARE.exec(text);
  if (share !== null) return timesBaseline(text, factorOf(share[1] ?? '', Number(share[2])), measure);
  const points = POINTS.exec(text);
  if (points !== null) return pointsOff(text, points[1] ?? '', points[2] ?? '', measure);
  const value = parseAmount(text, measure.unit);
  return value === undefined ? noLimit(text, measure) : good({ kind: 'absolute', value });
}

function factorOf(sign: string, percent: number): number {
  const signed = sign === '' ? percent : 100 + Number(`${sign}${percent}`);
  return Number((signed / 100).toPrecision(12));
}

function timesBaseline(text: string, factor: number, { worse }: Measure): ReadLimit {
  const fits = worse === 'higher' ? factor > 1 : factor > 0 && factor < 1;
  return fits ? good({ kind: 'times-baseline', factor }) : wrongSide(text, worse);
}

function pointsOff(text: string, sign: string, amount: string, measure: Measure): ReadLimit {
  const delta = parseAmount(amount, measure.unit);
  if (delta === undefined) return noLimit(text, measure);
  const fits = delta > 0 && sign === (measure.worse === 'higher' ? '+' : '-');
  return fits ? good({ kind: 'points-off-baseline', delta }) : wrongSide(text, measure.worse);
}

function withBound(limit: Limit, word: string, amount: string, measure: Measure): ReadLimit {
  const bound = parseAmount(amount, measure.unit);
  const wanted = measure.worse === 'higher' ? 'at least' : 'at most';
  if (bound === undefined) return noLimit(amount, measure);
  if (limit.kind !== 'times-baseline')
    return bad(`\`${word}\` bounds a multiple of the baseline only.`, `Leave \`, ${word} ${amount}\` out.`);
  if (word !== wanted)
    return bad(
      `Where ${measure.worse} is worse, \`${word}\` would make the limit stricter than said.`,
      `Write \`${wanted} ${amount}\`.`,
    );
  return good({ ...limit, bound });
}

function wrongSide(text: string, worse: Worse): ReadLimit {
  const cure =
    worse === 'higher'
      ? 'Write it like `2x baseline` or `+20% of baseline`.'
      : 'Write it like `0.5x baseline` or `-20% of baseline`.';
  return bad(`\`${text}\` is on the good side: of this signal, ${worse} is worse.`, cure);
}

function noLimit(text: string, { unit, worse }: Measure): ReadLimit {
  const [times, sign] = worse === 'higher' ? ['2x', '+'] : ['0.5x', '-'];
  const own = exampleOf(unit);
  const what = unit === '' ? 'no limit' : `no limit in ${unit}`;
  return bad(
    `\`${text.slice(0, 60)}\` is ${what}.`,
    `Write it like \`${own}\`, \`${times} baseline\`, \`${sign}20% of baseline\` or \`${sign}${own.replace('%', ' points')} of baseline\`.`,
  );
}

function good(limit: Limit): ReadLimit {
  return { ok: true, limit };
}

function bad(sentence: string, cure: string): ReadLimit {
  return { ok: false, sentence, cure };
}
