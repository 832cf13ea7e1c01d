// Drives a run whose bot may die: people try again what got no answer, and the clock skips what only time brings.
import { setTimeout as sleep } from 'node:timers/promises';
import { LOOK_AFTER_MS } from '../../src/runs/message-receipts.ts';
import { isEnded, type RunRecord } from '../../src/runs/record.ts';
import { dueAt } from '../../src/runs/wanted.ts';
import type { World } from './world.ts';

export interface Driver {
  readonly world: World;
  /** Waits until it holds; `act` is done at once, and again whenever it did not help. */
  until(what: string, holds: () => Promise<boolean>, act?: () => Promise<unknown>): Promise<void>;
  /** Waits until nothing of the run is left to do. */
  untilDone(run: string): Promise<RunRecord>;
  /** Brings the clock to this Redis time. */
  advanceTo(time: number): Promise<void>;
  read(run: string): Promise<RunRecord>;
}

const PATIENCE_MS = 60_000;
/** Longer than Slack lets a press wait. */
const AGAIN_MS = 3_500;
const LOOK_MS = 50;
/** A post younger than this may still be under way in a bot that lives. */
const ABANDONED_MS = 2_500;
/** Shorter waits are waited. */
const SKIPPED_MS = 1_500;

export function createDriver(world: World): Driver {
  const { play } = world;

  async function advanceTo(time: number): Promise<void> {
    const ms = time - (await world.now());
    if (ms > 0) await play.clock.advance(ms);
  }

  async function skip(): Promise<void> {
    const now = await world.now();
    const waits = (await world.records()).flatMap((record) => waitsOf(record, now));
    if (waits.length === 0 || !(await play.bots()).every(({ ready }) => ready)) return;
    await advanceTo(Math.min(...waits));
  }

  async function until(
    what: string,
    holds: () => Promise<boolean>,
    act?: () => Promise<unknown>,
  ): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    const trouble = act && again(act);
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(await vainly(world, what, trouble?.last()));
      await trouble?.try();
      await skip();
      await sleep(LOOK_MS);
    }
  }

  async function read(run: string): Promise<RunRecord> {
    const found = (await world.records()).find(({ id }) => id === run);
    if (!found) throw new Error(`no run ${run}`);
    return found;
  }

  return {
    world,
    until,
    advanceTo,
    read,
    async untilDone(run) {
      await until(`nothing is left to do for ${run}`, async () => isDone(await read(run), await world.now()));
      return read(run);
    },
  };
}

export function isDone(record: RunRecord, now: number): boolean {
  return isEnded(record.phase) && dueAt(record, now) === undefined;
}

/** Times worth skipping to: an answer given up as lost, a try to come, what is left after the end. */
function waitsOf(record: RunRecord, now: number): readonly number[] {
  const lost = Object.values(record.messages).flatMap((message) =>
    message.state === 'posting' && !message.looked && now - message.at > ABANDONED_MS
      ? [message.at + LOOK_AFTER_MS]
      : [],
  );
  const rest = isEnded(record.phase) ? [dueAt(record, now) ?? 0] : [];
  return [...lost, ...rest].filter((time) => time > now + SKIPPED_MS);
}

/** What a person does who gets no answer: the same once more, a little later. */
function again(act: () => Promise<unknown>): { try(): Promise<void>; last(): unknown } {
  let next = 0;
  let trouble: unknown;
  return {
    async try() {
      if (Date.now() < next) return;
      trouble = await act().catch((error: unknown) => error);
      next = Date.now() + AGAIN_MS;
    },
    last: () => trouble,
  };
}

async function vainly(world: World, what: string, trouble: unknown): Promise<string> {
  const runs = (await world.records()).map(
    ({ id, phase, trouble: why, messages, tries }) =>
      `${id} ${phase} ${why ?? ''} ${JSON.stringify(messages)} ${JSON.stringify(tries)}`,
  );
  return `waited in vain until ${what}; last try: ${String(trouble)}; runs:\n${runs.join('\n')}`;
}
