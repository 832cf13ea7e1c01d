// What people do in the crash suite: the journeys of one run, each of which a bot may die in at any place.

import assert from 'node:assert/strict';
import { countsOf } from '../../src/runs/children.ts';
import { dmKey, posted, surpriseKey } from '../../src/runs/messages.ts';
import type { Phase, RunRecord } from '../../src/runs/record.ts';
import { call } from '../scenario/person.ts';
import type { OpenOptions } from '../scenario/playground.ts';
import { formOf, giveText } from '../scenario/story.ts';
import { changed as changedText, SCHEDULE } from '../unit/chaos/orchestration-yaml.ts';
import { DELAY as DELAY_GIVEN } from '../unit/chaos/yaml/sample-yaml.ts';
import { createDriver, type Driver } from './driving.ts';
import type { World } from './world.ts';

export interface Told {
  readonly run: string;
  readonly phase: Phase;
  /** Keys of the replies in the thread. */
  readonly replies: readonly string[];
  /** Replies that are true only for a moment: a bot that died then need not post them. */
  readonly fleeting: readonly string[];
  readonly dms: readonly string[];
  /** False: Slack would not take it, so nothing was injected either. */
  readonly card?: boolean;
}

export const STORY_NAMES = [
  'main',
  'approval',
  'stop',
  'halt',
  'denial',
  'expiry',
  'paused',
  'scheduled',
  'retrial',
  'left',
  'changed',
  'reviewed',
  'forbidden',
  'unsure',
  'shut',
  'surprised',
  'measured',
  'silenced',
  'ramped',
] as const;
export type StoryName = (typeof STORY_NAMES)[number];

export interface Meanwhile {
  /** After the last vote, before the press that starts it. */
  readonly beforeStart?: () => Promise<unknown>;
}

export type Story = (world: World, meanwhile?: Meanwhile) => Promise<Told>;

const SHOP = '#team-shop';
const MARA = 'U0MARA';
const JON = 'U0JON';
const DMS = [`dm:${MARA}`, `dm:${JON}`];
/** Of all people's rights in the shop, but for an SRE's. */
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/chaos';
const HOUR_MS = 3_600_000;
const DELAY = '/chaos delay web 200ms for 2m';

/** A delay that ends by itself. */
const main: Story = async (world) => {
  const driver = createDriver(world);
  const run = await started(driver);
  await injected(driver, run);
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A kill in production: two people agree by their direct messages, then the requester starts it. */
const approval: Story = async (world, { beforeStart } = {}) => {
  const driver = createDriver(world);
  const run = await agreed(driver);
  await beforeStart?.();
  await startsNow(driver, run);
  return ended(driver, run, {
    phase: 'recovered',
    replies: ['reply:approved', 'reply:verdict'],
    dms: DMS,
  });
};

/** A delay that the requester stops. */
const stop: Story = async (world) => {
  const driver = createDriver(world);
  const run = await started(driver);
  await injected(driver, run);
  await driver.until('it is stopped', wasStopped(driver, run), () =>
    world.play.as('ana').click({ channel: SHOP, label: 'Stop' }),
  );
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A delay that somebody else halts with everything there is. */
const halt: Story = async (world) => {
  const driver = createDriver(world);
  const run = await started(driver);
  await injected(driver, run);
  await driver.until('all is halted', wasStopped(driver, run), () =>
    world.play.as('jon').command(SHOP, '/chaos halt because the checkout is down'),
  );
  return ended(driver, run, {
    phase: 'recovered',
    replies: ['reply:injected', 'reply:verdict'],
    fleeting: ['reply:halted'],
  });
};

/** A delay that is paused and goes on, then is paused by somebody who loses the right to let it go on. */
const paused: Story = async (world) => {
  const driver = createDriver(world);
  const ana = world.play.as('ana');
  const run = await started(driver);
  await injected(driver, run);
  const isIn = (phase: Phase) => async () => (await driver.read(run)).phase === phase;
  const isHeld = async () => (await driver.read(run)).hold?.done === true;
  await driver.until('it is paused', isHeld, () => ana.command(SHOP, `/chaos pause ${run}`));
  await driver.until('it goes on', isIn('running'), () => ana.command(SHOP, `/chaos resume ${run}`));
  await driver.until('it is paused again', isHeld, () => ana.command(SHOP, `/chaos pause ${run} for 20s`));
  await world.administer('staging', 'DELETE', BINDINGS);
  const { hold } = await driver.read(run);
  await driver.advanceTo(hold?.until ?? 0);
  const isRefused = async () => (await world.log(run)).some(({ kind }) => kind === 'hold-refused');
  await driver.until('it may not go on', isRefused);
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A Schedule, given as YAML, that starts delays until its time is over. */
const scheduled: Story = async (world) => {
  const driver = createDriver(world);
  const run = await givenRun(driver, OFTEN);
  await injected(driver, run);
  await driver.until('it has started a fault', async () => countsOf(await driver.read(run)).started > 0);
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A kill in production that one of the two denies. */
const denial: Story = async (world) => {
  const driver = createDriver(world);
  const run = await asked(driver);
  await votes(driver, run, 'mara', 'Deny');
  return ended(driver, run, {
    phase: 'denied',
    replies: ['reply:verdict'],
    dms: DMS,
  });
};

/** A kill in production that nobody answers: only time brings its end. */
const expiry: Story = async (world) => {
  const driver = createDriver(world);
  const run = await asked(driver);
  const { askedAt = 0 } = await driver.read(run);
  await driver.advanceTo(askedAt + HOUR_MS);
  return ended(driver, run, { phase: 'expired', replies: ['reply:verdict'], dms: DMS });
};

/** A delay that does not leave its pods until somebody tries again. */
const retrial: Story = async (world) => {
  const driver = createDriver(world);
  const run = await stuckRun(driver);
  const isStuck = async () => (await driver.read(run)).phase === 'stuck';
  await driver.until(
    'it is tried again',
    async () => !(await isStuck()),
    () => world.play.as('ana').click({ channel: SHOP, label: 'Try again' }),
  );
  // Not before: what heals by itself needs nobody to press.
  await world.play.faults({ cluster: {} });
  return ended(driver, run, {
    phase: 'recovered',
    replies: ['reply:injected', 'reply:stuck', 'reply:verdict'],
  });
};

/** A delay that does not leave its pods, and two people who give it up. */
const left: Story = async (world) => {
  const driver = createDriver(world);
  const run = await stuckRun(driver);
  await givesUp(driver, run, 'ana', async () => (await driver.read(run)).abandonAskedBy !== undefined);
  await givesUp(driver, run, 'mara', async () => (await driver.read(run)).phase === 'abandoned');
  await world.play.faults({ cluster: {} });
  const told = await ended(driver, run, {
    phase: 'abandoned',
    replies: ['reply:injected', 'reply:stuck', 'reply:verdict'],
  });
  await driver.until('the fault has gone', async () => (await world.faulty()).length === 0);
  return told;
};

/** A delay whose plan is another one by the time it is pressed, so that it is shown and pressed again. */
const changed: Story = async (world) => {
  const driver = createDriver(world);
  const ana = world.play.as('ana');
  const press = () => ana.click({ channel: SHOP, label: 'Start now' });
  await shown(driver, DELAY, 'Start now');
  await world.administer('staging', 'PATCH', '/apis/apps/v1/namespaces/shop/deployments/web', {
    spec: { replicas: 6 },
  });
  const wasTold = async () => {
    const logs = (await world.records()).map(({ id }) => world.log(id));
    return (await Promise.all(logs)).flat().some(({ kind }) => kind === 'told');
  };
  await driver.until('the change is told', wasTold, press);
  const run = await pressedRun(driver, press);
  await injected(driver, run);
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A kill in production whose workload changes while people are asked; its requester then takes it back. */
const reviewed: Story = async (world) => {
  const driver = createDriver(world);
  const run = await asked(driver);
  await world.administer('prod', 'PATCH', '/apis/apps/v1/namespaces/shop/deployments/web', {
    spec: { replicas: 6 },
  });
  const isDraft = async () => (await driver.read(run)).phase === 'draft';
  await driver.until('the plan is another', isDraft);
  const isGone = async () => !(await isDraft());
  await driver.until('it is taken back', isGone, () =>
    world.play.as('ana').command(SHOP, `/chaos withdraw ${run}`),
  );
  return ended(driver, run, { phase: 'dropped', replies: [], dms: DMS });
};

/** A kill in production whose requester loses their rights after the last vote. */
const forbidden: Story = async (world) => {
  const driver = createDriver(world);
  const run = await agreed(driver);
  await world.administer('prod', 'DELETE', BINDINGS);
  await startsNow(driver, run);
  return ended(driver, run, { phase: 'failed', replies: ['reply:approved', 'reply:verdict'], dms: DMS });
};

/** As the first, but nobody knows at first whether its card was posted; it was not. */
const unsure: Story = async (world) => {
  await world.play.faults({ slack: { http500: { method: 'chat.postMessage', times: 1 } } });
  return main(world);
};

/** A delay whose channel is archived before its card can be posted: without a card nothing is injected. */
const shut: Story = async (world) => {
  const driver = createDriver(world);
  await shown(driver, DELAY, 'Start now');
  await call(`${world.play.url}/channels/team-shop/archive`, {});
  const run = await pressedRun(driver, () =>
    world.play.as('ana').click({ channel: SHOP, label: 'Start now' }),
  );
  return ended(driver, run, { phase: 'failed', replies: [], card: false });
};

/** A delay that an alert surprises: it is kept, a second alert is none of its business, and a third ends it. */
const surprised: Story = async (world) => {
  const driver = createDriver(world);
  const ana = world.play.as('ana');
  const run = await started(driver);
  await injected(driver, run);
  const surprise = async () => (await driver.read(run)).alerts?.surprise;
  const tells = async (nth: number, name: string): Promise<void> => {
    const labels = { namespace: 'shop', deployment: 'checkout' };
    await driver.until(
      `${name} is told`,
      async () => isPosted(await driver.read(run), surpriseKey(nth)),
      () => world.play.alerts([{ name, labels }]),
    );
  };
  const presses = async (nth: number, label: string): Promise<unknown> => {
    const message = posted(await driver.read(run), surpriseKey(nth));
    return ana.click({ channel: message?.channel ?? '', ts: message?.ts ?? '', label });
  };
  await tells(1, 'CheckoutErrorsHigh');
  const isKept = async () => (await surprise())?.kept !== undefined;
  await driver.until('it is kept', isKept, async () => {
    await presses(1, 'Keep, why?');
    const form = await formOf(ana, /in spite of the alert/);
    return ana.submit(form.id, { reason: { reason: 'an old page' } });
  });
  await tells(2, 'CartErrorsHigh');
  const isRuled = async () =>
    (await driver.read(run)).alerts?.seen.some(({ ruling }) => ruling !== undefined) === true;
  await driver.until('it is not related', isRuled, () => presses(2, 'Not related'));
  await tells(3, 'PaymentsDown');
  await driver.advanceTo((await surprise())?.stopAt ?? 0);
  return ended(driver, run, {
    phase: 'recovered',
    replies: ['reply:injected', ...[1, 2, 3].map(surpriseKey), 'reply:verdict'],
  });
};

/** A delay whose signals are measured, judged and drawn. */
const measured: Story = async (world) => {
  const told = await main(world);
  const { signals } = (await world.records()).find(({ id }) => id === told.run) ?? {};
  assert.equal(signals?.judged, true);
  assert.equal(signals.pictures?.length, 2);
  return told;
};

/** A delay of which an alert is expected, and silenced until its end. */
const silenced: Story = async (world) => {
  const driver = createDriver(world);
  const run = await givenRun(driver, PROMISED);
  await injected(driver, run);
  await driver.until('it is silenced', async () => (await driver.read(run)).silences?.state === 'on');
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

/** A ramp of two steps, which both end by themselves. */
const ramped: Story = async (world) => {
  const driver = createDriver(world);
  const run = await requested(driver, '/chaos delay web 200ms pods 1,all for 1m', 'Start now');
  for (const step of [0, 1]) {
    await driver.until(`step ${step + 1} is running`, async () => {
      const record = await driver.read(run);
      return record.phase === 'running' && (record.step ?? 0) === step && isPosted(record, 'reply:injected');
    });
    await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  }
  return ended(driver, run, { phase: 'recovered', replies: ['reply:injected', 'reply:verdict'] });
};

export const stories: Readonly<Record<StoryName, Story>> = {
  main,
  approval,
  stop,
  halt,
  paused,
  scheduled,
  denial,
  expiry,
  retrial,
  left,
  changed,
  reviewed,
  forbidden,
  unsure,
  shut,
  surprised,
  measured,
  silenced,
  ramped,
};

/** What a story's world must have beside the shop. */
export function worldOf(story: StoryName): OpenOptions {
  return story === 'measured' ? { measured: true } : {};
}

/** Types it and presses: the run that came of it. */
async function requested(driver: Driver, line: string, label: string): Promise<string> {
  await shown(driver, line, label);
  return pressedRun(driver, () => driver.world.play.as('ana').click({ channel: SHOP, label }));
}

async function shown({ world, until }: Driver, line: string, label: string): Promise<void> {
  const ana = world.play.as('ana');
  const seesPlan = async () =>
    (await ana.messages(SHOP)).some(({ ephemeral, plain }) => ephemeral === true && plain.includes(label));
  await until('the plan is shown', seesPlan, () => ana.command(SHOP, line));
}

const PROMISED = changedText(DELAY_GIVEN, [
  'namespace: shop\n',
  'namespace: shop\n  annotations: { faultline.dev/alerts: must WebSlow within 60s }\n',
]);
const OFTEN = changedText(SCHEDULE, ['@every 10m', '@every 2s'], ['30s', '1s'], ['2h', '2m']);

/** As it is given in YAML, and started at once. */
async function givenRun(driver: Driver, yaml: string): Promise<string> {
  const ana = driver.world.play.as('ana');
  const seesPlan = async () => (await ana.messages(SHOP)).some(({ plain }) => plain.includes('Start now'));
  await driver.until('the plan is shown', seesPlan, () => giveText(ana, SHOP, yaml));
  return pressedRun(driver, () => ana.click({ channel: SHOP, label: 'Start now' }));
}

async function pressedRun({ world, until }: Driver, press: () => Promise<unknown>): Promise<string> {
  const pressed = async () =>
    (await world.records()).find(({ phase }) => phase !== 'draft' && phase !== 'dropped');
  await until('the press counts', async () => (await pressed()) !== undefined, press);
  return (await pressed())?.id ?? '';
}

const started = (driver: Driver) => requested(driver, DELAY, 'Start now');

async function injected(driver: Driver, run: string): Promise<void> {
  await driver.until('the injection is told', async () => {
    const record = await driver.read(run);
    return record.phase === 'running' && isPosted(record, 'reply:injected');
  });
}

async function asked(driver: Driver): Promise<string> {
  const line = '/chaos kill prod:web because does checkout survive it?';
  const run = await requested(driver, line, 'Request approval');
  await driver.until('both are asked', async () => {
    const record = await driver.read(run);
    return isPosted(record, dmKey(record, MARA)) && isPosted(record, dmKey(record, JON));
  });
  return run;
}

async function agreed(driver: Driver): Promise<string> {
  const run = await asked(driver);
  await votes(driver, run, 'mara', 'Approve');
  await votes(driver, run, 'jon', 'Approve');
  await driver.until('the requester is told', async () => isPosted(await driver.read(run), 'reply:approved'));
  return run;
}

async function votes(driver: Driver, run: string, name: 'mara' | 'jon', label: string): Promise<void> {
  const person = driver.world.play.as(name);
  const hasVoted = async () =>
    (await driver.read(run)).votes.some(({ by }) => by.id === { mara: MARA, jon: JON }[name]);
  await driver.until(`${name} has voted`, hasVoted, async () => {
    const question = (await person.dms()).find(({ plain }) => plain.includes(label));
    if (!question?.channel) throw new Error(`${name} sees no question`);
    await person.click({ channel: question.channel, ts: question.ts, label });
    const view = await person.view();
    if (view) await person.submit(String(view['id']), {});
  });
}

async function givesUp(
  { world, until, read }: Driver,
  run: string,
  name: string,
  counts: () => Promise<boolean>,
): Promise<void> {
  await until(`${name} gives it up`, counts, async () => {
    const card = (await read(run)).messages['card'];
    if (card?.state !== 'posted') throw new Error('there is no card');
    const { channel, ts } = card;
    await world.play.as(name).select({ channel, ts, action_id: 'run_more', value: 'Mark left behind…' });
  });
}

async function startsNow(driver: Driver, run: string): Promise<void> {
  const hasStarted = async () => {
    const { startAsked, phase } = await driver.read(run);
    return startAsked || phase !== 'approved';
  };
  await driver.until('the requester has started it', hasStarted, async () => {
    const card = (await driver.read(run)).messages['card'];
    if (card?.state !== 'posted') throw new Error('there is no card');
    const { channel, ts } = card;
    await driver.world.play.as('ana').click({ channel, thread_ts: ts, label: 'Start now' });
  });
}

async function stuckRun(driver: Driver): Promise<string> {
  const run = await started(driver);
  await injected(driver, run);
  await driver.world.play.faults({ cluster: { recoverError: {} } });
  await driver.advanceTo((await driver.read(run)).plannedEnd ?? 0);
  await driver.until('its recovery begins', async () => (await driver.read(run)).phase !== 'running');
  await driver.until(
    'it is stuck',
    async () => (await driver.read(run)).phase === 'stuck',
    async () => driver.world.play.clock.advance(31_000),
  );
  await driver.until('somebody is called', async () => isPosted(await driver.read(run), 'reply:stuck'));
  return run;
}

const wasStopped = (driver: Driver, run: string) => async () => (await driver.read(run)).stop !== undefined;

function isPosted(record: RunRecord, key: string): boolean {
  return record.messages[key]?.state === 'posted';
}

/** Waits for the very end; drafts that were typed twice go by themselves. */
async function ended(
  driver: Driver,
  run: string,
  told: Pick<Told, 'phase' | 'replies'> & Partial<Told>,
): Promise<Told> {
  await driver.untilDone(run);
  return { run, fleeting: [], dms: [], ...told };
}
