// Which messages a run wants in Slack now: one card, few replies, and the DMs of those who are asked.

import { isHeardOut } from './alert-facts.ts';
import { SETTLE_MS } from './message-receipts.ts';
import { noteOf, onCallFacts, onCallKeys } from './on-call.ts';
import { canStart, canStop } from './phases.ts';
import { isBeforeCard, isEnded, type Message, type Phase, type RunRecord } from './record.ts';
import { breaches, isJudged } from './signals.ts';

/** At most one edit per card in this time. */
const EDIT_EVERY_MS = 3_000;

/**
 * A card that was just posted says at once that all is injected. It says less than that only after this time, since it
 * could not be mended for a while then.
 */
const FIRST_EDIT_MS = 1_000;

/** What comes next is worth more than this, and comes soon. */
const ON_THE_WAY: readonly Phase[] = ['approved', 'starting', 'injecting'];

/** Ends that people are told of by a reply; who withdrew a run knows it. */
const TOLD_ENDS = ['recovered', 'abandoned', 'denied', 'expired', 'cancelled', 'failed'];

type Posted = Extract<Message, { state: 'posted' }>;

export function posted(record: RunRecord, key: string): Posted | undefined {
  const message = record.messages[key];
  return message?.state === 'posted' ? message : undefined;
}

function wantsCard(record: RunRecord): boolean {
  if (isBeforeCard(record.phase) || record.phase === 'refused') return false;
  return !isEnded(record.phase) || record.messages['card'] !== undefined;
}

/** The replies that this moment calls for; those posted before stay. */
function wantedReplies(record: RunRecord): string[] {
  const surprise = record.alerts?.surprise;
  // A run that it stopped may be over before anybody was told.
  const ofAlerts = surprise === undefined ? [] : [surpriseKey(surprise.nth)];
  return [...ofAlerts, ...ofSignals(record), ...repliesOfPhase(record)];
}

/** Signals are judged and alerts have arrived: the verdict is posted once. */
function isSettled(record: RunRecord): boolean {
  return isJudged(record) && isHeardOut(record);
}

/** What was found only at the end is told with the verdict. */
function ofSignals(record: RunRecord): string[] {
  const isNews = !isEnded(record.phase) || record.stop?.why === 'breach';
  return isNews && breaches(record).length > 0 ? [BREACH] : [];
}

const BREACH = 'reply:breach';
const SURPRISE = 'reply:surprise-';

export function surpriseKey(nth: number): string {
  return `${SURPRISE}${nth}`;
}

function repliesOfPhase(record: RunRecord): string[] {
  const { phase } = record;
  if (canStart(record)) return [startKey(record)];
  if (phase === 'running') return ['reply:injected'];
  if (phase === 'stuck') return stuckReplies(record);
  if (TOLD_ENDS.includes(phase)) return isSettled(record) ? ['reply:verdict'] : [];
  return record.stop?.why === 'halted' && !isEnded(phase) ? ['reply:halted'] : [];
}

/** Who starts a run is called for it, and before each further step of a ramp. */
function startKey({ phase, step = 0 }: RunRecord): string {
  return phase === 'between' ? `${NEXT_STEP}${step + 2}` : 'reply:approved';
}

const NEXT_STEP = 'reply:step-';

/** After an outage only the newest call is made. A run that got stuck again calls again: `reply:stuck:2`. */
function stuckReplies({ escalations, stuckTimes = 1 }: RunRecord): string[] {
  const time = stuckTimes > 1 ? `:${stuckTimes}` : '';
  return [`reply:stuck${time}`, ...(escalations > 0 ? [`reply:stuck-${escalations}${time}`] : [])];
}

/** Keys of messages that are not in Slack yet and should be. */
export function unposted(record: RunRecord): string[] {
  const replies = posted(record, 'card') ? wantedReplies(record) : [];
  const dms = record.phase === 'awaiting' ? record.asked.map((person) => dmKey(record, person.id)) : [];
  const pagers = posted(record, 'card') ? onCallKeys(record) : [];
  const wanted = [
    ...(wantsCard(record) ? ['card'] : []),
    ...replies,
    ...dms,
    ...pagers,
    ...unresolved(record),
  ];
  return [...new Set(wanted)].filter((key) => !isResolved(record.messages[key]));
}

/** One for each plan: who has voted on an older one is asked, and notified, again. */
export function dmKey({ plan }: RunRecord, personId: string): string {
  return `dm:${personId}:${plan.digest.slice(0, 4)}`;
}

/** A post whose answer was lost is looked up even when nobody would post it now. */
function unresolved(record: RunRecord): string[] {
  return Object.keys(record.messages).filter((key) => record.messages[key]?.state === 'posting');
}

const isResolved = (message: Message | undefined): boolean =>
  message !== undefined && message.state !== 'posting';

/** Messages that show less than is known, with the time from which they may be edited. */
export function stale(record: RunRecord): { readonly key: string; readonly at: number }[] {
  return Object.entries(record.messages).flatMap(([key, message]) => {
    const at = message.state === 'posted' ? editAt(record, key, message) : undefined;
    return at === undefined ? [] : [{ key, at }];
  });
}

/** undefined: it shows all that it should. */
function editAt(record: RunRecord, key: string, message: Posted): number | undefined {
  if (key.startsWith('reply:'))
    return isReplyStale(record, key, message) ? editableAt(record, message) : undefined;
  if (message.facts < factsFor(record, key)) return editableAt(record, message);
  const unsettled = key === 'card' && isEnded(record.phase) && !message.settled;
  return unsettled ? record.since + SETTLE_MS : undefined;
}

/** A surprise is followed to its end; what another reply asked for is answered once. */
function isReplyStale(record: RunRecord, key: string, message: Posted): boolean {
  if (key.startsWith(SURPRISE)) return message.facts < (record.alerts?.facts ?? 0);
  return isAnswered(record, key) && !message.settled;
}

function editableAt({ phase }: RunRecord, { at, editedAt }: Posted): number {
  if (editedAt !== undefined) return editedAt + EDIT_EVERY_MS;
  return ON_THE_WAY.includes(phase) ? at + FIRST_EDIT_MS : at;
}

/** A DM follows the votes, and is edited when it is decided and when it is over; the card follows everything. */
function factsFor(record: RunRecord, key: string): number {
  if (noteOf(key) !== undefined) return onCallFacts(record, key);
  const current = key.endsWith(`:${record.plan.digest.slice(0, 4)}`);
  if (key === 'card' || (current && (record.phase === 'awaiting' || isEnded(record.phase))))
    return record.facts;
  return record.decidedFacts ?? 0;
}

/** What a reply asked for has been done, or is past: its buttons must go. */
function isAnswered(record: RunRecord, key: string): boolean {
  const { phase } = record;
  if (key === BREACH) return !canStop(record);
  if (key === 'reply:approved' || key.startsWith(NEXT_STEP))
    return !canStart(record) || key !== startKey(record);
  return key.startsWith('reply:stuck') && phase !== 'stuck';
}
