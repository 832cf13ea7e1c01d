// The ten deaths that matter most: between the object and its receipt, between a message and its receipt.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSound, assertTold } from './invariants.ts';
import { type StoryName, stories } from './stories.ts';
import { openWorld } from './world.ts';

const deaths: readonly (readonly [point: string, story: StoryName])[] = [
  ['before effect create', 'main'],
  ['after effect create', 'main'],
  ['after swap creating', 'approval'],
  ['before effect post', 'main'],
  ['after effect post', 'main'],
  ['before swap posted#3', 'main'],
  ['after swap request', 'approval'],
  ['before swap stop', 'stop'],
  ['after effect remove', 'main'],
  ['after effect prove', 'main'],
];

test('a bot that dies at any of ten places leaves one object, one card and no doubled reply', {
  concurrency: 2,
}, async (t) => {
  const lives = deaths.map(([point, name]) =>
    t.test(`${point}, in the ${name} story`, async (t) => {
      const world = await openWorld(t, { crashAt: point });
      const told = await stories[name](world);
      assert.ok(await world.hasDied(), `no bot died at ${point}`);
      await assertTold(world, told);
      await assertSound(world);
    }),
  );
  await Promise.all(lives);
});
