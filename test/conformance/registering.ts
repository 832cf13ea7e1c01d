// Makes tests of the cases for one world: side by side where they may be, alone where they must be.
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Case, Chapter, Observation } from './case.ts';
import { createScene } from './scene.ts';
import { hasPower, type OpenWorld, type World } from './world.ts';

export interface Registering {
  readonly chapters: readonly Chapter[];
  /** How many cases may run side by side. */
  readonly concurrency: number;
  /** Called for each case; may hand out the same world again. */
  open(): Promise<OpenWorld>;
  readonly isSandbox: boolean;
  /** Cases whose name holds this text; all without it. */
  readonly only?: string | undefined;
}

export function registerCases(options: Registering): void {
  const { chapters, concurrency, isSandbox, only = '' } = options;
  const held = chapters
    .flatMap(({ title, cases }) => cases.map((one) => ({ name: `${title}: ${one.name}`, one })))
    .filter(({ name, one }) => name.match(only) && !(isSandbox && one.engineOnly));
  // A sandbox is a case's own, so nothing there is shared.
  const isShared = (one: Case): boolean => isSandbox || !one.alone;
  describe('side by side', { concurrency }, () => {
    for (const { name, one } of held.filter((each) => isShared(each.one)))
      test(name, (t) => run(t, one, options));
  });
  describe('alone', { concurrency: 1 }, () => {
    for (const { name, one } of held.filter((each) => !isShared(each.one)))
      test(name, (t) => run(t, one, options));
  });
}

async function run(t: TestContext, one: Case, { open, isSandbox }: Registering): Promise<void> {
  const { world, close } = await open();
  try {
    const lacks = (one.needs ?? []).filter((power) => !hasPower(world, power));
    if (lacks.length > 0) return t.skip(`the ${world.name} offers no hand on its ${lacks.join(' and ')}`);
    const observed = await observe(one, world);
    assert.deepEqual(observed, isSandbox && one.sandbox ? one.sandbox.expected : one.expected);
  } finally {
    await close();
  }
}

async function observe(one: Case, world: World): Promise<Observation> {
  const scene = await createScene(world);
  try {
    return await one.observe(scene);
  } finally {
    world.daemon?.heal();
    world.outside?.heal();
    await scene.close();
  }
}
