import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { headline, placeOf } from '../../../src/chaos/describe.ts';
import { durationWords, modeWords } from '../../../src/chaos/duration-words.ts';
import { experimentOf } from '../../../src/chaos/from-object.ts';
import { goDuration, parseGoDuration } from '../../../src/chaos/go-duration.ts';
import { lineOf } from '../../../src/chaos/line-of.ts';
import { manifestOf, manifestYaml, objectName } from '../../../src/chaos/manifest.ts';
import { withoutEmpties } from '../../../src/chaos/without-empties.ts';
import { anExperiment } from './sample-objects.ts';

const delay = anExperiment({
  kind: 'NetworkChaos',
  action: 'delay',
  mode: { mode: 'fixed', value: 2 },
  parameters: { latency: '200ms', jitter: '0ms', correlation: 0 },
});

test('a delay becomes the object Chaos Mesh expects', () => {
  assert.deepEqual(manifestOf(delay, 'delay-web-r-7k3m9q'), {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'NetworkChaos',
    metadata: { name: 'delay-web-r-7k3m9q', namespace: 'shop' },
    spec: {
      action: 'delay',
      direction: 'to',
      delay: { latency: '200ms' },
      selector: { namespaces: ['shop'], labelSelectors: { app: 'web' }, podPhaseSelectors: ['Running'] },
      mode: 'fixed',
      value: '2',
      duration: '2m',
    },
  });
});

test('a one-shot never carries a duration', () => {
  assert.equal('duration' in manifestOf(anExperiment(), 'x').spec, false);
});

test('object names say what happens to what, and fit 63 characters', () => {
  assert.equal(objectName(anExperiment(), 'r-7k3m9q'), 'kill-web-r-7k3m9q');
  const { target } = anExperiment();
  const long = anExperiment({ target: { ...target, word: `App=${'é-x'.repeat(40)}` } });
  const name = objectName(long, 'r-7k3m9q-s2');
  assert.ok(name.length <= 63);
  assert.match(name, /^kill-app-[a-z0-9-]*[a-z0-9]-r-7k3m9q-s2$/);
  assert.equal(objectName(anExperiment({ target: { ...target, word: '***' } }), 'r-1'), 'kill-r-1');
});

test('empty lists and maps are dropped at any depth', () => {
  assert.deepEqual(withoutEmpties({ a: {}, b: [], c: { d: {}, e: 0 }, f: [{}, 'x'], g: undefined, h: '' }), {
    c: { e: 0 },
    f: ['x'],
    h: '',
  });
});

test('YAML says the same as the manifest', () => {
  const manifest = manifestOf(delay, 'd');
  assert.deepEqual(parse(manifestYaml(manifest)), manifest);
});

test('an experiment survives the way to an object and back', () => {
  for (const experiment of [anExperiment(), delay]) {
    const { kind, metadata, spec } = manifestOf(experiment, 'x');
    const back = experimentOf(
      { kind, namespace: metadata.namespace, spec },
      { cluster: 'staging', word: 'web' },
    );
    assert.deepEqual(back, experiment);
  }
});

test('an object that says more than an experiment can is not turned into one', () => {
  const { kind, spec } = manifestOf(delay, 'x');
  const options = { cluster: 'staging' };
  const object = (changes: object) => ({ kind, namespace: 'shop', spec: { ...spec, ...changes } });
  assert.equal(experimentOf(object({ remoteCluster: 'far' }), options), undefined);
  assert.equal(experimentOf(object({ duration: undefined }), options), undefined);
  assert.equal(experimentOf(object({ mode: 'most' }), options), undefined);
  assert.equal(experimentOf({ kind: 'IOChaos', namespace: 'shop', spec: {} }, options), undefined);
});

test('Go durations are read and written as Go does', () => {
  assert.equal(goDuration(120), '2m');
  assert.equal(goDuration(90), '1m30s');
  assert.equal(goDuration(3600), '1h');
  assert.equal(goDuration(0), '0s');
  assert.equal(goDuration(parseGoDuration('1h0.3s') ?? 0), '1h0.3s');
  assert.equal(parseGoDuration('1m30s'), 90);
  assert.equal(parseGoDuration('-1.5s'), -1.5);
  assert.equal(parseGoDuration('2 m'), undefined);
  assert.equal(parseGoDuration('5'), undefined);
});

test('the card’s first line counts, and says how many while counts are unknown', () => {
  assert.equal(headline(anExperiment(), { most: 1, of: 3 }), 'Kill 1 of 3 web');
  assert.equal(headline(delay, { most: 2, of: 3 }), 'Delay 200 ms · 2 of 3 web');
  assert.equal(headline(delay), 'Delay 200 ms · 2 pods web');
  assert.equal(placeOf(delay.target), 'staging/shop');
});

test('modes and durations are words', () => {
  assert.equal(modeWords({ mode: 'one' }), '1 pod');
  assert.equal(modeWords({ mode: 'fixed-percent', value: 50 }), '50 % of the pods');
  assert.equal(durationWords(120), '2 minutes');
  assert.equal(durationWords(3661), '1 hour 1 minute 1 second');
});

test('the line that asks again names everything', () => {
  assert.equal(lineOf(delay), 'delay staging:shop/web 200ms pods 2 for 2m');
  const cpu = anExperiment({ kind: 'StressChaos', action: 'cpu', parameters: { load: 80, workers: 2 } });
  assert.equal(lineOf(cpu), 'cpu staging:shop/web 80% workers=2 for 2m');
});

test('no line is offered for what a line would say wrongly', () => {
  const target = delay.target;
  const running = { namespaces: ['shop'], podPhaseSelectors: ['Running'] };
  const table: readonly (readonly [string, object, boolean])[] = [
    ['web', { ...running, labelSelectors: { app: 'web' }, nodes: ['n1'] }, false],
    ['web', { namespaces: ['shop'], labelSelectors: { app: 'web' } }, false],
    ['pod/web-a', { pods: { shop: ['web-a'] } }, true],
    ['pod/web-a,web-b', { pods: { shop: ['web-a', 'web-b'] } }, false],
    ['node/n1', { ...running, nodes: ['n1'] }, true],
    ['shop/*', running, true],
    ['shop/*', { namespaces: ['shop', 'bank'], podPhaseSelectors: ['Running'] }, false],
    [
      'web,cart',
      { ...running, expressionSelectors: [{ key: 'app', operator: 'In', values: ['web', 'cart'] }] },
      true,
    ],
    [
      'web,cart',
      { ...running, expressionSelectors: [{ key: 'app', operator: 'NotIn', values: ['web', 'cart'] }] },
      false,
    ],
  ];
  for (const [word, selector, sayable] of table) {
    const line = lineOf({ ...delay, target: { ...target, word, labels: {}, selector } });
    assert.equal(line !== undefined, sayable, `${word} ${JSON.stringify(selector)}: ${line}`);
  }
  assert.equal(lineOf({ ...delay, carries: { labels: { team: 'shop' } } }), undefined);
});
