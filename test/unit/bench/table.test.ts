import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Figure, markdownOf, type Row, ratioOf, timesOf } from '../../../bench/table.ts';

const own = timesOf({ count: 300, median: 1.5, p99: 12.345 });
const peer = { name: 'bare Bolt', figure: timesOf({ count: 300, median: 0.5, p99: 1 }) };
const rate = (median: number): Figure => ({ median, p99: 0.9, count: 40_000, unit: '/s' });

function cells(line: Parameters<typeof markdownOf>[0][number]): string[] {
  const [, , row = ''] = markdownOf([line]).split('\n');
  return row.split('|').map((cell) => cell.trim());
}

test('a row stands beside its peer with the ratio of their medians', () => {
  const row: Row = { what: 'acknowledge', own, peer };
  assert.equal(ratioOf(row), 3);
  assert.equal(
    cells(row).join(' | ').trim(),
    '| acknowledge | 1.5 ms | 12.3 ms | 300 | bare Bolt | 0.5 ms | 1 ms | 300 | 3× the time |',
  );
});

test('of a rate the ratio says rate, and p99 is the time of one', () => {
  const row: Row = { what: 'move', own: rate(4_512.4), peer: { name: 'script', figure: rate(9_000) } };
  const [, , median, p99] = cells(row);
  assert.deepEqual([median, p99], ['4,512/s', '0.9 ms']);
  assert.equal(cells(row).at(-2), '0.501× the rate');
});

test('a row without a peer says why', () => {
  const row: Row = { what: 'card', own, peer: 'none: informational' };
  assert.equal(ratioOf(row), undefined);
  assert.ok(cells(row).includes('none: informational'));
});

test('a row that could not be measured says so in its place', () => {
  assert.ok(cells({ what: 'create', why: 'no kubectl here' }).includes('not measured: no kubectl here'));
});

test('every line of the table has as many cells as its head', () => {
  const lines = [
    { what: 'acknowledge', own, peer },
    { what: 'card', own, peer: 'none' },
    { what: 'x', why: 'y' },
  ];
  const widths = markdownOf(lines)
    .trim()
    .split('\n')
    .map((line) => line.split('|').length);
  assert.deepEqual([...new Set(widths)], [11]);
});
