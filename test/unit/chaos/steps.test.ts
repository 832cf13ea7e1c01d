// The steps of a ramp as text, as objects, and in what policy counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestOf, objectName } from '../../../src/chaos/manifest.ts';
import { modesText, readModes } from '../../../src/chaos/mode-text.ts';
import { manifestAt, secondsInAll, stepCount } from '../../../src/chaos/steps.ts';
import { fc } from '../../seeded.ts';
import { anExperiment } from './sample-objects.ts';

const ramp = anExperiment({
  mode: { mode: 'all' },
  steps: [{ mode: 'one' }, { mode: 'fixed-percent', value: 25 }],
  carries: { annotations: { 'faultline.dev/alerts': 'never PagerStorm' } },
});

test('the plan of a ramp says its steps, and each step is an experiment of its own', () => {
  const name = objectName(ramp, 'r-7k3m9q');
  const whole = manifestOf(ramp, name);
  assert.equal(whole.metadata.annotations?.['faultline.dev/steps'], '1,25%');
  assert.equal(whole.spec['mode'], 'all');
  const steps = [0, 1, 2].map((step) => manifestAt(ramp, whole, step));
  assert.deepEqual(
    steps.map(({ metadata, spec }) => [metadata.name, spec['mode'], spec['value']]),
    [
      [`${name}-s1`, 'one', undefined],
      [`${name}-s2`, 'fixed-percent', '25'],
      [`${name}-s3`, 'all', undefined],
    ],
  );
  for (const { metadata } of steps)
    assert.deepEqual(metadata.annotations, { 'faultline.dev/alerts': 'never PagerStorm' });
  assert.deepEqual([stepCount(ramp), secondsInAll(ramp)], [3, 3 * ramp.durationSeconds]);
});

test('what is no ramp is its own only step', () => {
  const plain = anExperiment();
  const manifest = manifestOf(plain, 'x');
  assert.equal(manifestAt(plain, manifest, 0), manifest);
  assert.equal(stepCount(plain), 1);
});

test('the name of a step fits one DNS label, however long the workload is called', () => {
  const word = 'w'.repeat(63);
  const long = { ...ramp, target: { ...ramp.target, word } };
  const name = objectName(long, 'r-7k3m9q');
  assert.ok(manifestAt(long, manifestOf(long, name), 9).metadata.name.length <= 63);
});

const mode = fc.oneof(
  fc.constant({ mode: 'one' } as const),
  fc.integer({ min: 2, max: 999 }).map((value) => ({ mode: 'fixed', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'fixed-percent', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'random-max-percent', value }) as const),
  fc.constant({ mode: 'all' } as const),
);

test('steps that are read are those that were written', () => {
  fc.assert(
    fc.property(fc.array(mode, { maxLength: 11 }), mode, (steps, last) => {
      const modes = steps.length === 0 ? { mode: last } : { mode: last, steps };
      const read = readModes(modesText(modes));
      if (read.ok) assert.deepEqual(read.modes, modes);
      else assert.ok(steps.length > 0 && read.sentence !== undefined);
    }),
    { numRuns: 1_000 },
  );
});
