// The records step: selects targets once, then applies or recovers each until it is where it should be.

import type {
  ChaosKind,
  ChaosTools,
  Experiment,
  Outcome,
  RecordEvent,
  Target,
  TargetRecord,
} from '../kinds/kind.ts';
import { fieldsAt, type KubeObject, kubeTime, specOf, statusOf } from '../objects/kube-object.ts';
import type { ChaosEvent } from './chaos-events.ts';
import { applied, failed, recovered } from './chaos-events.ts';
import type { Select } from './chaos-select.ts';
import { desiredPhaseOf, recordsOf } from './chaos-status.ts';

export interface RecordsResult {
  readonly records: readonly TargetRecord[] | undefined;
  readonly instances: Record<string, unknown>;
  readonly changed: boolean;
  readonly retry: boolean;
  readonly events: readonly ChaosEvent[];
}

export interface RecordsDeps {
  readonly select: Select;
  readonly tools: ChaosTools;
  readonly now: () => number;
}

const MAX_EVENTS = 100;

type Operation = 'Apply' | 'Recover';

/** A record in a Wait phase finishes its half cycle before it turns. */
function operationFor(desired: string, record: TargetRecord): Operation | undefined {
  const settled = desired === 'Run' ? 'Injected' : 'Not Injected';
  if (record.phase === settled) return undefined;
  return record.phase.startsWith('Not Injected') ? 'Apply' : 'Recover';
}

function targetOf(record: TargetRecord): Target {
  const [namespace = '', pod = '', container] = record.id.split('/');
  return { id: record.id, selectorKey: record.selectorKey, phase: record.phase, namespace, pod, container };
}

function freshRecord(id: string, selectorKey: string): TargetRecord {
  return { id, selectorKey, phase: 'Not Injected', injectedCount: 0, recoveredCount: 0 };
}

function selectAll(kind: ChaosKind, object: KubeObject, select: Select): TargetRecord[] | string {
  const spec = specOf(object);
  const records = (kind.outside?.(spec) ?? []).map((id) => freshRecord(id, '.'));
  const machines = kind.machines?.(spec);
  const choices = [
    ...(machines === undefined ? [] : [{ key: '.', chosen: select.machines(machines) }]),
    ...kind.selectors(spec).map((use) => ({ key: use.key, chosen: select.pods(use) })),
  ];
  for (const { key, chosen } of choices) {
    if (!chosen.ok) return chosen.error;
    records.push(...chosen.ids.map((id) => freshRecord(id, key)));
  }
  return records;
}

function isSettled(operation: Operation, { phase }: Outcome): boolean {
  return phase === (operation === 'Apply' ? 'Injected' : 'Not Injected');
}

interface Conclusion {
  readonly event?: ChaosEvent;
  readonly changed: boolean;
  readonly failed: boolean;
}

function note(record: TargetRecord, event: RecordEvent): void {
  record.events = [...(record.events ?? []), event].slice(-MAX_EVENTS);
}

/** Writes an outcome into its record and says what to tell of it. */
function conclude(record: TargetRecord, operation: Operation, outcome: Outcome, now: number): Conclusion {
  const timestamp = kubeTime(now);
  const isApply = operation === 'Apply';
  const moved = outcome.phase !== record.phase;
  record.phase = outcome.phase;
  if (outcome.error !== undefined) {
    note(record, { type: 'Failed', operation, message: outcome.error, timestamp });
    const event = failed(isApply ? 'apply chaos' : 'recover chaos', outcome.error);
    return { event, changed: true, failed: true };
  }
  if (!isSettled(operation, outcome)) return { changed: moved, failed: false };
  record[isApply ? 'injectedCount' : 'recoveredCount'] += 1;
  note(record, { type: 'Succeeded', operation, timestamp });
  return { event: isApply ? applied(record.id) : recovered(record.id), changed: true, failed: false };
}

/** One try for every record that is not where the desired phase wants it. */
function moveAll(kind: ChaosKind, desired: string, experiment: Experiment, deps: RecordsDeps): Conclusion[] {
  return experiment.records.flatMap((record) => {
    const operation = operationFor(desired, record);
    if (operation === undefined) return [];
    const step = operation === 'Apply' ? kind.apply : kind.recover;
    const outcome = step(targetOf(record), experiment, deps.tools);
    return [conclude(record, operation, outcome, deps.now())];
  });
}

export function runRecords(kind: ChaosKind, object: KubeObject, deps: RecordsDeps): RecordsResult {
  const instances = { ...fieldsAt(statusOf(object), 'instances') };
  const known = recordsOf(object);
  const records = known ?? selectAll(kind, object, deps.select);
  if (typeof records === 'string') {
    const events = [failed('select targets', records)];
    return { records: undefined, instances, changed: false, retry: false, events };
  }
  const { namespace = '', name } = object.metadata;
  const about = { kind: kind.kind, namespace, name, spec: specOf(object) };
  const done = moveAll(kind, desiredPhaseOf(object), { ...about, records, instances }, deps);
  return {
    records,
    instances,
    changed: known === undefined || done.some(({ changed }) => changed),
    retry: done.some((entry) => entry.failed),
    events: done.map(({ event }) => event).filter((event) => event !== undefined),
  };
}
