// Who does what in the cluster, by the clusters' own audit: creates as the person, never more than its few rights as the bot.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from './playground.ts';
import { cardOf, press, runIn, say } from './story.ts';

const SHOP = '#team-shop';
const BOT = 'system:serviceaccount:faultline:faultline';

interface Entry {
  readonly user: string;
  readonly impersonated?: { readonly user: string; readonly groups: readonly string[] };
  readonly verb: string;
  readonly resource: string;
  readonly name?: string;
  readonly code: number;
}

const CHANGES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
/** Questions to the API server that change nothing. */
const QUESTIONS = ['selfsubjectaccessreviews', 'subjectaccessreviews', 'selfsubjectreviews'];

test('rights', async (t) => {
  const play = await openPlayground(t, {
    config: {
      people: [
        { email: 'ana@shop.example', user: 'ana@shop.example', groups: ['shop-developers'] },
        { email: 'mara@shop.example', user: 'mara@shop.example', groups: ['shop-owners'] },
        { email: 'jon@shop.example', user: 'jon@shop.example', groups: ['sre'] },
        // Known to us, and to policy, but without any right in a cluster.
        { email: 'otto@shop.example', user: 'otto@shop.example', groups: [] },
      ],
      policy: {
        rules: [
          { name: 'staging', when: 'cluster == "staging"', allow: 'at-once' },
          { name: 'production', approvals: [{ group: 'sre', count: 1 }] },
        ],
      },
    },
  });
  const [ana, jon, otto] = [play.as('ana'), play.as('jon'), play.as('otto')];
  const audit = async (): Promise<readonly Entry[]> => (await play.audit()) as unknown as readonly Entry[];

  await t.test('a person without rights hears the cluster’s own refusal, and nothing is made', async () => {
    const { said: plan } = await say(otto, SHOP, '/chaos kill web');
    await otto.click({ channel: SHOP, ts: plan.ts, label: 'Start now' });
    const told = await otto.waitFor(
      SHOP,
      (seen) => seen.ephemeral === true && /cannot create|forbidden/.test(seen.plain),
    );
    assert.match(told.plain, /otto@shop\.example/);
    const made = (await audit()).filter(
      (entry) => entry.impersonated?.user === 'otto@shop.example' && entry.code < 300,
    );
    assert.deepEqual(made, []);
  });

  await t.test('creates carry exactly the requester’s user and groups', async () => {
    const { said } = await say(ana, SHOP, '/chaos delay web 100ms for 5m go');
    await cardOf(ana, SHOP, runIn(said), /RUNNING/);
    const creates = (await audit()).filter(
      (entry) => entry.verb === 'create' && entry.resource === 'networkchaos',
    );
    assert.ok(creates.length > 0);
    for (const { impersonated } of creates) {
      assert.equal(impersonated?.user, 'ana@shop.example');
      assert.deepEqual(
        impersonated?.groups.filter((group) => !group.startsWith('system:')),
        ['shop-developers'],
      );
    }
    await press(ana, await cardOf(ana, SHOP, runIn(said)), 'Stop');
    await cardOf(ana, SHOP, runIn(said), /RECOVERED/);
  });

  await t.test('with its own rights the bot only deletes experiments and writes the latch', async () => {
    await jon.command(SHOP, '/chaos halt staging because a drill');
    await jon.waitFor(SHOP, (seen) => /HALTED/.test(seen.plain));
    const own = (await audit()).filter(
      (entry) =>
        entry.user === BOT &&
        entry.impersonated === undefined &&
        CHANGES.includes(entry.verb) &&
        !QUESTIONS.includes(entry.resource),
    );
    assert.ok(own.some(({ verb }) => verb === 'delete'));
    for (const { verb, resource, name } of own) {
      const allowed =
        (verb === 'delete' && resource.endsWith('chaos')) ||
        (resource === 'configmaps' && (name ?? 'faultline-halt') === 'faultline-halt');
      assert.ok(allowed, `${verb} ${resource} ${name} with the bot's own rights`);
    }
  });

  await t.test('logs are JSON lines without tokens, and moves carry their run', async () => {
    const lines = (await play.playground.tail(500)).split('\n').filter((line) => line.startsWith('{'));
    assert.ok(lines.length > 20);
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const line of lines) assert.doesNotMatch(line, /xox[a-z]-|xapp-/);
    for (const entry of entries.filter(({ msg }) => msg === 'moved'))
      assert.match(String(entry['run']), /^r-/);
  });
});
