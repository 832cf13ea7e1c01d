// What stands around a target in its cluster, seen in the plan before anybody is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator } from './administrator.ts';
import type { PersonInTest, Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { labelsOf, say } from './story.ts';

const SHOP = '#team-shop';
const NEVER = { metadata: { annotations: { 'faultline.dev/chaos': 'never' } } };

test('a plan says what the cluster around its target lacks, moves or forbids', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const cluster = await administrator(play, 'staging');

  await t.test('an autoscaler at its most is read before anybody is asked', async () => {
    const full = /The autoscaler search has search at its most, 3 pods/;
    await told(ana, '/chaos kill prod:search because does it come back?', full);
  });

  await t.test(
    'an autoscaler that will answer a load is a note, and keeps nobody from starting',
    async () => {
      const answers = /The autoscaler search follows cpu: it will add pods, up to 6/;
      const said = await told(ana, '/chaos cpu search 80% for 1m', answers);
      assert.ok(labelsOf(said).includes('Start now'));
    },
  );

  await t.test('a fault whose server is not installed is blocked with the way to install it', async () => {
    const lacks = /The side-car for kernel faults is not installed.*bpfki\.create/s;
    const said = await told(ana, '/chaos kernel web slab for 1m', lacks);
    assert.ok(!labelsOf(said).includes('Start now'));
  });

  await t.test('the only container of a target needs no name', async () => {
    const { said } = await say(ana, SHOP, '/chaos kill-container web');
    assert.match(said.plain, /its only container, web/);
  });

  await t.test('a workload that opted out is left alone, whoever asks', async () => {
    await cluster.patch('/apis/apps/v1/namespaces/shop/deployments/payments', NEVER);
    const said = await told(ana, '/chaos kill payments', /Deployment payments opted out/);
    assert.ok(!labelsOf(said).includes('Start now'));
  });
});

/** What stands around comes with the watch, in its own time: asked again until it is told. */
async function told(person: PersonInTest, line: string, wanted: RegExp): Promise<Seen> {
  for (;;) {
    const { said } = await say(person, SHOP, line);
    if (wanted.test(said.plain)) return said;
  }
}
