// Templates in Slack, and Run again: listed, asked for in their form, started as any line is, and planned afresh when done again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from './playground.ts';
import { cardOf, click, labelsOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';

interface View {
  readonly id: string;
  readonly blocks: readonly { readonly block_id?: string; readonly text?: { readonly text: string } }[];
}

test('a template is used as a line is, by its form where something is missing, and done again by two at once', async (t) => {
  const play = await openPlayground(t);
  const [ana, jon] = [play.as('ana'), play.as('jon')];

  const { said: listed } = await say(ana, SHOP, '/chaos use');
  const lines = [...listed.plain.matchAll(/\/chaos (use [a-z].*)/g)].map(([, line = '']) =>
    line.replace(/`.*/, ''),
  );
  assert.equal(lines.length, 5, listed.plain);

  await t.test('every ready template has a line that works', async () => {
    for (const line of lines) {
      const { said: plan } = await say(ana, SHOP, `/chaos ${line}`);
      assert.match(plan.plain, /From the template .* of /, line);
      assert.ok(labelsOf(plan).includes('Start now'), plan.plain);
    }
  });

  await t.test('what is missing is asked in a form, with the fault at its field', async () => {
    await ana.command(SHOP, '/chaos use slow-dependency web latency=1s');
    const form = (await ana.view()) as unknown as View;
    assert.match(form.blocks[0]?.text?.text ?? '', /`to` This has to be said/);
    const fields = {
      'param-caller': { 'param-caller': 'web' },
      'param-latency': { 'param-latency': '900ms' },
    };
    await ana.submit(form.id, {
      ...fields,
      'param-to': { 'param-to': 'crat' },
      reason: { reason: 'nobody waits' },
    });
    assert.notEqual(await ana.view(), null, 'the form stays, with what was typed');
    await ana.submit(form.id, {
      ...fields,
      'param-to': { 'param-to': 'cart' },
      reason: { reason: 'nobody waits' },
    });
    assert.equal(await ana.view(), null);
    const plan = await ana.waitFor(
      SHOP,
      ({ ephemeral, plain }) => ephemeral === true && plain.includes('Delay 900 ms'),
    );
    assert.match(plan.plain, /Because: nobody waits/);
    assert.match(plan.plain, /Slow dependency \(.?slow-dependency/);
  });

  await t.test('two people who press Run again at once get a plan each', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos kill web because is it missed?');
    await press(ana, plan, 'Start now');
    const run = runIn(plan);
    const card = await cardOf(ana, SHOP, run, /RECOVERED/);
    const mine = (who: typeof ana) =>
      who.waitFor(
        SHOP,
        (seen) => seen.ephemeral === true && seen.plain.includes(`Again, as in`) && seen.plain.includes(run),
      );
    await Promise.all([click(ana, card, 'Run again'), click(jon, card, 'Run again')]);
    const plans = await Promise.all([mine(ana), mine(jon)]);
    const ids = plans.map((one) => /plan [0-9a-f]+ · (r-[a-z0-9]{6})/.exec(one.plain)?.[1]);
    assert.equal(new Set([run, ...ids]).size, 3, ids.join());
    assert.match(plans[1]?.plain ?? '', /Said then, and not taken over: “is it missed\?”/);
    const { said: wider } = await say(jon, SHOP, `/chaos again ${run} pods 2`);
    assert.match(wider.plain, /how many: 1 pod → 2 pods/);
  });
});
