// Every death: each crash point that some story passes, alone and with two replicas.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CRASH_POINTS } from '../../src/runs/crash-points.ts';
import { assertSound, assertTold } from './invariants.ts';
import { STORY_NAMES, type StoryName, stories, worldOf } from './stories.ts';
import { openWorld, type World } from './world.ts';

const AT_ONCE = 3;
const REPLICAS = [1, 2];

/** Points no story passes, and why. */
const UNREACHED: Readonly<Record<string, string>> = {
  rewound: 'Redis must lose what it has written',
};

/** Posts come one after another, and each may be the one that is doubled. */
const REPEATED = ['swap posting', 'swap posted', 'effect post'];

interface Death {
  /** As FAULTLINE_CRASH_AT takes it. */
  readonly point: string;
  readonly story: StoryName;
  readonly replicas: number;
}

test('whichever point a bot dies at, there is one object, one card, no doubled reply and a whole log', {
  concurrency: AT_ONCE,
}, async (t) => {
  const passed = await passedByStory(t);
  const reached = (point: string) => STORY_NAMES.filter((name) => passed[name]?.has(point));
  const unreached = CRASH_POINTS.filter((point) => reached(point).length === 0);
  t.diagnostic(`${CRASH_POINTS.length - unreached.length} of ${CRASH_POINTS.length} points are passed`);
  for (const point of unreached)
    t.diagnostic(`passed by no story: ${point} (${UNREACHED[point.split(' ')[2] ?? ''] ?? 'unknown why'})`);
  const known = Object.keys(UNREACHED).flatMap((kind) =>
    CRASH_POINTS.filter((point) => point.split(' ')[2] === kind),
  );
  assert.deepEqual(unreached.toSorted(), known.toSorted());

  const deaths = CRASH_POINTS.flatMap((point) =>
    reached(point)
      .toSorted((a, b) => preference(a, point) - preference(b, point))
      .slice(0, 1)
      .flatMap((story) => deathsAt(point, story, passed[story]?.get(point) ?? 0)),
  );
  await Promise.all(deaths.map((death) => t.test(nameOf(death), (t) => dies(t, death))));
});

/** Each story once without a death: what is then passed can be died at. */
async function passedByStory(
  t: TestContext,
): Promise<Partial<Record<StoryName, ReadonlyMap<string, number>>>> {
  const passed: Partial<Record<StoryName, ReadonlyMap<string, number>>> = {};
  const lives = STORY_NAMES.map((name) =>
    t.test(`nobody dies in the ${name} story`, async (t) => {
      const world = await openWorld(t, worldOf(name));
      await holds(world, name);
      passed[name] = await world.passed();
    }),
  );
  await Promise.all(lives);
  return passed;
}

function deathsAt(point: string, story: StoryName, count: number): readonly Death[] {
  const repeated = REPEATED.some((kind) => point.endsWith(kind));
  return REPLICAS.flatMap((replicas) =>
    // Each replica counts for itself: of so many passes one of them makes at least its share.
    Array.from({ length: repeated ? Math.ceil(count / replicas) : 1 }, (_, index) => ({
      point: `${point}#${index + 1}`,
      story,
      replicas,
    })),
  );
}

/** Elsewhere the watch may bring the news before the deadline does. */
function preference(story: StoryName, point: string): number {
  return point.endsWith('swap tick') && story === 'expiry' ? 0 : 1;
}

function nameOf({ point, story, replicas }: Death): string {
  return `${point.replace('#1', '')}, ${replicas === 1 ? 'alone' : 'with two replicas'}, in the ${story} story`;
}

async function dies(t: TestContext, { point, story, replicas }: Death): Promise<void> {
  const world = await openWorld(t, { ...worldOf(story), crashAt: point, replicas });
  await holds(world, story);
  assert.ok(await world.hasDied(), `no bot died at ${point}`);
}

async function holds(world: World, story: StoryName): Promise<void> {
  await assertTold(world, await stories[story](world));
  await assertSound(world);
}
