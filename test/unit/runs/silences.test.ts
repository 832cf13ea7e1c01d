// When a run wants its expected alerts silenced, when no more, and that nothing of it keeps the run open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTRACT } from '../../../src/chaos/alert-contract.ts';
import { advance } from '../../../src/runs/advance.ts';
import type { Input } from '../../../src/runs/input.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { isSilenceDue, silencedUntil } from '../../../src/runs/silences.ts';
import { wanted } from '../../../src/runs/wanted.ts';
import { after, ana, draft, object, plan, T0, target, untilStarting } from './sample-run.ts';

const SILENCED: Input = { kind: 'silenced', count: 2, more: 0, until: T0 + 200_000 };
const UNSILENCED: Input = { kind: 'unsilenced' };
const STOP: Input = { kind: 'stop', by: ana };

interface Told {
  readonly contract?: string;
  readonly oneShot?: boolean;
  /** What the gate says of alerts. */
  readonly gate?: { readonly hearsAlerts?: true; readonly silences?: true };
}

function injecting({
  contract = 'must CheckoutSlow; may Web*',
  oneShot = false,
  gate = { hearsAlerts: true, silences: true },
}: Told = {}): RunRecord {
  const { manifest } = plan();
  const metadata = { ...manifest.metadata, annotations: { [CONTRACT]: contract } };
  const promised = { manifest: { ...manifest, metadata }, oneShot };
  const inputs = untilStarting().map((input): Input => {
    const planned = 'plan' in input ? { ...input, plan: { ...input.plan, ...promised } } : input;
    return planned.kind === 'gate' ? { ...planned, ...gate } : planned;
  });
  return after(draft(promised), ...inputs, { kind: 'created', object: object() });
}

const seen: Input = {
  kind: 'seen',
  object: object({ resourceVersion: '11', records: [target('shop/web-a', 'Injected', [1, 0])] }),
};

function wants(record: RunRecord): string {
  const kinds = wanted(record).map(({ effect }) => effect.kind);
  return kinds.filter((kind) => kind === 'silence' || kind === 'unsilence').join();
}

function heard(expected: 'must' | 'never' | 'none'): Input {
  const alert = { key: 'a', name: 'X', why: 'same workload', score: 80, startedAt: T0 + 60_000, expected };
  return { kind: 'alerts', cursor: '1-0', heard: [alert], more: 0, onSurprise: 'ask' };
}

test('what is expected is silenced once the object stands, and no more when the fault ends', () => {
  const record = injecting();
  assert.equal(record.silences?.alerts, 2);
  assert.equal(wants(record), 'silence');
  const on = after(record, SILENCED, seen);
  assert.equal(on.phase, 'running');
  assert.equal(wants(on), '');
  const stopped = after(on, STOP);
  assert.equal(wants(stopped), 'unsilence');
  const off = after(stopped, UNSILENCED);
  assert.deepEqual([off.silences?.state, wants(off)], ['off', '']);
});

test('they end by themselves a minute after the planned end', () => {
  const record = injecting();
  assert.equal(silencedUntil(record), (record.plannedEnd ?? 0) + 60_000);
});

for (const expected of ['never', 'none'] as const)
  test(`an alert that ${expected === 'never' ? 'must not fire' : 'surprises'} lifts them for good`, () => {
    const on = after(injecting(), SILENCED, seen);
    const surprised = after(on, heard(expected));
    assert.equal(wants(surprised), 'unsilence');
    const kept = after(surprised, UNSILENCED, { kind: 'keep', by: ana });
    assert.equal(wants(kept), '');
    assert.equal(isSilenceDue(kept), false);
  });

test('an alert that is expected lifts nothing', () => {
  const on = after(injecting(), SILENCED, seen, heard('must'));
  assert.equal(wants(on), '');
  assert.ok(isSilenceDue(on));
});

test('nothing is silenced before the object stands, and none is looked for after a start that failed', () => {
  const record = injecting();
  const { plannedEnd: _end, ...starting } = { ...record, phase: 'starting' as const };
  assert.equal(wants(starting), '');
  assert.equal(wants({ ...starting, phase: 'failed' }), '');
});

test('without a contract, without anybody who tells of alerts, or without leave nothing is silenced', () => {
  const none: readonly Told[] = [
    { contract: 'never PagerStorm' },
    { gate: {} },
    { gate: { silences: true } },
    { gate: { hearsAlerts: true } },
  ];
  for (const told of none) assert.equal(injecting(told).silences, undefined, JSON.stringify(told));
});

test('what happens once is silenced for as long as it is watched', () => {
  const watched = after(injecting({ oneShot: true }), SILENCED, seen);
  assert.equal(watched.phase, 'verifying');
  assert.equal(wants(watched), '');
  assert.ok(isSilenceDue(watched));
  const over = after(watched, { kind: 'proved', proof: { at: T0, complete: true, targets: [] } });
  assert.deepEqual([over.phase, wants(over)], ['recovered', 'unsilence']);
});

test('one that was lost on its way is ended as well, and so is one that came late', () => {
  const stopped = after(injecting(), STOP);
  assert.equal(wants(stopped), 'unsilence');
  const off = after(stopped, UNSILENCED);
  const late = after(off, SILENCED);
  assert.equal(wants(late), 'unsilence');
  assert.equal(isSilenceDue(late), false);
});

test('doubled receipts change nothing, and no reader of the card notices any', () => {
  const on = after(injecting(), SILENCED);
  assert.equal(advance(on, SILENCED, T0 + 60_000).kind, 'same');
  assert.equal(on.facts, injecting().facts);
  const off = after(on, STOP, UNSILENCED);
  assert.equal(advance(off, UNSILENCED, T0 + 60_000).kind, 'same');
});
