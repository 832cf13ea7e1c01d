// The hands of the simulated Chaos Mesh controller: what it does to pods, daemons and the objects per pod.

import type { Carried } from '../daemon.ts';
import type { ChaosTools, Experiment, PodObjectKind, Target } from '../kinds/kind.ts';
import {
  type Fields,
  fieldsAt,
  isFields,
  type KubeObject,
  listAt,
  statusOf,
  textAt,
} from '../objects/kube-object.ts';
import type { Pod } from '../objects/pod.ts';
import { CHAOS_GROUP } from '../store/resources.ts';
import type { ControlPlane } from './control-plane.ts';
import { PAUSE_IMAGE } from './kubelet.ts';
import { newMetadata } from './pod-templates.ts';

function imageAnnotation(experiment: string, container: string, role: string): string {
  return `chaos-mesh-${experiment}-pod-failure-${container}-${role}-image`;
}

export function createChaosTools({ registry, catalog, faults, daemon }: ControlPlane): ChaosTools {
  const pods = catalog.plural('pods');

  const podOf = (target: Target): Pod | undefined =>
    registry.get(pods, target.namespace, target.pod) as Pod | undefined;

  function editPod(target: Target, change: (draft: Pod) => void): void {
    registry.edit(pods, target.namespace, target.pod, (draft) => change(draft as Pod));
  }

  function carried(target: Target, experiment: Experiment): Carried {
    const source = `${experiment.namespace}/${experiment.name}`;
    const podUid = podOf(target)?.metadata.uid ?? '';
    return { podUid, container: target.container, kind: experiment.kind, source };
  }

  function unreachable(target: Target): string | undefined {
    const pod = podOf(target);
    if (pod === undefined || !faults.isDaemonDown(pod.spec.nodeName ?? '')) return undefined;
    const address = `${String(pod.status['hostIP'])}:31767`;
    return `rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp ${address}: connect: connection refused"`;
  }

  function addressOf({ id, namespace, pod }: Target): string {
    const machine = registry.get(catalog.plural('physicalmachines'), namespace, pod);
    return machine === undefined ? id : textAt(fieldsAt(machine, 'spec'), 'address');
  }

  const objectsOf = (kind: PodObjectKind) => catalog.plural(kind.toLowerCase());

  function podObject(kind: PodObjectKind, target: Target): KubeObject {
    const known = registry.get(objectsOf(kind), target.namespace, target.pod);
    if (known !== undefined) return known;
    const owner = podOf(target);
    const ownerReferences =
      owner === undefined
        ? []
        : [{ apiVersion: 'v1', kind: 'Pod', name: target.pod, uid: owner.metadata.uid }];
    return registry.create(objectsOf(kind), {
      apiVersion: `${CHAOS_GROUP}/v1alpha1`,
      kind,
      metadata: newMetadata({ name: target.pod, namespace: target.namespace, ownerReferences }),
      spec: {},
      status: {},
    });
  }

  return {
    failure: (operation, kind, target) => faults.chaosError(operation, kind, target.pod),
    daemonFailure(operation, kind, target) {
      const message = faults.chaosError(operation, kind, target.pod);
      if (message !== undefined) return `rpc error: code = Internal desc = ${message}`;
      return unreachable(target);
    },
    chaosdFailure(operation, { kind, spec }, target) {
      const message = faults.chaosError(operation, kind, target.id);
      if (message !== undefined) return `${JSON.stringify({ error: message })}: HTTP status is not OK`;
      const address = addressOf(target);
      return faults.isChaosdDown(address) ? refusedBy(address, operation, spec) : undefined;
    },
    addressOf,
    hasSecret: (namespace, name) => registry.get(catalog.plural('secrets'), namespace, name) !== undefined,
    injectAt: (id, experiment) => daemon.inject(carriedAt(id, experiment)),
    releaseAt: (id, experiment) => daemon.release(carriedAt(id, experiment)),
    podExists: (target) => podOf(target) !== undefined,
    podUid: (target) => podOf(target)?.metadata.uid ?? '',
    podIp(id) {
      const [namespace, name = ''] = id.split('/');
      return (registry.get(pods, namespace, name) as Pod | undefined)?.status.podIP;
    },
    killPod: (target, graceSeconds) => {
      registry.remove(pods, target.namespace, target.pod, { graceSeconds });
    },
    restartContainer(target) {
      daemon.restarted(podOf(target)?.metadata.uid ?? '', target.container ?? '');
      editPod(target, (draft) => {
        const status = draft.status.containerStatuses?.find(({ name }) => name === target.container);
        // An image that no longer matches makes the kubelet start the container anew.
        if (status !== undefined) status.image = '';
      });
    },
    swapImages(target, experiment) {
      editPod(target, (draft) => {
        const annotations = draft.metadata.annotations ?? {};
        for (const { role, container } of containersOf(draft)) {
          const key = imageAnnotation(experiment, container.name, role);
          if (annotations[key] !== undefined) continue;
          annotations[key] = container.image;
          container.image = PAUSE_IMAGE;
        }
        draft.metadata.annotations = annotations;
      });
    },
    restoreImages(target, experiment) {
      editPod(target, (draft) => {
        const annotations = draft.metadata.annotations ?? {};
        for (const { role, container } of containersOf(draft)) {
          const key = imageAnnotation(experiment, container.name, role);
          container.image = annotations[key] ?? container.image;
          delete annotations[key];
        }
      });
    },
    inject: (target, experiment) => daemon.inject(carried(target, experiment)),
    release: (target, experiment) => {
      // Overlapping pod-failures "restore" the pause image, which leaves the pod broken for good.
      const isStillPaused =
        podOf(target)?.spec.containers.some(({ image }) => image === PAUSE_IMAGE) === true;
      if (!isStillPaused || experiment.kind !== 'PodChaos') daemon.release(carried(target, experiment));
    },
    commit(kind, target, source, { lists, kept = {} }) {
      podObject(kind, target);
      const stored = registry.edit(objectsOf(kind), target.namespace, target.pod, (draft) => {
        const spec = fieldsAt(draft, 'spec');
        const others = Object.entries(spec).filter(([key]) => !(key in lists));
        const next = Object.entries(lists).map(([key, added]) => {
          const foreign = listAt(spec, key).filter((entry) => textAt(entry, 'source') !== source);
          return [key, [...foreign, ...added]] as const;
        });
        const filled = next.filter(([, all]) => all.length > 0);
        draft['spec'] = { ...Object.fromEntries([...others, ...filled]), ...kept };
      });
      return stored?.metadata.generation ?? 0;
    },
    podState(kind, target) {
      const found = registry.get(objectsOf(kind), target.namespace, target.pod);
      if (found === undefined) return undefined;
      const status = statusOf(found);
      return { observed: Number(status['observedGeneration'] ?? 0), failed: textAt(status, 'failedMessage') };
    },
  };
}

/** Outside of the cluster a fault is told by the id of what carries it. */
function carriedAt(id: string, { kind, namespace, name }: Experiment): Carried {
  return { podUid: id, container: undefined, kind, source: `${namespace}/${name}` };
}

function refusedBy(address: string, operation: 'apply' | 'recover', spec: Fields): string {
  const [verb, path] =
    operation === 'apply' ? ['Post', textAt(spec, 'action').split('-')[0]] : ['Delete', textAt(spec, 'uid')];
  const host = address.replace(/^https?:\/\//u, '');
  return `${verb} "${address}/api/attack/${path}": dial tcp ${host}: connect: connection refused`;
}

function containersOf(
  pod: Pod,
): { readonly role: string; readonly container: Pod['spec']['containers'][number] }[] {
  return [
    ...pod.spec.containers.map((container) => ({ role: 'normal', container })),
    ...(pod.spec.initContainers ?? []).map((container) => ({ role: 'init', container })),
  ];
}

export function sourcesIn(podObject: KubeObject): string[] {
  const spec = fieldsAt(podObject, 'spec');
  const entries = Object.values(spec).flatMap((value) => (Array.isArray(value) ? value : []));
  return [...new Set(entries.filter(isFields).map((entry) => textAt(entry, 'source')))];
}
