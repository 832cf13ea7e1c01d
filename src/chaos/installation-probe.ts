// Looks at the installed Chaos Mesh now and then, so that no question about a fault has to wait for it.

import { bodyOf } from './body-of.ts';
import { CHART_LABELS, type Installation, readInstallation } from './installation.ts';
import { CHAOS_API } from './kinds.ts';
import type { KubeConnection } from './kube-connection.ts';
import { asList, asText, at } from './narrow.ts';
import { createRecurringLook } from './recurring-look.ts';

export interface SeenInstallation {
  /** Undefined: looked, and not found by the chart's labels. */
  readonly installation: Installation | undefined;
  /** Since it was looked at. */
  readonly ageMs: number;
}

export interface InstallationProbe {
  start(): void;
  stop(): Promise<void>;
  /** Undefined until the first look succeeded, and when the last one that did is too old to be believed. */
  seen(): SeenInstallation | undefined;
  /** A first look succeeded or failed. */
  settled(): boolean;
}

interface Deps {
  readonly connection: Pick<KubeConnection, 'call' | 'cluster'>;
  readonly monotonic?: () => number;
  readonly random?: () => number;
  /** Between two looks; the next one after a failure comes sooner. */
  readonly everyMs?: number;
}

const EVERY_MS = 5 * 60_000;
const AGAIN_MS = 30_000;
/** Chaos Mesh is upgraded now and then: what is older than this is not known any more. */
const BELIEVED_MS = 60 * 60_000;
const TIMEOUT_MS = 10_000;

export function createInstallationProbe(deps: Deps): InstallationProbe {
  const { monotonic = () => performance.now(), random = Math.random, everyMs = EVERY_MS } = deps;
  const look = (signal: AbortSignal) => installationIn(deps.connection, signal);
  const probe = createRecurringLook({ look, everyMs, againMs: AGAIN_MS, random, monotonic });
  return {
    start: probe.start,
    stop: probe.stop,
    seen() {
      const last = probe.last();
      if (last === undefined || last.ageMs > BELIEVED_MS) return undefined;
      return { installation: last.found, ageMs: last.ageMs };
    },
    settled: probe.tried,
  };
}

type Asked = Pick<KubeConnection, 'call' | 'cluster'>;

async function installationIn(connection: Asked, signal: AbortSignal): Promise<Installation | undefined> {
  const asked = { signal, timeoutMs: TIMEOUT_MS };
  const labelled = { ...asked, query: { labelSelector: CHART_LABELS } };
  const [group, deployments, daemonSets] = await Promise.all([
    bodyOf(connection, { ...asked, path: `/apis/${CHAOS_API}` }),
    bodyOf(connection, { ...labelled, path: '/apis/apps/v1/deployments' }),
    bodyOf(connection, { ...labelled, path: '/apis/apps/v1/daemonsets' }),
  ]);
  return readInstallation({
    deployments: asList(at(deployments, 'items')),
    daemonSets: asList(at(daemonSets, 'items')),
    kinds: asList(at(group, 'resources')).map((resource) => asText(at(resource, 'kind'))),
  });
}
