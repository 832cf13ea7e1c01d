// One signal of a run as a picture: its line, what it was before, the fault's time, its limit, alerts and what happened.

import type { RunRecord } from '../runs/record.ts';
import { limitValue } from './limit.ts';
import type { Picture, PictureMark } from './picture/picture.ts';
import { titleOf } from './seen.ts';
import type { Watched } from './watched.ts';

export function pictureOf(record: RunRecord, { signal, baseline, samples, times }: Watched): Picture {
  const { target } = record.plan.experiment;
  const limit = limitValue(signal, baseline);
  return {
    title: `${titleOf(signal)} · ${target.cluster}/${target.namespace} ${target.word} · ${record.id}`,
    unit: signal.unit,
    from: record.signals?.from ?? times.injectedAtMs,
    to: times.untilMs,
    series: [{ name: titleOf(signal), points: samples }],
    fault: { from: times.injectedAtMs, to: times.endedAtMs },
    marks: marksOf(record),
    ...(baseline && { baseline: { low: baseline.low, high: baseline.high } }),
    ...(limit.ok && {
      threshold: {
        value: limit.value,
        side: signal.worse === 'higher' ? ('above' as const) : ('below' as const),
      },
    }),
  };
}

function marksOf({ alerts, recoveredAt, stop }: RunRecord): readonly PictureMark[] {
  const heard = (alerts?.seen ?? []).map(({ name, startedAt }) => ({
    ...{ at: startedAt, label: name, kind: 'alert' as const },
  }));
  const stopped =
    stop !== undefined && stop.why !== 'ended'
      ? [{ at: stop.at, label: stop.why, kind: 'phase' as const }]
      : [];
  const clean =
    recoveredAt === undefined ? [] : [{ at: recoveredAt, label: 'recovered', kind: 'phase' as const }];
  return [...heard, ...stopped, ...clean];
}
