// Several people at once on one workload: each plan promised that two pods stay, and two do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Administrator, administrator } from './administrator.ts';
import { openPlayground } from './playground.ts';
import { cardOf, runIn, say } from './story.ts';

const SHOP = '#team-shop';

test('of three who kill a pod of web at the same moment each has their turn', async (t) => {
  const play = await openPlayground(t);
  const staging = await administrator(play, 'staging');
  const people = ['ana', 'mara', 'jon'].map((name) => play.as(name));
  const lowest = watchReady(staging, 'web');
  const answers = await Promise.all(people.map((person) => say(person, SHOP, '/chaos kill web go')));
  const runs = answers.map(({ said }) => runIn(said));
  assert.equal(new Set(runs).size, 3);
  const [ana] = people;
  assert.ok(ana);
  for (const run of runs) await cardOf(ana, SHOP, run, /RECOVERED, 3\/3/, { timeoutMs: 60_000 });
  assert.equal(await lowest.stop(), 2);
});

/** The fewest ready pods there ever were, by the cluster itself. */
function watchReady(cluster: Administrator, app: string): { stop(): Promise<number> } {
  let lowest = Number.POSITIVE_INFINITY;
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      const pods = await cluster.list(`/api/v1/namespaces/shop/pods?labelSelector=app%3D${app}`);
      lowest = Math.min(lowest, pods.filter(isReady).length);
      await sleep(10);
    }
  };
  const watched = watch();
  return {
    async stop() {
      watching = false;
      await watched;
      return lowest;
    },
  };
}

function isReady(pod: Readonly<Record<string, unknown>>): boolean {
  const { conditions = [] } = pod['status'] as { conditions?: readonly { type: string; status: string }[] };
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
