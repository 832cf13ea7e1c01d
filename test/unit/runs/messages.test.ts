import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../../src/runs/input.ts';
import { stale } from '../../../src/runs/messages.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { after, draft, object, target, untilRunning, untilStarting } from './sample-run.ts';

/** Milliseconds from the last post or edit of the card until it may be edited. */
function waitOf(record: RunRecord): number | undefined {
  const card = record.messages['card'];
  const edit = stale(record).find(({ key }) => key === 'card');
  return card?.state === 'posted' && edit ? edit.at - (card.editedAt ?? card.at) : undefined;
}

test('a card that was just posted says at once that all is injected', () => {
  assert.equal(waitOf(after(draft(), ...untilRunning())), 0);
});

test('what is only on its way to the injection is worth an edit when it takes long', () => {
  const starting = after(draft(), ...untilStarting());
  assert.equal(waitOf(starting), 1_000);
  assert.equal(waitOf(after(starting, { kind: 'creating' }, { kind: 'created', object: object() })), 1_000);
});

test('a card that was edited is left alone for three seconds, whatever happens', () => {
  const running = after(draft(), ...untilRunning());
  const shown: Input = { kind: 'shown', message: 'card', shown: 'running', facts: running.facts };
  const paused = object({ resourceVersion: '12', paused: true, records: [target('shop/web-a', 'Injected')] });
  assert.equal(waitOf(after(running, shown)), undefined);
  assert.equal(waitOf(after(running, shown, { kind: 'seen', object: paused })), 3_000);
});
