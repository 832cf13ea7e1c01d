// A ramp goes wider whatever number of pods there is: what approvers and policy see is its last step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expecting } from '../../../src/chaos/expecting.ts';
import { readModes } from '../../../src/chaos/mode-text.ts';
import { contractFindings } from '../../../src/plan/contract-findings.ts';
import { rampFindings } from '../../../src/plan/ramp-findings.ts';
import { anExperiment } from '../chaos/sample-objects.ts';

function found(text: string, matched: number) {
  const read = readModes(text);
  assert.ok(read.ok, text);
  return rampFindings(anExperiment(read.modes), matched);
}

test('a number and a share are compared by how many match now', () => {
  const table = [
    ['1,25%,all', 12, false],
    ['3,34%', 3, true],
    ['11,10%', 12, true],
    ['50%,1', 12, true],
    ['100%,12', 12, false],
    ['100%,12', 13, true],
    ['1,5,25%', 20, false],
    ['1,5,25%', 12, true],
    ['2', 12, false],
  ] as const;
  for (const [text, matched, isBlocked] of table) {
    const findings = found(text, matched);
    assert.equal(
      findings.some(({ severity }) => severity === 'block'),
      isBlocked,
      `${text} of ${matched}`,
    );
  }
  assert.match(
    found('11,10%', 12)[0]?.sentence ?? '',
    /Of 12 pods `11` is 11 and `10%` only 2: a ramp must not become narrower/,
  );
});

test('steps that hit as many are told apart in words only', () => {
  assert.deepEqual(
    found('1,25%,all', 3).map(({ severity, sentence }) => [severity, sentence]),
    [['info', 'Of 3 pods `1` and `25%` are both 1.']],
  );
});

test('an alert that has longer to fire than the fault lasts is warned of', () => {
  const promising = (text: string, oneShot = false) =>
    contractFindings(expecting(anExperiment({ durationSeconds: 10 }), text), oneShot);
  assert.deepEqual(
    promising('must Foo within 60s; must Bar within 10s; must Any').map(({ severity, sentence }) => [
      severity,
      sentence,
    ]),
    [['warn', 'Foo has 1 minute to fire, and the fault lasts only 10 seconds.']],
  );
  assert.deepEqual(promising('must Foo within 60s', true), []);
});
