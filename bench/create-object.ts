// From a line in Slack to the object standing in the cluster, beside kubectl and beside a bare POST of the same object.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyOf } from './copied-object.ts';
import { type Course, inTurns, type Sample, statisticsOf } from './harness.ts';
import { findKubectl, type Kubectl } from './kubectl.ts';
import { type ChaosObject, isInjected, type ObjectWatch, serverIn, watchObjects } from './object-watch.ts';
import { createRawApi, type RawApi } from './raw-api.ts';
import { type Line, timesOf } from './table.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Chaos Mesh's webhook checks 30 writes a second: quicker than this, its throttle would be measured. */
const paceMs = 250;
const cluster = 'staging';
const channel = '#team-shop';
const collection = '/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos';
const what = '`/chaos delay … go` to the object existing';

export async function measureCreating({ quick, say }: Course): Promise<readonly Line[]> {
  const rounds = quick ? { warmUp: 1, rounds: 3 } : { warmUp: 3, rounds: 30 };
  say(`creating objects: ${rounds.rounds} rounds`);
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  const workspace = await openWorkspace();
  const raw = createRawApi();
  try {
    const url = `${await serverIn(workspace.kubeconfig, cluster)}${collection}`;
    const watch = await watchObjects(url);
    const kubectl = await findKubectl({ kubeconfig: workspace.kubeconfig, context: cluster, cache: folder });
    const typed = createTyped(workspace, watch);
    const model = await typed.sample();
    const place = { url, watch, raw, model: typed.lastObject, file: join(folder, 'object.json') };
    say(`the first took ${Math.round(model)} ms`);
    const contestants: Record<string, Sample> = { typed: typed.sample, post: createdByPost(place) };
    if (kubectl) contestants['kubectl'] = createdByKubectl(place, kubectl);
    const samples = await inTurns(contestants, rounds);
    watch.end();
    return linesOf(samples, kubectl);
  } finally {
    raw.end();
    await workspace.end();
    await rm(folder, { recursive: true, force: true });
  }
}

type Samples = Readonly<Record<string, readonly number[]>>;

function linesOf(samples: Samples, kubectl: Kubectl | undefined): readonly Line[] {
  const own = timesOf(statisticsOf(samples['typed'] ?? []));
  const beside = (name: string, taken: readonly number[]): Line => ({
    what,
    own,
    peer: { name, figure: timesOf(statisticsOf(taken)) },
  });
  const post = beside('raw POST, kept alive', samples['post'] ?? []);
  if (!kubectl) return [{ what, own, peer: '`kubectl create -f`: not measured, no kubectl here' }, post];
  return [beside(`\`kubectl create -f\` (${kubectl.version})`, samples['kubectl'] ?? []), post];
}

interface Typed {
  readonly sample: Sample;
  /** The one made last. */
  lastObject(): ChaosObject;
}

/** Workloads take turns, so that the end of one run does not make the next one warn of an overlap. */
function createTyped(workspace: Workspace, watch: ObjectWatch): Typed {
  const ana = workspace.as('ana');
  const targets = ['cart', 'checkout', 'search', 'web'];
  let object: ChaosObject | undefined;
  let turn = 0;
  return {
    lastObject() {
      if (!object) throw new Error('nothing was created yet');
      return object;
    },
    async sample() {
      const target = targets[turn++ % targets.length] ?? '';
      const mine = ({ metadata }: ChaosObject): boolean => metadata.name.startsWith(`delay-${target}-`);
      const from = performance.now();
      const [sighting] = await Promise.all([
        watch.next('ADDED', mine),
        // A run that is stopped before it had targets proves nothing and would stay to be asked about.
        watch.next('MODIFIED', (one) => mine(one) && isInjected(one)),
        ana.command(channel, `/chaos delay ${target} 200ms for 5m go`),
      ]);
      object = sighting.object;
      const run = /r-[a-z0-9]{6}$/.exec(object.metadata.name)?.[0] ?? '';
      await Promise.all([watch.next('DELETED', mine), ana.command(channel, `/chaos stop ${run}`)]);
      await ana.waitFor(channel, ({ plain }) => plain.includes(run) && plain.includes('RECOVERED'));
      return sighting.at - from;
    },
  };
}

interface Place {
  readonly url: string;
  readonly watch: ObjectWatch;
  readonly raw: RawApi;
  readonly model: () => ChaosObject;
  readonly file: string;
}

function createdByKubectl(place: Place, kubectl: Kubectl): Sample {
  return async () => {
    const copy = copyOf(place.model());
    await writeFile(place.file, JSON.stringify(copy));
    return created(place, copy, () => kubectl.create(place.file));
  };
}

function createdByPost(place: Place): Sample {
  return () => {
    const copy = copyOf(place.model());
    const body = JSON.stringify(copy);
    return created(place, copy, () => place.raw.post(place.url, body));
  };
}

async function created(
  place: Place,
  { metadata }: ChaosObject,
  create: () => Promise<void>,
): Promise<number> {
  const mine = (one: ChaosObject): boolean => one.metadata.name === metadata.name;
  await sleep(paceMs);
  const from = performance.now();
  const [sighting] = await Promise.all([place.watch.next('ADDED', mine), create()]);
  await Promise.all([place.watch.next('DELETED', mine), place.raw.remove(`${place.url}/${metadata.name}`)]);
  return sighting.at - from;
}
