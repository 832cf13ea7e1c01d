import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurns, statisticsOf } from '../../../bench/harness.ts';

test('the median is the middle sample, or half-way between the middle two', () => {
  assert.equal(statisticsOf([9, 1, 5]).median, 5);
  assert.equal(statisticsOf([4, 1, 100, 2]).median, 3);
  assert.equal(statisticsOf([7]).median, 7);
});

test('p99 is the least sample that 99 of 100 do not pass', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(statisticsOf(hundred).p99, 99);
  assert.equal(statisticsOf([...hundred, ...hundred]).p99, 99);
});

test('of few samples p99 is the worst one', () => {
  assert.equal(statisticsOf([3, 80, 2]).p99, 80);
  assert.equal(statisticsOf([7]).p99, 7);
});

test('samples are left in the order they were taken, and all are counted', () => {
  const samples = [3, 1, 2];
  assert.equal(statisticsOf(samples).count, 3);
  assert.deepEqual(samples, [3, 1, 2]);
});

test('figures of nothing are refused, not made up', () => {
  assert.throws(() => statisticsOf([]), RangeError);
});

test('contestants are measured in turn, each round begun by another, and warm-up is not counted', async () => {
  const asked: string[] = [];
  const sampler = (name: string) => () => Promise.resolve(asked.push(name));
  const taken = await inTurns({ own: sampler('own'), peer: sampler('peer') }, { warmUp: 1, rounds: 2 });
  assert.deepEqual(asked, ['own', 'peer', 'peer', 'own', 'own', 'peer']);
  assert.deepEqual(taken, { own: [4, 5], peer: [3, 6] });
});

test('a contestant that fails ends the row', async () => {
  const fail = () => Promise.reject(new Error('gone'));
  await assert.rejects(inTurns({ own: fail }, { warmUp: 0, rounds: 1 }), /gone/);
});
