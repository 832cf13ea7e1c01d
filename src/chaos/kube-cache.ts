// What a cluster's reflectors know: experiments, pods, workloads, budgets, machines and namespaces, without asking.

import { setTimeout as wait } from 'node:timers/promises';
import { experimentKinds } from './catalogue/catalogue.ts';
import type {
  Budget,
  CacheChange,
  ChaosObject,
  ClusterCache,
  Gone,
  Machine,
  ObjectRef,
  Pod,
  Workload,
} from './cluster.ts';
import { collectionPath, MACHINE_KIND } from './kinds.ts';
import { createKubeCircumstances } from './kube-circumstances.ts';
import type { KubeConnection } from './kube-connection.ts';
import { readBudget, readChaosObject, readMachine, readPod, readWorkload } from './objects.ts';
import { ORCHESTRATIONS } from './orchestration/body.ts';
import { type Packing, packedObjects } from './packed.ts';
import { createReflector, type Reflector } from './reflector.ts';
import { type NamespaceSeen, readNamespace } from './surrounding-objects.ts';

export interface KubeCache extends ClusterCache {
  start(): void;
  stop(): Promise<void>;
  /** Resolves once everything has been listed; rejects when the signal fires first. */
  whenSynced(signal: AbortSignal): Promise<void>;
  /** Resolves once what stands around targets is known too, or known not to be readable. */
  whenSettled(signal: AbortSignal): Promise<void>;
  /** One of them, as last seen, without looking through the others. */
  experiment(ref: ObjectRef): ChaosObject | undefined;
  /** How long the watch that has been silent longest is silent, of those that must work. */
  silentMs(): number;
  /** What is not being followed and why, for doctor. */
  faults(): readonly CacheFault[];
}

export interface CacheFault {
  readonly path: string;
  readonly fault: unknown;
  /** Everything works without it; only less is known. */
  readonly spared?: true;
}

interface Deps {
  readonly connection: KubeConnection;
  /** Experiment kinds to follow; those the cluster does not serve count as empty. Default: all of the catalogue. */
  readonly kinds?: readonly string[];
  /** Namespaces the bot may read; absent: the whole cluster. */
  readonly namespaces?: readonly string[];
  readonly onFault?: (path: string, fault: unknown) => void;
  readonly stallMs?: number;
}

const WORKLOADS = {
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
} as const;

export function createKubeCache(deps: Deps): KubeCache {
  const listeners = new Set<(change: CacheChange) => void>();
  const parts = createParts(deps, (change) => {
    for (const listener of listeners) guarded(() => listener(change), deps);
  });
  const around = createKubeCircumstances(deps);
  const reflectors = Object.values(parts).flat();
  const synced = (): boolean => reflectors.every(({ reflector }) => reflector.synced());
  return {
    cluster: deps.connection.cluster,
    start() {
      for (const { reflector } of reflectors) reflector.start();
      around.start();
    },
    async stop() {
      await Promise.all([around.stop(), ...reflectors.map(({ reflector }) => reflector.stop())]);
    },
    async whenSynced(signal) {
      while (!synced()) await nextTry(signal);
    },
    async whenSettled(signal) {
      while (!(synced() && around.settled())) await nextTry(signal);
    },
    synced,
    silentMs: () => Math.max(0, ...reflectors.map(({ reflector }) => reflector.silentMs() ?? 0)),
    faults: () => [
      ...reflectors.flatMap(({ path, reflector }) => {
        const fault = reflector.fault();
        return fault === undefined ? [] : [{ path, fault }];
      }),
      ...around.faults().map((one) => ({ ...one, spared: true as const })),
    ],
    // An object that touches a namespace has its name somewhere: most are told apart without reading them.
    experiments: (touching) =>
      parts.experiments.flatMap(({ reflector }) =>
        touching === undefined ? reflector.all() : reflector.mentioning(touching),
      ),
    experiment: ({ kind, namespace, name }) => {
      const paths = [collectionPath(kind), collectionPath(kind, namespace)];
      const part = parts.experiments.find(({ path }) => paths.includes(path));
      return part?.reflector.get(namespace, name);
    },
    pods: (namespace) => within(parts.pods, namespace),
    workloads: (namespace) => within(parts.workloads, namespace),
    budgets: (namespace) => within(parts.budgets, namespace),
    machines: (namespace) => within(parts.machines, namespace),
    namespaces: () =>
      deps.namespaces ??
      parts.namespaces.flatMap(({ reflector }) => reflector.all().map(({ name }) => name)).sort(),
    circumstances: (namespaces) => around.of(namespaces, marksOf(parts.namespaces)),
    installation: around.installation,
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

interface Part<T> {
  readonly path: string;
  readonly reflector: Reflector<T>;
}

interface Parts {
  readonly steps: readonly Part<ChaosObject>[];
  readonly experiments: readonly Part<ChaosObject>[];
  readonly pods: readonly Part<Pod>[];
  readonly workloads: readonly Part<Workload>[];
  readonly budgets: readonly Part<Budget>[];
  readonly machines: readonly Part<Machine>[];
  readonly namespaces: readonly Part<NamespaceSeen>[];
}

function createParts(deps: Deps, tell: (change: CacheChange) => void): Parts {
  const spaces: readonly (string | undefined)[] = deps.namespaces ?? [undefined];
  const everywhere = (path: (namespace?: string) => string): readonly string[] =>
    spaces.map((space) => path(space));
  const kinds = deps.kinds ?? [...experimentKinds(), ...ORCHESTRATIONS];
  const objectsOf = (kind: string, as: 'experiment' | 'step'): readonly Part<ChaosObject>[] =>
    everywhere((space) => collectionPath(kind, space)).map((path) =>
      partOf(
        deps,
        path,
        (raw) => readChaosObject(raw, kind),
        (object, gone) => tell({ kind: as, object, gone }),
        packedObjects,
      ),
    );
  return {
    steps: objectsOf('WorkflowNode', 'step'),
    experiments: kinds.flatMap((kind) => objectsOf(kind, 'experiment')),
    pods: everywhere((space) => corePath('/api/v1', 'pods', space)).map((path) =>
      partOf(deps, path, readPod, (pod, gone) => tell({ kind: 'pod', pod, gone })),
    ),
    workloads: Object.entries(WORKLOADS).flatMap(([plural, kind]) =>
      everywhere((space) => corePath('/apis/apps/v1', plural, space)).map((path) =>
        partOf(deps, path, (raw) => readWorkload(raw, kind)),
      ),
    ),
    budgets: everywhere((space) => corePath('/apis/policy/v1', 'poddisruptionbudgets', space)).map((path) =>
      partOf(deps, path, readBudget),
    ),
    machines: everywhere((space) => collectionPath(MACHINE_KIND, space)).map((path) =>
      partOf(deps, path, readMachine),
    ),
    namespaces: deps.namespaces === undefined ? [partOf(deps, '/api/v1/namespaces', readNamespace)] : [],
  };
}

function partOf<T extends object>(
  { connection, stallMs, onFault }: Deps,
  path: string,
  read: (raw: unknown) => T | undefined,
  onChange?: (object: T, gone: Gone | undefined) => void,
  packing?: Packing<T>,
): Part<T> {
  const reflector = createReflector<T>({
    connection,
    path,
    read,
    packing,
    ...(onChange !== undefined && { onChange }),
    ...(stallMs !== undefined && { stallMs }),
    onFault: (fault) => onFault?.(path, fault),
  });
  return { path, reflector };
}

function corePath(root: string, plural: string, namespace?: string): string {
  return namespace === undefined
    ? `${root}/${plural}`
    : `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

/** Undefined where the bot may read some namespaces only, or has not heard of them for a while. */
function marksOf(parts: Parts['namespaces']): readonly NamespaceSeen[] | undefined {
  const isKnown = parts.length > 0 && parts.every(({ reflector }) => reflector.synced());
  return isKnown ? parts.flatMap(({ reflector }) => reflector.all()) : undefined;
}

function within<T>(parts: readonly Part<T>[], namespace: string): readonly T[] {
  return parts.flatMap(({ reflector }) => reflector.inNamespace(namespace));
}

/** One listener's fault is not another's. */
function guarded(run: () => void, { onFault }: Deps): void {
  try {
    run();
  } catch (fault) {
    onFault?.('listener', fault);
  }
}

async function nextTry(signal: AbortSignal): Promise<void> {
  await wait(20, undefined, { signal });
}
