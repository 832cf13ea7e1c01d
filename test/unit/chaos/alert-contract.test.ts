// The contract an object carries: what can be said in it, what is said against it, and where an alert stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  contractOf,
  contractText,
  expectedOf,
  NO_CONTRACT,
  parseContract,
} from '../../../src/chaos/alert-contract.ts';

test('a contract names what must, may and must not fire', () => {
  assert.deepEqual(
    parseContract('must CheckoutSlow within 60s; may Checkout Errors*\nnever PagerStorm;must Other'),
    {
      ok: true,
      contract: {
        must: [{ name: 'CheckoutSlow', withinSeconds: 60 }, { name: 'Other' }],
        may: ['Checkout Errors*'],
        never: ['PagerStorm'],
      },
    },
  );
});

const FAULTS: readonly (readonly [string, RegExp])[] = [
  ['should Fire', /“should Fire” does not begin with must, may or never/],
  ['must', /“must” does not begin/],
  ['must Slow* ', /whole name/],
  ['may Slow within 1m', /Only must has a time/],
  ['must Slow within soon', /“soon” is no time/],
  ['must A; never A', /A is named twice/],
  [`may ${'x'.repeat(101)}`, /longer than 100/],
  [Array.from({ length: 21 }, (_, index) => `may A${index}`).join(';'), /21 parts, more than 20/],
];

for (const [text, sentence] of FAULTS)
  test(`the contract “${text.slice(0, 40)}” is refused with a line that works`, () => {
    const read = parseContract(text);
    assert.ok(!read.ok);
    assert.match(read.sentence, sentence);
    assert.match(read.cure, /`must CheckoutSlow within 60s/);
  });

test('a whole name weighs more than a beginning, and never more than may', () => {
  const contract = { must: [], may: ['Checkout*', 'PagerStormTest'], never: ['Pager*', 'CheckoutDown'] };
  const expected = ['CheckoutSlow', 'CheckoutDown', 'PagerStorm', 'PagerStormTest', 'Other'];
  assert.deepEqual(
    expected.map((name) => expectedOf(contract, name)),
    ['may', 'never', 'never', 'may', 'none'],
  );
});

test('an object without a contract promises nothing', () => {
  assert.deepEqual(contractOf({}), NO_CONTRACT);
});

test('a contract is written as it is read', () => {
  const texts = ['must A within 1m30s; must B; may C*; may D; never E', 'never X*', ''];
  for (const text of texts) {
    const read = parseContract(text);
    assert.ok(read.ok);
    assert.equal(contractText(read.contract), text);
  }
});
