// One alert and several runs: who expects it has claimed it, unless another is hit nearer or has forbidden it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Claimant, claimed } from '../../../src/alerts/claimed.ts';
import { NO_CONTRACT, parseContract } from '../../../src/chaos/alert-contract.ts';

function claimant(contract: string, doing: ReturnType<Claimant['doing']> = 'during'): Claimant {
  const read = parseContract(contract);
  return { contract: read.ok ? read.contract : NO_CONTRACT, doing: () => doing };
}

const table: readonly (readonly [string, Readonly<Record<string, readonly [number, Claimant]>>, string])[] = [
  ['nobody expects it', { a: [80, claimant('')], b: [30, claimant('may Other')] }, 'ab'],
  ['one expects it', { a: [80, claimant('')], b: [80, claimant('must Slow')] }, 'b'],
  ['one may see it', { a: [30, claimant('')], b: [80, claimant('may Sl*')] }, 'b'],
  ['another is hit nearer', { a: [100, claimant('')], b: [80, claimant('must Slow')] }, 'ab'],
  ['another has forbidden it', { a: [30, claimant('never Slow')], b: [80, claimant('must Slow')] }, 'ab'],
  ['both expect it', { a: [30, claimant('may Slow')], b: [80, claimant('must Slow')] }, 'ab'],
  [
    'the fault of whoever expects it cannot have made it',
    { a: [80, claimant('')], b: [80, claimant('must Slow', 'before')] },
    'ab',
  ],
  ['it began long after one of them', { a: [80, claimant('', 'none')], b: [30, claimant('')] }, 'b'],
  ['one fault had just ended', { a: [80, claimant('', 'aftermath')], b: [80, claimant('')] }, 'b'],
  [
    'the one that had just ended is nearer',
    { a: [100, claimant('', 'aftermath')], b: [80, claimant('')] },
    'ab',
  ],
  ['all had just ended', { a: [80, claimant('', 'aftermath')], b: [30, claimant('', 'aftermath')] }, 'ab'],
  ['it is alone', { a: [30, claimant('')] }, 'a'],
];

for (const [what, runs, kept] of table)
  test(`where ${what} it belongs to ${[...kept].join(' and ')}`, () => {
    const matches = Object.entries(runs).map(([run, [score]]) => ({ run, score, why: 'same workload' }));
    const claimants = new Map(Object.entries(runs).map(([run, [, one]]) => [run, one]));
    assert.equal(
      claimed(matches, { name: 'Slow', startsAt: 0, status: 'firing' }, claimants)
        .map(({ run }) => run)
        .join(''),
      kept,
    );
  });
