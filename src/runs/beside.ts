// What a run has beside it from its start on: alerts that are heard, silences, signals that are measured, a mark in Grafana.

import { NOTHING_HEARD } from './alerts.ts';
import type { Annotation } from './annotation.ts';
import type { Patch } from './enter.ts';
import type { Observation } from './input.ts';
import type { RunRecord } from './record.ts';
import { silencesWanted } from './silences.ts';

type Gate = Extract<Observation, { kind: 'gate' }>;

export function beside(record: RunRecord, gate: Gate, now: number): Patch {
  return {
    ...alertsFrom(record, gate),
    ...signalsFrom(record, gate),
    ...silencesFrom(record, gate, now),
    ...(gate.annotates && { annotation: markFrom(record, now) }),
  };
}

/** Of a ramp the mark grows with each step. */
function markFrom({ annotation, phase }: RunRecord, now: number): Annotation {
  return annotation === undefined || phase === 'between' ? { state: 'due', at: now } : annotation;
}

function alertsFrom(record: RunRecord, { hearsAlerts, onCall }: Gate): Patch {
  if (hearsAlerts !== true) return {};
  return { alerts: { ...(record.alerts ?? NOTHING_HEARD), ...(onCall && { onCall }) } };
}

function signalsFrom({ signals }: RunRecord, { measures }: Gate): Patch {
  return measures === undefined ? {} : { signals: signals ?? { ...measures, seen: [] } };
}

/** Only what is heard of is silenced; what was silenced for one step of a ramp is silenced anew, to the end of the next. */
function silencesFrom(record: RunRecord, { hearsAlerts, silences }: Gate, now: number): Patch {
  if (!hearsAlerts || !silences) return {};
  const isNew = record.silences === undefined || record.phase === 'between';
  const wanted = isNew ? silencesWanted(record, now) : record.silences;
  return wanted === undefined ? {} : { silences: wanted };
}
