// Whatever a person types, they hear in time what is wrong and a line that works, and nothing happens.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator, DEPLOYMENTS } from './administrator.ts';
import type { PersonInTest } from './person.ts';
import { openPlayground } from './playground.ts';
import { assertAcked, cardOf, click, dmAbout, labelsOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';

/** What is typed, what the answer must name, and whether a line that works is expected too. */
const wrong: readonly (readonly [name: string, line: string, words: RegExp])[] = [
  ['an unknown verb', 'frobnicate web', /frobnicate/],
  ['a verb with a typing error', 'kil web', /did you mean .?kill/i],
  ['a verb spoken in the wrong order', 'web kill', /web|kill/],
  ['another verb with a typing error', 'dealy web 200ms', /did you mean .?delay/i],
  ['an unknown namespace', 'kill nosuch/web', /nosuch/],
  ['an unknown cluster', 'kill mars:web', /mars/],
  ['an unknown cluster after on', 'kill web on mars', /mars/],
  ['no matching pod', 'kill nothere', /nothere/],
  ['labels that match nothing', 'kill -l app=nothere', /nothere/],
  ['labels of several workloads', 'kill -l tier=front', /front-a.*front-b|front-b.*front-a|2 workloads/s],
  ['labels that contradict each other', 'kill -l app=web,app=cart', /app/],
  ['an empty selector', 'kill -l ""', /labels/],
  ['a selector without anything', 'kill -l', /labels/],
  ['a selector of no known form', 'kill -l app', /app/],
  ['no target', 'kill', /target|which/i],
  ['a negative number', 'kill web pods -1', /-1/],
  ['no number', 'kill web pods', /pods/],
  ['a number of nothing', 'kill web pods 0', /0/],
  ['a word for a number', 'kill web pods many', /many/],
  ['more than all', 'kill web pods 101%', /101/],
  ['a length without a number', 'kill web for ever', /ever/],
  ['no length', 'kill web for', /for/],
  ['a length of nothing', 'fail web for 0s', /0s/],
  ['a negative length', 'fail web for -2m', /-2m/],
  ['a delay without a value', 'delay web', /delay/i],
  ['a delay that is no time', 'delay web fast', /fast/],
  ['a delay below nothing', 'delay web -5ms', /-5ms/],
  ['a delay beyond what is allowed', 'delay web 5h', /5h/],
  ['a processor busier than it can be', 'cpu web 800%', /800/],
  ['a processor busy without a value', 'cpu web', /cpu/i],
  ['two targets', 'kill web cart', /cart/],
  ['a number that stands alone', 'kill web 5', /5/],
  ['a mention of everybody as an argument', 'kill web @channel', /channel/],
  ['markup as a target', 'kill <!channel>', /channel/],
  ['only signs', '%%% $$$ ;;; --', /./],
  ['a program', 'kill $(reboot) `id` && rm -rf /', /./],
  ['a key without a value', 'kill web for=', /for/],
  ['an unknown option', 'kill web --force', /force/],
  ['5,000 characters', `kill ${'x'.repeat(5_000)}`, /./],
  ['5,000 words', `kill web ${'y '.repeat(2_500)}`, /./],
];

test('wrong input', async (t) => {
  const play = await openPlayground(t);
  const [ana, otto] = [play.as('ana'), play.as('otto')];
  const shop = await administrator(play, 'staging');
  for (const name of ['front-a', 'front-b']) await shop.create(DEPLOYMENTS, tiered(name));
  const [before] = await play.bots();

  for (const [name, line, words] of wrong)
    await t.test(`${name} is answered with a sentence and a line that works`, async () => {
      const { said } = await say(ana, SHOP, `/chaos ${line}`);
      assert.match(said.plain, words);
      assert.match(said.plain, /[a-z]{2,} .*[.?]/i);
      assert.ok(!labelsOf(said).includes('Start now'), said.plain);
      assert.ok(said.plain.length < 3_000, `${said.plain.length} characters`);
      await assertWorks(ana, said.plain);
    });

  await t.test('a reason with calls to everybody calls nobody and stands escaped on the card', async () => {
    const pushed = await pushesOf(otto);
    const reason = '@channel <!channel> <!here> <@U0OTTO> *bold* & <https://evil.example|click>';
    const { said } = await say(ana, SHOP, `/chaos kill prod:cart because ${reason}`);
    await press(ana, said, 'Request approval');
    const card = await cardOf(ana, SHOP, runIn(said), /WAITING/);
    const dm = await dmAbout(play.as('mara'), runIn(said));
    for (const seen of [said, card, dm]) {
      const told = `${seen.text} ${JSON.stringify(seen.blocks)}`;
      assert.doesNotMatch(told, /<![ceh]|<@U0OTTO>|<https/);
      assert.match(seen.plain, /channel.*bold.*&/);
    }
    assert.equal(await pushesOf(otto), pushed);
    await say(ana, SHOP, `/chaos withdraw ${runIn(said)}`);
  });

  for (const line of ['kill “web', 'kill \u0000\u0007web\u202e', '  KILL   web  ', 'kill web!'])
    await t.test(`${JSON.stringify(line)} is understood or answered with a sentence`, async () => {
      const { said } = await say(ana, SHOP, `/chaos ${line}`);
      assert.match(said.plain, /Kill 1 of 3 web|Nothing was started/);
      assert.doesNotMatch(said.plain, /\p{Cc}(?<!\n)|\u202e/u);
      if (labelsOf(said).includes('Cancel')) await press(ana, said, 'Cancel');
    });

  await t.test('a phone’s quotes and dashes mean what was typed', async () => {
    const { said } = await say(ana, SHOP, '/chaos fail web —for 1m –pods 1 because “it’s time” – really…');
    assert.match(said.plain, /Fail 1 of 3 web/);
    assert.match(said.plain, /1 minute\b/);
    assert.match(said.plain, /it.s time/);
    await press(ana, said, 'Cancel');
  });

  await t.test('more pods than there are is said for what it is', async () => {
    const { said } = await say(ana, SHOP, '/chaos kill web pods 99');
    assert.match(said.plain, /3 of 3|only 3/);
    assert.match(said.plain, /all 3 pods|none stays/i);
    await press(ana, said, 'Cancel');
  });

  await t.test('a reason of 3,000 characters is taken or refused in a sentence', async () => {
    const { said } = await say(ana, SHOP, `/chaos kill search because ${'why '.repeat(750)}`);
    assert.match(said.plain, /why|long|characters/);
    if (labelsOf(said).includes('Cancel')) await press(ana, said, 'Cancel');
  });

  await t.test(
    'an e-mail that is not in the identity map may read help, and is told whom to ask',
    async () => {
      for (const line of ['kill web', 'list', 'halt', 'stop last', '', 'targets', 'doctor']) {
        const { said } = await say(otto, SHOP, `/chaos ${line}`);
        assert.match(said.plain, /do not know you/, line);
        assert.match(said.plain, /otto@shop\.example/);
        assert.match(said.plain, /ask/i);
      }
      assert.match((await say(otto, SHOP, '/chaos help')).said.plain, /\/chaos kill/);
      assert.match((await say(otto, SHOP, '/chaos whoami')).said.plain, /otto@shop\.example/);
      assert.match((await say(ana, SHOP, '/chaos clusters')).said.plain, /staging(?!.*halted)/);
    },
  );

  await t.test('a press on a plan that was cancelled is answered', async () => {
    const { said } = await say(ana, SHOP, '/chaos kill payments');
    const cancelled = await press(ana, said, 'Cancel');
    assert.match(cancelled.said.plain, /nothing was started/i);
  });

  await t.test('two presses on Start at once start it once', async () => {
    const { said } = await say(ana, SHOP, '/chaos kill payments because twice');
    const both = await Promise.all([click(ana, said, 'Start now'), click(ana, said, 'Start now')]);
    for (const ack of both) assertAcked(ack);
    const isCard = (text: string): boolean => text.includes('Kill 1 of 3 payments');
    await ana.waitFor(
      SHOP,
      (each) => each.ephemeral !== true && isCard(each.plain) && /RECOVERED/.test(each.plain),
      {
        timeoutMs: 20_000,
      },
    );
    const cards = (await ana.messages(SHOP)).filter((each) => each.ephemeral !== true && isCard(each.plain));
    assert.equal(cards.length, 1);
  });

  await t.test('nothing was made but what was started, and the bot never fell', async () => {
    const made = (await play.audit()).filter(
      ({ verb, group, dryRun }) => verb === 'create' && group === 'chaos-mesh.org' && dryRun === false,
    );
    assert.equal(made.length, 1);
    const [after] = await play.bots();
    assert.deepEqual(after, before);
  });
});

/** The line that is offered must itself be understood. */
async function assertWorks(person: PersonInTest, words: string): Promise<void> {
  const line = /(?:works: |try:? )(\/chaos [^\n]+?)\.?(?:\n|$)/i.exec(words)?.[1];
  assert.ok(line, `no line that works: ${words}`);
  const { said } = await say(person, SHOP, line);
  assert.doesNotMatch(said.plain, /Nothing was started/, `${line} is answered: ${said.plain}`);
  if (labelsOf(said).includes('Cancel')) await press(person, said, 'Cancel');
}

async function pushesOf(person: PersonInTest): Promise<number> {
  return (await person.pushes()).length;
}

function tiered(name: string): object {
  const labels = { app: name, tier: 'front' };
  const container = { name, image: 'registry.shop.example/front:1.0.0' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}
