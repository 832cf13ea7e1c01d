// What a cluster's further reflectors and its probe know of what stands around targets; nothing here has to be readable.

import type { Autoscaler, Circumstances, ClusterNode, Marks } from './circumstances.ts';
import { createInstallationProbe, type SeenInstallation } from './installation-probe.ts';
import type { KubeConnection } from './kube-connection.ts';
import { createReflector, type Reflector } from './reflector.ts';
import { readAutoscaler, readNode } from './surrounding-objects.ts';

export interface KubeCircumstances {
  start(): void;
  stop(): Promise<void>;
  /** Everything was seen, or is known not to be readable now. */
  settled(): boolean;
  faults(): readonly { readonly path: string; readonly fault: unknown }[];
  installation(): SeenInstallation | undefined;
  /** `marked`: the namespaces and their marks, absent where they are not known. */
  of(namespaces: readonly string[], marked: readonly NamedMarks[] | undefined): Circumstances;
}

interface NamedMarks extends Marks {
  readonly name: string;
}

interface Deps {
  readonly connection: KubeConnection;
  readonly namespaces?: readonly string[];
  readonly onFault?: (path: string, fault: unknown) => void;
  readonly stallMs?: number;
}

const NODES = '/api/v1/nodes';

export function createKubeCircumstances(deps: Deps): KubeCircumstances {
  const probe = createInstallationProbe(deps);
  const autoscalers = autoscalerPaths(deps.namespaces).map((path) =>
    reflected<Autoscaler>(deps, path, readAutoscaler),
  );
  const nodes = reflected<ClusterNode>(deps, NODES, readNode);
  const all = [...autoscalers, nodes];
  return {
    start() {
      for (const { reflector } of all) reflector.start();
      probe.start();
    },
    async stop() {
      await Promise.all([probe.stop(), ...all.map(({ reflector }) => reflector.stop())]);
    },
    settled: () =>
      probe.settled() && all.every(({ reflector }) => reflector.synced() || reflector.fault() !== undefined),
    faults: () =>
      all.flatMap(({ path, reflector }) => {
        const fault = reflector.fault();
        return fault === undefined ? [] : [{ path, fault }];
      }),
    installation: probe.seen,
    of(namespaces, marked) {
      const installation = probe.seen()?.installation;
      return {
        ...(autoscalers.every(isKnown) && {
          autoscalers: namespaces.flatMap((one) =>
            autoscalers.flatMap(({ reflector }) => reflector.inNamespace(one)),
          ),
        }),
        ...(isKnown(nodes) && {
          nodes: new Map(nodes.reflector.all().map((node) => [node.name, node])),
        }),
        ...(marked && { namespaces: new Map(marked.map((one) => [one.name, one])) }),
        ...(installation && { installation }),
      };
    },
  };
}

interface Reflected<T> {
  readonly path: string;
  readonly reflector: Reflector<T>;
}

function isKnown({ reflector }: Reflected<object>): boolean {
  return reflector.synced();
}

function reflected<T extends object>(
  { connection, stallMs, onFault }: Deps,
  path: string,
  read: (raw: unknown) => T | undefined,
): Reflected<T> {
  let told = false;
  const reflector = createReflector<T>({
    connection,
    path,
    read,
    ...(stallMs !== undefined && { stallMs }),
    onFault(fault) {
      // A right that is missing stays missing: the log hears of it once.
      if (!told) onFault?.(path, fault);
      told = true;
    },
  });
  return { path, reflector };
}

function autoscalerPaths(namespaces: readonly string[] | undefined): readonly string[] {
  const root = '/apis/autoscaling/v2';
  if (namespaces === undefined) return [`${root}/horizontalpodautoscalers`];
  return namespaces.map((one) => `${root}/namespaces/${encodeURIComponent(one)}/horizontalpodautoscalers`);
}
