// What is known of a cluster that changes by the month: its versions and its remote clusters, looked at now and then.

import { bodyOf } from './body-of.ts';
import { CHAOS_API } from './kinds.ts';
import type { KubeConnection } from './kube-connection.ts';
import { asList, asText, at } from './narrow.ts';
import { createRecurringLook } from './recurring-look.ts';
import type { HttpAnswer } from './refusal.ts';

/** Another cluster into which Chaos Mesh installs itself and carries faults; cluster-scoped, so it has a name alone. */
export interface RemoteCluster {
  readonly name: string;
  /** Where Chaos Mesh lives there. */
  readonly namespace: string;
  /** Installed, else wanted. */
  readonly version: string;
  readonly ready: boolean;
}

export interface ClusterFacts {
  /** `v1.34.2` */
  readonly kubernetes?: string;
  /** `2.8.3` */
  readonly chaosMesh?: string;
  readonly remotes: readonly RemoteCluster[];
  /** Since they were looked at. */
  readonly ageMs: number;
}

export interface FactsReader {
  start(): void;
  stop(): Promise<void>;
  /** As last seen, however long ago; undefined until the first look succeeded. */
  seen(): ClusterFacts | undefined;
}

interface Deps {
  readonly connection: Pick<KubeConnection, 'call' | 'cluster'>;
  /** Of the installation, as the cache knows it. */
  readonly chaosMesh: () => string | undefined;
  readonly monotonic?: () => number;
  readonly everyMs?: number;
}

const EVERY_MS = 5 * 60_000;
/** After a look that failed. */
const AGAIN_MS = 15_000;

export function createClusterFacts(deps: Deps): FactsReader {
  const { connection, chaosMesh, monotonic = () => performance.now(), everyMs = EVERY_MS } = deps;
  const look = (signal: AbortSignal) => factsIn(connection, signal);
  const facts = createRecurringLook({ look, everyMs, againMs: AGAIN_MS, monotonic });
  return {
    start: facts.start,
    stop: facts.stop,
    seen() {
      const last = facts.last();
      if (last === undefined) return undefined;
      const version = chaosMesh();
      return { ...last.found, ...(version !== undefined && { chaosMesh: version }), ageMs: last.ageMs };
    },
  };
}

type Looked = Omit<ClusterFacts, 'ageMs' | 'chaosMesh'>;

async function factsIn(connection: Deps['connection'], signal: AbortSignal): Promise<Looked> {
  const [version, remotes] = await Promise.all([
    bodyOf(connection, { path: '/version', signal }, isHidden),
    bodyOf(connection, { path: `/apis/${CHAOS_API}/remoteclusters`, signal }, isHidden),
  ]);
  const kubernetes = asText(at(version, 'gitVersion'));
  return {
    ...(kubernetes !== '' && { kubernetes }),
    remotes: asList(at(remotes, 'items')).map(readRemote),
  };
}

function readRemote(raw: unknown): RemoteCluster {
  const conditions = asList(at(raw, 'status', 'conditions'));
  return {
    name: asText(at(raw, 'metadata', 'name')),
    namespace: asText(at(raw, 'spec', 'namespace')),
    version: asText(at(raw, 'status', 'currentVersion'), asText(at(raw, 'spec', 'version'))),
    ready: conditions.some((one) => at(one, 'type') === 'Ready' && at(one, 'status') === 'True'),
  };
}

/** The server knows nothing at this path, or does not let us look. */
function isHidden({ status }: HttpAnswer): boolean {
  return status === 404 || status === 403;
}
