// Where a line is typed and what it then means: bindings, channels without one, where the card goes, and which run is meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { cardOf, createsOf, type Heard, labelsOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';
const SRE = '#sre';
const GENERAL = '#general';

test('places', async (t) => {
  const play = await openPlayground(t);
  const [ana, jon, mara] = [play.as('ana'), play.as('jon'), play.as('mara')];
  const ask = (line: string): Promise<Heard> => say(ana, SHOP, `/chaos ${line}`);
  const words = async (line: string): Promise<string> => (await ask(line)).said.plain;

  async function start(line: string, state: RegExp): Promise<{ readonly run: string; readonly card: Seen }> {
    const { said } = await ask(line);
    await press(ana, said, 'Start now');
    return { run: runIn(said), card: await cardOf(ana, SHOP, runIn(said), state) };
  }

  await t.test('here set changes what the channel means, for everything that is typed there', async () => {
    assert.match(await words('here set default'), /staging\/default/);
    assert.match(await words(''), /staging\/default/);
    assert.match(await words('here set nosuch'), /nosuch/);
    assert.match(await words('here'), /staging\/default/);
    assert.match(await words('here set staging/shop'), /staging\/shop/);
  });

  await t.test('production is never implied, not even where a channel was set to it', async () => {
    try {
      await ask('here set prod/shop');
      const { said } = await ask('kill web');
      assert.doesNotMatch(said.plain, /Kill 1 of 12/);
      assert.doesNotMatch(labelsOf(said).join(), /Start now|Request/);
      assert.match(await words('here'), /production.*name/i);
    } finally {
      await ask('here set staging/shop');
    }
  });

  await t.test('a channel that means nothing is asked with buttons, production not among them', async () => {
    const { said } = await say(jon, SRE, '/chaos kill web');
    assert.deepEqual(labelsOf(said), ['staging/shop']);
    assert.match(said.plain, /production is never implied/i);
    const { said: plan } = await press(jon, said, 'staging/shop');
    assert.match(plan.plain, /Kill 1 of 3 web pods · staging\/shop/);
    assert.match(plan.plain, /Card: #sre/);
    await press(jon, plan, 'Cancel');
  });

  await t.test('where the bot is not, the card goes to the bound channel and the plan says why', async () => {
    const { said: plan } = await say(ana, GENERAL, '/chaos kill staging:shop/web');
    assert.match(plan.plain, /Card: #(team-shop|general)/);
    if (/Card: #team-shop/.test(plan.plain)) assert.match(plan.plain, /since|because/);
    await press(ana, plan, 'Start now');
    const where = /Card: (#[\w-]+)/.exec(plan.plain)?.[1] ?? '';
    await cardOf(ana, where, runIn(plan), /RECOVERED/);
  });

  await t.test('a plan that nobody has pressed is called a plan, not a change', async () => {
    const { said } = await ask('kill search');
    const shown = await words(`show ${runIn(said)}`);
    await press(ana, said, 'Cancel');
    assert.doesNotMatch(shown, /PLAN CHANGED/);
  });

  await t.test('the first line of a plan of lasting faults reads as it does on the card', async () => {
    const { said } = await ask('delay search 200ms');
    assert.match(said.plain.split('\n')[0] ?? '', /^Delay 200 ms · 1 of 3 search( pods)? · staging\/shop$/);
    await press(ana, said, 'Cancel');
  });

  await t.test('go does not skip a warning', async () => {
    const { said } = await ask('kill cart all go');
    assert.ok(labelsOf(said).includes('Start now'));
    assert.match(said.plain, /go.*warning/);
    assert.deepEqual(await createsOf(play, runIn(said)), []);
    await press(ana, said, 'Cancel');
  });

  await t.test('all of production is refused in the plan, with a way to pass', async () => {
    const { said } = await ask('kill prod:web all because why not');
    assert.doesNotMatch(labelsOf(said).join(), /Start now|Request/);
    assert.match(said.plain, /50 %.*pods 6/s);
    await press(ana, said, 'Cancel');
  });

  await t.test('one run, and everything that can be said of it', async (story) => {
    const { run } = await start('delay checkout 100ms for 5m because to learn', /RUNNING/);

    await story.test(
      'list and its other names show it to everybody, with what it does and its phase',
      async () => {
        for (const line of ['list', 'ls', 'ps', 'status', 'list running', 'list mine'])
          assert.match(await words(line), new RegExp(`${run}.*Delay 100 ms.*staging/shop.*RUNNING`), line);
        assert.doesNotMatch(await words('list waiting'), new RegExp(run));
        assert.match((await say(mara, SRE, '/chaos list')).said.plain, new RegExp(run));
      },
    );

    await story.test('kill of a run is taken for what it means: Stop it', async () => {
      const { said } = await ask(`kill ${run}`);
      assert.match(said.plain, /That is a run/);
      assert.ok(labelsOf(said).includes('Stop it'));
    });

    await story.test(
      'stop without a name means the only run here, though another has a plan open',
      async () => {
        const { said: plan } = await say(jon, SHOP, '/chaos kill payments');
        assert.match(await words('stop'), /Stopping Delay 100 ms/);
        await cardOf(ana, SHOP, run, /RECOVERED/);
        await press(jon, plan, 'Cancel');
      },
    );

    await story.test('a stop of what is over is answered with how it ended', async () => {
      assert.match(await words(`stop ${run}`), /nothing left to stop.*RECOVERED/is);
    });
  });

  await t.test('the message shortcut on a card stops its run', async () => {
    const { run, card } = await start('fail search for 5m', /RUNNING/);
    await mara.shortcut('run_stop', { channel: card.channel ?? '', ts: card.ts });
    await cardOf(ana, SHOP, run, /RECOVERED/);
  });

  await t.test(
    'no card, no injection: a channel that refuses the card keeps the run from starting',
    async () => {
      const { said } = await ask('kill payments');
      await play.faults({ slack: { http500: { method: 'chat.postMessage' } } });
      try {
        await press(ana, said, 'Start now');
        await play.clock.advance(20_000);
        assert.match(await words(`show ${runIn(said)}`), /APPROVED|CHECKING|starting/i);
        assert.deepEqual(await createsOf(play, runIn(said)), []);
      } finally {
        await play.faults({ slack: {} });
      }
      await ask(`stop ${runIn(said)}`);
    },
  );
});
