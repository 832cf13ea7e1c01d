// Thirty runs at once over two clusters, and two bots that are killed at two hundred random moments.
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRecord } from '../../src/runs/record.ts';
import { createDriver, isDone } from './driving.ts';
import { assertSound } from './invariants.ts';
import { actOn, isOver, isStuckUnseen, type Line, thirtyLines } from './lines.ts';
import { openWorld, type World } from './world.ts';

const KILLS = 200;
/** On average half of it passes between two deaths; a bot needs two seconds to be back. */
const LONGEST_PAUSE_MS = 3_000;
const ROUND_MS = 500;
/** Beyond the deaths: the longest run, its recovery and its proof. */
const PATIENCE_MS = 720_000;
/** A deleted object whose fault is lifted is gone after this long. */
const GONE_WITHIN_MS = 3_000;
const BOTS = ['bot', 'bot-2'];

test('thirty runs live through two hundred random deaths', async (t) => {
  const seed = Number(process.env['CRASH_SEED'] ?? 261_126);
  t.diagnostic(`CRASH_SEED=${seed}`);
  const random = randomFrom(seed);
  const world = await openWorld(t, { replicas: BOTS.length });
  const lines = thirtyLines(random);
  const eyes = watchBots(world);
  const people = peopleAtWork(world, lines);
  await killAtRandom(world, random);
  await people.done;
  await eyes.stop();
  const unseen = await diedUnseen(world, eyes);
  await settle(t, world, unseen);
  await assertSound(world, { mayBeStuck: unseen });
});

/** A bot that is not back yet cannot be killed; then the moment does not count. */
async function killAtRandom(world: World, random: () => number): Promise<void> {
  for (let kills = 0; kills < KILLS; ) {
    await sleep(random() * LONGEST_PAUSE_MS);
    const name = BOTS[Math.floor(random() * BOTS.length)];
    const bot = (await world.play.bots()).find((one) => one.name === name);
    if (bot?.pid === undefined) continue;
    await world.play.kill(bot.name);
    kills += 1;
  }
}

/** Goes on in the background until every line has come to its end. */
function peopleAtWork(world: World, lines: readonly Line[]): { readonly done: Promise<void> } {
  let records: readonly RunRecord[] = [];
  const over = (line: Line): boolean => isOver(line, records);

  async function live(line: Line, deadline: number): Promise<void> {
    while (!over(line)) {
      if (Date.now() > deadline) throw new Error(`${line.text} came to no end: ${phases(line, records)}`);
      // Whoever gets no answer tries again in the next round.
      await actOn(world, line, records).catch(() => undefined);
      await sleep(ROUND_MS);
    }
  }

  async function look(): Promise<void> {
    while (!lines.every(over)) {
      records = await world.records();
      await sleep(ROUND_MS);
    }
  }

  async function all(): Promise<void> {
    records = await world.records();
    const deadline = Date.now() + PATIENCE_MS;
    await Promise.race([look(), Promise.all(lines.map((line) => live(line, deadline)))]);
  }
  return { done: all() };
}

function phases({ reason }: Line, records: readonly RunRecord[]): string {
  const own = records.filter((record) => record.reason === reason);
  return own.map(({ id, phase, trouble = '' }) => `${id} ${phase} ${trouble}`).join(', ') || 'no run';
}

interface Eyes {
  /** Whether there was a moment around this time at which no bot was ready. */
  wereShutAt(time: number): boolean;
  stop(): Promise<void>;
}

function watchBots(world: World): Eyes {
  const shut: number[] = [];
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      const bots = await world.play.bots();
      if (!bots.some(({ ready }) => ready)) shut.push(Date.now());
      await sleep(ROUND_MS / 2);
    }
  };
  const watched = watch();
  return {
    wereShutAt: (time) => shut.some((moment) => moment > time - ROUND_MS && moment < time + GONE_WITHIN_MS),
    async stop() {
      watching = false;
      await watched;
    },
  };
}

/** Which runs may stay stuck: only those whose object went while no bot was there to see it. */
async function diedUnseen(world: World, eyes: Eyes): Promise<(record: RunRecord) => boolean> {
  const deletions = await world.deletions();
  return (record) =>
    isStuckUnseen(record) &&
    deletions.some(({ name, at }) => name.includes(record.id) && eyes.wereShutAt(at));
}

async function settle(t: TestContext, world: World, unseen: (record: RunRecord) => boolean): Promise<void> {
  const driver = createDriver(world);
  const nothingIsLeft = async (): Promise<boolean> => {
    const now = await world.now();
    const open = (await world.records()).filter((record) => record.phase !== 'draft' && !isDone(record, now));
    return open.every(unseen);
  };
  await driver.until('nothing is left to do', nothingIsLeft, () => takeBack(world));
  const counts = Object.entries(Object.groupBy(await world.records(), ({ phase }) => phase));
  t.diagnostic(counts.map(([phase, runs]) => `${runs.length} ${phase}`).join(', '));
}

/** Who got no answer may have asked twice; what nobody waits for any more is taken back. */
async function takeBack(world: World): Promise<void> {
  const waiting = (await world.records()).filter(({ phase }) => phase === 'awaiting' || phase === 'approved');
  for (const { id, requester } of waiting)
    await world.play.as(requester.name.toLowerCase()).command('#team-shop', `/chaos stop ${id}`);
}

/** mulberry32, so that a seed brings the same deaths again. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
