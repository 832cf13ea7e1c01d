// How durations are read and written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, parseDuration } from '../../../src/config/duration.ts';
import { fc } from '../../seeded.ts';

test('durations are read as people write them', () => {
  const written = {
    '2m': 120,
    '90s': 90,
    '1h30m': 5_400,
    '1h 30m': 5_400,
    '90d': 7_776_000,
    ' 5 min ': 300,
    '2 Minutes': 120,
    '1 hour 5 secs': 3_605,
    '0s': 0,
  };
  for (const [text, seconds] of Object.entries(written)) assert.equal(parseDuration(text), seconds, text);
});

test('what is no duration is told apart from one', () => {
  for (const text of ['', '2', 'm', '-2m', '1.5h', '2x', '30s2m', '2m2m', '2months', '1h,5m', 'soon']) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('durations are written the way Go reads them, without days', () => {
  assert.equal(formatDuration(120), '2m');
  assert.equal(formatDuration(90), '1m30s');
  assert.equal(formatDuration(5_400), '1h30m');
  assert.equal(formatDuration(86_400), '24h');
  assert.equal(formatDuration(0), '0s');
});

test('a duration that was written is read back as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      assert.equal(parseDuration(formatDuration(seconds)), seconds);
    }),
  );
});
