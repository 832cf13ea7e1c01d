// What one person wants of one run while bots die around them: types it, presses, is agreed with, perhaps stops it.
import { dmKey } from '../../src/runs/messages.ts';
import { isEnded, type RunRecord } from '../../src/runs/record.ts';
import type { PersonInTest, Seen } from '../scenario/person.ts';
import type { World } from './world.ts';

export interface Line {
  /** What the run is recognised by, as its reason. */
  readonly reason: string;
  readonly by: string;
  readonly text: string;
  /** Whether its requester stops it once it runs. */
  readonly stops: boolean;
}

const SHOP = '#team-shop';
const APPS = ['web', 'cart', 'checkout', 'payments', 'search'] as const;
const REQUESTERS = ['ana', 'mara', 'jon'] as const;
const LENGTHS = ['1m', '2m', '3m', '4m'] as const;

/** Thirty: on each workload of both clusters one fault that takes a pod away, one of the network, one of load. */
export function thirtyLines(random: () => number): readonly Line[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const targets = ['', 'prod:'].flatMap((place) => APPS.map((app) => `${place}${app}`));
  return targets.flatMap((target, place) =>
    [place % 2 === 0 ? `kill ${target}` : `fail ${target}`, `delay ${target} 200ms`, `cpu ${target} 80%`].map(
      (words, kind) => {
        const reason = `drill ${place * 3 + kind + 1}`;
        const by = target.startsWith('prod:') ? 'ana' : pick(REQUESTERS);
        const text = `/chaos ${words} for ${pick(LENGTHS)} go because ${reason}`;
        return { reason, by, text, stops: random() < 0.25 };
      },
    ),
  );
}

/** One step of what people would do next, by what stands in the records; rejects when they got no answer. */
export async function actOn(world: World, line: Line, records: readonly RunRecord[]): Promise<void> {
  const own = records.filter(({ reason }) => reason === line.reason);
  const live = own.find(({ phase }) => phase !== 'draft' && phase !== 'dropped');
  if (live) return follow(world, line, live);
  const requester = world.play.as(line.by);
  const plan = await planOf(requester, own);
  if (plan) await press(requester, SHOP, plan.ts, plan.label);
  else await requester.command(SHOP, line.text);
}

export function isOver({ reason }: Line, records: readonly RunRecord[]): boolean {
  const own = records.filter((record) => record.reason === reason && record.phase !== 'dropped');
  return own.some((record) => isEnded(record.phase) || isStuckUnseen(record));
}

/** What stress did is told by its records alone: when nobody saw them last, an honest run ends stuck. */
export function isStuckUnseen({ phase, plan, object }: RunRecord): boolean {
  const unseen = object?.gone === true && object.final !== true;
  return phase === 'stuck' && plan.manifest.kind === 'StressChaos' && unseen;
}

async function follow(world: World, line: Line, record: RunRecord): Promise<void> {
  if (record.phase === 'awaiting') return vote(world, record);
  if (record.phase === 'approved' && !record.startAsked) return start(world, line, record);
  if (record.phase === 'running' && line.stops) {
    const card = placed(record, 'card');
    if (card) await press(world.play.as(line.by), card.channel, card.ts, 'Stop');
  }
}

/** Whoever has not voted yet does, where they were asked, else on the card. */
async function vote(world: World, record: RunRecord): Promise<void> {
  const voters = [
    { name: 'mara', id: 'U0MARA' },
    { name: 'jon', id: 'U0JON' },
  ].filter(({ id }) => !record.votes.some(({ by }) => by.id === id));
  for (const { name, id } of voters) {
    const question = placed(record, dmKey(record, id)) ?? placed(record, 'card');
    if (question) await press(world.play.as(name), question.channel, question.ts, 'Approve');
  }
}

async function start(world: World, line: Line, record: RunRecord): Promise<void> {
  const reply = placed(record, 'reply:approved');
  if (reply) await press(world.play.as(line.by), reply.channel, reply.ts, 'Start now');
}

function press(person: PersonInTest, channel: string, ts: string, label: string): Promise<unknown> {
  return person.click({ channel, ts, label });
}

function placed(
  record: RunRecord,
  key: string,
): { readonly channel: string; readonly ts: string } | undefined {
  const message = record.messages[key];
  return message?.state === 'posted' ? message : undefined;
}

/** The plan that shows one of these drafts, if its answer came through. */
async function planOf(
  person: PersonInTest,
  drafts: readonly RunRecord[],
): Promise<{ readonly ts: string; readonly label: string } | undefined> {
  if (drafts.length === 0) return undefined;
  const plan = (await person.messages(SHOP)).findLast(
    (message) => message.ephemeral === true && drafts.some(({ id }) => shows(message, id)),
  );
  if (!plan) return undefined;
  return { ts: plan.ts, label: plan.plain.includes('Start now') ? 'Start now' : 'Request approval' };
}

function shows({ blocks }: Seen, id: string): boolean {
  return JSON.stringify(blocks ?? []).includes(id);
}
