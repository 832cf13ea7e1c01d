// What must hold after any death of any bot: one object, one card, no doubled reply, a whole log, no fault left.
import assert from 'node:assert/strict';
import { brokenAt } from '../../src/runs/log.ts';
import { isBeforeCard, type RunRecord } from '../../src/runs/record.ts';
import { isDone } from './driving.ts';
import type { Told } from './stories.ts';
import type { Creation, KeptMessage, World } from './world.ts';

export interface Allowances {
  /** Runs that nobody can prove recovered: people were called, and that is an honest end. */
  readonly mayBeStuck?: (record: RunRecord) => boolean;
}

/** Of every run there is. */
export async function assertSound(world: World, { mayBeStuck }: Allowances = {}): Promise<void> {
  const [records, kept, creations, now] = await Promise.all([
    world.records(),
    world.kept(),
    world.creations(),
    world.now(),
  ]);
  for (const record of records) {
    await assertLog(world, record);
    assertObject(record, creations);
    assertMessages(record, kept);
    assertMark(record, await world.marks());
    if (record.phase === 'stuck' && mayBeStuck?.(record)) assertCalled(record);
    else assertOver(record, now);
  }
  const known = records.map(({ id }) => id);
  const strange = creations.filter(({ name }) => !known.some((id) => name.includes(id)));
  assert.deepEqual(strange, [], 'every object belongs to a run');
  assert.deepEqual(await world.faulty(), [], 'no pod carries a fault');
  assert.deepEqual(await world.silences(), [], 'no silence is left');
}

/** Of the one run that a story told of. */
export async function assertTold(
  world: World,
  { run, phase, replies, fleeting, dms, card = true }: Told,
): Promise<void> {
  const record = (await world.records()).find(({ id }) => id === run);
  assert.equal(record?.phase, phase, `${run}: ${record?.trouble ?? 'no trouble'}`);
  const seen = (await world.kept())
    .filter((message) => message.run === run && !fleeting.includes(message.message))
    .map(({ message }) => message.replace(/^(dm:[^:]+):.*$/, '$1'));
  assert.deepEqual(seen.toSorted(), [...(card ? ['card'] : []), ...replies, ...dms].toSorted());
}

/** A late word of the cluster may move even an ended run between two reads; one of them must agree. */
async function assertLog(world: World, { id }: RunRecord): Promise<void> {
  for (let reads = 1; ; reads += 1) {
    const log = await world.log(id);
    assert.equal(brokenAt(log), undefined, `the log of ${id} verifies`);
    const record = (await world.records()).find((one) => one.id === id);
    if (log.at(-1)?.hash === record?.head && log.length === record?.seq) return;
    assert.ok(reads < 5, `the record of ${id} stands where its log ends`);
  }
}

function assertObject(record: RunRecord, creations: readonly Creation[]): void {
  const own = creations.filter(({ name }) => name.includes(record.id));
  const names = new Set(own.map(({ name }) => name));
  assert.equal(own.length, objectsOf(record), `objects of ${record.id}: ${said(own)}`);
  assert.equal(names.size, own.length, `each once: ${said(own)}`);
}

/** One for each step of a ramp, and one for what is none. */
function objectsOf({ object, step = 0 }: RunRecord): number {
  return step + (object === undefined ? 0 : 1);
}

/** One at most, and one that says the end where the record says so. */
function assertMark({ id, annotation }: RunRecord, marks: readonly (readonly string[])[]): void {
  const own = marks.filter((tags) => tags.includes(`run:${id}`));
  const isSaid = annotation !== undefined && annotation.state !== 'due';
  assert.equal(
    own.length,
    isSaid ? 1 : 0,
    `marks of ${id} in Grafana, ${annotation?.state ?? 'none wanted'}`,
  );
  const isOver = annotation?.state === 'closed' || annotation?.state === 'settled';
  assert.equal(
    own.some((tags) => tags.some((tag) => tag.startsWith('outcome:'))),
    isOver,
  );
}

function assertMessages(record: RunRecord, kept: readonly KeptMessage[]): void {
  const own = kept.filter(({ run }) => run === record.id);
  const keys = own.map(({ message }) => message);
  assert.equal(new Set(keys).size, keys.length, `doubled messages of ${record.id}: ${said(own)}`);
  const cards = keys.filter((key) => key === 'card').length;
  // A draft that was asked about once, and whose plan then changed, keeps the card it got.
  const never = isBeforeCard(record.phase) && record.decidedFacts === undefined;
  const once = never || record.messages['card']?.state === 'given-up' ? 0 : 1;
  assert.equal(cards, once, `cards of ${record.id}: ${said(own)}`);
  const known = Object.entries(record.messages).flatMap(([message, { state, ...rest }]) =>
    state === 'posted' ? [{ message, ...rest }] : [],
  );
  const places = (all: readonly object[]): string[] => all.map(placeOf).toSorted();
  assert.deepEqual(places(known), places(own), `the record of ${record.id} knows where its messages are`);
  assertShown(record, own);
}

const placeOf = (message: object): string => {
  const { message: key, channel, ts } = message as { message: string; channel: string; ts: string };
  return `${key} ${channel} ${ts}`;
};

/** The card shows the end, not what was true when a bot died. */
function assertShown({ id, phase }: RunRecord, own: readonly KeptMessage[]): void {
  const card = own.find(({ message }) => message === 'card');
  const word = phase === 'abandoned' ? 'left behind' : phase;
  if (card) assert.match(card.text, new RegExp(word, 'i'), `the card of ${id} shows its end`);
}

function assertOver(record: RunRecord, now: number): void {
  if (record.phase === 'draft') return;
  assert.ok(isDone(record, now), `${record.id} is ${record.phase}, and something is left to do`);
}

function assertCalled({ id, messages }: RunRecord): void {
  assert.equal(messages['reply:stuck']?.state, 'posted', `${id} is stuck, and somebody was called`);
}

const said = (value: unknown): string => JSON.stringify(value);
