// Chaos Mesh's controller for experiments: one level-triggered pass per object through the pipeline.

import type { ChaosKind, ChaosTools } from '../kinds/kind.ts';
import { CHAOS_KINDS } from '../kinds/kind-table.ts';
import { fieldsAt, type KubeObject, keyOf, statusOf } from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import { CHAOS_GROUP, resourceKey } from '../store/resources.ts';
import type { Change } from '../store/store.ts';
import { createRecorder } from './chaos-events.ts';
import { createSelect } from './chaos-select.ts';
import { untilEnd } from './chaos-status.ts';
import { runSteps, type StepResult } from './chaos-steps.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue, type Requeue } from './workqueue.ts';

// The controller's own writes pass the webhook too. Measured on the real one: creates level off near 15 a
// second while their objects are being injected, and deleted objects go at about 10 a second.
const RUNNING_WRITE_TOKENS = 0.25;
const DELETING_WRITE_TOKENS = 1;

/** Whose experiments wait for an object per pod. */
const WAITS_FOR: Readonly<Record<string, string>> = {
  [`${CHAOS_GROUP}/podnetworkchaos`]: 'networkchaos',
  [`${CHAOS_GROUP}/podiochaos`]: 'iochaos',
  [`${CHAOS_GROUP}/podhttpchaos`]: 'httpchaos',
};

function cost(object: KubeObject): number {
  return isTerminating(object) ? DELETING_WRITE_TOKENS : RUNNING_WRITE_TOKENS;
}

export function createChaosController(plane: ControlPlane, tools: ChaosTools): Controller {
  const { registry, catalog, store, clock, faults, throttle, latencyMs, speed } = plane;
  const kinds = new Map<string, ChaosKind>(
    CHAOS_KINDS.map((kind) => [`${CHAOS_GROUP}/${kind.plural}`, kind]),
  );
  const recorder = createRecorder(plane);
  const records = { select: createSelect(plane), tools, now: () => clock.now() };
  // The controller's own writes come back as changes; they must not cut a back-off short.
  let isWriting = false;

  function pass(kind: ChaosKind, object: KubeObject): StepResult {
    const resource = catalog.plural(kind.plural);
    const { namespace, name } = object.metadata;
    return runSteps({
      kind,
      object,
      records,
      emit: (component, event) => recorder.emit(object, component, event),
      write(change) {
        isWriting = true;
        try {
          registry.edit(resource, namespace, name, change);
        } finally {
          isWriting = false;
        }
      },
    });
  }

  function requeue(result: StepResult, object: KubeObject): Requeue {
    if (result === 'wrote') return { afterMs: latencyMs / speed + throttle.reserve(cost(object)) };
    const left = untilEnd(object, clock.now());
    const end = left === undefined || left < 0 ? {} : { afterMs: left + 1 };
    return result === 'retry' ? { retry: true, ...end } : end;
  }

  function reconcile(key: string): Requeue {
    const [resource = '', namespace, name = ''] = key.split('|');
    const kind = kinds.get(resource);
    const object = store.get(resource, namespace, name);
    if (kind === undefined || object === undefined || faults.has('controllerDown')) return {};
    return requeue(pass(kind, object), object);
  }

  const queue = createWorkqueue({ clock, latencyMs: latencyMs / speed, speed, reconcile });

  function nudge(resource: string, object: KubeObject): void {
    queue.add(`${resource}|${object.metadata.namespace ?? ''}|${object.metadata.name}`);
  }

  /** Such experiments wait for their pods' objects, whatever the outcome there. */
  function nudgeWaiting(experiments: string, podObject: KubeObject): void {
    const resource = catalog.plural(experiments);
    const id = keyOf(podObject);
    for (const object of registry.list(resource)) {
      const waiting = Object.keys(fieldsAt(statusOf(object), 'instances'));
      if (waiting.some((key) => key === id || key.startsWith(`${id}/`))) nudge(resourceKey(resource), object);
    }
  }

  function onChange({ type, resource, object }: Change): void {
    const waiting = WAITS_FOR[resource];
    if (waiting !== undefined && !isWriting) nudgeWaiting(waiting, object);
    if (kinds.has(resource) && type !== 'DELETED' && !isWriting) nudge(resource, object);
  }

  function nudgeAll(): void {
    for (const resource of kinds.keys()) for (const object of store.list(resource)) nudge(resource, object);
  }

  // A restarted controller looks at everything again.
  let wasDown = false;
  faults.onChange((settings) => {
    if (wasDown && settings.controllerDown !== true) nudgeAll();
    wasDown = settings.controllerDown === true;
  });

  return followStore({ store, queue, addAll: nudgeAll, onChange });
}
