// Who carries the pager: told of a drill that may page them, and of a page that overlaps one, and of nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unposted } from '../../../src/runs/messages.ts';
import { noteOf, onCallFacts, onCallKeys } from '../../../src/runs/on-call.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { after, ana, CARD, draft, jon, object, plan, T0, untilStarting } from './sample-run.ts';

function running(annotation: string | undefined, changes: Partial<RunRecord> = {}): RunRecord {
  const { manifest } = plan();
  const annotations = annotation === undefined ? {} : { annotations: { 'faultline.dev/alerts': annotation } };
  const promised = plan({ manifest: { ...manifest, metadata: { ...manifest.metadata, ...annotations } } });
  const run = after(draft(), ...untilStarting(), { kind: 'created', object: object() }, CARD);
  const alerts = { cursor: '0-0', seen: [], onCall: [jon.id, ana.id] };
  return { ...run, plan: promised, alerts, ...changes };
}

test('a drill that may page is told to whoever carries the pager, but not to who asked for it', () => {
  assert.deepEqual(onCallKeys(running('must CheckoutSlow')), ['dm:U3:drill']);
  assert.deepEqual(onCallKeys(running('may CheckoutSlow')), ['dm:U3:drill']);
  assert.ok(unposted(running('may CheckoutSlow')).includes('dm:U3:drill'));
});

test('one that pages nobody is told to nobody', () => {
  assert.deepEqual(onCallKeys(running(undefined)), []);
  assert.deepEqual(onCallKeys(running('never PagerStorm')), []);
  const { alerts: _deaf, ...deaf } = running('must CheckoutSlow');
  assert.deepEqual(onCallKeys(deaf), []);
});

test('a page that overlaps it is told also when nothing was promised, and when it is over', () => {
  const alerts = {
    cursor: '1-0',
    seen: [],
    onCall: [jon.id],
    facts: 7,
    surprise: { nth: 1, at: T0, keys: ['a'] },
  };
  assert.deepEqual(onCallKeys(running(undefined, { alerts })), ['dm:U3:page']);
  assert.deepEqual(onCallKeys(running('must A', { alerts, phase: 'recovered' })), ['dm:U3:page']);
});

test('a page follows its alerts, a drill only its end', () => {
  const alerts = { cursor: '1-0', seen: [], facts: 7 };
  const run = running(undefined, { alerts, facts: 9 });
  assert.deepEqual([onCallFacts(run, 'dm:U3:page'), onCallFacts(run, 'dm:U3:drill')], [7, 0]);
  const over = { ...run, phase: 'recovered' as const };
  assert.deepEqual([onCallFacts(over, 'dm:U3:page'), onCallFacts(over, 'dm:U3:drill')], [9, 9]);
  assert.equal(onCallFacts(running(undefined), 'dm:U3:page'), 0);
  assert.deepEqual(['dm:U3:page', 'dm:U3:drill', 'dm:U3:3fa2'].map(noteOf), ['page', 'drill', undefined]);
});
