// One fault of every kind that pods can have, from the line to the proof: title, object, who carries it, and its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator, CHAOS } from './administrator.ts';
import { openPlayground } from './playground.ts';
import { cardOf, createsOf, press, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';

interface Fault {
  readonly line: string;
  /** Whose pod must carry it while it runs. */
  readonly app: string;
  readonly title: RegExp;
  readonly kind: string;
  /** What the object says of it. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly targets: number;
  /** What the proof says of each target. */
  readonly proof: RegExp;
}

const shop = { namespaces: ['shop'] };

const faults: readonly Fault[] = [
  {
    line: 'io latency web 100ms',
    app: 'web',
    title: /^Slow files 100 ms · 1 of 3 web · staging\/shop$/,
    kind: 'iochaos',
    spec: { action: 'latency', delay: '100ms', volumePath: '/data' },
    targets: 1,
    proof: /has no file rule of ours/,
  },
  {
    line: 'dns error cart',
    app: 'cart',
    title: /^DNS error · 1 of 3 cart · staging\/shop$/,
    kind: 'dnschaos',
    spec: { action: 'error' },
    targets: 1,
    proof: /took the fault back/,
  },
  {
    line: 'http abort checkout',
    app: 'checkout',
    title: /^HTTP abort · 1 of 3 checkout · staging\/shop$/,
    kind: 'httpchaos',
    spec: { abort: true, port: 8080, target: 'Request' },
    targets: 1,
    proof: /has no HTTP rule of ours/,
  },
  {
    line: 'clock payments -5m',
    app: 'payments',
    title: /^Clock −5 min · 1 of 3 payments · staging\/shop$/,
    kind: 'timechaos',
    spec: { timeOffset: '-5m' },
    targets: 1,
    proof: /took the fault back/,
  },
  {
    line: 'memory search 256 MB',
    app: 'search',
    title: /^Memory 256MB · 1 of 3 search · staging\/shop$/,
    kind: 'stresschaos',
    spec: { stressors: { memory: { workers: 1, size: '256MB', oomScoreAdj: 0 } } },
    targets: 1,
    proof: /had its load taken away/,
  },
  {
    line: 'loss web 10%',
    app: 'web',
    title: /^Loss 10 % · 1 of 3 web · staging\/shop$/,
    kind: 'networkchaos',
    spec: { action: 'loss', direction: 'to' },
    targets: 1,
    proof: /has no network rule of ours/,
  },
  {
    line: 'partition web from cart',
    app: 'cart',
    title: /^Partition from cart · 1 of 3 web · staging\/shop$/,
    kind: 'networkchaos',
    spec: {
      action: 'partition',
      direction: 'both',
      target: { mode: 'all', selector: { ...shop, labelSelectors: { app: 'cart' } } },
    },
    targets: 4,
    proof: /has no network rule of ours/,
  },
  {
    line: 'inject JVMChaos latency checkout latency=50ms class=com.shop.Till method=pay',
    app: 'checkout',
    title: /^Slow com\.shop\.Till\.pay 50 ms · 1 of 3 checkout · staging\/shop$/,
    kind: 'jvmchaos',
    spec: { action: 'latency', latency: 50, class: 'com.shop.Till', method: 'pay' },
    targets: 1,
    proof: /took the fault back/,
  },
];

test('a fault of every kind that pods can have', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  const cluster = await administrator(play, 'staging');

  async function carriers(app: string): Promise<readonly string[]> {
    const pods = await cluster.list(`/api/v1/namespaces/shop/pods?labelSelector=app%3D${app}`);
    const names = pods.map(({ metadata }) => metadata.name);
    const carried = await Promise.all(names.map((pod) => play.carriesFault('staging', 'shop', pod)));
    return names.filter((_, index) => carried[index]);
  }

  for (const fault of faults)
    await t.test(`${fault.line}: carried while it runs, proven clean at its end`, async () => {
      const { said: plan } = await say(ana, SHOP, `/chaos ${fault.line} because to learn`);
      assert.match((plan.plain.split('\n')[0] ?? '').replace(' pods · ', ' · '), fault.title);
      const run = runIn(plan);
      await press(ana, plan, 'Start now');
      const card = await cardOf(ana, SHOP, run, /RUNNING/);
      const objects = (await cluster.list(`${CHAOS}/${fault.kind}`)).filter(({ metadata }) =>
        metadata.name.includes(run),
      );
      assert.equal(objects.length, 1);
      const spec = objects[0]?.['spec'] as Readonly<Record<string, unknown>>;
      for (const [name, value] of Object.entries(fault.spec)) assert.deepEqual(spec[name], value, name);
      assert.ok((await carriers(fault.app)).length > 0);

      await play.clock.advance(121_000);
      const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
      assert.match(ended.plain, new RegExp(`${fault.targets}/${fault.targets} proven clean`));
      assert.match(ended.plain, fault.proof);
      assert.deepEqual(await carriers(fault.app), []);
      await replyTo(ana, card, /RECOVERED/);
      assert.equal((await createsOf(play, run)).length, 1);
    });

  await t.test('kill-container: the container starts anew, and that is the proof', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos kill-container cart cart');
    assert.match(plan.plain, /^Restart cart · 1 of 3 cart/);
    const run = runIn(plan);
    await press(ana, plan, 'Start now');
    const card = await cardOf(ana, SHOP, run, /RECOVERED/);
    assert.match(card.plain, /RECOVERED, 3\/3 ready/);
    const pods = await cluster.list('/api/v1/namespaces/shop/pods?labelSelector=app%3Dcart');
    assert.equal(pods.filter((pod) => restartsOf(pod) > 0).length, 1);
  });

  await t.test('while files stay slow nothing says recovered', async () => {
    await play.faults({ cluster: { staging: { recoverError: { kind: 'IOChaos' } } } });
    const { said: plan } = await say(ana, SHOP, '/chaos io error search ENOSPC for 1m');
    const run = runIn(plan);
    await press(ana, plan, 'Start now');
    await cardOf(ana, SHOP, run, /RUNNING/);
    await play.clock.advance(61_000);
    await cardOf(ana, SHOP, run, /^(?![\s\S]*RUNNING)/);
    await play.clock.advance(45_000);
    const stuck = await cardOf(ana, SHOP, run, /STUCK/);
    assert.doesNotMatch(stuck.plain, /RECOVERED/);
    assert.equal((await carriers('search')).length, 1);
    await play.faults({ cluster: {} });
    await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 30_000 });
    assert.deepEqual(await carriers('search'), []);
  });

  await t.test('words the wrong way round and half words are answered with a line that works', async () => {
    const answers: readonly (readonly [string, RegExp])[] = [
      ['web kill', /I do not know.*web.*\/chaos kill web/],
      ['io web 100ms', /after.*io.*latency, error, attr, mistake/],
      ['loss web 10% from', /from.*needs a value/],
      ['partition web from crt', /There is no crt.*cart/],
      ['io error web EOI', /EOI is not an error’s number/],
      ['help io', /io latency TARGET 100ms/],
    ];
    for (const [line, words] of answers) {
      const { said } = await say(ana, SHOP, `/chaos ${line}`);
      assert.match(said.plain.replaceAll('\n', ' '), words, line);
    }
  });
});

function restartsOf(pod: Readonly<Record<string, unknown>>): number {
  const status = pod['status'] as {
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
  return (status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}
