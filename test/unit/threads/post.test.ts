// Posting: no message is doubled or lost by an answer that did not come.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectKey } from '../../../src/runs/effect.ts';
import type { Observation } from '../../../src/runs/input.ts';
import type { Message, RunRecord } from '../../../src/runs/record.ts';
import { createThreadEffects } from '../../../src/threads/effects.ts';
import { cards, replies } from '../../golden/run-samples.ts';
import { at, posted, sampleDelay, sampleRecord } from '../../golden/sample-record.ts';
import {
  createFakeSlack,
  type FakeOptions,
  type FakeSlack,
  limited,
  refused,
  unknown,
} from './fake-slack.ts';

const NOW = at('11:05:30');

function post(slack: FakeSlack, message: string, record: RunRecord, now = NOW) {
  const effect = { kind: 'post', message } as const;
  const { post: runner } = createThreadEffects(slack.deps);
  const context = { now, signal: new AbortController().signal };
  return { before: runner.before?.(effect, record), receipt: runner.run(effect, record, context) };
}

function withMessage(record: RunRecord, key: string, message: Message): RunRecord {
  return { ...record, messages: { ...record.messages, [key]: message } };
}

function postOnce(options: FakeOptions, message: string, record: RunRecord, now = NOW) {
  const slack = createFakeSlack(options);
  return { slack, ...post(slack, message, record, now) };
}

const lostSince = (clock: string): Message => ({ state: 'posting', at: at(clock) });

function isTried(receipt: Observation | undefined, message: string, waitMs: number): void {
  const { error: _error, ...rest } = receipt as Extract<Observation, { kind: 'tried' }>;
  assert.deepEqual(rest, { kind: 'tried', effect: effectKey({ kind: 'post', message }), waitMs });
}

test('a card is announced in the record, then posted with what finds it again', async () => {
  const { slack, before, receipt } = postOnce({}, 'card', sampleRecord());
  assert.deepEqual(before, { kind: 'posting', message: 'card' });
  const { shown, ...rest } = (await receipt) as Extract<Observation, { kind: 'posted' }>;
  assert.deepEqual(rest, { kind: 'posted', message: 'card', channel: 'C0SHOP', ts: '1.000', facts: 7 });
  assert.match(shown, /^[0-9a-f]{16}$/);
  assert.deepEqual(slack.kept[0]?.metadata, { key: 'r-7k3m9q/card', run: 'r-7k3m9q', message: 'card' });
});

test('a reply goes into the thread of its card, and to the channel when people must see it', async () => {
  const { slack, receipt } = postOnce({}, 'reply:stuck', cards.stuck);
  assert.equal((await receipt)?.kind, 'posted');
  const [message] = slack.kept;
  assert.equal(message?.threadTs, '1763895600.000100');
  assert.equal(message?.broadcast, true);
});

test('an ordinary reply stays in the thread', async () => {
  const { slack, receipt } = postOnce({}, 'reply:injected', sampleDelay());
  await receipt;
  assert.equal(slack.kept[0]?.broadcast, false);
});

test('a reply waits for its card', async () => {
  const { slack, receipt } = postOnce({}, 'reply:injected', sampleDelay({ messages: {} }));
  assert.equal((await receipt)?.kind, 'tried');
  assert.deepEqual(slack.methods(), []);
});

test('a direct message opens the conversation first', async () => {
  const { slack, receipt } = postOnce({}, 'dm:U0JON', sampleRecord());
  assert.equal((await receipt)?.kind, 'posted');
  assert.deepEqual(slack.methods(), ['openDm', 'post']);
  assert.equal(slack.kept[0]?.channel, 'DU0JON');
});

test('nobody is asked for a vote that no longer counts', async () => {
  const { slack, receipt } = postOnce({}, 'dm:U0JON', cards.denied);
  assert.equal((await receipt)?.kind, 'unpostable');
  assert.deepEqual(slack.methods(), []);
});

test('a rate limit is waited for, and then the post goes out without looking: Slack did nothing', async () => {
  const receipt = await postOnce({ failures: { post: limited } }, 'card', sampleRecord()).receipt;
  assert.ok(receipt?.kind === 'tried' && receipt.waitMs === 40_000 && receipt.unsent);
});

test('a post without an answer waits 15 s', async () => {
  isTried(await postOnce({ losesAnswers: true }, 'card', sampleRecord()).receipt, 'card', 15_000);
});

for (const error of ['channel_not_found', 'is_archived', 'not_in_channel'])
  test(`a card refused with ${error} is given up, so that the run does not start unseen`, async () => {
    const { receipt } = postOnce({ failures: { post: refused(error) } }, 'card', sampleRecord());
    assert.deepEqual(await receipt, { kind: 'unpostable', message: 'card', error });
  });

test('a token that was revoked is no reason to give a message up', async () => {
  const { receipt } = postOnce({ failures: { post: refused('token_revoked') } }, 'reply:stuck', cards.stuck);
  assert.equal((await receipt)?.kind, 'tried');
});

test('a person whose direct messages cannot be opened is not asked there', async () => {
  const { receipt } = postOnce(
    { failures: { openDm: refused('user_disabled') } },
    'dm:U0JON',
    sampleRecord(),
  );
  assert.deepEqual(await receipt, { kind: 'unpostable', message: 'dm:U0JON', error: 'user_disabled' });
});

test('a post of an earlier pass is left alone for 15 s', async () => {
  const record = withMessage(sampleRecord(), 'card', lostSince('11:05:20'));
  const { slack, before, receipt } = postOnce({}, 'card', record);
  assert.equal(before, undefined);
  isTried(await receipt, 'card', 5_000);
  assert.deepEqual(slack.methods(), []);
});

test('a lost answer leads to the message that is there, not to a second one', async () => {
  const slack = createFakeSlack({ losesAnswers: true });
  await post(slack, 'card', sampleRecord()).receipt;
  const lost = withMessage(sampleRecord(), 'card', lostSince('11:05:30'));
  const receipt = await post(slack, 'card', lost, at('11:05:45')).receipt;
  assert.deepEqual(receipt, {
    kind: 'posted',
    message: 'card',
    channel: 'C0SHOP',
    ts: '1.000',
    shown: '',
    facts: 0,
  });
  assert.equal(slack.kept.length, 1);
});

test('what was looked for and is not there is posted again under a new announcement', async () => {
  const slack = createFakeSlack();
  const lost = withMessage(sampleRecord(), 'card', lostSince('11:05:00'));
  assert.deepEqual(await post(slack, 'card', lost).receipt, { kind: 'looked', message: 'card' });
  const looked = withMessage(sampleRecord(), 'card', { state: 'posting', at: at('11:05:00'), looked: true });
  const again = post(slack, 'card', looked);
  assert.deepEqual(again.before, { kind: 'posting', message: 'card' });
  assert.equal((await again.receipt)?.kind, 'posted');
  assert.deepEqual(slack.methods(), ['find', 'post']);
});

test('a reply is looked for in its thread, from shortly before it was sent', async () => {
  const slack = createFakeSlack();
  await post(slack, 'reply:verdict', withMessage(cards.recovered, 'reply:verdict', lostSince('11:05:00')))
    .receipt;
  assert.deepEqual(slack.calls[0]?.args, {
    channel: 'C0SHOP',
    threadTs: '1763895600.000100',
    key: 'r-7k3m9q/reply:verdict',
    oldestTs: `${at('11:04') / 1000}.000000`,
  });
});

const unreadable = { failures: { find: refused('missing_scope') } };

for (const [name, key, record] of [
  ['the card', 'card', sampleRecord()],
  ['a direct message', 'dm:U0JON', sampleRecord()],
  ['a call for help', 'reply:stuck', cards.stuck],
] as const)
  test(`where the channel cannot be read, ${name} is rather sent twice than missed`, async () => {
    const { receipt } = postOnce(unreadable, key, withMessage(record, key, lostSince('11:05:00')));
    assert.deepEqual(await receipt, { kind: 'looked', message: key });
  });

test('where the channel cannot be read, a reply that calls nobody is dropped', async () => {
  const record = withMessage(sampleDelay(), 'reply:injected', lostSince('11:05:00'));
  assert.equal((await postOnce(unreadable, 'reply:injected', record).receipt)?.kind, 'unpostable');
});

test('a look that is not answered is repeated', async () => {
  const record = withMessage(sampleRecord(), 'card', lostSince('11:05:00'));
  assert.equal((await postOnce({ failures: { find: unknown } }, 'card', record).receipt)?.kind, 'tried');
  isTried(await postOnce({ failures: { find: limited } }, 'card', record).receipt, 'card', 40_000);
});

test('a lost call for help is not repeated once the fault is gone', async () => {
  const looked: Message = { state: 'posting', at: at('11:05:00'), looked: true };
  const { slack, receipt } = postOnce({}, 'reply:stuck', withMessage(cards.recovered, 'reply:stuck', looked));
  assert.equal((await receipt)?.kind, 'unpostable');
  assert.deepEqual(slack.methods(), []);
});

test('every reply there is can be posted', async () => {
  for (const [key, record] of Object.values(replies)) {
    const inThread = { ...record, messages: { card: posted() } };
    assert.equal((await postOnce({}, key, inThread).receipt)?.kind, 'posted', key);
  }
});
