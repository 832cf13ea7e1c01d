// The product's own client and cache on the engine, and the steps every test takes with them.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { findAction } from '../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../src/chaos/catalogue/parse-parameters.ts';
import type { CacheChange, ChaosObject, Identity, ObjectRef, Pod } from '../../src/chaos/cluster.ts';
import type { Manifest } from '../../src/chaos/experiment.ts';
import { createKubeCache, type KubeCache } from '../../src/chaos/kube-cache.ts';
import { createKubeCluster, type KubeCluster } from '../../src/chaos/kube-cluster.ts';
import { loadKubeConfig } from '../../src/chaos/kube-config.ts';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { type Proof, proveRecovery } from '../../src/chaos/proof.ts';
import { anExperiment } from '../unit/chaos/sample-objects.ts';
import type { Engine } from './engine/engine.ts';
import { contextName, people } from './engine/people.ts';

export interface Product {
  readonly cluster: KubeCluster;
  readonly cache: KubeCache;
  /** Resolves with the first sight of the experiment, past or coming, that satisfies the condition. */
  seen(name: string, wanted: (object: ChaosObject, gone: boolean) => boolean): Promise<ChaosObject>;
  close(): Promise<void>;
}

const syncMs = 10_000;
const patienceMs = 20_000;
const proofPauseMs = 50;

/** The identity Faultline acts as for a person of the shop. */
export function identityOf(name: string): Identity {
  const known = people[name];
  assert.ok(known, `nobody is called ${name}`);
  return known;
}

export async function openProduct(engine: Engine): Promise<Product> {
  const kubeConfig = loadKubeConfig({ path: engine.kubeconfig('bot') });
  const cluster = createKubeCluster({ name: contextName, production: false, kubeConfig });
  const cache = createKubeCache({ connection: cluster.connection });
  const seen = watching(cache);
  cache.start();
  await cache.whenSynced(AbortSignal.timeout(syncMs));
  return {
    cluster,
    cache,
    seen,
    async close() {
      await cache.stop();
      await cluster.close();
    },
  };
}

function watching(cache: KubeCache): Product['seen'] {
  const changes: CacheChange[] = [];
  const waiting = new Set<() => void>();
  cache.onChange((change) => {
    changes.push(change);
    for (const look of waiting) look();
  });
  return (name, wanted) =>
    new Promise((resolve, reject) => {
      const fits = (change: CacheChange): boolean =>
        change.kind === 'experiment' &&
        change.object.name === name &&
        wanted(change.object, change.gone !== undefined);
      const look = (): void => {
        const found = changes.find(fits);
        if (found?.kind !== 'experiment') return;
        end();
        resolve(found.object);
      };
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${name} was never seen so; last: ${JSON.stringify(lastOf(changes, name))}`));
      }, patienceMs);
      waiting.add(look);
      look();
    });
}

function lastOf(changes: readonly CacheChange[], name: string): CacheChange | undefined {
  return changes.findLast((change) => change.kind === 'experiment' && change.object.name === name);
}

export function isInjected({ records }: ChaosObject): boolean {
  return records.length > 0 && records.every((record) => record.phase === 'Injected');
}

/** What a person's line like `delay 200ms` makes of one pod of web in the shop. */
export function manifestFor(line: string, name: string): Manifest {
  const [verb = '', value] = line.split(' ');
  const action = findAction(verb);
  assert.ok(action, `no action is called ${verb}`);
  const answer = parseParameters(action, {}, value);
  assert.ok(answer.ok, JSON.stringify(answer));
  const experiment = anExperiment({
    kind: action.kind,
    action: action.id,
    parameters: answer.parameters,
    target: { cluster: contextName, namespace: 'shop', word: 'web', labels: { app: 'web' } },
  });
  return manifestOf(experiment, name);
}

export function refOf({ kind, metadata }: Manifest): ObjectRef {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

export function webPods(cluster: KubeCluster): Promise<readonly Pod[]> {
  return cluster.pods('shop', { app: 'web' });
}

/** Looks until the proof is complete, as a run does while verifying. */
export async function proven(
  { cluster }: Product,
  object: ChaosObject,
  before: readonly Pod[],
): Promise<Proof> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(proofPauseMs)) {
    const pods = await webPods(cluster);
    const proof = proveRecovery({
      object,
      absent: true,
      pods,
      residue: await residueOf(cluster, pods),
      before: Object.fromEntries(before.map((pod) => [`shop/${pod.name}`, pod])),
      expectedReady: before.length,
      counts: ({ labels }) => labels['app'] === 'web',
    });
    if (proof.clean === 'clean') return proof;
    assert.ok(Date.now() < deadline, `never proven: ${JSON.stringify(proof)}`);
  }
}

async function residueOf(
  cluster: KubeCluster,
  pods: readonly Pod[],
): Promise<Record<string, readonly string[]>> {
  const entries = pods.map(
    async (pod) => [`shop/${pod.name}`, await cluster.residue('shop', pod.name)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
