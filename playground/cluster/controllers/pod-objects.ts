// Makes the daemon on each pod's node carry what an object per pod says, and reports how that went.

import type { Carried } from '../daemon.ts';
import { fieldsAt, type KubeObject, keyOf, statusOf, textAt } from '../objects/kube-object.ts';
import type { Pod } from '../objects/pod.ts';
import { resourceKey } from '../store/resources.ts';
import { sourcesIn } from './chaos-tools.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue, type Requeue } from './workqueue.ts';

export interface PodObjectFacts {
  readonly plural: string;
  /** The kind of the experiments that write into it. */
  readonly experiments: string;
  /** Why a pod cannot carry it at all, whatever the daemon says. */
  refusal?(pod: Pod): string;
  /** The sentences that reach the status when the daemon fails; `said` is its own, where it answered. */
  failure(pod: string, said: string | undefined): string;
}

/** Of these two kinds the daemon's own words reach the status. */
function daemonWords(pod: string, said: string | undefined): string {
  return said === undefined
    ? `rpc error: code = Unavailable desc = the daemon of pod ${pod} cannot be reached`
    : `rpc error: code = Internal desc = ${said}`;
}

export const POD_OBJECTS: readonly PodObjectFacts[] = [
  {
    plural: 'podnetworkchaos',
    experiments: 'NetworkChaos',
    refusal: ({ spec, metadata: { name, namespace } }) =>
      spec.hostNetwork === true
        ? `It's dangerous to inject network chaos on a pod(${namespace}/${name}) with \`hostNetwork\``
        : '',
    // The daemon's error text is lost on the way.
    failure: (pod, said) =>
      said === undefined ? `unable to flush ip sets for pod ${pod}` : `unable to set tcs for pod ${pod}`,
  },
  {
    plural: 'podiochaos',
    experiments: 'IOChaos',
    failure: daemonWords,
  },
  {
    plural: 'podhttpchaos',
    experiments: 'HTTPChaos',
    failure: daemonWords,
  },
];

export function createPodObjects(plane: ControlPlane, facts: PodObjectFacts): Controller {
  const { registry, catalog, store, clock, daemon, faults, latencyMs, speed } = plane;
  const podObjects = catalog.plural(facts.plural);
  const pods = catalog.plural('pods');

  function carriedBy(pod: Pod): readonly Carried[] {
    return daemon.carriedBy(pod.metadata.uid).filter(({ kind }) => kind === facts.experiments);
  }

  function said(operation: 'apply' | 'recover', pod: Pod): string | undefined {
    return faults.chaosError(operation, facts.experiments, pod.metadata.name);
  }

  function daemonFailure(pod: Pod, isAdding: boolean, isRemoving: boolean): string {
    const { name } = pod.metadata;
    if (faults.isDaemonDown(pod.spec.nodeName ?? '')) return facts.failure(name, undefined);
    const error =
      (isRemoving ? said('recover', pod) : undefined) ?? (isAdding ? said('apply', pod) : undefined);
    return error === undefined ? '' : facts.failure(name, error);
  }

  function failure(pod: Pod, isAdding: boolean, isRemoving: boolean): string {
    const refusal = isAdding ? facts.refusal?.(pod) : undefined;
    return refusal || daemonFailure(pod, isAdding, isRemoving);
  }

  function sync(object: KubeObject, pod: Pod): string {
    const wanted = sourcesIn(object);
    const carried = carriedBy(pod);
    const added = wanted.filter((source) => !carried.some((fault) => fault.source === source));
    const removed = carried.filter(({ source }) => !wanted.includes(source));
    const failed = failure(pod, added.length > 0, removed.length > 0);
    if (failed !== '') return failed;
    for (const fault of removed) daemon.release(fault);
    for (const source of added) {
      daemon.inject({ podUid: pod.metadata.uid, container: undefined, kind: facts.experiments, source });
    }
    return '';
  }

  function isDone(object: KubeObject): boolean {
    const status = statusOf(object);
    return (
      status['observedGeneration'] === object.metadata.generation && textAt(status, 'failedMessage') === ''
    );
  }

  function reconcile(key: string): Requeue {
    const [namespace, name = ''] = key.split('/');
    const object = registry.get(podObjects, namespace, name);
    const pod = registry.get(pods, namespace, name) as Pod | undefined;
    if (faults.has('controllerDown') || object === undefined || pod === undefined || isDone(object))
      return {};
    const failed = sync(object, pod);
    registry.edit(podObjects, namespace, name, (draft) => {
      const { failedMessage: _, ...status } = fieldsAt(draft, 'status');
      const outcome = failed === '' ? {} : { failedMessage: failed };
      draft['status'] = { ...status, ...outcome, observedGeneration: draft.metadata.generation };
    });
    return failed === '' ? {} : { retry: true };
  }

  const queue = createWorkqueue({ clock, latencyMs, speed, reconcile });
  const addAll = (): void => {
    for (const object of registry.list(podObjects)) queue.add(keyOf(object));
  };
  faults.onChange((settings) => {
    if (settings.controllerDown === undefined) addAll();
  });
  return followStore({
    store,
    queue,
    addAll,
    onChange({ resource, type, object }) {
      const isOurs = resource === resourceKey(podObjects) && type !== 'DELETED';
      // A failed sync comes again by back-off, not at its own status write.
      if (isOurs && textAt(statusOf(object), 'failedMessage') === '') queue.add(keyOf(object));
    },
  });
}
