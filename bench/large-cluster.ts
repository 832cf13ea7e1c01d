// A cluster with 5,000 experiments and 10,000 pods: what the cache weighs, and how long it takes to answer from it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
} from '@kubernetes/client-node';
import { createKubeCache, type KubeCache } from '../src/chaos/kube-cache.ts';
import { createKubeConnection, type KubeConnection } from '../src/chaos/kube-connection.ts';
import { nearestWords } from '../src/chaos/nearest.ts';
import { makePlan } from '../src/plan/make-plan.ts';
import { createPolicy } from '../src/policy/policy.ts';
import { anExperiment } from '../test/unit/chaos/sample-objects.ts';
import { ana } from '../test/unit/runs/sample-run.ts';
import { startChild } from './child.ts';
import { type Course, inTurns, type Sample, statisticsOf } from './harness.ts';
import { type Ask, askOver, seenIn } from './inventory-answers.ts';
import { findKubectl, type Kubectl } from './kubectl.ts';
import { type Figure, type Line, type Row, timesOf } from './table.ts';

const objectsFile = new URL('many-objects.ts', import.meta.url);
const memoryFile = new URL('cache-memory.ts', import.meta.url);
const pods = '/api/v1/namespaces/team-3/pods';
const experiments = '/apis/chaos-mesh.org/v1alpha1/podchaos';
const syncMs = 30_000;

export async function measureLargeCluster({ quick, say }: Course): Promise<readonly Line[]> {
  const count = quick ? 500 : 5_000;
  const podCount = quick ? 1_000 : 10_000;
  say(`a large cluster: ${count} experiments, ${podCount} pods`);
  const { said, end } = await startChild<{ url: string }>(objectsFile, [`${count}`, `${podCount}`]);
  try {
    const memory = await measureMemory(said.url, count, quick ? 1 : 3);
    return [memory, ...(await measureAnswers(said.url, quick))];
  } finally {
    await end();
  }
}

async function measureMemory(url: string, count: number, rounds: number): Promise<Line> {
  const weigh = (contestant: string) => async (): Promise<number> => {
    const child = await startChild<{ bytes: number }>(memoryFile, [contestant, url, `${count}`], {
      NODE_OPTIONS: '--expose-gc',
    });
    await child.end();
    return child.said.bytes;
  };
  const taken = await inTurns({ ours: weigh('ours'), stock: weigh('stock') }, { warmUp: 0, rounds });
  const figureOf = (samples: readonly number[]): Figure => ({ ...timesOf(statisticsOf(samples)), unit: 'B' });
  return {
    what: `heap per cached experiment, among ${count.toLocaleString('en')}`,
    own: figureOf(taken.ours),
    peer: { name: 'stock informer', figure: figureOf(taken.stock) },
  };
}

async function measureAnswers(url: string, quick: boolean): Promise<readonly Line[]> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser({ name: 'large', server: url, skipTLSVerify: true }, { name: 'bench' });
  const connection = createKubeConnection({ name: 'large', kubeConfig });
  const cache = createKubeCache({ connection });
  const seen = seenIn(cache);
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  cache.start();
  try {
    await cache.whenSynced(AbortSignal.timeout(syncMs));
    const own = await answering(cache, askOver(cache, seen), url, quick ? 10 : 100);
    const peers = await peersOf(kubeConfig, connection, folder, quick ? 3 : 20);
    return linesOf(own, peers);
  } finally {
    await cache.stop();
    await connection.close();
    await rm(folder, { recursive: true });
  }
}

type Answered = 'plan' | 'whole' | 'find' | 'list' | 'search' | 'page' | 'targets' | 'show';

async function answering(
  cache: KubeCache,
  ask: Ask,
  url: string,
  rounds: number,
): Promise<Readonly<Record<Answered, readonly number[]>>> {
  const before = await askedOf(url);
  const own = {
    plan: timed(() => plan(cache, 'app-3')),
    whole: timed(() => plan(cache, 'team-3/*')),
    find: timed(() => find(cache)),
    list: timed(() => ask('list pod-failure in team-3 on large')),
    search: timed(() => ask('list "app-33-r-0002"')),
    page: timed(() => ask('list all')),
    targets: timed(() => ask('targets large:team-3')),
    show: timed(() => ask('show large:team-3/fail-app-3-r-000003')),
  };
  const samples = await inTurns(own, { warmUp: 5, rounds });
  const asked = (await askedOf(url)) - before;
  if (asked > 0) throw new Error(`the answers cost ${asked} calls to the API server`);
  return samples;
}

interface Peers {
  readonly kubectl: Kubectl | undefined;
  readonly taken: Readonly<Record<string, readonly number[]>>;
}

async function peersOf(
  kubeConfig: KubeConfig,
  connection: KubeConnection,
  folder: string,
  rounds: number,
): Promise<Peers> {
  const file = join(folder, 'config');
  await writeFile(file, kubeConfig.exportConfig());
  const context = kubeConfig.getCurrentContext();
  const kubectl = await findKubectl({ kubeconfig: file, context, cache: folder });
  const informer = makeInformer(kubeConfig, experiments, async () => {
    const { body } = await connection.call({ method: 'GET', path: experiments });
    return body as KubernetesListObject<KubernetesObject>;
  });
  await informer.start();
  try {
    const contestants: Record<string, Sample> = {
      pods: timed(() => connection.call({ method: 'GET', path: pods })),
      all: timed(() => connection.call({ method: 'GET', path: experiments })),
      informer: timed(() => informer.list('team-3')),
      informerSearch: timed(() =>
        informer.list().filter(({ metadata }) => metadata?.name?.includes('r-0002')),
      ),
      ...(kubectl && { kubectlPods: timed(() => kubectl.get(pods)) }),
      ...(kubectl && { kubectlAll: timed(() => kubectl.get(experiments)) }),
    };
    return { kubectl, taken: await inTurns(contestants, { warmUp: 1, rounds }) };
  } finally {
    await informer.stop();
  }
}

function linesOf(
  own: Readonly<Record<Answered, readonly number[]>>,
  { kubectl, taken }: Peers,
): readonly Line[] {
  const figure = (samples: readonly number[]): Figure => timesOf(statisticsOf(samples));
  const peer = (name: string, samples: readonly number[] | undefined): Row['peer'] =>
    samples === undefined ? 'no kubectl on this machine' : { name, figure: figure(samples) };
  const row = (what: string, samples: readonly number[], beside: Row['peer']): Row => ({
    what,
    own: figure(samples),
    peer: beside,
  });
  const typed = `kubectl ${kubectl?.version ?? ''} get --raw`;
  const podsList = peer('raw GET of the namespace’s pods', taken['pods']);
  const typedAll = peer(`${typed} of all experiments`, taken['kubectlAll']);
  const typedPods = peer(`${typed} of the namespace’s pods`, taken['kubectlPods']);
  const held = peer('stock informer, held objects of the namespace', taken['informer']);
  const heldSearch = peer('stock informer, held objects by name', taken['informerSearch']);
  return [
    row('the plan of a kill, from the cache', own.plan, podsList),
    row('the plan of a whole namespace', own.whole, podsList),
    row('the pods nearest to a mistyped name', own.find, podsList),
    row('`list FAULT in NS on CLUSTER`, drawn', own.list, typedAll),
    row('the same', own.list, held),
    row('`list "TEXT"` among all experiments, drawn', own.search, typedAll),
    row('the same', own.search, heldSearch),
    row('`list all`, the first page, drawn', own.page, peer('raw GET of all experiments', taken['all'])),
    row('`targets CLUSTER:NS`, drawn', own.targets, typedPods),
    row('`show CLUSTER:NS/NAME` of others, drawn', own.show, typedAll),
  ];
}

function timed(work: () => unknown): () => Promise<number> {
  return async () => {
    const from = performance.now();
    await work();
    return performance.now() - from;
  };
}

const policy = createPolicy({
  protectedNamespaces: [],
  limits: { maxDurationSeconds: 3_600, maxPods: 20, maxShare: 1 },
  rules: [{ name: 'all', outcome: { kind: 'allow' }, limits: {} }],
});

/** With every check of what is known around the target. */
async function plan(cache: KubeCache, word: string): Promise<void> {
  const place = { cluster: 'large', namespace: 'team-3', word };
  const selector = { namespaces: ['team-3'], podPhaseSelectors: ['Running'] };
  const target = word.endsWith('*')
    ? { ...place, labels: {}, selector }
    : { ...place, labels: { app: word } };
  const cluster = { name: 'large', production: false };
  const experiment = anExperiment({ target });
  const made = await makePlan({
    ...{ experiment, person: ana, cluster, cache, policy },
    ...{ name: 'kill-app-3-r-222222', defaults: [], now: 0 },
  });
  if (made.candidates.length === 0) throw new Error('the plan found no pods');
}

function find(cache: KubeCache): void {
  const names = cache.pods('team-3').map(({ name }) => name);
  if (nearestWords('pod-ap-3', names).length > names.length) throw new Error('more found than there are');
}

async function askedOf(url: string): Promise<number> {
  return ((await (await fetch(`${url}/asked`)).json()) as { asked: number }).asked;
}
