// Deployments keep a ReplicaSet, ReplicaSets keep their pods, DaemonSets keep one pod a node; all report status.

import { type Fields, type KubeObject, listAt, statusOf, textAt } from '../objects/kube-object.ts';
import { isReady, isTerminating, type Pod, type Workload } from '../objects/pod.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { isOwnedBy, newPod, newReplicaSet, templateHash } from './pod-templates.ts';
import { createWorkqueue } from './workqueue.ts';

type Reconcile = (workload: Workload) => void;

function byPodAge(a: KubeObject, b: KubeObject): number {
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1;
}

/** Done until pods of another version are there; then not done until all are new and ready. */
function progressOf(owner: Workload, live: number, updated: number, ready: number): Fields {
  const wanted = owner.spec.replicas ?? 1;
  const before = listAt(statusOf(owner), 'conditions').find((one) => textAt(one, 'type') === 'Progressing');
  const isDone = live === updated && updated === wanted && ready >= wanted;
  const reason = isDone ? DONE : live > updated ? ROLLING : textAt(before, 'reason') || ROLLING;
  return {
    type: 'Progressing',
    status: 'True',
    reason,
    message: `ReplicaSet of "${owner.metadata.name}" ${reason === DONE ? 'has successfully progressed' : 'is progressing'}.`,
  };
}

const DONE = 'NewReplicaSetAvailable';
const ROLLING = 'ReplicaSetUpdated';

export function createWorkloads(plane: ControlPlane): Controller {
  const { registry, catalog, store, clock } = plane;
  const deployments = catalog.plural('deployments');
  const replicaSets = catalog.plural('replicasets');
  const daemonSets = catalog.plural('daemonsets');
  const pods = catalog.plural('pods');
  const nodes = catalog.plural('nodes');

  function livePods(owner: KubeObject): Pod[] {
    const { namespace } = owner.metadata;
    const owned = registry.list(pods, namespace).filter((pod) => isOwnedBy(pod, owner));
    return owned.filter((pod) => !isTerminating(pod)) as Pod[];
  }

  function scaled(owner: Workload): Pod[] {
    const wanted = owner.spec.replicas ?? 1;
    const live = livePods(owner);
    for (let index = live.length; index < wanted; index += 1) registry.create(pods, newPod(owner));
    for (const pod of live.toSorted(byPodAge).slice(wanted)) {
      registry.remove(pods, pod.metadata.namespace, pod.metadata.name);
    }
    return livePods(owner);
  }

  function setStatus(plural: string, object: KubeObject, status: Fields): void {
    const { namespace, name } = object.metadata;
    registry.edit(catalog.plural(plural), namespace, name, (draft) => {
      draft['status'] = { ...(draft['status'] as Fields), ...status };
    });
  }

  const replicaSet: Reconcile = (owner) => {
    const live = scaled(owner);
    const ready = live.filter(isReady).length;
    setStatus('replicasets', owner, {
      replicas: live.length,
      fullyLabeledReplicas: live.length,
      readyReplicas: ready,
      availableReplicas: ready,
      observedGeneration: owner.metadata.generation ?? 1,
    });
  };

  function currentReplicaSet(owner: Workload): Workload {
    const hash = templateHash(owner);
    const name = `${owner.metadata.name}-${hash}`;
    const found = registry.get(replicaSets, owner.metadata.namespace, name);
    return (found ?? registry.create(replicaSets, newReplicaSet(owner, hash))) as Workload;
  }

  function setReplicas(set: Workload, wanted: number): void {
    if (set.spec.replicas === wanted) return;
    registry.edit(replicaSets, set.metadata.namespace, set.metadata.name, (draft) => {
      (draft as Workload).spec.replicas = wanted;
    });
  }

  const deployment: Reconcile = (owner) => {
    const current = currentReplicaSet(owner);
    const owned = registry.list(replicaSets, owner.metadata.namespace).filter((set) => isOwnedBy(set, owner));
    for (const set of owned as Workload[]) {
      setReplicas(set, set.metadata.uid === current.metadata.uid ? (owner.spec.replicas ?? 1) : 0);
    }
    const live = owned.flatMap(livePods);
    const updated = livePods(current).length;
    setStatus('deployments', owner, deploymentStatus(owner, live, updated));
  };

  function deploymentStatus(owner: Workload, live: readonly Pod[], updated: number): Fields {
    const ready = live.filter(isReady).length;
    const wanted = owner.spec.replicas ?? 1;
    // The default rolling update tolerates a quarter of the pods missing.
    const available = ready >= wanted - Math.floor(wanted / 4);
    const condition = {
      type: 'Available',
      status: available ? 'True' : 'False',
      reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      message: `Deployment ${available ? 'has' : 'does not have'} minimum availability.`,
    };
    return {
      observedGeneration: owner.metadata.generation ?? 1,
      replicas: live.length,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, wanted - ready),
      conditions: [condition, progressOf(owner, live.length, updated, ready)],
    };
  }

  const daemonSet: Reconcile = (owner) => {
    const names = registry.list(nodes).map((node) => node.metadata.name);
    const live = livePods(owner);
    for (const nodeName of names) {
      if (!live.some((pod) => pod.spec.nodeName === nodeName))
        registry.create(pods, newPod(owner, { nodeName }));
    }
    const ready = livePods(owner).filter(isReady).length;
    setStatus('daemonsets', owner, {
      desiredNumberScheduled: names.length,
      currentNumberScheduled: names.length,
      numberReady: ready,
      numberAvailable: ready,
      updatedNumberScheduled: names.length,
    });
  };

  const RECONCILE: Readonly<Record<string, Reconcile>> = {
    'apps/deployments': deployment,
    'apps/replicasets': replicaSet,
    'apps/daemonsets': daemonSet,
  };

  const queue = createWorkqueue({
    clock,
    latencyMs: plane.latencyMs,
    speed: plane.speed,
    reconcile(key) {
      const [resource = '', namespace, name = ''] = key.split('|');
      const found = store.get(resource, namespace, name);
      if (found !== undefined && !isTerminating(found)) RECONCILE[resource]?.(found as Workload);
      return {};
    },
  });

  function nudge(resource: string, namespace: string | undefined, name: string): void {
    if (RECONCILE[resource] !== undefined) queue.add(`${resource}|${namespace ?? ''}|${name}`);
  }

  function nudgeOwners(object: KubeObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      nudge(`apps/${owner.kind.toLowerCase()}s`, object.metadata.namespace, owner.name);
    }
  }

  return followStore({
    store,
    queue,
    addAll() {
      for (const row of [deployments, replicaSets, daemonSets]) {
        for (const { metadata } of registry.list(row))
          nudge(`apps/${row.plural}`, metadata.namespace, metadata.name);
      }
    },
    onChange({ resource, object }) {
      nudge(resource, object.metadata.namespace, object.metadata.name);
      nudgeOwners(object);
    },
  });
}
