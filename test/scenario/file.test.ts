// The YAML of a run as a file, in the direct messages of whoever asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlayground } from './playground.ts';

test('the YAML of a run comes as a file to the person alone, as it was given', async (t) => {
  const play = await openPlayground(t);
  const ana = play.as('ana');
  await ana.command('team-shop', '/chaos delay web 200ms');
  await ana.command('team-shop', '/chaos show last yaml');
  const sent = await ana.waitForDm((seen) => JSON.stringify(seen).includes('.yaml'));
  const [url = ''] = /http[^"]*\/files\/[^"]*/.exec(JSON.stringify(sent)) ?? [];
  const text = await (await fetch(url)).text();
  assert.match(text, /kind: NetworkChaos[\s\S]*latency: 200ms/);
  assert.doesNotMatch(JSON.stringify(await play.as('mara').dms()), /\.yaml/);
});
