// The five steps of Chaos Mesh's pipeline; each pass carries out the first one that has something to write.

import { hasEmptyCollection } from '../admission/decode.ts';
import type { ChaosKind } from '../kinds/kind.ts';
import { type Fields, type KubeObject, specOf, statusOf } from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import type { ChaosEvent } from './chaos-events.ts';
import * as events from './chaos-events.ts';
import { type RecordsDeps, runRecords } from './chaos-records.ts';
import {
  conditionsOf,
  desiredPhaseOf,
  recordsOf,
  sameConditions,
  setExperiment,
  type Wanted,
  wantedPhase,
} from './chaos-status.ts';

const FINALIZER = 'chaos-mesh/records';
const CLEAN = 'chaos-mesh.chaos-mesh.org/cleanFinalizer';

/** What a step did; `next` leaves the pass to the following step. */
export type StepResult = 'next' | 'wrote' | 'retry';

export interface Pass {
  readonly kind: ChaosKind;
  readonly object: KubeObject;
  readonly records: RecordsDeps;
  /** Changes the object as the controller does. */
  write(change: (draft: KubeObject) => void): void;
  emit(component: string, event: ChaosEvent): void;
}

export type Step = (pass: Pass) => StepResult;

const initFinalizers: Step = ({ object, write, emit }) => {
  if (isTerminating(object) || object.metadata.finalizers?.includes(FINALIZER) === true) return 'next';
  emit('initFinalizers', events.finalizerInited);
  write((draft) => {
    draft.metadata.finalizers = [...(draft.metadata.finalizers ?? []), FINALIZER];
  });
  emit('initFinalizers', events.updated('finalizer'));
  return 'wrote';
};

const TRANSITION: Readonly<Record<Wanted['because'], ChaosEvent | undefined>> = {
  deleted: events.deleted,
  oneShot: undefined,
  timeUp: events.timeUp,
  paused: events.paused,
  running: events.started,
};

const desiredPhase: Step = ({ kind, object, records, write, emit }) => {
  const wanted = wantedPhase(kind, object, records.now());
  if (desiredPhaseOf(object) === wanted.phase) return 'next';
  const transition = TRANSITION[wanted.because];
  if (transition !== undefined) emit('desiredphase', transition);
  write((draft) => setExperiment(draft, { desiredPhase: wanted.phase }));
  emit('desiredphase', events.updated('desiredPhase'));
  return 'wrote';
};

const conditions: Step = ({ object, write }) => {
  const wanted = conditionsOf(object);
  // On deletion the object is mostly gone before its conditions are refreshed, so they stay stale.
  if (isTerminating(object) || sameConditions(object, wanted)) return 'next';
  write((draft) => {
    draft['status'] = { ...statusOf(draft), conditions: wanted };
  });
  return 'wrote';
};

const records: Step = ({ kind, object, records: deps, write, emit }) => {
  const result = runRecords(kind, object, deps);
  for (const event of result.events) emit('records', event);
  if (result.changed) {
    const instances: Fields = Object.keys(result.instances).length > 0 ? { instances: result.instances } : {};
    write((draft) => {
      setExperiment(draft, { containerRecords: result.records });
      draft['status'] = { ...statusOf(draft), ...instances };
    });
    emit('records', events.updated('records'));
  }
  if (result.retry) return 'retry';
  return result.changed ? 'wrote' : 'next';
};

const cleanFinalizers: Step = ({ object, write, emit }) => {
  if (!isTerminating(object)) return 'next';
  const isRecovered = (recordsOf(object) ?? []).every((record) => record.phase === 'Not Injected');
  if (!isRecovered && object.metadata.annotations?.[CLEAN] !== 'forced') return 'next';
  emit('initFinalizers', events.finalizerRemoved);
  emit('initFinalizers', events.updated('finalizer'));
  write((draft) => {
    draft.metadata.finalizers = [];
  });
  return 'next';
};

const STEPS: readonly Step[] = [initFinalizers, desiredPhase, conditions, records, cleanFinalizers];

/**
 * A stored empty list or map makes every write of the controller look like a changed spec: the webhook
 * refuses it, and the experiment stays as it was created.
 */
function refuseFrozen(pass: Pass): boolean {
  if (isTerminating(pass.object) || !hasEmptyCollection(pass.kind.spec, specOf(pass.object))) return false;
  const denial = `admission webhook "v${pass.kind.kind.toLowerCase()}.kb.io" denied the request: Cannot update chaos spec`;
  pass.emit('initFinalizers', events.failed('update finalizer', 'updateError.Error()'));
  pass.emit('desiredphase', events.failed('update desiredphase', denial));
  pass.emit('records', events.failed('update records', denial));
  return true;
}

export function runSteps(pass: Pass): StepResult {
  if (refuseFrozen(pass)) return 'next';
  for (const step of STEPS) {
    const result = step(pass);
    if (result !== 'next') return result;
  }
  return 'next';
}
