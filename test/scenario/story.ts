// What people in a scenario do together: say a line and hear the answer, press and hear it, watch a card and its thread.
import assert from 'node:assert/strict';
import type { Ack, PersonInTest, Seen, WaitOptions } from './person.ts';
import type { Faults, PlaygroundInTest } from './playground.ts';

/** Slack gives an app three seconds for everything. */
const ackMs = 3_000;

export interface Heard {
  readonly ack: Ack;
  /** What only this person sees. */
  readonly said: Seen;
}

export interface Button {
  readonly label: string;
  readonly action_id: string;
  readonly confirm?: { readonly text: string; readonly confirm: string; readonly deny: string };
}

/** Types a line and waits for the answer that only they see. */
export function say(person: PersonInTest, channel: string, line: string): Promise<Heard> {
  return hear(person, channel, () => person.command(channel, line));
}

/** Presses a button of one message and waits for the answer that only they see, where it was pressed. */
export function press(person: PersonInTest, on: Seen, label: string): Promise<Heard> {
  const channel = on.channel ?? '';
  const thread = on.thread_ts;
  return hear(person, channel, () => click(person, on, label), thread);
}

/** Presses and only sees that the press was acknowledged in time. */
export async function click(person: PersonInTest, on: Seen, label: string): Promise<Ack> {
  const ack = (await person.click({ channel: on.channel ?? '', ts: on.ts, label })) as Ack;
  assertAcked(ack);
  return ack;
}

async function hear(
  person: PersonInTest,
  channel: string,
  act: () => Promise<Ack>,
  thread?: string,
): Promise<Heard> {
  const before = await ephemerals(person, channel, thread);
  const ack = await act();
  assertAcked(ack);
  const isNews = (seen: Seen): boolean => seen.ephemeral === true && before.get(seen.ts) !== seen.plain;
  const said = await person.waitFor(channel, isNews, { thread });
  return { ack, said };
}

export function assertAcked(ack: Ack): void {
  assert.equal(ack.status, 200, `acknowledged with ${ack.status} ${JSON.stringify(ack.body)}`);
  assert.ok(ack.ms < ackMs, `acknowledged after ${ack.ms} ms`);
}

async function ephemerals(
  person: PersonInTest,
  channel: string,
  thread?: string,
): Promise<ReadonlyMap<string, string>> {
  const seen = await person.messages(channel, thread);
  return new Map(seen.filter((each) => each.ephemeral).map((each) => [each.ts, each.plain]));
}

/** The card of a run, once it says this. */
export function cardOf(
  person: PersonInTest,
  channel: string,
  run: string,
  words: RegExp = /./,
  options: WaitOptions = {},
): Promise<Seen> {
  const isIt = (seen: Seen): boolean =>
    seen.ephemeral !== true && isRoot(seen) && seen.plain.includes(run) && words.test(seen.plain);
  return person.waitFor(channel, isIt, { timeoutMs: 20_000, ...options });
}

export function isRoot(seen: Seen): boolean {
  return seen.thread_ts === undefined || seen.thread_ts === seen.ts;
}

/** What stands under a card for everybody. */
export async function repliesTo(person: PersonInTest, card: Seen): Promise<readonly Seen[]> {
  const thread = await person.messages(card.channel ?? '', card.ts);
  return thread.filter((each) => each.ts !== card.ts && each.ephemeral !== true);
}

/** The reply under a card that says this, as soon as there is one. */
export function replyTo(person: PersonInTest, card: Seen, words: RegExp): Promise<Seen> {
  const isIt = (seen: Seen): boolean =>
    seen.ts !== card.ts && seen.ephemeral !== true && words.test(seen.plain);
  return person.waitFor(card.channel ?? '', isIt, { thread: card.ts, timeoutMs: 20_000 });
}

/** The direct message of the bot about a run, once it says this. */
export function dmAbout(person: PersonInTest, run: string, words: RegExp = /./): Promise<Seen> {
  return person.waitForDm((seen) => seen.plain.includes(run) && words.test(seen.plain));
}

export function runIn(seen: Seen): string {
  const id = /r-[a-z0-9]{6}/.exec(seen.plain)?.[0];
  assert.ok(id, `names no run: ${seen.plain}`);
  return id;
}

export function buttonsOf(seen: Seen): readonly Button[] {
  return (seen as Seen & { readonly buttons?: readonly Button[] }).buttons ?? [];
}

export function labelsOf(seen: Seen): readonly string[] {
  return buttonsOf(seen).map((each) => each.label);
}

export function confirmOf(seen: Seen, label: string): string {
  const { confirm } = buttonsOf(seen).find((each) => each.label === label) ?? {};
  return confirm === undefined ? '' : `${confirm.text} [${confirm.confirm}] [${confirm.deny}]`;
}

export interface Form {
  readonly id: string;
  readonly plain: string;
}

/** The form or window on top, once it says this. Views are opened after the press was acknowledged. */
export async function formOf(person: PersonInTest, words: RegExp = /./): Promise<Form> {
  const deadline = Date.now() + ackMs;
  for (;;) {
    const view = (await person.view()) as Form | null;
    if (view && words.test(view.plain)) return view;
    assert.ok(Date.now() < deadline, `no view says ${words}: ${view?.plain ?? 'none is open'}`);
  }
}

/** Sets faults for as long as something is done. */
export async function under<T>(
  play: Pick<PlaygroundInTest, 'faults'>,
  faults: Faults,
  act: () => Promise<T>,
): Promise<T> {
  await play.faults(faults);
  try {
    return await act();
  } finally {
    await play.faults(Object.fromEntries(Object.keys(faults).map((part) => [part, {}])));
  }
}

/** Objects of a run that were really made, by what the clusters' audit says. */
export async function createsOf(
  play: Pick<PlaygroundInTest, 'audit'>,
  run: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const audit = await play.audit();
  return audit.filter(
    ({ verb, group, dryRun, code, name }) =>
      verb === 'create' &&
      group === 'chaos-mesh.org' &&
      dryRun === false &&
      Number(code) < 300 &&
      String(name).includes(run),
  );
}

interface YamlForm {
  readonly id: string;
  readonly blocks: readonly { readonly block_id?: string }[];
}

/** Gives a text in the form, goes on although it warns, and answers with the plan. */
export async function applyText(
  person: PersonInTest,
  channel: string,
  text: string,
  title = /./,
): Promise<Seen> {
  const before = new Set((await person.messages(channel)).map(({ ts }) => ts));
  await giveText(person, channel, text);
  return person.waitFor(
    channel,
    ({ ts, ephemeral, plain }) => !before.has(ts) && ephemeral === true && title.test(plain),
  );
}

/** Warnings are shown once, and what is sent again goes on. */
export async function giveText(person: PersonInTest, channel: string, text: string): Promise<void> {
  await person.command(channel, '/chaos apply');
  for (let tries = 0; tries < 2; tries += 1) {
    const view = (await person.view()) as unknown as YamlForm | null;
    if (view === null) return;
    await person.submit(view.id, { [yamlBlockOf(view)]: { yaml: text } });
  }
}

export function yamlBlockOf({ blocks }: Pick<YamlForm, 'blocks'>): string {
  return blocks.find(({ block_id: id }) => id?.startsWith('yaml'))?.block_id ?? '';
}
