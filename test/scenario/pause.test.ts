// Pausing a run, letting it go on, and what the cluster has to say about it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrator } from './administrator.ts';
import { openPlayground, type PlaygroundInTest } from './playground.ts';

const SHOP = 'team-shop';

async function running(play: PlaygroundInTest): Promise<string> {
  const ana = play.as('ana');
  await ana.command(SHOP, '/chaos delay web 200ms pods all for 5m');
  await ana.click({ channel: SHOP, label: 'Start now' });
  const card = await ana.waitFor(SHOP, ({ plain, ephemeral }) => !ephemeral && plain.includes('RUNNING'));
  return card.ts;
}

async function faulty(play: PlaygroundInTest, ana = play.as('ana')): Promise<boolean> {
  await ana.command(SHOP, '/chaos show last targets');
  const shown = await ana.waitFor(
    SHOP,
    ({ ephemeral, plain }) => ephemeral === true && plain.includes('web-'),
  );
  const [pod = ''] = /web-[a-z0-9-]+/.exec(shown.plain) ?? [];
  return play.carriesFault('staging', 'shop', pod);
}

test('a paused run has no fault, and one that goes on has it again, until the same end', async (t) => {
  const play = await openPlayground(t);
  const [ana, mara] = [play.as('ana'), play.as('mara')];
  await running(play);
  assert.equal(await faulty(play), true);
  await mara.command(SHOP, '/chaos pause last');
  await ana.waitFor(SHOP, ({ plain }) => /PAUSED.*ends/.test(plain));
  assert.equal(await faulty(play), false);
  await ana.command(SHOP, '/chaos pause last');
  await ana.waitFor(SHOP, ({ plain, ephemeral }) => ephemeral === true && plain.includes('cannot be paused'));
  await ana.command(SHOP, '/chaos resume last');
  await ana.waitFor(SHOP, ({ plain, ephemeral }) => !ephemeral && plain.includes('RUNNING'));
  assert.equal(await faulty(play), true);
  await ana.click({ channel: SHOP, label: 'Stop' });
  await ana.waitFor(SHOP, ({ plain }) => plain.includes('RECOVERED'));
});

test('a pause for a time is over by itself', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await running(play);
  await ana.command(SHOP, '/chaos pause last for 30s');
  await ana.waitFor(SHOP, ({ plain }) => /PAUSED.*goes on/.test(plain));
  await play.clock.advance(31_000);
  await ana.waitFor(SHOP, ({ plain, ephemeral }) => !ephemeral && plain.includes('RUNNING'));
});

test('whoever has no right to change the object hears it at once, and nothing is changed', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await running(play);
  const admin = await administrator(play, 'staging');
  await admin.remove('/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/chaos');
  await ana.command(SHOP, '/chaos pause last');
  const told = await ana.waitFor(SHOP, ({ plain }) => plain.includes('does not let you pause'));
  assert.match(told.plain, /Nothing was changed/);
});

test('what happens once cannot be paused', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await ana.command(SHOP, '/chaos kill web go');
  await ana.waitFor(SHOP, ({ plain }) => plain.includes('RECOVERED') || plain.includes('KILLED'));
  await ana.command(SHOP, '/chaos pause last');
  await ana.waitFor(SHOP, ({ plain, ephemeral }) => ephemeral === true && plain.includes('cannot be paused'));
});
