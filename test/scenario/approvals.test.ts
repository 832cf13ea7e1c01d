// Who must agree, who is asked, what counts and what everybody sees of it: production as the shop's people meet it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { person, shopChannels, shopPeople } from '../../playground/shop/workspace.ts';
import { administrator, DEPLOYMENTS } from './administrator.ts';
import type { PersonInTest, Seen } from './person.ts';
import { openPlayground } from './playground.ts';
import {
  cardOf,
  click,
  confirmOf,
  createsOf,
  dmAbout,
  formOf,
  labelsOf,
  press,
  repliesTo,
  replyTo,
  runIn,
  say,
  under,
} from './story.ts';

const SHOP = '#team-shop';
const minuteMs = 60_000;
const crowd = Array.from({ length: 200 }, (_, index) => person(`Sre${index}`, 'sre', ['sre']));
const everybody = [...shopPeople, ...crowd];
const channels = shopChannels.map((each) => ({ ...each, members: everybody.map(({ id }) => id) }));

const isProduction = 'cluster == "prod"';
const oneOfEach = [
  { group: 'shop-owners', count: 1 },
  { group: 'sre', count: 1 },
];
const options = {
  people: everybody,
  channels,
  config: {
    people: everybody
      .filter(({ groups }) => groups.length > 0)
      .map(({ email, user, groups }) => ({ email, user, groups })),
    policy: {
      rules: [
        { name: 'search', when: `${isProduction} && labels.app == "search"`, approvals: oneOfEach },
        { name: 'production', when: isProduction, approvals: oneOfEach, start: 'requester' },
      ],
    },
  },
};

interface Asked {
  readonly plan: Seen;
  readonly run: string;
  readonly card: Seen;
}

test('approvals in production', async (t) => {
  const play = await openPlayground(t, options);
  const [ana, jon, mara, otto] = ['ana', 'jon', 'mara', 'otto'].map((name) => play.as(name)) as [
    PersonInTest,
    PersonInTest,
    PersonInTest,
    PersonInTest,
  ];

  /** A request of Ana's, seen by those she asks. */
  async function ask(app: string, reason: string): Promise<Asked> {
    const { said: plan } = await say(ana, SHOP, `/chaos kill prod:${app} because ${reason}`);
    await press(ana, plan, 'Request approval');
    const run = runIn(plan);
    const card = await cardOf(ana, SHOP, run, /WAITING/);
    await dmAbout(mara, run, /asks you/);
    return { plan, run, card };
  }

  const codeOf = (card: Seen): string => /plan (\w{4})/.exec(card.plain)?.[1] ?? '';

  await t.test('a kill in production: plan, card, two people, votes, start, proof', async (story) => {
    const { said: plan } = await say(
      ana,
      SHOP,
      '/chaos kill prod:web because does checkout survive losing a pod?',
    );
    const run = runIn(plan);
    let card = plan;

    await story.test('the plan says what is hit, who must agree and until when', () => {
      assert.match(plan.plain, /Kill 1 of 12 web pods/);
      assert.match(plan.plain, /PROD/);
      assert.match(plan.plain, /11 stay ready/);
      assert.match(plan.plain, /budget .*allows 1/);
      assert.match(plan.plain, /needs one of shop-owners and one of sre, not you; expires \d\d:\d\d/i);
      assert.match(plan.plain, /does checkout survive losing a pod\?/);
      assert.deepEqual(labelsOf(plan), ['Request approval', 'Change', 'Cancel']);
    });

    await story.test('what the plan calls a default of the channel is one', () => {
      assert.doesNotMatch(plan.plain, /prod\/shop, which this channel means/);
    });

    const [jonBefore, maraBefore, ottoBefore] = [
      await jon.pushes(),
      await mara.pushes(),
      await otto.pushes(),
    ];
    await press(ana, plan, 'Request approval');

    await story.test('the card mentions two people, never a group, and has the drawn lines', async () => {
      card = await cardOf(ana, SHOP, run, /WAITING/);
      const [first = '', second = ''] = card.plain.split('\n');
      assert.match(first, /^Kill 1 of 12 web · PROD prod\/shop$/);
      assert.match(second, /^WAITING: 2 more of 2 · until \d\d:\d\d$/);
      assert.match(card.plain, /ana: does checkout survive losing a pod\?/i);
      const told = `${card.text} ${JSON.stringify(card.blocks)}`;
      const mentioned = new Set([...told.matchAll(/<@(\w+)>/g)].map(([, id]) => id));
      assert.equal(mentioned.size, 2);
      assert.ok(mentioned.has('U0MARA'));
      assert.doesNotMatch(told, /<!(here|channel|everyone|subteam)/);
      assert.deepEqual(labelsOf(card).slice(0, 3), ['Approve', 'Deny', 'Details']);
    });

    card = await cardOf(ana, SHOP, run, /WAITING/);
    const nameOfSre = sreAskedOn(card);
    const askedSre = play.as(nameOfSre);
    const dm = await dmAbout(mara, run);

    await story.test('each of the two has a direct message with the whole plan and the buttons', async () => {
      for (const each of [dm, await dmAbout(askedSre, run)]) {
        assert.match(each.plain, /Kill 1 of 12 web/);
        assert.match(each.plain, /ana asks you/i);
        assert.match(each.plain, /does checkout survive losing a pod\?/);
        assert.match(each.plain, /11 stay ready/);
        assert.deepEqual(labelsOf(each), ['Approve', 'Deny', 'Details']);
      }
      assert.equal((await play.as('sre150').dms()).length, 0);
      assert.equal((await otto.dms()).length, 0);
    });

    await story.test('a lock screen says who asks what, until when; nobody else is called', async () => {
      const pushes = (await mara.pushes()).slice(maraBefore.length);
      assert.deepEqual(pushes.map((each) => each['reason']).toSorted(), ['dm', 'mention']);
      const direct = String(pushes.find((each) => each['reason'] === 'dm')?.['text']);
      assert.match(
        direct.split('\n')[0] ?? '',
        /^PROD: kill 1 of 12 web pods \(prod\/shop\)\? ana asks you, until \d\d:\d\d$/i,
      );
      assert.equal((await otto.pushes()).length, ottoBefore.length);
      if (nameOfSre !== 'jon') assert.equal((await jon.pushes()).length, jonBefore.length);
    });

    await story.test('Approve is confirmed with what will happen', () => {
      const words =
        /PROD prod: kills 1 of 12 shop\/web pods, once\. 11 stay ready\. Plan \w{4}\. \[Approve\] \[Back\]/;
      assert.match(confirmOf(card, 'Approve'), words);
      assert.match(confirmOf(dm, 'Approve'), words);
    });

    await story.test('who asked cannot vote', async () => {
      const { said } = await press(ana, card, 'Approve');
      assert.match(said.plain, /somebody else/);
    });

    await story.test('somebody unknown is told that they may do nothing', async () => {
      const { said } = await press(otto, card, 'Approve');
      assert.match(said.plain, /do not know you/);
      assert.match((await cardOf(ana, SHOP, run)).plain, /2 more of 2/);
    });

    await story.test('one vote is shown where it was given and on the card, and counts once', async () => {
      const { said } = await press(mara, dm, 'Approve');
      assert.match(said.plain, /1 more/);
      const after = await dmAbout(mara, run, /✓ mara \d\d:\d\d, 1 more/i);
      assert.deepEqual(labelsOf(after), []);
      const waiting = await cardOf(ana, SHOP, run, /1 more of 2/);
      assert.match(waiting.plain, /✓ mara \(shop-owners\) \d\d:\d\d/i);
      const again = await press(mara, waiting, 'Approve');
      assert.match(again.said.plain, /already counted \d\d:\d\d/i);
      assert.match((await cardOf(ana, SHOP, run)).plain, /1 more of 2/);
    });

    await story.test('the last vote calls who asked, who alone may start', async () => {
      await press(jon, card, 'Approve');
      const reply = await replyTo(ana, card, /approved by/);
      assert.match(reply.plain, /@ana approved by .*(mara.*jon|jon.*mara).*start within 30 min/i);
      assert.deepEqual(labelsOf(reply), ['Start now']);
      const called = (await ana.pushes()).filter((each) => each['thread_ts'] === card.ts);
      assert.equal(called.length, 1);
      const other = await press(jon, reply, 'Start now');
      assert.match(other.said.plain, /only ana/i);
      const late = await cardOf(ana, SHOP, run, /APPROVED/);
      assert.deepEqual(labelsOf(late).slice(0, 2), ['Details', 'Stop']);
      await press(ana, reply, 'Start now');
    });

    await story.test('the end: one card, two replies, messages edited to the outcome', async () => {
      const ended = await cardOf(ana, SHOP, run, /RECOVERED/);
      assert.match(ended.plain, /12\/12 ready after \d+ s/);
      assert.match(ended.plain, /KILLED web-\S+ \d\d:\d\d:\d\d/);
      assert.ok(!labelsOf(ended).includes('Stop'));
      await replyTo(ana, card, /RECOVERED/);
      assert.equal((await repliesTo(ana, card)).length, 2);
      const cards = (await jon.messages(SHOP)).filter(
        (each) => each.plain.includes(run) && each.ephemeral !== true,
      );
      assert.equal(cards.length, 1);
      for (const each of [mara, askedSre]) {
        const outcome = await dmAbout(each, run, /APPROVED|RECOVERED/);
        assert.deepEqual(labelsOf(outcome), []);
      }
    });

    await story.test('the reply that asked for the start has no button once it was pressed', async () => {
      const reply = await replyTo(ana, card, /Approved by .*; started by Ana/);
      assert.deepEqual(labelsOf(reply), []);
    });

    await story.test('who was asked hears in their direct message how it ended', async () => {
      assert.deepEqual(labelsOf(await dmAbout(mara, runIn(card), /RECOVERED/)), []);
    });
  });

  await t.test('one no decides, with its reason, and a late yes is told who was first', async () => {
    const { run, card } = await ask('cart', 'one no');
    await click(mara, card, 'Deny');
    const form = await formOf(mara, /Why/);
    await mara.submit(form.id, { reason: { reason: 'a sale is on' } });
    const denied = await cardOf(ana, SHOP, run, /DENIED/);
    assert.match(denied.plain, /DENIED by mara \d\d:\d\d: a sale is on/i);
    const reply = await replyTo(ana, card, /DENIED/);
    assert.match(reply.plain, /@ana/);
    const { said } = await say(jon, SHOP, `/chaos approve ${run} ${codeOf(card)}`);
    assert.match(said.plain, /mara was first|denied/i);
    await dmAbout(mara, run, /DENIED/);
    assert.deepEqual(await createsOf(play, run), []);
  });

  await t.test('a no after the last vote still wins', async () => {
    const { run, card } = await ask('checkout', 'a late no');
    await press(jon, card, 'Approve');
    await press(mara, card, 'Approve');
    await replyTo(ana, card, /approved by/);
    const { said } = await say(mara, SHOP, `/chaos deny ${run} ${codeOf(card)} because a sale is on`);
    assert.match(said.plain, /counted/);
    await cardOf(ana, SHOP, run, /DENIED by mara/i);
    assert.deepEqual(labelsOf(await replyTo(ana, card, /Approved by .*; DENIED/)), []);
    assert.match((await say(ana, SHOP, `/chaos start ${run}`)).said.plain, /DENIED/);
    assert.deepEqual(await createsOf(play, run), []);
  });

  await t.test('without a reason a form asks for it, since people must vote', async () => {
    const { said: plan } = await say(ana, SHOP, '/chaos kill prod:payments');
    await click(ana, plan, 'Request approval');
    const form = await formOf(ana, /payments/);
    await ana.submit(form.id, { reason: { reason: 'to learn @channel & <!here>' } });
    const card = await cardOf(ana, SHOP, runIn(plan), /WAITING/);
    assert.match(card.plain, /to learn/);
    assert.doesNotMatch(`${card.text} ${JSON.stringify(card.blocks)}`, /<!(here|channel|everyone)/);
    assert.ok(!(await otto.pushes()).some((each) => String(each['text']).includes('to learn')));
  });

  await t.test('who asked can take it back; the messages say so', async () => {
    const { run } = await ask('checkout', 'to take back');
    const { said } = await say(ana, SHOP, `/chaos withdraw ${run}`);
    assert.match(said.plain, /will not happen/);
    const gone = await cardOf(ana, SHOP, run, /WITHDRAWN/);
    assert.match(gone.plain, /Nothing was injected/);
    assert.deepEqual(labelsOf(gone), ['Details', 'Run again']);
    const told = await dmAbout(mara, run, /WITHDRAWN/i);
    assert.deepEqual(labelsOf(told), []);
  });

  await t.test(
    'a plan that is no longer true at the start is shown again, and old buttons count for nothing',
    async () => {
      const { run, card } = await ask('cart', 'then the workload shrinks');
      await press(jon, card, 'Approve');
      await press(mara, card, 'Approve');
      const reply = await replyTo(ana, card, /approved by/);
      const shop = await administrator(play, 'prod');
      // While nothing can be edited the old buttons stay where they are.
      await under(play, { slack: { http500: { method: 'chat.update' } } }, async () => {
        // Fewer pods, the same one hit: a larger share than was agreed to.
        await shop.patch(`${DEPLOYMENTS}/cart`, { spec: { replicas: 2 } });
        await click(ana, reply, 'Start now');
        const again = await ana.waitFor(
          SHOP,
          (each) => each.ephemeral === true && /1 of 2 cart/.test(each.plain),
        );
        await press(ana, again, 'Request approval');
        const { said } = await press(mara, card, 'Approve');
        assert.match(said.plain, /plan has changed/i);
        assert.match(said.plain, /1 of 2 cart/);
      });
      await say(ana, SHOP, `/chaos withdraw ${run}`);
      assert.deepEqual(await createsOf(play, run), []);
    },
  );

  await t.test('what changes while a request waits makes it be checked again', async () => {
    const { run } = await ask('payments', 'then the workload shrinks');
    const shop = await administrator(play, 'prod');
    await shop.patch(`${DEPLOYMENTS}/payments`, { spec: { replicas: 2 } });
    try {
      await cardOf(ana, SHOP, run, /PLAN CHANGED|1 of 2 payments/, { timeoutMs: 5_000 });
    } finally {
      await say(ana, SHOP, `/chaos withdraw ${run}`);
    }
  });

  await t.test('of 200 people who approve at once each is answered, and it is applied once', async () => {
    const { run, card } = await ask('search', 'a crowd');
    await press(mara, card, 'Approve');
    const acks = await Promise.all(crowd.map(({ name }) => click(play.as(name), card, 'Approve')));
    assert.equal(acks.length, 200);
    const answers = await Promise.all(crowd.map(({ name }) => answerTo(play.as(name))));
    const counted = answers.filter((words) => /is counted/.test(words));
    const told = answers.filter(
      (words) => /jon|sre\d+|decided|first/i.test(words) && !/is counted/.test(words),
    );
    assert.equal(counted.length, 1);
    assert.equal(told.length, 199);
    await cardOf(ana, SHOP, run, /RECOVERED/, { timeoutMs: 30_000 });
    assert.equal((await createsOf(play, run)).length, 1);
  });

  await t.test('a request expires by itself; the card and who asked hear it', async () => {
    const { run, card } = await ask('cart', 'nobody answers');
    await play.clock.advance(61 * minuteMs);
    const expired = await cardOf(ana, SHOP, run, /EXPIRED/);
    assert.deepEqual(labelsOf(expired), ['Details', 'Run again']);
    const reply = await replyTo(ana, card, /EXPIRED/);
    assert.match(reply.plain, /@ana/);
    assert.deepEqual(labelsOf(await dmAbout(mara, run, /EXPIRED/)), []);
    const { said } = await say(jon, SHOP, `/chaos approve ${run} ${codeOf(card)}`);
    assert.match(said.plain, /EXPIRED/);
    assert.deepEqual(await createsOf(play, run), []);
  });

  await t.test('nobody is asked more than ten times a day, but may still vote', async () => {
    await play.clock.advance(24 * 60 * minuteMs);
    for (let request = 1; request <= 10; request += 1) {
      const { run } = await ask('checkout', `request ${request}`);
      await say(ana, SHOP, `/chaos withdraw ${run}`);
    }
    const { said: plan } = await say(ana, SHOP, '/chaos kill prod:checkout because once too often');
    await press(ana, plan, 'Request approval');
    const card = await cardOf(ana, SHOP, runIn(plan), /WAITING/);
    assert.doesNotMatch(JSON.stringify(card.blocks), /<@U0MARA>/);
    assert.match(card.plain, /shop-owners/);
    const { said } = await press(mara, card, 'Approve');
    assert.match(said.plain, /counted/);
    assert.ok(!(await mara.dms()).some((each) => each.plain.includes(runIn(plan))));
    await say(ana, SHOP, `/chaos withdraw ${runIn(plan)}`);
    await play.clock.advance(24 * 60 * minuteMs);
  });

  await t.test('an approved run that nobody starts expires too', async () => {
    const { run, card } = await ask('checkout', 'approved and forgotten');
    await press(jon, card, 'Approve');
    await press(mara, card, 'Approve');
    await replyTo(ana, card, /approved by/);
    await play.clock.advance(31 * minuteMs);
    await cardOf(ana, SHOP, run, /EXPIRED/);
    assert.deepEqual(labelsOf(await replyTo(ana, card, /Approved by .*; EXPIRED/)), []);
    assert.match((await say(ana, SHOP, `/chaos start ${run}`)).said.plain, /EXPIRED|expired/);
    assert.deepEqual(await createsOf(play, run), []);
  });
});

/** The name of the SRE whom the card mentions. */
function sreAskedOn(card: Seen): string {
  const ids = [...JSON.stringify(card.blocks).matchAll(/<@(\w+)>/g)].map(([, id]) => id);
  return everybody.find(({ id, groups }) => groups.includes('sre') && ids.includes(id))?.name ?? 'nobody';
}

async function answerTo(who: PersonInTest): Promise<string> {
  return (await who.waitFor(SHOP, (each) => each.ephemeral === true)).plain;
}
