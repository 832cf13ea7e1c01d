// A bot that dies between two steps of a ramp: each step has one object, and none begins before the last is clean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSound, assertTold } from './invariants.ts';
import { stories } from './stories.ts';
import { openWorld } from './world.ts';

/** What happens only once between two steps is died at the first time, what each step has at the second. */
const POINTS: readonly string[] = [
  ...['proved', 'removed', 'gone'].flatMap((kind) => [`before swap ${kind}`, `after swap ${kind}`]),
  ...['before effect remove', 'after effect remove'],
  ...['gate', 'creating', 'created'].flatMap((kind) => [`before swap ${kind}#2`, `after swap ${kind}#2`]),
  ...['gate', 'create'].flatMap((kind) => [`before effect ${kind}#2`, `after effect ${kind}#2`]),
];

test('whichever point a bot dies at between two steps, the ramp goes on and leaves nothing', {
  concurrency: 3,
}, async (t) => {
  const lives = POINTS.map((point) =>
    t.test(`${point}, in the ramped story`, async (t) => {
      const world = await openWorld(t, { crashAt: point });
      const told = await stories.ramped(world);
      assert.ok(await world.hasDied(), `no bot died at ${point}`);
      await assertTold(world, told);
      await assertSound(world);
    }),
  );
  await Promise.all(lives);
});

test('two replicas carry a ramp through, whichever of them dies', { concurrency: 3 }, async (t) => {
  const points = POINTS.filter((point) => !point.includes('#'));
  const lives = points.map((point) =>
    t.test(`${point}, with two replicas`, async (t) => {
      const world = await openWorld(t, { crashAt: point, replicas: 2 });
      await assertTold(world, await stories.ramped(world));
      await assertSound(world);
    }),
  );
  await Promise.all(lives);
});
