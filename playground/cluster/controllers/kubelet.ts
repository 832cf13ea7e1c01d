// Schedules pods onto nodes, runs and readies their containers, and removes pods that are being deleted.

import { type KubeObject, kubeTime, labelsOf } from '../objects/kube-object.ts';
import {
  type Container,
  type ContainerStatus,
  isReady,
  isTerminating,
  type Pod,
  type PodCondition,
} from '../objects/pod.ts';
import { resourceKey } from '../store/resources.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue, type Requeue } from './workqueue.ts';

export const PAUSE_IMAGE = 'gcr.io/google-containers/pause:latest';

const CHAOS_MESH = 'chaos-mesh';

// A process that gets SIGTERM is gone within about a second, long before its grace period ends.
const USUAL_STOP_MS = 1000;

export function createKubelet(plane: ControlPlane): Controller {
  const { registry, catalog, store, clock, faults, daemon, speed } = plane;
  const pods = catalog.plural('pods');
  const nodes = catalog.plural('nodes');
  const podsKey = resourceKey(pods);
  const readyAt = new Map<string, number>();
  const stopAt = new Map<string, number>();
  let placed = 0;

  function edit(pod: KubeObject, change: (draft: Pod) => void): void {
    registry.edit(pods, pod.metadata.namespace, pod.metadata.name, (draft) => change(draft as Pod));
  }

  function schedule(pod: Pod): void {
    const names = registry.list(nodes).map((node) => node.metadata.name);
    const nodeName = names[placed % Math.max(1, names.length)];
    if (nodeName === undefined) return;
    placed += 1;
    edit(pod, (draft) => {
      draft.spec.nodeName = nodeName;
    });
  }

  function nodeIndex(nodeName: string | undefined): number {
    return registry.list(nodes).findIndex((node) => node.metadata.name === nodeName) + 1;
  }

  function podAddress(pod: Pod): string {
    placed += 1;
    const node = nodeIndex(pod.spec.nodeName);
    if (pod.spec.hostNetwork === true) return `192.0.2.${10 + node}`;
    return `10.244.${10 + node}.${1 + (placed % 250)}`;
  }

  function run(pod: Pod): void {
    // Chaos Mesh is there before anybody looks: who asks for its daemons asks once, and not again for minutes.
    const startMs = pod.metadata.namespace === CHAOS_MESH ? 0 : plane.podReadyMs / speed;
    readyAt.set(pod.metadata.uid, clock.now() + startMs);
    edit(pod, (draft) => {
      const podIP = podAddress(pod);
      draft.status.phase = 'Running';
      draft.status.podIP = podIP;
      draft.status['podIPs'] = [{ ip: podIP }];
      draft.status['hostIP'] = `192.0.2.${10 + nodeIndex(pod.spec.nodeName)}`;
      draft.status['startTime'] = kubeTime(clock.now());
      draft.status.containerStatuses = pod.spec.containers.map((entry) => started(entry, 0));
      draft.status.conditions = conditions(false, clock.now());
    });
  }

  function started({ name, image }: Container, restartCount: number): ContainerStatus {
    const containerID = `containerd://${plane.newUid().replaceAll('-', '')}${plane.newUid().replaceAll('-', '')}`;
    const state = { running: { startedAt: kubeTime(clock.now()) } };
    return { name, image, imageID: image, containerID, ready: false, started: true, restartCount, state };
  }

  /** A changed image restarts the container, as pod-failure and its recovery both do. */
  function restartChanged(pod: Pod): void {
    readyAt.set(pod.metadata.uid, clock.now() + plane.podReadyMs / speed);
    edit(pod, (draft) => {
      draft.status.containerStatuses = pod.spec.containers.map((entry) => {
        const old = pod.status.containerStatuses?.find((status) => status.name === entry.name);
        if (old !== undefined && old.image === entry.image) return old;
        daemon.restarted(pod.metadata.uid, entry.name);
        return started(entry, (old?.restartCount ?? -1) + 1);
      });
      draft.status.conditions = conditions(false, clock.now());
    });
  }

  function mayBeReady(pod: Pod): boolean {
    const isPaused = pod.spec.containers.some((entry) => entry.image === PAUSE_IMAGE);
    return !isPaused && !isBroken(pod) && !faults.keepsUnready(labelsOf(pod)['app'] ?? '');
  }

  /** A controller or daemon that is down is seen to be down. */
  function isBroken(pod: Pod): boolean {
    const component = labelsOf(pod)['app.kubernetes.io/component'];
    if (component === 'controller-manager') return faults.has('controllerDown');
    return component === 'chaos-daemon' && faults.isDaemonDown(pod.spec.nodeName ?? '');
  }

  function setReady(pod: Pod, ready: boolean): void {
    edit(pod, (draft) => {
      draft.status.containerStatuses = (draft.status.containerStatuses ?? []).map((s) => ({ ...s, ready }));
      draft.status.conditions = conditions(ready, clock.now());
    });
  }

  function makeReady(pod: Pod): Requeue {
    const wait = (readyAt.get(pod.metadata.uid) ?? 0) - clock.now();
    if (!mayBeReady(pod)) return {};
    if (wait > 0) return { afterMs: wait };
    readyAt.delete(pod.metadata.uid);
    setReady(pod, true);
    return {};
  }

  function stop(pod: Pod): Requeue {
    const { uid, namespace, name } = pod.metadata;
    const at = stopAt.get(uid) ?? clock.now() + stopMs(pod) / speed;
    stopAt.set(uid, at);
    if (at > clock.now()) return { afterMs: at - clock.now() };
    if ((pod.metadata.finalizers ?? []).length > 0) return { afterMs: 1000 };
    store.remove(podsKey, registry.get(pods, namespace, name) ?? pod);
    return {};
  }

  function reconcile(key: string): Requeue {
    const [namespace, name = ''] = key.split('/');
    const pod = registry.get(pods, namespace, name) as Pod | undefined;
    if (pod === undefined) return {};
    if (isTerminating(pod)) return stop(pod);
    return settle(pod);
  }

  function settle(pod: Pod): Requeue {
    if (pod.spec.nodeName === undefined) schedule(pod);
    else if (pod.status.containerStatuses === undefined) run(pod);
    else if (hasChangedImage(pod)) restartChanged(pod);
    else if (!isReady(pod)) return makeReady(pod);
    else if (isBroken(pod)) setReady(pod, false);
    return {};
  }

  const queue = createWorkqueue({ clock, latencyMs: plane.latencyMs, speed, reconcile });
  const addAll = (): void => {
    for (const { metadata } of registry.list(pods)) queue.add(`${metadata.namespace}/${metadata.name}`);
  };
  faults.onChange(addAll);
  return followStore({
    store,
    queue,
    addAll,
    onChange({ type, resource, object: { metadata } }) {
      if (resource !== podsKey) return;
      if (type !== 'DELETED') queue.add(`${metadata.namespace}/${metadata.name}`);
      else daemon.forget(metadata.uid);
      if (type === 'DELETED') stopAt.delete(metadata.uid);
    },
  });
}

function stopMs(pod: Pod): number {
  const grace = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  // Only a grace period that differs from the pod's own was asked for on purpose.
  const isOwn = pod.metadata.deletionGracePeriodSeconds === pod.spec['terminationGracePeriodSeconds'];
  return isOwn ? Math.min(grace, USUAL_STOP_MS) : grace;
}

function hasChangedImage(pod: Pod): boolean {
  return pod.spec.containers.some((entry) => {
    const status = pod.status.containerStatuses?.find(({ name }) => name === entry.name);
    return status !== undefined && status.image !== entry.image;
  });
}

function conditions(ready: boolean, now: number): PodCondition[] {
  const lastTransitionTime = kubeTime(now);
  const entry = (type: string, holds: boolean): PodCondition => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime,
  });
  return [
    entry('PodScheduled', true),
    entry('Initialized', true),
    entry('ContainersReady', ready),
    entry('Ready', ready),
  ];
}
