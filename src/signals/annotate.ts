// The effect that keeps a run's region in Grafana level with the run: one region, found by the run's tag, however often it is tried.

import { headline, placeOf } from '../chaos/describe.ts';
import { GIVE_UP_MS, nextState } from '../runs/annotation.ts';
import type { Effect, EffectRunner } from '../runs/effect.ts';
import { faultBegan } from '../runs/fault-time.ts';
import type { EndedPhase, RunRecord } from '../runs/record.ts';
import { isEnded } from '../runs/record.ts';
import type { Grafana, KnownRegion, Region } from './grafana.ts';

type Annotate = Extract<Effect, { kind: 'annotate' }>;

/** All calls of one try together. */
const TRY_MS = 2_500;
const MOST_TEXT = 1_000;

/** Without a Grafana nothing is wanted; a record may still want it of one that is no longer configured. */
export function createAnnotate(grafana: Grafana | undefined): { annotate: EffectRunner<Annotate> } {
  return {
    annotate: {
      async run(_effect, record, { now, signal }) {
        if (grafana === undefined) return { kind: 'annotated', state: 'given-up' };
        try {
          await level(grafana, record, AbortSignal.any([signal, AbortSignal.timeout(TRY_MS)]));
          return { kind: 'annotated', state: nextState(record) };
        } catch (error) {
          if (!isTooLate(record, now)) throw error;
          return { kind: 'annotated', state: 'given-up' };
        }
      },
    },
  };
}

function isTooLate({ phase, since }: RunRecord, now: number): boolean {
  return isEnded(phase) && now >= since + GIVE_UP_MS;
}

/** The oldest stays, whoever looks, so that two who look at once do not delete each other's. */
async function level(grafana: Grafana, record: RunRecord, signal: AbortSignal): Promise<void> {
  const region = regionOf(record);
  const [first, ...doubles] = await grafana.find([runTag(record)], signal);
  if (first === undefined) await grafana.create(region, signal);
  else if (!isLevel(first, region)) await grafana.change(first.id, region, signal);
  for (const { id } of doubles) await grafana.remove(id, signal);
}

function isLevel(known: KnownRegion, region: Region): boolean {
  const same = known.time === region.time && known.timeEnd === region.timeEnd && known.text === region.text;
  return same && known.tags.toSorted().join() === region.tags.toSorted().join();
}

const runTag = ({ id }: RunRecord): string => `run:${id}`;

/** Until it has ended the region reaches to the planned end, which is true if nobody ever tells better. */
export function regionOf(record: RunRecord): Region {
  const time = faultBegan(record) ?? record.createdAt;
  const over = record.stepEndedAt ?? record.since;
  const end = isEnded(record.phase) ? over : (record.plannedEnd ?? time);
  return { time, timeEnd: Math.max(time, end), tags: tagsOf(record), text: textOf(record) };
}

function tagsOf(record: RunRecord): readonly string[] {
  const { target, kind, action } = record.plan.experiment;
  return [
    'faultline',
    runTag(record),
    `cluster:${target.cluster}`,
    `namespace:${target.namespace}`,
    `kind:${kind}`,
    `action:${action}`,
    ...(isEnded(record.phase) ? [`outcome:${record.phase}`] : []),
  ];
}

const OUTCOMES: Readonly<Record<EndedPhase, string>> = {
  dropped: 'dropped',
  refused: 'refused',
  denied: 'denied',
  expired: 'expired',
  withdrawn: 'withdrawn',
  cancelled: 'cancelled',
  failed: 'failed: it was never injected',
  recovered: 'recovered: every target is proven clean',
  abandoned: 'ABANDONED: something of it may be left',
};

function textOf(record: RunRecord): string {
  const { plan, requester, reason, stop, phase } = record;
  const counts = { most: plan.affected.most, of: plan.candidates.length };
  const lines = [
    `${headline(plan.experiment, counts)} · ${placeOf(plan.experiment.target)}`,
    reason === undefined ? requester.name : `${requester.name}: ${reason}`,
    ...(stop?.why === 'stopped' || stop?.why === 'halted' ? [`${stop.why} by ${stop.by ?? 'somebody'}`] : []),
    ...(stop?.why === 'alert' ? [`stopped by the alert ${stop.reason ?? ''}`.trim()] : []),
    isEnded(phase) ? OUTCOMES[phase] : 'goes on',
    record.id,
  ];
  return lines.map(plain).join('\n').slice(0, MOST_TEXT);
}

/** People and alerts give words too, and Grafana takes HTML. */
function plain(line: string): string {
  return line
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
