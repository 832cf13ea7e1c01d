// Editing: what is shown follows the record, within Slack's limits, and a deleted card comes back once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation } from '../../../src/runs/input.ts';
import type { Message, RunRecord } from '../../../src/runs/record.ts';
import { createThreadEffects } from '../../../src/threads/effects.ts';
import { fingerprint } from '../../../src/threads/shown.ts';
import { cards } from '../../golden/run-samples.ts';
import { runViews } from '../../golden/run-views.ts';
import { at, posted, sampleDelay, sampleRecord } from '../../golden/sample-record.ts';
import { createFakeSlack, type FakeOptions, limited, refused, unknown } from './fake-slack.ts';

type Posted = Extract<Message, { state: 'posted' }>;

function edit(options: FakeOptions, record: RunRecord, now = at('11:06'), message = 'card') {
  const slack = createFakeSlack(options);
  const { edit: runner } = createThreadEffects(slack.deps);
  const context = { now, signal: new AbortController().signal };
  return { slack, receipt: runner.run({ kind: 'edit', message }, record, context) };
}

function withCard(record: RunRecord, card: Partial<Posted>): RunRecord {
  return { ...record, messages: { card: { ...posted('1.000'), ...card } as Posted } };
}

const hashOf = (record: RunRecord) => fingerprint(runViews.cardView(record));
const isGone = { update: refused('message_not_found') };

test('a card that shows less than is known is edited in its place', async () => {
  const record = withCard(sampleDelay(), { shown: 'older' });
  const { slack, receipt } = edit({}, record);
  assert.deepEqual(await receipt, { kind: 'shown', message: 'card', shown: hashOf(record), facts: 7 });
  assert.equal(slack.calls[0]?.args['ts'], '1.000');
});

test('a view that is shown already costs no call', async () => {
  const record = sampleDelay();
  const { slack, receipt } = edit({}, withCard(record, { shown: hashOf(record) }));
  assert.equal((await receipt)?.kind, 'shown');
  assert.deepEqual(slack.methods(), []);
});

test('half a minute after the end the card is shown once more, whatever it seems to show', async () => {
  const record = cards.recovered;
  const card = withCard({ ...record, since: at('11:07:19') }, { shown: hashOf(record) });
  assert.deepEqual(edit({}, card, at('11:07:40')).slack.methods(), []);
  const late = edit({}, card, at('11:07:49'));
  await late.receipt;
  assert.deepEqual(late.slack.methods(), ['update']);
  const settled = edit({}, withCard(card, { shown: hashOf(record), settled: true }), at('11:07:49'));
  await settled.receipt;
  assert.deepEqual(settled.slack.methods(), []);
});

test('newer blocks alone are no reason to edit, so that replicas that differ by them agree', () => {
  const view = runViews.cardView(sampleDelay());
  const charted = { ...view, blocks: [...view.blocks, { type: 'data_visualization' }] };
  assert.equal(fingerprint(charted), fingerprint(view));
  assert.notEqual(fingerprint({ ...view, blocks: view.blocks.slice(1) }), fingerprint(view));
});

test('an edit waits when the minute is full', async () => {
  const budget = { take: async () => ({ ok: false, waitMs: 7_000 }) as const };
  const { slack, receipt } = edit({ budget }, withCard(sampleDelay(), {}));
  assert.deepEqual(await receipt, {
    kind: 'tried',
    effect: 'edit:card',
    error: 'too many edits this minute',
    waitMs: 7_000,
  });
  assert.deepEqual(slack.methods(), []);
});

test('an edit that was limited or not answered is tried again', async () => {
  const record = withCard(sampleDelay(), {});
  const wait = await edit({ failures: { update: limited } }, record).receipt;
  assert.equal((wait as Extract<Observation, { kind: 'tried' }>).waitMs, 40_000);
  assert.equal((await edit({ failures: { update: unknown } }, record).receipt)?.kind, 'tried');
});

test('a card that somebody deleted is posted again', async () => {
  const { slack, receipt } = edit(
    { failures: isGone },
    withCard(sampleDelay(), { shown: 'older', ts: '0.500' }),
  );
  const again = (await receipt) as Extract<Observation, { kind: 'posted' }>;
  assert.deepEqual(slack.methods(), ['update', 'find', 'post']);
  assert.equal(again.kind, 'posted');
  assert.equal(again.ts, '1.000');
  assert.match(again.shown, /^second:/);
});

test('a card posted again by a pass that died is found, not posted a third time', async () => {
  const slack = createFakeSlack({ failures: isGone });
  const { edit: runner } = createThreadEffects(slack.deps);
  const record = withCard(sampleDelay(), { shown: 'older', ts: '0.500' });
  const pass = () =>
    runner.run({ kind: 'edit', message: 'card' }, record, {
      now: at('11:06'),
      signal: new AbortController().signal,
    });
  await pass();
  const again = (await pass()) as Extract<Observation, { kind: 'posted' }>;
  assert.equal(slack.kept.length, 1);
  assert.equal(again.ts, '1.000');
  assert.equal(again.facts, 0, 'what it shows is not known, so that it is edited next');
});

test('a second card that is deleted too stays away', async () => {
  const { slack, receipt } = edit({ failures: isGone }, withCard(sampleDelay(), { shown: 'second:older' }));
  assert.equal((await receipt)?.kind, 'shown');
  assert.deepEqual(slack.methods(), ['update']);
});

test('a second card stays a second one through its edits', async () => {
  const record = withCard(sampleDelay(), { shown: 'second:older' });
  const receipt = (await edit({}, record).receipt) as Extract<Observation, { kind: 'shown' }>;
  assert.equal(receipt.shown, `second:${hashOf(record)}`);
});

test('a deleted card that cannot be posted again for now is tried later', async () => {
  const failures = { ...isGone, post: unknown };
  const { receipt } = edit({ failures }, withCard(sampleDelay(), { shown: 'older' }));
  assert.equal(((await receipt) as Extract<Observation, { kind: 'tried' }>).waitMs, 15_000);
  const busy = edit({ failures: { ...isGone, find: limited } }, withCard(sampleDelay(), {}));
  assert.equal((await busy.receipt)?.kind, 'tried');
});

test('a deleted direct message is given up', async () => {
  const record = sampleRecord({ messages: { 'dm:U0JON': posted() } });
  const { receipt } = edit({ failures: isGone }, record, at('11:06'), 'dm:U0JON');
  assert.deepEqual(await receipt, { kind: 'unpostable', message: 'dm:U0JON', error: 'message_not_found' });
});

test('a card in a channel that is gone is given up; a view Slack will not have only once the run is over', async () => {
  const gone = edit({ failures: { update: refused('is_archived') } }, withCard(sampleDelay(), {}));
  assert.equal((await gone.receipt)?.kind, 'unpostable');
  const odd = { update: refused('invalid_blocks') };
  assert.equal((await edit({ failures: odd }, withCard(sampleDelay(), {})).receipt)?.kind, 'tried');
  assert.equal((await edit({ failures: odd }, withCard(cards.denied, {})).receipt)?.kind, 'unpostable');
});

test('a message that is not posted is not edited', async () => {
  assert.equal(await edit({}, sampleDelay({ messages: {} })).receipt, undefined);
});
