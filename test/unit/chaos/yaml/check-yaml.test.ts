// What is said of YAML that people give: where it stands, what is wrong with it, and what would mend it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestOf } from '../../../../src/chaos/manifest.ts';
import {
  type CheckedDocument,
  checkYaml,
  yamlRefusalSentence,
} from '../../../../src/chaos/yaml/check-yaml.ts';
import { withEdits } from '../../../../src/chaos/yaml/edits.ts';
import { DELAY } from './sample-yaml.ts';

const here = { cluster: 'staging', namespace: 'shop' };

function only(text: string, expected: Parameters<typeof checkYaml>[1] = here): CheckedDocument {
  const checked = checkYaml(text, expected);
  assert.ok(checked.ok, JSON.stringify(checked));
  const [document, more] = checked.documents;
  assert.ok(document && more === undefined, 'one document');
  return document;
}

function told({ findings }: CheckedDocument): readonly string[] {
  return findings.map(
    ({ severity, check, path, line, column }) => `${severity} ${check} ${path} ${line}:${column}`,
  );
}

test('a document without a fault is an experiment, at the place it names', () => {
  const document = only(DELAY);
  assert.deepEqual(document.findings, []);
  assert.equal(document.name, 'slow-web');
  assert.deepEqual(document.experiment?.target, {
    cluster: 'staging',
    namespace: 'shop',
    word: 'web',
    labels: { app: 'web' },
  });
  assert.equal(document.experiment?.durationSeconds, 90);
});

const CASES: readonly (readonly [string, (text: string) => string, string])[] = [
  [
    'a key said twice',
    (text) => text.replace('  mode: one\n', '  mode: one\n  mode: all\n'),
    'block duplicate-key mode 10:3',
  ],
  [
    'a field nobody knows',
    (text) => text.replace('latency:', 'latncy:'),
    'block unknown-field spec.delay.latncy 14:5',
  ],
  [
    'a field of the selector nobody knows',
    (text) => text.replace('labelSelectors', 'labels'),
    'block unknown-field spec.selector.labels 11:5',
  ],
  [
    'a number where text is wanted',
    (text) => text.replace('200ms', '200'),
    'block wrong-type spec.delay.latency 14:5',
  ],
  [
    'a list where a map is wanted',
    (text) => text.replace(/delay:\n.*/, 'delay: [200ms]'),
    'block wrong-type spec.delay 13:3',
  ],
  [
    'an action nobody knows',
    (text) => text.replace('action: delay', 'action: dealy'),
    'block unknown-value spec.action 8:3',
  ],
  [
    'a mode nobody knows',
    (text) => text.replace('mode: one', 'mode: some'),
    'block unknown-value spec.mode 9:3',
  ],
  [
    'a value out of its range',
    (text) => text.replace('mode: one', 'mode: fixed-percent\n  value: "150"'),
    'block mode-value spec.value 10:3',
  ],
  [
    'a kind nobody knows',
    (text) => text.replace('NetworkChaos', 'NetwrokChaos'),
    'block unknown-kind kind 3:1',
  ],
  ['a version nobody knows', (text) => text.replace('v1alpha1', 'v2'), 'block api-version apiVersion 2:1'],
  [
    'something else',
    (text) => text.replace('chaos-mesh.org/v1alpha1', 'v1'),
    'block not-chaos apiVersion 2:1',
  ],
  [
    'a required part that is missing',
    (text) => text.replace(/ {2}delay:\n.*\n/, ''),
    'block L3-missing-part spec.delay 7:1',
  ],
  ['no end', (text) => text.replace('  duration: 90s\n', ''), 'block L1-endless spec.duration 7:1'],
  ['an end nobody can read', (text) => text.replace('90s', 'soon'), 'block L11-duration spec.duration 15:3'],
  [
    'no selector',
    (text) => text.replace(/ {2}selector:\n.*\n.*\n/, ''),
    'block empty-selector spec.selector 7:1',
  ],
  [
    'an empty selector',
    (text) => text.replace(/selector:\n.*\n.*/, 'selector: {namespaces: [shop]}'),
    'block empty-selector spec.selector 10:3',
  ],
  [
    'an empty map that freezes',
    (text) =>
      text
        .replace('{labelSelectors: {app: web},', '{labelSelectors: {app: web}, nodes: [],')
        .replace('labelSelectors: {app: web},', 'labelSelectors: {app: web}, pods: {},'),
    'warn empty-value spec.selector.pods 11:34',
  ],
  [
    'no phase',
    (text) => text.replace(', podPhaseSelectors: [Running]', ''),
    'warn L6-phase spec.selector.podPhaseSelectors 10:3',
  ],
  [
    'another cluster',
    (text) =>
      text.replace(
        '  namespace: shop\n',
        '  namespace: shop\n  annotations: {faultline.dev/cluster: prod}\n',
      ),
    'block cluster-pin metadata.annotations["faultline.dev/cluster"] 7:17',
  ],
  [
    'what comes in paused',
    (text) =>
      text.replace(
        '  namespace: shop\n',
        '  namespace: shop\n  annotations: {experiment.chaos-mesh.org/pause: "true"}\n',
      ),
    'block comes-paused metadata.annotations["experiment.chaos-mesh.org/pause"] 7:17',
  ],
  [
    'no namespace',
    (text) => text.replace('  namespace: shop\n', ''),
    'info namespace-assumed metadata.namespace 4:1',
  ],
  [
    'what a cluster wrote',
    (text) => `${text}status: {experiment: {}}\n`,
    'info written-by-cluster status 16:1',
  ],
  [
    'a field of another action',
    (text) => text.replace('action: delay', 'action: partition'),
    'info without-effect spec.delay 13:3',
  ],
  [
    'a value beside a mode without one',
    (text) => `${text}  value: "2"\n`,
    'info without-effect spec.value 16:3',
  ],
  [
    'an old octal',
    (text) => text.replace('"20"', '020').replace('mode: one', 'mode: one\n  value: 010'),
    'block octal  10:10',
  ],
  [
    'another cluster of Chaos Mesh’s own',
    (text) => `${text}  remoteCluster: far\n`,
    'block remote-cluster spec.remoteCluster 16:3',
  ],
  [
    'a protected namespace',
    (text) => text.replace('namespace: shop', 'namespace: kube-system'),
    'block L12-protected spec.selector.namespaces 10:3',
  ],
  [
    'a parameter out of its range',
    (text) => text.replace('200ms', '2h'),
    'block bad-value spec.delay.latency 14:5',
  ],
];

test('each fault is found at its line, with its path', () => {
  for (const [name, spoil, wanted] of CASES) {
    const flow = name.startsWith('an empty map') || name === 'no phase' ? inFlow(DELAY) : DELAY;
    const document = only(spoil(flow));
    assert.ok(told(document).includes(wanted), `${name}: ${JSON.stringify(told(document))}`);
    assert.equal(
      document.experiment === undefined,
      told(document).some((one) => one.startsWith('block')),
      name,
    );
  }
});

function inFlow(text: string): string {
  return text
    .replace(
      / {2}selector:\n.*\n.*\n/,
      '  selector:\n    {labelSelectors: {app: web}, podPhaseSelectors: [Running]}\n',
    )
    .replace('    {', '    {');
}

test('misspelt words are answered with the nearest one that exists', () => {
  const cures = [
    [DELAY.replace('latency:', 'latncy:'), /Did you mean latency\?/],
    [DELAY.replace('labelSelectors', 'labelSelector'), /Did you mean labelSelectors\?/],
    [DELAY.replace('NetworkChaos', 'NetwrokChaos'), /Did you mean NetworkChaos\?/],
    [DELAY.replace('action: delay', 'action: dealy'), /Did you mean delay\?/],
    [DELAY.replace('200ms', '200'), /Put it in quotes: latency: '200'/],
  ] as const;
  for (const [text, cure] of cures)
    assert.match(
      only(text)
        .findings.map((one) => one.cure)
        .join(' '),
      cure,
    );
});

test('inventory is known, and said not to be run', () => {
  for (const kind of ['PhysicalMachine', 'RemoteCluster', 'WorkflowNode']) {
    const [finding, more] = only(`apiVersion: chaos-mesh.org/v1alpha1\nkind: ${kind}\n`).findings;
    assert.equal(more, undefined);
    assert.equal(finding?.check, 'not-run-yet');
    assert.match(finding?.sentence ?? '', new RegExp(kind, 'i'));
  }
});

test('machines and clouds become experiments as pods do', () => {
  const of = (kind: string, spec: string) =>
    only(
      `apiVersion: chaos-mesh.org/v1alpha1\nkind: ${kind}\nmetadata: {name: x, namespace: shop}\nspec: ${spec}\n`,
    );
  const volume =
    'action: detach-volume, ec2Instance: i-1, awsRegion: eu-1, duration: 1m, deviceName: /dev/sdb';
  assert.deepEqual(
    of('AWSChaos', `{${volume}, volumeId: v}`).findings.map(({ check, path }) => `${check} ${path}`),
    ['unknown-field spec.volumeId'],
  );
  const detach = of('AWSChaos', `{${volume}, volumeID: v}`);
  assert.deepEqual(detach.findings, []);
  assert.deepEqual(detach.experiment?.target, {
    ...{ cluster: 'staging', namespace: 'shop', word: 'i-1', labels: {} },
  });
  const cpu = 'action: stress-cpu, mode: all, duration: 1m, stress-cpu: {load: 80, workers: 1}';
  const named = of('PhysicalMachineChaos', `{${cpu}, selector: {physicalMachines: {shop: [m1, m2]}}}`);
  assert.equal(named.experiment?.target.word, 'm1,m2');
  const byAddress = of('PhysicalMachineChaos', `{${cpu}, address: ["192.0.2.20:31768"]}`);
  assert.deepEqual(byAddress.experiment?.parameters['address'], ['http://192.0.2.20:31768']);
  assert.equal(byAddress.experiment?.target.word, '192.0.2.20:31768');
  const anywhere = of('PhysicalMachineChaos', `{${cpu}, selector: {labelSelectors: {rack: a}}}`);
  assert.deepEqual(
    anywhere.findings.map(({ check }) => check),
    ['machine-namespaces'],
  );
});

test('a text that breaks off is told with its line, and its fields are not guessed', () => {
  const document = only('kind: PodChaos\nspec: {mode: one\n');
  assert.ok(document.findings.every(({ check }) => check === 'syntax'));
  assert.ok((document.findings[0]?.line ?? 0) >= 2);
});

test('several documents are judged one by one, with the lines of the whole text', () => {
  const checked = checkYaml(`${DELAY}---\n# nothing\n---\n${DELAY.replace('90s', 'soon')}`, here);
  assert.ok(checked.ok);
  assert.deepEqual(
    checked.documents.map(({ experiment }) => experiment !== undefined),
    [true, false],
  );
  assert.deepEqual(
    checked.documents.map(({ line }) => line),
    [2, 20],
  );
  assert.equal(checked.documents[1]?.findings[0]?.line, 33);
});

test('what would cost more than it may, or is no text, is refused in a sentence', () => {
  const bomb = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`).join(
    '\n',
  );
  const table = [
    ['', 'empty'],
    ['# only a comment\n---\n', 'empty'],
    [bomb, 'anchors'],
    [`base: &b {x: 1}\n${DELAY}`, 'anchors'],
    ['\u0000\u0001binary', 'binary'],
    [Buffer.from([0x89, 0x50, 0xff, 0xfe]).toString('utf8'), 'binary'],
    [`${DELAY}\n# \ud800`, 'binary'],
    ['a: "\\ufffd"', 'binary'],
    ['"\\ud800": a', 'binary'],
    ['a: b\n'.repeat(25_000), 'too-big'],
    ['['.repeat(5_000), 'too-deep'],
    [`${'- '.repeat(3_000)}x`, 'too-deep'],
    ['{a: '.repeat(2_000), 'too-deep'],
    ['---\na: 1\n'.repeat(60), 'too-many'],
  ] as const;
  for (const [text, kind] of table) {
    const checked = checkYaml(text, here);
    assert.ok(!checked.ok, kind);
    assert.equal(checked.refusal.kind, kind);
    assert.match(yamlRefusalSentence(checked.refusal), /^[A-Z].*\.$/);
  }
});

test('offered edits mend the text and leave its comments where they are', () => {
  const text = DELAY.replace('  duration: 90s\n', '').replace('    podPhaseSelectors: [Running]\n', '');
  const { findings } = only(text);
  const edits = findings.flatMap(({ edit }) => edit ?? []);
  assert.equal(edits.length, 2);
  const mended = withEdits(text, edits);
  assert.match(mended, /# how slow is too slow\?/);
  assert.match(mended, /podPhaseSelectors: \[ ?Running ?\]/);
  const document = only(mended);
  assert.deepEqual(document.findings, []);
  assert.equal(document.experiment?.durationSeconds, 120);
});

test('an edit is made in flow and in block, and not offered where a field stands already', () => {
  const flow = only(
    '{apiVersion: chaos-mesh.org/v1alpha1, kind: PodChaos, metadata: {namespace: shop}, spec: {action: pod-failure, mode: one, selector: {labelSelectors: {app: web}}}}\n',
  );
  assert.deepEqual(
    flow.findings.map(({ edit }) => edit?.adds),
    ['duration: 2m', 'podPhaseSelectors: [Running]'],
  );
  const started = only(DELAY.replace('duration: 90s', 'duration:'));
  assert.deepEqual(
    started.findings.map(({ check, edit }) => [check, edit]),
    [['L1-endless', undefined]],
  );
});

test('labels and annotations of the object are carried, those of clusters and of ours are not', () => {
  const metadata = `  labels: {team: shop}\n  annotations: {why: drill, faultline.dev/run: r-1, kubectl.kubernetes.io/last-applied-configuration: "{}"}\n`;
  const { experiment } = only(DELAY.replace('  namespace: shop\n', `  namespace: shop\n${metadata}`));
  assert.deepEqual(experiment?.carries, { labels: { team: 'shop' }, annotations: { why: 'drill' } });
  assert.ok(experiment);
  assert.deepEqual(manifestOf(experiment, 'x').metadata.labels, { team: 'shop' });
});

test('an annotation makes a ramp of a document, whose own mode is the last step', () => {
  const stepped = (steps: string) =>
    only(
      DELAY.replace('mode: one', 'mode: all').replace(
        '  namespace: shop\n',
        `  namespace: shop\n  annotations: {faultline.dev/steps: "${steps}"}\n`,
      ),
    );
  const { experiment } = stepped('1');
  assert.deepEqual(experiment?.steps, [{ mode: 'one' }]);
  assert.equal(experiment?.carries, undefined);
  for (const [steps, sentence] of [
    ['all', /wider than the last/],
    ['many', /no numbers of pods/],
    ['', /no numbers of pods/],
  ] as const) {
    const [finding] = stepped(steps).findings.filter(({ severity }) => severity === 'block');
    assert.deepEqual(
      [finding?.check, finding?.path],
      ['ramp', 'metadata.annotations["faultline.dev/steps"]'],
    );
    assert.match(finding?.sentence ?? '', sentence);
  }
});
