// What is kept of one signal: its judgement in a few numbers, and why where numbers do not say it.

import type { SeenSignal } from '../runs/signals.ts';
import type { NoDataCause } from './answer.ts';
import { type Breach, firstBreach } from './breach.ts';
import { type Judgement, judge } from './judge.ts';
import { limitValue } from './limit.ts';
import { known, worstOf } from './sample.ts';
import type { Signal } from './signal.ts';
import { stopWanted } from './stop.ts';
import { sinceInjection, type Watched } from './watched.ts';

export function titleOf({ title, name }: Signal): string {
  return title ?? name;
}

/** `isOver`: the fault's time was seen, so it can be judged. */
export function seenOf(watched: Watched, isOver: boolean): SeenSignal {
  const { signal, baseline } = watched;
  const { name, unit } = signal;
  const limit = limitValue(signal, baseline);
  const worst = worstOf(known(sinceInjection(watched)), signal.worse);
  return {
    ...{ name, title: titleOf(signal), unit },
    ...(baseline && { baseline: { median: baseline.median, low: baseline.low, high: baseline.high } }),
    ...(limit.ok && { limit: limit.value }),
    ...(worst && { worst: { at: worst[0], value: worst[1] } }),
    ...(isOver ? judgedAs(judge(watched)) : underWay(watched)),
  };
}

/** What was once found breached stays so, whatever is answered later: by then there may be no answer at all. */
export function withBreach(now: SeenSignal, before: SeenSignal | undefined): SeenSignal {
  if (before?.kind !== 'breached' || now.kind === 'breached') return now;
  const { why: _unknown, ...rest } = now;
  const { breachedAt, why, worst, limit } = before;
  return {
    ...rest,
    kind: 'breached',
    ...(breachedAt !== undefined && { breachedAt }),
    ...(why !== undefined && { why }),
    ...(now.worst === undefined && worst && { worst }),
    ...(now.limit === undefined && limit !== undefined && { limit }),
  };
}

type Standing = Pick<SeenSignal, 'kind' | 'breachedAt' | 'why' | 'recoveredAfterSeconds'>;

function underWay(watched: Watched): Standing {
  const breach = stopWanted(watched) ?? firstBreach(watched);
  if (breach !== undefined) return { kind: 'breached', ...breachWords(breach) };
  const { noData } = watched;
  return { kind: 'open', ...(noData && { why: noData.sentence }) };
}

function judgedAs(judgement: Judgement): Standing {
  const { kind, recoveredAfterSeconds } = judgement;
  const recovered = recoveredAfterSeconds === undefined ? {} : { recoveredAfterSeconds };
  if (kind === 'breached') return { kind, ...recovered, ...breachWords(judgement.breach) };
  if (kind === 'inconclusive') return { kind, ...recovered, why: unknownWords(judgement) };
  return { kind, ...recovered };
}

function breachWords(breach: Breach): Pick<SeenSignal, 'breachedAt' | 'why'> {
  const { atMs, because } = breach;
  switch (because) {
    case 'limit':
      return { breachedAt: atMs };
    case 'burn-rate':
      return {
        breachedAt: atMs,
        why: `the error budget is spent ${round(breach.rate)} times too fast (limit ${breach.rule.factor})`,
      };
    case 'no-data':
      return { breachedAt: atMs, why: `no data (${causeWords(breach.cause)})` };
    default:
      return breach satisfies never;
  }
}

function unknownWords({ reason, cause, coveredShare }: Extract<Judgement, { kind: 'inconclusive' }>): string {
  switch (reason) {
    case 'no-data':
      return `no data (${causeWords(cause ?? 'empty')})`;
    case 'gaps':
      return `only ${Math.round(coveredShare * 100)} % of the time was seen (${causeWords(cause ?? 'empty')})`;
    case 'no-baseline':
      return 'too little was measured before the fault';
    case 'baseline-zero':
      return 'it was zero before the fault, so its limit is unknown';
    default:
      return reason satisfies never;
  }
}

const CAUSES: Readonly<Record<NoDataCause, string>> = {
  unreachable: 'Prometheus is not reachable',
  timeout: 'Prometheus did not answer in time',
  auth: 'Prometheus refused the authorization',
  empty: 'nothing matches its query',
  'not-a-number': 'its values are no numbers',
  'too-much': 'its query answers too much',
  'bad-query': 'Prometheus does not take its query',
  'server-error': 'Prometheus could not answer',
  'not-prometheus': 'something else than Prometheus answered',
  unfilled: 'this run has nothing for a place of its query',
};

export function causeWords(cause: NoDataCause): string {
  return CAUSES[cause];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
