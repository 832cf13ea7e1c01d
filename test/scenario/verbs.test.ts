// The verbs beside the faults, as a person uses them: lists, references, forms, windows, mentions, halt and release.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator } from './administrator.ts';
import type { Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import { cardOf, createsOf, formOf, labelsOf, press, replyTo, runIn, say } from './story.ts';

const SHOP = '#team-shop';
const LATCH = '/api/v1/namespaces/faultline/configmaps/faultline-halt';

test('the verbs', async (t) => {
  const play = await openPlayground(t);
  const [ana, jon, mara] = [play.as('ana'), play.as('jon'), play.as('mara')];

  await t.test('/chaos alone says where one stands and one line to try', async () => {
    const { said } = await say(ana, SHOP, '/chaos');
    assert.match(said.plain, /web means staging\/shop/);
    assert.match(said.plain, /Running: nothing/);
    assert.match(said.plain, /Try \/chaos kill web/);
    assert.ok(said.plain.split('\n').length < 8, 'never a wall of verbs');
  });

  await t.test(
    'a run is found by its id, three characters of it, last, a link to its card, or nothing',
    async () => {
      const { said } = await say(ana, SHOP, '/chaos delay web 100ms for 5m go');
      const run = runIn(said);
      const card = await cardOf(ana, SHOP, run, /RUNNING/);
      const link = `https://shop.example/archives/${card.channel}/p${card.ts.replace('.', '')}`;
      for (const word of [run, run.slice(2, 5), 'last', link, '']) {
        const { said: shown } = await say(ana, SHOP, `/chaos show ${word}`);
        assert.match(shown.plain, new RegExp(run), word);
      }
      const { said: list } = await say(jon, SHOP, '/chaos list');
      assert.match(list.plain, new RegExp(`${run}.*RUNNING`));
      const { said: yaml } = await say(ana, SHOP, `/chaos show ${run} yaml`);
      assert.match(yaml.plain, /kind: NetworkChaos/);
      const { said: thatIs } = await say(ana, SHOP, `/chaos kill ${run}`);
      assert.match(thatIs.plain, /That is a run/);
      assert.ok(labelsOf(thatIs).some((label) => /Stop/.test(label)));
    },
  );

  await t.test(
    'in a thread, where Slack has no commands, a mention stops the run of that thread',
    async () => {
      const { said } = await say(mara, SHOP, '/chaos delay cart 100ms for 5m go');
      const card = await cardOf(mara, SHOP, runIn(said), /RUNNING/);
      await mara.message(SHOP, '@faultline stop', card.ts);
      const ended = await cardOf(mara, SHOP, runIn(said), /RECOVERED/);
      assert.match(ended.plain, /after the stop/);
    },
  );

  await t.test(
    'Details opens a window with targets, events, YAML and the line that ends it without us',
    async () => {
      const { said } = await say(ana, SHOP, '/chaos list running');
      const card = await cardOf(ana, SHOP, runIn(said), /RUNNING/);
      await ana.click({ channel: SHOP, ts: card.ts, label: 'Details' });
      const window = await formOf(ana, /Targets/);
      for (const words of [/INJECTED/, /Events/, /kind: NetworkChaos/, /kubectl -n shop delete networkchaos/])
        assert.match(window.plain, words);
    },
  );

  await t.test(
    'Change makes another draft, says what is wrong under its field, and drops the old one',
    async () => {
      const { said: plan } = await say(ana, SHOP, '/chaos delay search 200ms');
      await ana.click({ channel: SHOP, ts: plan.ts, label: 'Change' });
      const form = await formOf(ana, /200ms/);
      const fill = (latency: string) => ({ 'v-latency_delay': { 'v-latency': latency } });
      await ana.submit(form.id, fill('soon'));
      assert.match(JSON.stringify(await ana.view()), /errors/);
      await ana.submit(form.id, fill('300ms'));
      await ana.waitFor(SHOP, (seen) => seen.ephemeral === true && /Delay 300 ms/.test(seen.plain));
      const { said: old } = await say(ana, SHOP, `/chaos show ${runIn(plan)}`);
      assert.match(old.plain, /DROPPED/);
    },
  );

  await t.test(
    'go starts at once only where policy allows it, else the plan is shown and says why',
    async () => {
      const { said } = await say(ana, SHOP, '/chaos kill prod:web go because to see');
      assert.match(said.plain, /go was not taken/);
      assert.ok(labelsOf(said).includes('Request approval'));
      await press(ana, said, 'Cancel');
    },
  );

  await t.test('whoami, here, targets and clusters answer', async () => {
    assert.match((await say(ana, SHOP, '/chaos whoami')).said.plain, /ana@shop\.example.*shop-developers/s);
    assert.match((await say(ana, SHOP, '/chaos here')).said.plain, /staging\/shop/);
    assert.match((await say(ana, SHOP, '/chaos targets')).said.plain, /checkout/);
    assert.match((await say(ana, SHOP, '/chaos clusters')).said.plain, /prod/);
    const { said } = await say(jon, '#sre', '/chaos here set staging/shop');
    assert.match(said.plain, /staging\/shop/);
    assert.match((await say(jon, '#sre', '/chaos here')).said.plain, /staging\/shop/);
  });

  await t.test('doctor finds nothing broken, and a lost controller at once', async () => {
    assert.match((await say(jon, SHOP, '/chaos doctor')).said.plain, /^0 broken/);
    await play.faults({ cluster: { staging: { controllerDown: true } } });
    const { said } = await say(jon, SHOP, '/chaos doctor');
    assert.match(said.plain, /broken.*staging/);
    assert.match(said.plain, /→/, 'with a cure');
    await play.faults({ cluster: {} });
  });

  let older: Seen | undefined;

  await t.test(
    'stop all offers a halt; a halt latches, ends what runs and says accepted, not recovered',
    async () => {
      assert.match((await say(ana, SHOP, '/chaos stop all')).said.plain, /halt/i);
      const { said: running } = await say(ana, SHOP, '/chaos list running');
      const run = runIn(running);
      older = (await say(ana, SHOP, '/chaos kill payments')).said;
      await jon.command(SHOP, '/chaos halt because the shop is burning');
      const halted = await jon.waitFor(
        SHOP,
        (seen) => /HALTED/.test(seen.plain) && /deletion/.test(seen.plain),
      );
      assert.match(halted.plain, /accepted by the cluster/);
      assert.doesNotMatch(halted.plain, /RECOVERED/);
      const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
      assert.match(ended.plain, /[Hh]alted by Jon/);
      assert.match((await replyTo(ana, ended, /RECOVERED/)).plain, /halted by Jon/);
    },
  );

  await t.test(
    'while halted a plan has no button to start it, an older one is dropped, and line one of /chaos says why',
    async () => {
      const { said: plan } = await say(ana, SHOP, '/chaos kill payments go');
      assert.match(plan.plain, /staging is HALTED by Jon .*the shop is burning/);
      assert.deepEqual(labelsOf(plan), ['Change', 'Cancel']);
      assert.ok(older);
      const { said } = await press(ana, older, 'Start now');
      assert.match(said.plain, /DROPPED/);
      assert.match((await say(ana, SHOP, '/chaos')).said.plain, /^staging is HALTED by Jon/);
    },
  );

  await t.test('a release needs a reason and a second person', async () => {
    assert.match((await say(jon, SHOP, '/chaos release')).said.plain, /needs a reason/);
    await jon.command(SHOP, '/chaos release because it is out');
    const question = await mara.waitFor(SHOP, (seen) => labelsOf(seen).includes('Release'));
    const { said } = await press(jon, question, 'Release');
    assert.match(said.plain, /somebody else/);
    await mara.click({ channel: SHOP, ts: question.ts, label: 'Release' });
    await mara.waitFor(SHOP, (seen) => /RELEASED/.test(seen.plain));
    const { said: again } = await say(ana, SHOP, '/chaos kill payments go');
    await cardOf(ana, SHOP, runIn(again), /RECOVERED/);
  });

  await t.test(
    'a label set with kubectl halts as well: the requester hears it alone, without a card',
    async () => {
      const { said: plan } = await say(ana, SHOP, '/chaos kill payments');
      const staging = await administrator(play, 'staging');
      await staging.patch(LATCH, { metadata: { labels: { 'faultline.dev/halt': 'all' } } });
      await ana.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
      const told = await ana.waitFor(
        SHOP,
        (seen) => seen.ephemeral === true && /REFUSED/.test(seen.plain) && /halted by/.test(seen.plain),
      );
      assert.match(told.plain, /release because/);
      assert.deepEqual(await createsOf(play, runIn(plan)), []);
      await assert.rejects(
        cardOf(mara, SHOP, runIn(plan), /./, { timeoutMs: 1_000 }),
        'no card for what cannot start',
      );
      await staging.patch(LATCH, { metadata: { labels: { 'faultline.dev/halt': null } } });
    },
  );

  await t.test('the Home tab shows what waits and what one may do', async () => {
    const home = JSON.stringify(await mara.home());
    assert.match(home, /kill, fail, delay, cpu/);
  });
});
