// The Kubernetes Events of Chaos Mesh: one object each, with annotations that say the same as the message.

import { type KubeObject, kubeTime } from '../objects/kube-object.ts';
import type { ControlPlane } from './control-plane.ts';
import { newMetadata } from './pod-templates.ts';

export interface ChaosEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly annotations: Readonly<Record<string, string>>;
}

function event(
  reason: string,
  kebab: string,
  message: string,
  fields: Readonly<Record<string, string>> = {},
): ChaosEvent {
  const annotations = Object.fromEntries(
    Object.entries({ type: kebab, ...fields }).map(([key, value]) => [`chaos-mesh.org/${key}`, value]),
  );
  return { type: 'Normal', reason, message, annotations };
}

export const finalizerInited = event('FinalizerInited', 'finalizer-inited', 'Finalizer has been inited');
export const finalizerRemoved = event('FinalizerInited', 'finalizer-removed', 'Finalizer has been removed');
export const started = event('Started', 'started', 'Experiment has started');
export const paused = event('Paused', 'paused', 'Experiment has paused');
export const deleted = event('Deleted', 'deleted', 'Experiment has deleted');
export const timeUp = event('TimeUp', 'time-up', 'Time up according to the duration');

export function applied(id: string): ChaosEvent {
  return event('Applied', 'applied', `Successfully apply chaos for ${id}`, { id });
}

export function recovered(id: string): ChaosEvent {
  return event('Recovered', 'recovered', `Successfully recover chaos for ${id}`, { id });
}

export function updated(field: string): ChaosEvent {
  return event('Updated', 'updated', `Successfully update ${field} of resource`, { field });
}

export function failed(activity: string, err: string): ChaosEvent {
  return {
    ...event('Failed', 'failed', `Failed to ${activity}: ${err}`, { activity, err }),
    type: 'Warning',
  };
}

export const notPausable: ChaosEvent = {
  ...event('NotSupported', 'not-supported', 'pausing a workflow schedule is not supported'),
  type: 'Warning',
};

export function spawned(name: string): ChaosEvent {
  return event('Spawned', 'schedule-spawn', `Create new object: ${name}`, { name });
}

export function unspawned(err: string): ChaosEvent {
  return {
    ...event('Failed', 'failed', `Failed to create new object: ${err}`, { err }),
    type: 'Warning',
  };
}

export function forbidden(running: string): ChaosEvent {
  const message = `Forbid spawning new job because: ${running} is still running`;
  return { ...event('Forbid', 'schedule-forbid', message, { 'running-name': running }), type: 'Warning' };
}

export function invalidEntry(entry: string): ChaosEvent {
  const message = `failed to spawn new entry node of workflow, entry: ${entry}`;
  return { ...event('InvalidEntry', 'invalid-entry', message, { 'entry-template': entry }), type: 'Warning' };
}

export interface Recorder {
  emit(object: KubeObject, component: string, what: ChaosEvent): void;
}

// The API server forgets events after an hour; a count keeps long floods small.
const KEPT_EVENTS = 5_000;

export function createRecorder({ registry, catalog, clock }: ControlPlane): Recorder {
  const events = catalog.plural('events');
  const kept: { readonly namespace: string; readonly name: string }[] = [];
  let count = 0;

  function forgetOldest(): void {
    const oldest = kept.length > KEPT_EVENTS ? kept.shift() : undefined;
    if (oldest === undefined || registry.get(events, oldest.namespace, oldest.name) === undefined) return;
    registry.remove(events, oldest.namespace, oldest.name);
  }

  return {
    emit(object, component, what) {
      const { name, namespace = 'default', uid, resourceVersion } = object.metadata;
      count += 1;
      const nanos = BigInt(Math.floor(clock.now())) * 1_000_000n + BigInt(count % 1_000_000);
      const at = kubeTime(clock.now());
      const made = registry.create(events, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: newMetadata({
          name: `${name}.${nanos.toString(16)}`,
          namespace,
          annotations: { ...what.annotations },
        }),
        involvedObject: {
          kind: object.kind,
          namespace,
          name,
          uid,
          apiVersion: object.apiVersion,
          resourceVersion,
        },
        reason: what.reason,
        message: what.message,
        source: { component },
        firstTimestamp: at,
        lastTimestamp: at,
        count: 1,
        type: what.type,
        eventTime: null,
        reportingComponent: '',
        reportingInstance: '',
      });
      kept.push({ namespace, name: made.metadata.name });
      forgetOldest();
    },
  };
}
