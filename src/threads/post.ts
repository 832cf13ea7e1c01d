// Posting a run's messages so that a lost answer neither doubles nor loses one.

import { type Effect, type EffectRunner, effectKey } from '../runs/effect.ts';
import type { Observation } from '../runs/input.ts';
import { LOOK_AFTER_MS } from '../runs/message-receipts.ts';
import { noteOf } from '../runs/on-call.ts';
import type { Message, RunRecord } from '../runs/record.ts';
import type { OutgoingMessage, Posted } from '../slack/messages.ts';
import { givenUpOrTried, tried, triedAgain } from './failures.ts';
import { isDm, metadataOf, type Place, placeOf, slackTsBefore } from './place.ts';
import type { RunMessage, ThreadDeps } from './ports.ts';
import { fingerprint } from './shown.ts';

type Post = Extract<Effect, { kind: 'post' }>;

/**
 * The record given to `run` is the one before `posting` was swapped in: a `posting` that stands there is of an earlier
 * pass, whose answer was lost. It is looked for once; found missing it is marked `looked`, and the next pass posts again
 * under a fresh `posting`, so that a crash at any point leads back here.
 */
export function createPost(deps: ThreadDeps): EffectRunner<Post> {
  return {
    before: ({ message }, record) =>
      isLost(record.messages[message]) === undefined ? { kind: 'posting', message } : undefined,
    run: (effect, record, { now }) => {
      const lost = isLost(record.messages[effect.message]);
      if (lost === undefined) return send(deps, effect, record, now);
      const waitMs = lost.at + LOOK_AFTER_MS - now;
      return waitMs > 0
        ? Promise.resolve(tried(effectKey(effect), 'waiting for a lost answer', waitMs))
        : look(deps, effect, record, lost.at);
    },
  };
}

function isLost(stands: Message | undefined): Extract<Message, { state: 'posting' }> | undefined {
  return stands?.state === 'posting' && !stands.looked ? stands : undefined;
}

async function send(deps: ThreadDeps, effect: Post, record: RunRecord, now: number): Promise<Observation> {
  const view = neededView(deps, effect, record);
  if (view === undefined) return givenUp(effect, 'no longer needed');
  const place = await placeOf(deps.slack, record, effect.message);
  if (!place?.ok) return withoutPlace(effect, place);
  const { text, blocks, broadcast = false } = view;
  const metadata = metadataOf(record, effect.message);
  const { channel, ...thread } = withoutOk(place);
  const message = { channel, ...thread, text, blocks, broadcast, metadata };
  const answer = await posted(deps, message, now < (record.signals?.picturedAt ?? 0) + MAY_TAKE_MS);
  if (answer === 'not-ready')
    return { ...tried(effectKey(effect), 'a picture is not ready', NOT_READY_MS), unsent: true };
  if (!answer.ok) return givenUpOrTried(keyed(effect), answer, LOOK_AFTER_MS);
  return postedAt(effect, answer, fingerprint(view), record.facts);
}

const NOT_READY_MS = 2_000;
/** Then the message goes out without its pictures: what they show is in its words too. */
const MAY_TAKE_MS = 10_000;

/** A picture that was just uploaded may not be ready to be shown yet. */
async function posted(
  { slack }: ThreadDeps,
  message: OutgoingMessage,
  mayWait: boolean,
): Promise<Posted | 'not-ready'> {
  const answer = await slack.post(message);
  const words = message.blocks.filter((block) => !('slack_file' in block));
  const isRefused = !answer.ok && answer.kind === 'refused' && answer.error === 'invalid_blocks';
  if (!isRefused || words.length === message.blocks.length) return answer;
  return mayWait ? 'not-ready' : slack.post({ ...message, blocks: words });
}

function withoutOk({ channel, threadTs }: Place): { channel: string; threadTs?: string } {
  return threadTs === undefined ? { channel } : { channel, threadTs };
}

/** A person is asked only while their vote counts; other views say themselves when they are no longer true. */
function neededView({ view }: ThreadDeps, { message }: Post, record: RunRecord): RunMessage | undefined {
  const isQuestion = isDm(message) && noteOf(message) === undefined;
  return isQuestion && record.phase !== 'awaiting' ? undefined : view(record, message);
}

async function look(
  deps: ThreadDeps,
  effect: Post,
  record: RunRecord,
  postedSince: number,
): Promise<Observation> {
  const { message } = effect;
  const place = await placeOf(deps.slack, record, message);
  if (!place?.ok) return withoutPlace(effect, place);
  const { key } = metadataOf(record, message);
  const found = await deps.slack.findByMetadata({
    ...withoutOk(place),
    key,
    oldestTs: slackTsBefore(postedSince),
  });
  if (!found.ok && found.kind !== 'refused') return triedAgain(effectKey(effect), found);
  // Not readable: who is called must not be missed, even at the price of a second message.
  if (!found.ok && !callsPerson(neededView(deps, effect, record), message))
    return givenUp(effect, 'its post was not answered');
  if (!found.ok || found.ts === undefined) return { kind: 'looked', message };
  // Which view it shows is not known, so that the next edit brings it up to date.
  return postedAt(effect, { channel: place.channel, ts: found.ts }, '', 0);
}

function callsPerson(view: RunMessage | undefined, message: string): boolean {
  return view !== undefined && (message === 'card' || isDm(message) || /<@[UW]/.test(view.text));
}

function withoutPlace(effect: Post, place: Exclude<Awaited<ReturnType<typeof placeOf>>, Place>): Observation {
  return place === undefined
    ? tried(effectKey(effect), 'the card is not posted yet')
    : givenUpOrTried(keyed(effect), place);
}

function keyed(effect: Post): { readonly key: string; readonly message: string } {
  return { key: effectKey(effect), message: effect.message };
}

function givenUp({ message }: Post, error: string): Observation {
  return { kind: 'unpostable', message, error };
}

function postedAt(
  { message }: Post,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  shown: string,
  facts: number,
): Observation {
  return { kind: 'posted', message, channel, ts, shown, facts };
}
