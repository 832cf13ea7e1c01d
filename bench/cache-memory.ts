// Fills one cache with all experiments of a cluster, and says what they weigh: ours, or the stock informer's.
import { KubeConfig, makeInformer } from '@kubernetes/client-node';
import { createKubeConnection } from '../src/chaos/kube-connection.ts';
import { readChaosObject } from '../src/chaos/objects.ts';
import { packedObjects } from '../src/chaos/packed.ts';
import { createReflector } from '../src/chaos/reflector.ts';
import { createSeenExperiments } from '../src/verbs/seen-experiments.ts';

const [contestant = '', url = '', wanted = '0'] = process.argv.slice(2);
const path = '/apis/chaos-mesh.org/v1alpha1/podchaos';
const kubeConfig = new KubeConfig();
kubeConfig.loadFromClusterAndUser({ name: 'c', server: url, skipTLSVerify: true }, { name: 'u' });

interface Filled {
  count(): number;
  hold(): unknown;
}

const fill: Readonly<Record<string, () => Promise<Filled>>> = {
  async ours() {
    const seen = createSeenExperiments(() => false);
    const connection = createKubeConnection({ name: 'bench', kubeConfig });
    const reflector = createReflector({
      connection,
      path,
      read: (raw) => readChaosObject(raw, 'PodChaos'),
      packing: packedObjects,
      // What lists and searches are answered from is kept beside the objects, so it counts.
      onChange: (object, gone) => seen.onChange({ name: 'large' }, { kind: 'experiment', object, gone }),
    });
    reflector.start();
    return { count: () => seen.all().length, hold: () => [reflector, seen] };
  },
  async stock() {
    const list = async () => JSON.parse(await (await fetch(`${url}${path}`)).text()) as never;
    const informer = makeInformer(kubeConfig, path, list);
    await informer.start();
    return { count: () => informer.list().length, hold: () => informer };
  },
};

const before = heap();
const cache = await fill[contestant]?.();
while (cache && cache.count() < Number(wanted)) await new Promise((resolve) => setTimeout(resolve, 20));
const bytes = (heap() - before) / Number(wanted);
process.stdout.write(`${JSON.stringify({ bytes, holds: cache?.hold() !== undefined })}\n`);

/** What is left once everything that can go has gone. */
function heap(): number {
  for (let turn = 0; turn < 4; turn += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
