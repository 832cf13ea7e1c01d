// The four faults in staging from the plan to the proof: the words of each phase, how little is said, and what the cluster holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Administrator, administrator, CHAOS, type KubeObject } from './administrator.ts';
import type { Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { cardOf, createsOf, labelsOf, press, repliesTo, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';

interface Fault {
  readonly line: string;
  readonly app: string;
  readonly title: RegExp;
  readonly kind: string;
  readonly lastsMs: number;
  /** What the object says of it. */
  readonly spec: Readonly<Record<string, unknown>>;
}

const lasting: readonly Fault[] = [
  {
    line: 'fail checkout for 1m',
    app: 'checkout',
    title: /^Fail 1 of 3 checkout · staging\/shop$/,
    kind: 'podchaos',
    lastsMs: 60_000,
    spec: { action: 'pod-failure', duration: '1m', mode: 'one' },
  },
  {
    line: 'delay payments 200ms for 2m all',
    app: 'payments',
    title: /^Delay 200 ms · 3 of 3 payments · staging\/shop$/,
    kind: 'networkchaos',
    lastsMs: 120_000,
    spec: { action: 'delay', duration: '2m', mode: 'all' },
  },
  {
    line: 'cpu search 80%',
    app: 'search',
    title: /^CPU 80 % · 1 of 3 search · staging\/shop$/,
    kind: 'stresschaos',
    lastsMs: 120_000,
    spec: { duration: '2m', mode: 'one' },
  },
];

test('the four faults', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const cluster = await administrator(play, 'staging');

  const podsOf = async (app: string): Promise<readonly string[]> => {
    const pods = await cluster.list(`/api/v1/namespaces/shop/pods?labelSelector=app%3D${app}`);
    return pods.map(({ metadata }) => metadata.name);
  };

  async function carriers(app: string): Promise<readonly string[]> {
    const pods = await podsOf(app);
    const carries = await Promise.all(pods.map((pod) => play.carriesFault('staging', 'shop', pod)));
    return pods.filter((_, index) => carries[index]);
  }

  await t.test(
    'kill: the plan names every default; one card and one reply, KILLED then RECOVERED',
    async () => {
      const before = await podsOf('web');
      const { said: plan } = await say(ana, SHOP, '/chaos kill web');
      assert.match(plan.plain, /Kill 1 of 3 web pods · staging\/shop/);
      for (const pod of before) assert.match(plan.plain, new RegExp(pod));
      assert.match(plan.plain, /2 stay ready/);
      assert.match(plan.plain, /budget .*allows 1/);
      assert.match(plan.plain, /allowed at once/i);
      assert.match(plan.plain, /1 pod.*2 minutes.*staging\/shop/);
      assert.match(plan.plain, /Card: #team-shop/);
      assert.deepEqual(labelsOf(plan), ['Start now', 'Change', 'Cancel']);
      assert.equal((await play.as('jon').messages(SHOP)).length, 0);
      await press(ana, plan, 'Start now');
      const card = await cardOf(ana, SHOP, runIn(plan), /RECOVERED/);
      assert.match(card.plain, /RECOVERED, 3\/3 ready after \d+ s/);
      assert.match(card.plain, /KILLED web-\S+ \d\d:\d\d:\d\d/);
      assert.doesNotMatch(labelsOf(card).join(), /Stop/);
      const reply = await replyTo(ana, card, /RECOVERED, 3\/3 ready after \d+ s/);
      assert.equal((await repliesTo(ana, card)).length, 1);
      assert.equal(reply.ts, (await repliesTo(ana, card))[0]?.ts);
      const after = await podsOf('web');
      assert.equal(before.filter((pod) => !after.includes(pod)).length, 1);
      assert.equal((await play.as('mara').pushes()).length, 0);
      assert.equal((await ana.dms()).length, 0);
      assertMarked(await objectOf(cluster, 'podchaos', runIn(plan)), runIn(plan));
    },
  );

  for (const fault of lasting)
    await t.test(`${fault.line}: RUNNING with its end, then proven clean pod by pod`, async () => {
      const { said: plan } = await say(ana, SHOP, `/chaos ${fault.line} because to learn`);
      const run = runIn(plan);
      assert.match(titleOfPlan(plan), fault.title);
      assert.match(plan.plain, /ends by itself after \d minutes?/i);
      await press(ana, plan, 'Start now');
      const card = await cardOf(ana, SHOP, run, /RUNNING/);
      const [title = '', state = ''] = card.plain.split('\n');
      assert.match(title, fault.title);
      assert.match(state, /^RUNNING · ends \d\d:\d\d:\d\d$/);
      assert.match(card.plain, /ana/i);
      assert.match(card.plain, /ready [0-3]\/3/);
      assert.deepEqual(labelsOf(card).slice(0, 2), ['Details', 'Stop']);
      await replyTo(ana, card, /injected|running|carries/i);
      assert.equal((await repliesTo(ana, card)).length, 1);

      const object = await objectOf(cluster, fault.kind, run);
      assertMarked(object, run);
      assertSpec(object, fault);
      const hit = await carriers(fault.app);
      assert.equal(hit.length, fault.spec['mode'] === 'all' ? 3 : 1);

      await play.clock.advance(fault.lastsMs + 1_000);
      const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
      assert.match(ended.plain, /RECOVERED \d\d:\d\d:\d\d/);
      assert.match(ended.plain, new RegExp(`${hit.length}/${hit.length} proven clean, \\d+ s after the end`));
      for (const pod of hit) assert.match(ended.plain, new RegExp(pod));
      assert.ok(!labelsOf(ended).includes('Stop'));
      assert.deepEqual(await carriers(fault.app), []);
      await replyTo(ana, card, /RECOVERED/);
      assert.equal((await repliesTo(ana, card)).length, 2);
      assert.equal((await createsOf(play, run)).length, 1);
    });

  await t.test('a run that is stopped: the fault goes at once and the end is proven too', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos delay cart 100ms for 5m');
    const run = runIn(plan);
    await press(ana, plan, 'Start now');
    const card = await cardOf(ana, SHOP, run, /RUNNING/);
    assert.equal((await carriers('cart')).length, 1);
    const { said } = await press(play.as('jon'), card, 'Stop');
    assert.match(said.plain, /stopp/i);
    assert.doesNotMatch(said.plain, /recovered/i);
    const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
    assert.match(ended.plain, /1\/1 proven clean/);
    assert.deepEqual(await carriers('cart'), []);
    await replyTo(ana, card, /RECOVERED/);
    assert.equal((await repliesTo(ana, card)).length, 2);
  });

  await t.test('while a pod cannot be cleaned nothing says recovered, and a person is called', async () => {
    await play.faults({ cluster: { staging: { recoverError: { kind: 'NetworkChaos' } } } });
    const { said: plan } = await say(ana, SHOP, '/chaos delay cart 150ms for 1m');
    const run = runIn(plan);
    await press(ana, plan, 'Start now');
    const card = await cardOf(ana, SHOP, run, /RUNNING/);
    await play.clock.advance(61_000);
    await ana.waitFor(SHOP, (each) => each.ts === card.ts && !/RUNNING/.test(each.plain));
    await play.clock.advance(45_000);
    const stuck = await cardOf(ana, SHOP, run, /STUCK/);
    assert.doesNotMatch(stuck.plain, /RECOVERED/);
    assert.ok(labelsOf(stuck).includes('Try again'));
    const reply = await replyTo(ana, card, /STILL HAS|NOT PROVEN CLEAN/);
    assert.match(reply.plain, /@ana/);
    assert.equal((reply as Seen & { broadcast?: boolean }).broadcast, true);
    assert.equal((await carriers('cart')).length, 1);
    await play.faults({ cluster: {} });
    const ended = await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 30_000 });
    assert.match(ended.plain, /late|after the end/);
    assert.deepEqual(await carriers('cart'), []);
    await replyTo(ana, card, /RECOVERED/);
  });

  await t.test('nobody was written to directly about runs without trouble', async () => {
    for (const name of ['mara', 'otto']) assert.deepEqual(await play.as(name).dms(), [], name);
  });
});

/** `Kill 1 of 3 web pods · staging/shop` is the title with one word more. */
function titleOfPlan({ plain }: Seen): string {
  return (plain.split('\n')[0] ?? '').replace(' pods · ', ' · ');
}

async function objectOf(cluster: Administrator, kind: string, run: string): Promise<KubeObject> {
  const found = (await cluster.list(`${CHAOS}/${kind}`)).filter(({ metadata }) =>
    metadata.name.includes(run),
  );
  assert.equal(found.length, 1, `${kind} of ${run}`);
  return found[0] as KubeObject;
}

/** Everything our objects carry is in the create body. */
function assertMarked({ metadata }: KubeObject, run: string): void {
  const marks = { ...metadata.labels, ...metadata.annotations };
  const ours = Object.keys(marks).filter((key) => key.startsWith('faultline.dev/'));
  const all = JSON.stringify(marks);
  assert.equal(metadata.labels?.['faultline.dev/run'], run);
  for (const word of ['requester', 'digest', 'channel', 'head', 'seal'])
    assert.ok(
      ours.some((key) => key.includes(word)),
      `${word} is missing among ${ours.join(', ')}`,
    );
  assert.match(all, /ana@shop\.example|U0ANA/);
  assert.match(metadata.name, new RegExp(`^[a-z0-9-]+-${run}$`));
}

function assertSpec(object: KubeObject, { app, spec, lastsMs }: Fault): void {
  const held = object['spec'] as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(spec)) assert.equal(held[name], value, name);
  assert.deepEqual(held['selector'], {
    namespaces: ['shop'],
    labelSelectors: { app },
    podPhaseSelectors: ['Running'],
  });
  const end = Object.entries({ ...object.metadata.labels, ...object.metadata.annotations }).find(([key]) =>
    /faultline\.dev\/.*end/.test(key),
  );
  assert.ok(end, 'the planned end is on the object');
  assert.ok(lastsMs > 0);
}
