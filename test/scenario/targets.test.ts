// Targets that are more or less than one workload, from the line to the proof in the cluster.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../src/chaos/narrow.ts';
import { administrator, CHAOS } from './administrator.ts';
import { openPlayground } from './playground.ts';
import { cardOf, labelsOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';
const PODS = '/api/v1/namespaces/shop/pods';

test('pods, nodes, several workloads and a whole namespace are asked for outright', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const cluster = await administrator(play, 'staging');
  const pods = await cluster.list(PODS);
  const pod = pods.map(({ metadata }) => metadata.name).find((name) => name.startsWith('web-'));
  const node = String(at(pods[0], 'spec', 'nodeName'));

  await t.test(
    'one pod is killed by its name, and proven by the one that its workload makes anew',
    async () => {
      const { said } = await say(ana, SHOP, `/chaos kill pod/${pod}`);
      assert.match(said.plain, new RegExp(`Kill 1 of 1 pod/${pod} pods`));
      await press(ana, said, 'Start now');
      const card = await cardOf(ana, SHOP, runIn(said), /RECOVERED/);
      assert.match(card.plain, /3\/3 ready/);
      const left = await cluster.list(PODS);
      assert.ok(left.every(({ metadata }) => metadata.name !== pod));
    },
  );

  await t.test('two workloads are one experiment, and what it hits is read before it starts', async () => {
    const { said } = await say(ana, SHOP, '/chaos delay web,cart 100ms for 1m go');
    assert.match(said.plain, /2 workloads: Deployment cart, Deployment web/);
    assert.match(said.plain, /`?go`? was not taken/);
    await press(ana, said, 'Start now');
    await cardOf(ana, SHOP, runIn(said), /RUNNING/);
    const [object] = await cluster.list(`${CHAOS}/networkchaos`);
    assert.deepEqual(at(object, 'spec', 'selector', 'expressionSelectors'), [
      { key: 'app', operator: 'In', values: ['web', 'cart'] },
    ]);
    await say(ana, SHOP, `/chaos stop ${runIn(said)}`);
    await cardOf(ana, SHOP, runIn(said), /RECOVERED/);
  });

  await t.test('a node and a whole namespace are planned with all that they can hit', async () => {
    const onNode = await say(ana, SHOP, `/chaos kill node/${node}`);
    assert.match(onNode.said.plain, new RegExp(`node/${node} pods`));
    const everything = await say(ana, SHOP, '/chaos kill shop/*');
    assert.match(everything.said.plain, new RegExp(`Kill 1 of ${pods.length} shop pods`));
    assert.ok(labelsOf(everything.said).includes('Start now'));
    const unsaid = await say(ana, SHOP, '/chaos kill pod/web-nothere');
    assert.match(unsaid.said.plain, /no pod .*web-nothere/);
  });
});
