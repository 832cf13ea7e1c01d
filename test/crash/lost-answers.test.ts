// Answers that never came although the work was done: nothing is done twice, and nothing is forgotten.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Faults } from '../scenario/playground.ts';
import { assertSound, assertTold } from './invariants.ts';
import { type StoryName, stories } from './stories.ts';
import { openWorld, type World } from './world.ts';

interface Loss {
  readonly name: string;
  readonly story: StoryName;
  readonly faults: Faults;
  /** The dry run is a create as well: this loss begins when it is over. */
  readonly late?: boolean;
}

const losses: readonly Loss[] = [
  {
    name: 'of every post',
    story: 'main',
    faults: { slack: { lostAnswer: { method: 'chat.postMessage', times: 3 } } },
  },
  {
    name: 'of every post, the direct messages included',
    story: 'approval',
    faults: { slack: { lostAnswer: { method: 'chat.postMessage', times: 5 } } },
  },
  {
    name: 'of four edits',
    story: 'main',
    faults: { slack: { lostAnswer: { method: 'chat.update', times: 4 } } },
  },
  {
    name: 'of the dry run',
    story: 'main',
    faults: { cluster: { lostAnswer: { verb: 'create', resource: 'networkchaos', times: 1 } } },
  },
  {
    name: 'of the create',
    story: 'approval',
    faults: { cluster: { lostAnswer: { verb: 'create', resource: 'podchaos', times: 1 } } },
    late: true,
  },
  {
    name: 'of the deletion after the end',
    story: 'main',
    faults: { cluster: { lostAnswer: { verb: 'delete', resource: 'networkchaos', times: 1 } } },
  },
  {
    name: 'of the deletion that stops it',
    story: 'stop',
    faults: { cluster: { lostAnswer: { verb: 'delete', resource: 'networkchaos', times: 2 } } },
  },
  {
    name: 'of twenty silences, made and ended',
    story: 'silenced',
    faults: { alertmanager: { lostAnswers: 20 } },
  },
];

test('an answer that is lost is looked up, not asked for by doing it again', {
  concurrency: 2,
}, async (t) => {
  const lives = losses.flatMap((loss) =>
    [1, 2].map((replicas) =>
      t.test(`the answer ${loss.name} is lost, ${replicas} at work`, (t) => loses(t, loss, replicas)),
    ),
  );
  await Promise.all(lives);
});

async function loses(t: TestContext, { story, faults, late }: Loss, replicas: number): Promise<void> {
  const world = await openWorld(t, { replicas });
  const lose = () => world.play.faults(faults);
  if (!late) await lose();
  const told = await stories[story](world, late ? { beforeStart: lose } : {});
  assert.ok((await wasTriedAgain(world, told.run)) || (await wasDeleted(world)), 'something was lost');
  await assertTold(world, told);
  await assertSound(world);
}

async function wasTriedAgain(world: World, run: string): Promise<boolean> {
  return (await world.log(run)).some(({ kind }) => kind === 'tried');
}

/** A press that deletes tells the loss itself. */
/** The answer to the first deletion that the cluster took was lost, whoever had asked for it. */
async function wasDeleted(world: World): Promise<boolean> {
  return (await world.deletions()).length > 0;
}
