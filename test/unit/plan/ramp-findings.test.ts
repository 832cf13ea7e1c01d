// A ramp goes wider whatever number of pods there is: what approvers and policy see is its last step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModes } from '../../../src/chaos/mode-text.ts';
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
