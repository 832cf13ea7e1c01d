// What the cache keeps of an experiment is all that was read of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packedObjects } from '../../../src/chaos/packed.ts';
import { anObject } from './sample-objects.ts';

const { pack, unpack } = packedObjects;
const record = {
  id: 'shop/web-a',
  selectorKey: '.',
  phase: 'Injected',
  injectedCount: 1,
  recoveredCount: 0,
} as const;

test('an experiment comes out of the cache as it went in', () => {
  for (const object of [
    anObject(),
    anObject({ deleting: true, paused: true, desiredPhase: 'Stop', finalizers: ['chaos-mesh/records'] }),
    anObject({ records: [record, { ...record, failure: 'no “daemon” on n\u00f6de' }] }),
    anObject({ annotations: { 'faultline.dev/reason': '日本\n' }, spec: { a: [{ b: null }] } }),
  ]) {
    assert.deepEqual(unpack(pack(object)), object);
  }
});
