// The replies in a run's thread: few, mentioning only who must act; what the channel must know is sent there too.

import { actions, context, type MessageBlock, type MessageView, messageView } from '../blocks.ts';
import { mention } from '../escape.ts';
import { pictureBlocks } from '../pictures.ts';
import { exactTimeOf, timeOf } from '../time.ts';
import { contractLines, surpriseLines } from './alerts.ts';
import { startButtons, stopNow, stuckButtons, surpriseButtons } from './buttons.ts';
import { isWhole } from './family.ts';
import { sections } from './lines.ts';
import { mentions, nameOf, roughly, saying, titleOf, wasStuck } from './phrases.ts';
import { leftReasons, leftWords } from './proof.ts';
import type { Scene } from './scene.ts';
import { breachLines, signalLines } from './signals.ts';
import { approvedBy, provenAfter, recoveredWords, stateLine, stopWords } from './state.ts';
import { verdictOf, verdictWords } from './verdict.ts';
import { calledAt, calledFirst } from './votes.ts';

export interface ReplyView extends MessageView {
  /** Also sent to the channel. */
  readonly broadcast?: boolean;
}

/** undefined: no such reply, or it is no longer true and would only confuse. */
export function replyOf(scene: Scene, key: string): ReplyView | undefined {
  switch (key) {
    case 'reply:approved':
      return scene.may.canStart ? approved(scene) : undefined;
    case 'reply:injected':
      return isInjected(scene) ? injected(scene) : undefined;
    case 'reply:halted':
      return scene.record.stop?.why === 'halted' ? halted(scene) : undefined;
    case 'reply:breach':
      return breach(scene);
    case 'reply:verdict':
      return verdict(scene);
    default:
      return numbered(scene, key);
  }
}

/** Those that there may be several of. */
function numbered(scene: Scene, key: string): ReplyView | undefined {
  if (key.startsWith(SURPRISE)) return surprise(scene, key);
  if (key.startsWith(NEXT_STEP)) return scene.may.canStart ? nextStep(scene) : undefined;
  return key.startsWith('reply:stuck') && scene.record.phase === 'stuck' ? stuck(scene, key) : undefined;
}

function breach(scene: Scene): ReplyView | undefined {
  const lines = breachLines(scene);
  if (lines.length === 0) return undefined;
  return reply(scene, lines, scene.may.canStop ? [actions(stopNow(scene))] : [], true);
}

const SURPRISE = 'reply:surprise-';
const NEXT_STEP = 'reply:step-';

/** `@ana STEP 1 of 3 CLEAN · Ana starts step 2 · until 11:35` */
function nextStep(scene: Scene): ReplyView {
  const { requester } = scene.record;
  return reply(scene, [`${mention(requester.id)} ${stateLine(scene)}`], [startButtons(scene)]);
}

/** One that others have followed stays as it was. */
function surprise(scene: Scene, key: string): ReplyView | undefined {
  const nth = Number(key.slice(SURPRISE.length));
  const lines = surpriseLines(scene, nth);
  if (lines.length === 0) return undefined;
  const buttons = surpriseButtons(scene, nth);
  return reply(scene, lines, buttons === undefined ? [] : [buttons], true);
}

/** `nth` counts from 1. */
function stepWords({ record }: Scene, nth: number): string {
  const { step = 0, phase, startAsked, requester } = record;
  const isBegun = step + 1 >= nth || (phase === 'between' && startAsked);
  return isBegun ? `Step ${nth} was started by ${nameOf(requester)}` : `Step ${nth} was not started`;
}

/** Nobody is mentioned by what is past. */
export function answeredReply(scene: Scene, key: string): ReplyView | undefined {
  const { record } = scene;
  const over = record.phase === 'recovered' || record.phase === 'abandoned';
  if (key === 'reply:approved') {
    const then = record.startAsked ? `started by ${nameOf(record.requester)}` : stateLine(scene);
    return reply(scene, [`Approved by ${approvedBy(scene)}; ${then}`]);
  }
  if (key.startsWith(NEXT_STEP)) return reply(scene, [stepWords(scene, Number(key.slice(NEXT_STEP.length)))]);
  if (key === 'reply:breach') return breach(scene);
  if (!key.startsWith('reply:stuck')) return undefined;
  return reply(
    scene,
    [over ? `It was stuck: ${stateLine(scene)}` : 'It was stuck, and is being ended again'],
    [],
    true,
  );
}

/** `@ana approved by Jon and Mara, start within 30 min` */
function approved(scene: Scene): ReplyView {
  const { requester } = scene.record;
  const words = `${mention(requester.id)} approved by ${approvedBy(scene)}, start within ${roughly(scene.startWithinMs)}`;
  return reply(scene, [words], [startButtons(scene)]);
}

function isInjected({ record }: Scene): boolean {
  return record.phase === 'running' || record.phase === 'paused';
}

function injected(scene: Scene): ReplyView {
  const { record } = scene;
  if (isWhole(record)) return reply(scene, [stateLine(scene).replace('RUNNING', 'STARTED')]);
  const done = record.records.filter(({ injectedCount }) => injectedCount > 0).length;
  const at = record.injectedAt === undefined ? '' : ` ${exactTimeOf(record.injectedAt)}`;
  const ends = record.plannedEnd === undefined ? '' : ` · ends ${exactTimeOf(record.plannedEnd)}`;
  const failed = done < record.records.length ? failures(scene) : [];
  return reply(scene, [`INJECTED ${done}/${record.records.length}${at}${ends}`, ...failed]);
}

function failures({ record }: Scene): readonly string[] {
  return record.records
    .filter(({ failure }) => failure !== undefined)
    .slice(0, 3)
    .map(({ failure }) => saying(failure ?? '', 200));
}

function halted(scene: Scene): ReplyView {
  const { record } = scene;
  const words = record.stop === undefined ? '' : stopWords(record.stop, record).replace(/^halted/, 'HALTED');
  const next = 'It is being ended; what follows says whether it is gone. No new starts until released.';
  return reply(scene, [`${mention(record.requester.id)} ${words}`, next], [], true);
}

/** `@ana @mara web-b STILL HAS the delay; 2 of 3 clean.`; later ones call the next person. */
function stuck(scene: Scene, key: string): ReplyView {
  const { record } = scene;
  const nth = Number(/^reply:stuck-(\d+)/.exec(key)?.[1] ?? 0);
  const called = nth === 0 ? calledFirst(scene) : [calledAt(scene, nth)];
  const since = nth === 0 ? '' : `, stuck since ${timeOf(record.since)}`;
  const words = `${mentions(called)} ${leftWords(scene)}${since}.`;
  return reply(scene, [words, ...leftReasons(record)], [stuckButtons(scene)], true);
}

const NOTHING_HAPPENED = ['denied', 'expired', 'cancelled', 'failed'];

function verdict(scene: Scene): ReplyView | undefined {
  const { record } = scene;
  const log = context(`log ends with ${record.head.slice(0, 12)}`);
  if (record.phase === 'recovered')
    return reply(
      scene,
      [recoveredReply(scene), ...signalLines(scene), ...contractLines(scene)],
      [...pictures(scene), log],
      isLoud(scene),
    );
  if (record.phase === 'abandoned')
    return reply(scene, [`${stateLine(scene)}: ${leftWords(scene)}`], [log], true);
  if (!NOTHING_HAPPENED.includes(record.phase)) return undefined;
  const words = `${mention(record.requester.id)} ${stateLine(scene)}`;
  return reply(scene, [words, 'Nothing was injected.'], [log], record.stop?.why === 'halted');
}

/** Slack takes fifty blocks; the rest is in Details. */
const MOST_PICTURES = 6;

function pictures(scene: Scene): readonly MessageBlock[] {
  return pictureBlocks(scene.record.signals?.pictures?.slice(0, MOST_PICTURES) ?? [], scene);
}

/** What the channel must know of how it ended. */
function isLoud(scene: Scene): boolean {
  const { record } = scene;
  return wasStuck(record) || record.stop?.why === 'halted' || verdictOf(scene) === 'breached';
}

/** One line that holds the state and, for faults that last, the proof. */
function recoveredReply(scene: Scene): string {
  const { record } = scene;
  const proven = record.plan.oneShot ? undefined : provenAfter(record);
  const stop = record.stop?.why === 'halted' ? stopWords(record.stop, record) : undefined;
  const words = [recoveredWords(scene), proven, stop].filter((part) => part !== undefined).join(', ');
  return `${words}${verdictWords(scene)}`;
}

function reply(
  scene: Scene,
  lines: readonly string[],
  after: readonly MessageBlock[] = [],
  broadcast = false,
): ReplyView {
  const title = titleOf(scene);
  // In the channel the reply stands without its card.
  const where = broadcast ? [context(title)] : [];
  const view = messageView([...lines, title].join('\n'), [...sections(lines), ...where, ...after]);
  return broadcast ? { ...view, broadcast } : view;
}
