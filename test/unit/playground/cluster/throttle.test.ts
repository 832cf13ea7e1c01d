import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../../../playground/clock.ts';
import { createThrottle } from '../../../../playground/cluster/admission/throttle.ts';

function frozenClock() {
  return createClock(() => 1_000_000);
}

test('after a burst of fifty, writes wait for their turn at thirty a second', () => {
  const clock = frozenClock();
  const throttle = createThrottle(clock, true);
  for (let index = 0; index < 50; index += 1) assert.equal(throttle.reserve(), 0);
  assert.equal(throttle.reserve(), 34);
  assert.equal(throttle.reserve(), 67);
  clock.advance(1000);
  assert.equal(throttle.reserve(), 0);
});

test('a cluster without throttle never waits', () => {
  const throttle = createThrottle(frozenClock(), false);
  for (let index = 0; index < 500; index += 1) assert.equal(throttle.reserve(), 0);
});
