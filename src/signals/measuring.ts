// Asks Prometheus how the signals of a run stand: before it may start, while it goes on, and after the end.

import { measuredBy } from '../chaos/measured-by.ts';
import { asText } from '../chaos/narrow.ts';
import { secondsInAll } from '../chaos/steps.ts';
import { faultBegan, faultEnded } from '../runs/fault-time.ts';
import type { RunRecord } from '../runs/record.ts';
import { BEFORE_MS, RECOVERY_MS, type RunSignals } from '../runs/signals.ts';
import { type Answer, noData } from './answer.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { fillQuery, type QueryValues } from './fill-query.ts';
import { type Gate, gate } from './gate.ts';
import type { Prometheus } from './prometheus.ts';
import { between, worstSamples } from './sample.ts';
import type { Signal } from './signal.ts';
import { stepFor } from './step.ts';
import type { Watched } from './watched.ts';

export interface ClusterPrometheus {
  readonly prometheus: Prometheus;
  /** How often it scrapes. */
  readonly scrapeSeconds: number;
}

export interface MeasuringDeps {
  readonly signals: readonly Signal[];
  /** Undefined: nobody measures there. */
  readonly prometheusOf: (cluster: string) => ClusterPrometheus | undefined;
}

export interface GateSeen {
  readonly signal: Signal;
  readonly gate: Gate;
}

export interface Measuring {
  /** What a run of this plan is to be measured by, from now on; undefined: by nothing. */
  plan(record: RunRecord, now: number): Pick<RunSignals, 'names' | 'from' | 'stepSeconds'> | undefined;
  /** A signal that the experiment asks for and nobody has defined, in words. */
  unknown(record: RunRecord): string | undefined;
  /** How each of them stands before the start. */
  gates(record: RunRecord, now: number, signal: AbortSignal): Promise<readonly GateSeen[]>;
  /** Everything seen of each since before the fault. */
  look(record: RunRecord, now: number, signal: AbortSignal): Promise<readonly Watched[]>;
}

/** The last minute before the start says how it is now, not how it was. */
const NOW_MS = 60_000;

export function createMeasuring({ signals, prometheusOf }: MeasuringDeps): Measuring {
  function chosen({ plan }: RunRecord): readonly Signal[] {
    if (plan.hits !== undefined || prometheusOf(plan.experiment.target.cluster) === undefined) return [];
    const names = measuredBy(plan.manifest.metadata.annotations);
    return names === undefined ? signals : signals.filter(({ name }) => names.includes(name));
  }

  function planned(record: RunRecord, now: number) {
    const wanted = chosen(record);
    const source = prometheusOf(record.plan.experiment.target.cluster);
    if (wanted.length === 0 || source === undefined) return undefined;
    const from = now - Math.max(BEFORE_MS, ...wanted.map(windowMs));
    const to = now + secondsInAll(record.plan.experiment) * 1_000 + RECOVERY_MS;
    return {
      names: wanted.map(({ name }) => name),
      from,
      stepSeconds: stepFor(from, to, source.scrapeSeconds),
    };
  }

  function ask(signal: Signal, record: RunRecord, span: Span, abort: AbortSignal): Promise<Answer> {
    const filled = fillQuery(signal.query, valuesOf(record));
    const source = prometheusOf(record.plan.experiment.target.cluster);
    if (!filled.ok)
      return Promise.resolve(noData('unfilled', `This run has no single ${filled.missing} to ask about.`));
    if (source === undefined)
      return Promise.resolve(noData('unreachable', 'No Prometheus is named for the cluster.'));
    return source.prometheus.range(filled.query, span.from, span.to, span.stepSeconds, abort);
  }

  return {
    plan: planned,
    unknown({ plan }) {
      const known = signals.map(({ name }) => name);
      const names = measuredBy(plan.manifest.metadata.annotations) ?? [];
      const stranger = names.find((name) => !known.includes(name));
      return stranger === undefined ? undefined : unknownWords(stranger, known);
    },
    async gates(record, now, abort) {
      const plan = planned(record, now);
      if (plan === undefined) return [];
      // Between the steps of a ramp it was usual before the first of them.
      const { from, stepSeconds } = record.signals ?? plan;
      const calmUntil = faultBegan(record) ?? now - NOW_MS;
      return Promise.all(
        chosen(record).map(async (signal) => {
          const answer = await ask(signal, record, { from, to: now, stepSeconds }, abort);
          const baseline = answer.kind === 'series' ? before(signal, answer, calmUntil) : undefined;
          const asked = { signal, answer, atMs: now, stepSeconds, ...(baseline && { baseline }) };
          return { signal, gate: gate(asked) };
        }),
      );
    },
    async look(record, now, abort) {
      const { names = [], from = now, stepSeconds = 15 } = record.signals ?? {};
      const wanted = signals.filter(({ name }) => names.includes(name));
      const injectedAtMs = faultBegan(record) ?? now;
      const times = {
        injectedAtMs,
        endedAtMs: faultEnded(record, now),
        untilMs: now,
        stepSeconds,
        rests: restsOf(record),
      };
      return Promise.all(
        wanted.map(async (signal) => {
          const answer = await ask(signal, record, { from, to: now, stepSeconds }, abort);
          return watchedOf(signal, answer, times);
        }),
      );
    },
  };
}

function unknownWords(name: string, known: readonly string[]): string {
  const there = known.length === 0 ? 'there is none' : `known are ${known.join(', ')}`;
  return `no signal is called “${name.slice(0, 60)}”: ${there}`;
}

/** A burn rate needs its whole window before the start, to say that the budget is not being spent already. */
function windowMs({ burnRate }: Signal): number {
  return (burnRate?.windowSeconds ?? 0) * 1_000;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
}

function valuesOf({ plan }: RunRecord): QueryValues {
  const { cluster, namespace } = plan.experiment.target;
  const here = plan.workloads.filter((one) => one.namespace === undefined || one.namespace === namespace);
  const workloads = here.map(({ name }) => name);
  const [only] = workloads;
  return {
    ...{ cluster, namespace, workloads },
    pods: plan.candidates.map((name) => asText(name.split('/').at(-1))),
    ...(workloads.length === 1 && only !== undefined && { service: only }),
  };
}

function before(
  signal: Signal,
  answer: Extract<Answer, { kind: 'series' }>,
  until: number,
): Baseline | undefined {
  return baselineOf(between(worstSamples(answer.series, signal.worse), 0, until));
}

/** A step's recovery is still looked at. */
function restsOf({ rests = [], stepEndedAt, phase }: RunRecord): NonNullable<Watched['times']['rests']> {
  const now =
    phase === 'between' && stepEndedAt !== undefined
      ? [{ from: stepEndedAt, to: Number.POSITIVE_INFINITY }]
      : [];
  return [...rests, ...now].map(({ from, to }) => ({ fromMs: from + RECOVERY_MS, toMs: to }));
}

function watchedOf(signal: Signal, answer: Answer, times: Watched['times']): Watched {
  if (answer.kind === 'no-data') return { signal, samples: [], times, noData: answer };
  const samples = worstSamples(answer.series, signal.worse);
  const baseline = baselineOf(between(samples, 0, times.injectedAtMs));
  return { signal, samples, times, ...(baseline && { baseline }) };
}
