// Telling the requester privately, once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createThreadEffects } from '../../../src/threads/effects.ts';
import { tells } from '../../golden/run-samples.ts';
import { sampleRecord } from '../../golden/sample-record.ts';
import { createFakeSlack, type FakeOptions, limited, refused, unknown } from './fake-slack.ts';

const refusedDraft = { ...sampleRecord(), ...tells['refused-by-policy'] };

function tell(options: FakeOptions, record = refusedDraft) {
  const slack = createFakeSlack(options);
  const { tell: runner } = createThreadEffects(slack.deps);
  const context = { now: 0, signal: new AbortController().signal };
  return { slack, receipt: runner.run({ kind: 'tell' }, record, context) };
}

test('the requester is told where they asked, seen by nobody else', async () => {
  const { slack, receipt } = tell({});
  assert.deepEqual(await receipt, { kind: 'told' });
  assert.equal(slack.calls[0]?.method, 'ephemeral');
  assert.equal(slack.calls[0]?.args['user'], 'U0ANA');
  assert.equal(slack.calls[0]?.args['channel'], 'C0SHOP');
});

test('where the bot cannot speak it writes to the person', async () => {
  const { slack, receipt } = tell({ failures: { ephemeral: refused('not_in_channel') } });
  assert.deepEqual(await receipt, { kind: 'told' });
  assert.deepEqual(slack.methods(), ['ephemeral', 'openDm', 'post']);
});

test('a note that may have arrived is not repeated', async () => {
  const { slack, receipt } = tell({ failures: { ephemeral: unknown } });
  assert.deepEqual(await receipt, { kind: 'told' });
  assert.deepEqual(slack.methods(), ['ephemeral']);
});

test('a rate limit is waited for', async () => {
  assert.equal((await tell({ failures: { ephemeral: limited } }).receipt)?.kind, 'tried');
  const failures = { ephemeral: refused('user_not_in_channel'), post: limited };
  assert.equal((await tell({ failures }).receipt)?.kind, 'tried');
});

test('with nothing to tell nothing is sent', async () => {
  const { slack, receipt } = tell({}, sampleRecord());
  assert.deepEqual(await receipt, { kind: 'told' });
  assert.deepEqual(slack.methods(), []);
});
