import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import {
  after,
  ana,
  ben,
  CARD,
  draft,
  jon,
  mara,
  object,
  plan,
  T0,
  TWO_PEOPLE,
  target,
  untilRunning,
  untilStarting,
} from './sample-run.ts';

const digest = plan().digest;
const HOUR = 3_600_000;

function refusal(record: RunRecord, input: Input, now = T0): string {
  const step = advance(record, input, now);
  return step.kind === 'refused' ? step.refusal.kind : step.kind;
}

function awaiting(): RunRecord {
  const asking = plan({ verdict: TWO_PEOPLE });
  return after(
    draft({ verdict: TWO_PEOPLE }),
    { kind: 'request', by: ana, digest, reason: 'because' },
    { kind: 'checked', plan: asking, asked: [mara, jon] },
    CARD,
  );
}

test('a run that policy allows goes from the press to injection and rest by itself', () => {
  assert.equal(after(draft(), ...untilStarting()).phase, 'starting');
  assert.equal(after(draft(), ...untilRunning()).phase, 'running');
});

test('only the requester may press the plan, and only the plan that stands', () => {
  assert.equal(refusal(draft(), { kind: 'request', by: ben, digest }), 'not-yours');
  assert.equal(refusal(draft(), { kind: 'request', by: ana, digest: 'old' }), 'old-plan');
});

test('a blocked plan cannot be pressed', () => {
  const blocked = draft({ verdict: { kind: 'refuse', rule: 'r', sentence: 'no' } });
  assert.equal(refusal(blocked, { kind: 'request', by: ana, digest }), 'blocked');
});

test('a plan that the dry run changed is shown again and nothing starts', () => {
  const record = after(
    draft(),
    { kind: 'request', by: ana, digest },
    { kind: 'checked', plan: plan({ digest: 'other' }), asked: [] },
  );
  assert.equal(record.phase, 'draft');
  assert.equal(record.tell, 'plan-changed');
});

test('a refused dry run ends the run and tells the requester', () => {
  const refused = plan({
    findings: [
      { severity: 'block', check: 'dry-run', path: 'spec', sentence: 'ana is forbidden on namespace bank' },
    ],
  });
  const record = after(
    draft(),
    { kind: 'request', by: ana, digest },
    { kind: 'checked', plan: refused, asked: [] },
  );
  assert.equal(record.phase, 'refused');
  assert.equal(record.tell, 'refused');
});

test('the requester never votes on their own run', () => {
  assert.equal(refusal(awaiting(), { kind: 'approve', by: ana, digest }), 'own-run');
  assert.equal(refusal(awaiting(), { kind: 'deny', by: ana, digest }), 'own-run');
});

test('who is in none of the groups asked has no vote', () => {
  assert.equal(refusal(awaiting(), { kind: 'approve', by: ben, digest }), 'not-a-voter');
});

test('a vote on an older plan counts for nothing', () => {
  assert.equal(refusal(awaiting(), { kind: 'approve', by: jon, digest: 'old' }), 'old-plan');
});

test('a second press by the same person says it was counted', () => {
  const once = after(awaiting(), { kind: 'approve', by: jon, digest });
  assert.equal(refusal(once, { kind: 'approve', by: jon, digest }), 'already-voted');
});

test('one of each group is enough, and the requester then starts', () => {
  const record = after(
    awaiting(),
    { kind: 'approve', by: jon, digest },
    { kind: 'approve', by: mara, digest },
  );
  assert.equal(record.phase, 'approved');
  assert.equal(record.startAsked, false);
  assert.equal(refusal(record, { kind: 'start', by: jon }), 'not-yours');
  assert.equal(after(record, { kind: 'start', by: ana }).startAsked, true);
});

test('denial wins, even after the last approval', () => {
  const approved = after(
    awaiting(),
    { kind: 'approve', by: jon, digest },
    { kind: 'approve', by: mara, digest },
  );
  assert.equal(after(approved, { kind: 'deny', by: jon, digest, why: 'sale today' }).phase, 'denied');
});

test('a request expires by itself', () => {
  const step = advance(awaiting(), { kind: 'tick' }, T0 + HOUR + 10_000);
  assert.equal(step.kind === 'moved' && step.record.phase, 'expired');
});

test('a closed latch cancels an approved run; an unreadable one keeps it waiting', () => {
  const approved = after(draft(), ...untilStarting().slice(0, 3));
  assert.equal(
    after(approved, { kind: 'gate', latch: 'closed', plan: plan(), sentence: 'halted' }).phase,
    'cancelled',
  );
  const unread = after(approved, { kind: 'gate', latch: 'unreadable', plan: plan(), sentence: 'no answer' });
  assert.equal(unread.phase, 'approved');
  assert.ok((unread.tries['gate']?.at ?? 0) > T0);
});

test('a card that cannot be posted means that nothing is injected', () => {
  const record = after(awaiting(), { kind: 'unpostable', message: 'card', error: 'is_archived' });
  assert.equal(record.phase, 'failed');
  assert.equal(record.tell, 'failed');
});

test('stop before the start withdraws, by somebody else it cancels, later it recovers', () => {
  assert.equal(after(awaiting(), { kind: 'stop', by: ana }).phase, 'withdrawn');
  assert.equal(after(awaiting(), { kind: 'stop', by: jon }).phase, 'cancelled');
  assert.equal(after(draft(), { kind: 'stop', by: ana }).phase, 'dropped');
  assert.equal(after(draft(), ...untilStarting(), { kind: 'stop', by: ben }).phase, 'recovering');
  assert.equal(after(draft(), ...untilRunning(), { kind: 'stop', by: ben }).phase, 'recovering');
});

test('a stop while a create is in flight waits until the create can no longer land', () => {
  const stopped = after(draft(), ...untilStarting(), { kind: 'creating' }, { kind: 'stop', by: ana });
  assert.equal(advance(stopped, { kind: 'gone' }, (stopped.createSentAt ?? 0) + 14_000).kind, 'same');
  const step = advance(stopped, { kind: 'gone' }, (stopped.createSentAt ?? 0) + 15_000);
  assert.equal(step.kind === 'moved' && step.record.phase, 'verifying');
});

test('an object deleted by somebody else sends the run to recovery', () => {
  const running = after(draft(), ...untilRunning());
  assert.equal(after(running, { kind: 'gone', uid: 'uid-1' }).stop?.why, 'gone');
  assert.equal(after(running, { kind: 'gone', uid: 'another' }).phase, 'running');
});

test('records that came with the deletion replace what was last read', () => {
  const record = after(
    draft(),
    ...untilRunning(),
    { kind: 'stop', by: ana },
    { kind: 'gone', uid: 'uid-1' },
    {
      kind: 'gone',
      uid: 'uid-1',
      last: object({
        deleting: true,
        desiredPhase: 'Stop',
        records: [target('shop/web-a', 'Not Injected', [1, 1])],
      }),
    },
  );
  assert.equal(record.phase, 'verifying');
  assert.equal(record.object?.final, true);
  assert.equal(record.records[0]?.recoveredCount, 1);
});

test('recovered is only entered with a complete proof', () => {
  const verifying = after(
    draft(),
    ...untilRunning(),
    { kind: 'stop', by: ana },
    { kind: 'gone', uid: 'uid-1' },
  );
  const unclean = {
    at: T0,
    complete: false,
    targets: [{ id: 'shop/web-a', clean: 'carries' as const, sentence: 'slow' }],
  };
  const waiting = after(verifying, { kind: 'proved', proof: unclean });
  assert.equal(waiting.phase, 'verifying');
  const late = advance(waiting, { kind: 'tick' }, waiting.since + 120_000);
  assert.equal(late.kind === 'moved' && late.record.phase, 'stuck');
  assert.equal(
    after(verifying, { kind: 'proved', proof: { ...unclean, complete: true } }).phase,
    'recovered',
  );
});

test('a stuck run is given up only by two people', () => {
  const verifying = after(
    draft(),
    ...untilRunning(),
    { kind: 'stop', by: ana },
    { kind: 'gone', uid: 'uid-1' },
  );
  const step = advance(verifying, { kind: 'tick' }, verifying.since + 120_000);
  assert.ok(step.kind === 'moved');
  const asked = after(step.record, { kind: 'abandon', by: ana });
  assert.equal(refusal(asked, { kind: 'abandon', by: ana }), 'second-person-needed');
  assert.equal(after(asked, { kind: 'abandon', by: jon }).phase, 'abandoned');
});

test('looking again at an unchanged object is no news', () => {
  const running = after(draft(), ...untilRunning());
  const same = object({ resourceVersion: '12', desiredPhase: 'Run', records: [...running.records] });
  assert.equal(advance(running, { kind: 'seen', object: same }, T0 + 60_000).kind, 'same');
});

test('an older sight of the object is not believed', () => {
  const running = after(draft(), ...untilRunning());
  assert.equal(
    advance(running, { kind: 'seen', object: object({ resourceVersion: '9' }) }, T0 + 60_000).kind,
    'same',
  );
});

test('pausing and resuming is followed, and the end still comes', () => {
  const running = after(draft(), ...untilRunning());
  const paused = after(running, {
    kind: 'seen',
    object: object({ resourceVersion: '12', paused: true, desiredPhase: 'Stop' }),
  });
  assert.equal(paused.phase, 'paused');
  const resumed = after(paused, {
    kind: 'seen',
    object: object({ resourceVersion: '13', desiredPhase: 'Run' }),
  });
  assert.equal(resumed.phase, 'injecting');
  const step = advance(paused, { kind: 'tick' }, paused.plannedEnd ?? 0);
  assert.equal(step.kind === 'moved' && step.record.phase, 'recovering');
});

test('a fault that reaches nobody within a minute is taken back', () => {
  const injecting = after(draft(), ...untilStarting(), { kind: 'created', object: object() });
  const step = advance(injecting, { kind: 'tick' }, injecting.since + 60_000);
  assert.equal(step.kind === 'moved' && step.record.stop?.why, 'not-injected');
});

test('a failed effect waits twice as long each time, to a minute', () => {
  let record = after(draft(), { kind: 'request', by: ana, digest });
  const waits = Array.from({ length: 8 }, () => {
    record = after(record, { kind: 'tried', effect: 'check', error: 'no answer' });
    return (record.tries['check']?.at ?? 0) - (T0 + 1_000);
  });
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

test('two who post the same message at once: the second finds it taken', () => {
  const record = after(awaiting(), { kind: 'posting', message: 'dm:U2' });
  assert.equal(advance(record, { kind: 'posting', message: 'dm:U2' }, T0 + 5_000).kind, 'same');
  assert.equal(advance(record, { kind: 'posting', message: 'dm:U2' }, T0 + 30_000).kind, 'moved');
});

test('a post that Slack refused for now is not looked for: nothing is under way', () => {
  const posting = after(awaiting(), { kind: 'posting', message: 'dm:U2' });
  const told = after(posting, {
    kind: 'tried',
    effect: 'post:dm:U2',
    error: 'limited',
    waitMs: 5_000,
    unsent: true,
  });
  assert.equal(told.messages['dm:U2'], undefined);
  assert.equal(told.tries['post:dm:U2']?.at, T0 + 6_000);
  const lost = after(posting, { kind: 'tried', effect: 'post:dm:U2', error: 'no answer', waitMs: 15_000 });
  assert.equal(lost.messages['dm:U2']?.state, 'posting');
});

test('after a rewind of Redis the object that stands is followed, whatever the record waited for', () => {
  const standing = object({ resourceVersion: '11' });
  assert.equal(after(awaiting(), { kind: 'rewound', object: standing }).phase, 'injecting');
  const running = after(draft(), ...untilRunning());
  assert.equal(advance(running, { kind: 'rewound', object: standing }, T0).kind, 'same');
});

test('what changes while people are asked sends the request back to be checked, and another plan to its requester', () => {
  const again = after(awaiting(), { kind: 'reviewed', changes: ['It would hit cart now, not web.'] });
  assert.equal(again.phase, 'checking');
  assert.equal(
    after(again, { kind: 'checked', plan: plan({ digest: 'other', verdict: TWO_PEOPLE }), asked: [] }).phase,
    'draft',
  );
  assert.equal(
    after(again, { kind: 'checked', plan: plan({ verdict: TWO_PEOPLE }), asked: [jon] }).phase,
    'awaiting',
  );
});

test('an approved run is held, not asked for again, while fewer pods are ready than were promised', () => {
  const approved = after(draft(), ...untilStarting().slice(0, 3));
  const worse = plan({ headroom: { staysReady: 1 } });
  const held = after(approved, { kind: 'gate', latch: 'open', plan: worse });
  assert.equal(held.phase, 'approved');
  assert.match(held.trouble ?? '', /Only 1/);
  assert.equal(after(held, { kind: 'gate', latch: 'open', plan: plan() }).phase, 'starting');
});

test('a gate that finds another plan lets nothing start on the old one', () => {
  const approved = after(draft(), ...untilStarting().slice(0, 3));
  const other = plan({ digest: 'other', affected: { least: 3, most: 3 } });
  assert.equal(after(approved, { kind: 'gate', latch: 'open', plan: other }).phase, 'checking');
});

test('a create that was refused after one without an answer is looked after until nothing can land', () => {
  const unsure = after(
    draft(),
    ...untilStarting(),
    { kind: 'creating' },
    { kind: 'tried', effect: 'create', error: 'no answer' },
  );
  const refused = after(unsure, {
    kind: 'create-refused',
    refusal: { reason: 'denied', sentence: 'no rights', fields: [] },
  });
  assert.equal(refused.phase, 'recovering');
});

test('an object that was deleted before its receipt came is not made again', () => {
  const sent = after(draft(), ...untilStarting(), { kind: 'creating' });
  const gone = after(sent, { kind: 'gone', uid: 'uid-1', last: object({ deleting: true }) });
  assert.equal(gone.phase, 'recovering');
  assert.equal(gone.object?.gone, true);
});

test('what lands after all, while its absence was being proven, is taken back', () => {
  const stopped = after(draft(), ...untilStarting(), { kind: 'creating' }, { kind: 'stop', by: ana });
  const step = advance(stopped, { kind: 'gone' }, (stopped.createSentAt ?? 0) + 15_000);
  assert.ok(step.kind === 'moved' && step.record.phase === 'verifying');
  assert.equal(after(step.record, { kind: 'seen', object: object() }).phase, 'recovering');
  assert.equal(
    after(step.record, { kind: 'proved', proof: { at: T0, complete: true, targets: [] } }).phase,
    'cancelled',
  );
});

test('a resume is not the end, though the controller still says Stop for a moment', () => {
  const running = after(draft(), ...untilRunning());
  const paused = after(running, {
    kind: 'seen',
    object: object({ resourceVersion: '12', paused: true, desiredPhase: 'Stop' }),
  });
  const resumed = after(paused, {
    kind: 'seen',
    object: object({ resourceVersion: '13', paused: false, desiredPhase: 'Stop' }),
  });
  assert.equal(resumed.phase, 'injecting');
});

test('whoever was asked may deny while it is checked again, and the request does not get younger', () => {
  const again = after(awaiting(), { kind: 'reviewed', changes: ['x'] });
  assert.equal(after(again, { kind: 'deny', by: jon, digest }).phase, 'denied');
  const back = after(again, { kind: 'checked', plan: plan({ verdict: TWO_PEOPLE }), asked: [jon] });
  assert.equal(back.askedAt, awaiting().askedAt);
});

test('an edit that is refused for good does not silence the thread of a run that goes on', () => {
  const running = after(draft(), ...untilRunning(), {
    kind: 'unpostable',
    message: 'card',
    error: 'edit_window_closed',
  });
  assert.equal(running.messages['card']?.state, 'posted');
});

test('a last word of the cluster after the end is kept, and the card has nothing to add', () => {
  const verifying = after(
    draft(),
    ...untilRunning(),
    { kind: 'stop', by: ana },
    { kind: 'gone', uid: 'uid-1' },
  );
  const ended = after(verifying, { kind: 'proved', proof: { at: T0, complete: true, targets: [] } });
  const told = after(ended, {
    kind: 'gone',
    uid: 'uid-1',
    last: object({ deleting: true, desiredPhase: 'Stop' }),
  });
  assert.equal(told.object?.final, true);
  assert.equal(told.facts, ended.facts);
});

test('a halt whose deletion is seen before its press is written down is still told as a halt', () => {
  const gone = after(draft(), ...untilRunning(), { kind: 'gone' });
  assert.equal(gone.stop?.why, 'gone');
  const halted = advance(gone, { kind: 'halt', by: jon, why: 'checkout is down' }, gone.since + 100);
  assert.ok(halted.kind === 'moved');
  assert.equal(halted.record.phase, gone.phase);
  assert.deepEqual(halted.record.stop, {
    why: 'halted',
    at: gone.since + 100,
    by: 'Jon',
    reason: 'checkout is down',
  });
  assert.equal(refusal(halted.record, { kind: 'stop', by: ana }, gone.since + 200), 'not-now');
  assert.equal(refusal(gone, { kind: 'stop', by: ana }, gone.since + 60_000), 'not-now');
});

test('who halted is known even when the watch told of the deletion first', () => {
  const gone = after(draft(), ...untilRunning(), { kind: 'gone', uid: 'uid-1' });
  const halted = after(gone, { kind: 'halt', by: jon, why: 'a bad day' });
  assert.equal(halted.stop?.why, 'halted');
  assert.equal(halted.stop?.by, jon.name);
});

test('the end is reckoned from a creation within reach, whatever the clock of the cluster says', () => {
  const starting = after(draft(), ...untilStarting(), { kind: 'creating' });
  const endWith = (createdAt: number): number => {
    const step = advance(starting, { kind: 'created', object: object({ createdAt }) }, T0 + 6_000);
    assert.ok(step.kind === 'moved');
    return (step.record.plannedEnd ?? 0) - T0 - 120_000;
  };
  assert.equal(endWith(T0 + 5_000), 5_000, 'both clocks agree');
  assert.equal(endWith(T0 - HOUR), 3_000, 'the cluster is an hour behind');
  assert.equal(endWith(T0 + HOUR), 6_000, 'the cluster is an hour ahead');
});
