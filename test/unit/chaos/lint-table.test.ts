// Every row of the table of checks is found where the table says, as severe as it says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Autoscaler, Circumstances } from '../../../src/chaos/circumstances.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import type { Installation } from '../../../src/chaos/installation.ts';
import type { Lint, LintSubject } from '../../../src/chaos/lints/lint.ts';
import { LISTED } from '../../../src/chaos/lints/table.ts';
import { lintsOf } from '../../../src/chaos/lints.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import { previewOf } from '../../../src/chaos/preview.ts';
import { checkTemplateText } from '../../../src/chaos/templates/check-template.ts';
import { checkYaml } from '../../../src/chaos/yaml/check-yaml.ts';
import { changed, SCHEDULE, WORKFLOW } from './orchestration-yaml.ts';
import { anExperiment, anObject, aPod, aRecord, aWorkload } from './sample-objects.ts';
import { SLOW } from './templates/sample-template.ts';
import { DELAY } from './yaml/sample-yaml.ts';

const pods = ['web-a', 'web-b', 'web-c'].map((name) => aPod(name));
const failure = anExperiment({ action: 'pod-failure', parameters: {} });
const delay = anExperiment({ kind: 'NetworkChaos', action: 'delay', parameters: { latency: '200ms' } });
const dns = anExperiment({ kind: 'DNSChaos', action: 'dns-error', parameters: {} });
const kernel = anExperiment({ kind: 'KernelChaos', action: 'kernel-fail', parameters: { type: 'slab' } });
const cpu = anExperiment({ kind: 'StressChaos', action: 'cpu', parameters: { load: 80, workers: 1 } });
const aws = anExperiment({
  kind: 'AWSChaos',
  action: 'ec2-stop',
  parameters: { region: 'eu-1', instance: 'i-1', secret: 'aws' },
});
const INSTALLATION: Installation = {
  version: '2.8.3',
  daemons: { wanted: 3, ready: 3 },
  dnsServer: true,
  kernelServer: true,
  kinds: [],
  filtersNamespaces: false,
};
const AUTOSCALER: Autoscaler = {
  namespace: 'shop',
  name: 'web',
  scales: { kind: 'Deployment', name: 'web' },
  most: 6,
  current: 3,
  desired: 3,
  follows: ['cpu'],
};
const running = { podPhaseSelectors: ['Running'] };

function subject(experiment: Experiment, changes: object = {}, over: Partial<LintSubject> = {}): LintSubject {
  const manifest = manifestOf(experiment, 'mine');
  const preview = previewOf(experiment, { pods, workloads: [] });
  return { manifest: { ...manifest, spec: { ...manifest.spec, ...changes } }, preview, ...over };
}

function choosing(selector: object): readonly Lint[] {
  return lintsOf(subject(delay, { selector: { labelSelectors: { app: 'web' }, ...running, ...selector } }));
}

function machine(spec: object): readonly Lint[] {
  const metadata = { name: 'x', namespace: 'shop' };
  return lintsOf({ manifest: { kind: 'PhysicalMachineChaos', metadata, spec: { ...spec } } });
}

const twoMachines = ['m1', 'm2'].map((name) => ({ id: `http://${name}`, name }));
const onMachines = (spec: object, over: Partial<LintSubject> = {}): readonly Lint[] =>
  lintsOf({
    manifest: {
      kind: 'PhysicalMachineChaos',
      metadata: { name: 'mine', namespace: 'shop' },
      spec: { action: 'stress-cpu', mode: 'all', duration: '2m', ...spec },
    },
    hits: { on: 'machines', things: twoMachines },
    ...over,
  });
const theirMachine = anObject({
  kind: 'PhysicalMachineChaos',
  name: 'theirs',
  spec: { action: 'stress-cpu', mode: 'all', address: ['http://m2'], 'stress-cpu': { load: 80, workers: 1 } },
});

function seen(experiment: Experiment, preview: object): readonly Lint[] {
  const asked = subject(experiment);
  return lintsOf({ ...asked, preview: { ...previewOf(experiment, { pods, workloads: [] }), ...preview } });
}

function yaml(text: string): readonly Lint[] {
  const checked = checkYaml(text, { cluster: 'staging', namespace: 'shop' });
  return checked.ok ? checked.documents.flatMap(({ findings }) => findings) : [];
}

function template(text: string): readonly Lint[] {
  return checkTemplateText('slow.yaml', text, { namespace: 'shop' }).findings;
}

function object(kind: string, spec: string): readonly Lint[] {
  return yaml(
    `apiVersion: chaos-mesh.org/v1alpha1\nkind: ${kind}\nmetadata: {name: x, namespace: shop}\nspec: ${spec}\n`,
  );
}

const CHOSEN =
  'selector: {labelSelectors: {app: web}, podPhaseSelectors: [Running]}, mode: one, duration: 2m';
const annotated = (line: string) =>
  DELAY.replace('  namespace: shop\n', `  namespace: shop\n  annotations: {${line}}\n`);
const theirs = anObject({ name: 'theirs', records: [aRecord('shop/web-a', { phase: 'Injected' })] });
const budgets = [{ namespace: 'shop', name: 'web', selector: { app: 'web' }, disruptionsAllowed: 0 }];
const workloads = [aWorkload('web'), aWorkload('cart')];
const around = (circumstances: Circumstances, over: Partial<LintSubject> = {}) =>
  lintsOf(subject(anExperiment(), {}, { circumstances, marks: { optOut: [], optIn: [] }, ...over }));
const installed = (changes: Partial<Installation> = {}): Circumstances => ({
  installation: { ...INSTALLATION, ...changes },
});
const onDelay = (changes: Partial<Installation>, spec: object = {}) =>
  lintsOf(subject(delay, spec, { circumstances: installed(changes) }));
const autoscaled = (changes: Partial<Autoscaler>, experiment = anExperiment()) =>
  lintsOf({
    ...subject(experiment, {}, { circumstances: { autoscalers: [{ ...AUTOSCALER, ...changes }] } }),
    preview: previewOf(experiment, { pods, workloads: [aWorkload('web')] }),
  });
const aNode = (name: string, zone: string) =>
  [name, { name, labels: { 'topology.kubernetes.io/zone': zone } }] as const;
const standing = (nodes: readonly string[], zones: readonly string[], fixed = 1) => {
  const mode = fixed === 1 ? ({ mode: 'one' } as const) : ({ mode: 'fixed', value: fixed } as const);
  const experiment = anExperiment({ mode });
  const there = nodes.map((node, at) => aPod(`web-${at}`, { node }));
  return lintsOf({
    manifest: manifestOf(experiment, 'mine'),
    preview: previewOf(experiment, { pods: there, workloads: [] }),
    circumstances: { nodes: new Map(zones.map((zone, at) => aNode(`node-${at + 1}`, zone))) },
  });
};

const schedule = (...pairs: Parameters<typeof changed>[1][]) => yaml(changed(SCHEDULE, ...pairs));
const workflow = (...pairs: Parameters<typeof changed>[1][]) => yaml(changed(WORKFLOW, ...pairs));
const check = (spec: string) => object('StatusCheck', `{type: HTTP${spec}}`);
const nested = (type: string, more = '') =>
  workflow([
    /templateType: Suspend, deadline: 10s/u,
    `templateType: Schedule, deadline: 10s, schedule: {schedule: '@every 5s', type: ${type}, historyLimit: 1${more}}`,
  ]);

const ORCHESTRATED: typeof SAMPLES = {
  'T14 no-planned-end': schedule([/ {2}annotations.*\n/u, '']),
  'T14 planned-length': schedule(['2h', '25h']),
  'T14 never-starts': schedule(['2h', '9m']),
  'T15 no-fault': workflow(['[slow, rest, both]', '[rest]']),
  'T15 too-many-steps': workflow(['[slow, rest, both]', `[both${', rest'.repeat(201)}]`]),
  'T15 too-long': workflow(['{ app: cart }', `{ app: cart, more: ${'x'.repeat(12_000)} }`]),
  'T12 comes-aborted': workflow([
    'namespace: shop',
    "namespace: shop, annotations: {workflow.chaos-mesh.org/abort: 'true'}",
  ]),
  'L16 L16-cron': schedule(['@every 10m', 'often']),
  'L16 L16-often': schedule(['@every 10m', '@every 40s']),
  'T16 schedule-type': schedule(['type: NetworkChaos', 'type: NetChaos']),
  'T16 schedule-body': schedule(['type: NetworkChaos', 'type: PodChaos']),
  'T16 schedule-other-body': schedule([
    'type: NetworkChaos',
    'type: NetworkChaos\n  workflow: {entry: a, templates: []}',
  ]),
  'L16 L16-policy': schedule(['  concurrencyPolicy: Forbid\n', '']),
  'L16 L16-overlap': schedule(['Forbid', 'Allow'], ['30s', '11m']),
  'L16 L16-postponed': schedule(['30s', '11m']),
  'L16 L16-history': schedule(['  historyLimit: 3\n', '']),
  'L16 L16-deadline': schedule(['historyLimit: 3', 'historyLimit: 3\n  startingDeadlineSeconds: 600']),
  'L19 L19-no-deadline': workflow(['deadline: 30s', 'deadline: ""']).concat(
    workflow(['      deadline: 30s\n', '']),
  ),
  'L19 L20-deadline': workflow(['30s', 'soon']),
  'L20 L20-no-template': workflow(['entry: all', 'entry: alll']),
  'L20 L20-twice': workflow(['name: fail', 'name: rest']),
  'L20 L20-name': workflow(['name: fail', 'name: Fail']),
  'L20 L20-circle': workflow(['[slow, fail]', '[slow, fail, all]']),
  'L20 L20-unused': workflow(['[slow, fail]', '[slow]']),
  'L21 L21-no-policy': nested('PodChaos'),
  'L21 L21-lost-body': nested('BlockChaos', ', concurrencyPolicy: Forbid'),
  'L24 L24-interval': schedule(['@every 10m', '*/10 * * * *']),
  'T17 template-type': workflow(['Suspend', 'Suspended']),
  'T17 template-body': workflow(['templateType: PodChaos', 'templateType: TimeChaos']),
  'T17 template-stray': workflow(['Suspend', 'Suspend, children: [slow]']),
  'T17 template-duration': workflow(["value: '2'", "value: '2'\n        duration: 1s"]),
  'T18 task-code': workflow([
    /Suspend.*/u,
    'Task, deadline: 10s, task: {container: {name: a, image: busybox}} }',
  ]),
  'L23 status-check-http': check(''),
  'L23 status-check-url': check(", http: {url: web, criteria: {statusCode: '200'}}"),
  'L23 L23-codes': check(", http: {url: 'http://web', criteria: {statusCode: 400-200}}"),
  'L23 L23-endless': workflow([
    /Suspend.*/u,
    "StatusCheck, statusCheck: {type: HTTP, mode: Continuous, http: {url: 'http://web', criteria: {statusCode: '200'}}} }",
  ]),
  'T19 not-run-yet': object('PhysicalMachine', '{}'),
};

/** By `id check`: something that the row finds. */
const SAMPLES: Readonly<Record<string, readonly Lint[]>> = {
  'L12 L12-protected': choosing({ namespaces: ['kube-system'] }),
  'L12 L12-not-served': lintsOf(subject(delay, {}, { servedNamespaces: ['orders'] })),
  'T1 empty-selector': lintsOf(subject(delay, { selector: undefined })),
  'T1 L6-phase': choosing({ podPhaseSelectors: [] }),
  'T2 selector-field': choosing({ fieldSelectors: { 'spec.hostNetwork': 'true' } }),
  'T2 selector-phase': choosing({ podPhaseSelectors: ['!running'] }),
  'T2 selector-expression': choosing({ expressionSelectors: [{ key: 'a', operator: 'Gt', values: ['1'] }] }),
  'T2 selector-value': choosing({ annotationSelectors: { why: 'two words' } }),
  'L6 no-pods': seen(delay, { candidates: [] }),
  'L6 L6-maybe-none': lintsOf(subject({ ...delay, mode: { mode: 'random-max-percent', value: 50 } })),
  'T3 several-workloads': seen(delay, { workloads }),
  'T4 selector-unknown': seen(delay, { unjudged: ['nodeSelectors'] }),
  'T5 mode-value': lintsOf(subject(delay, { mode: 'fixed-percent', value: '101' })),
  'T5 fewer-than-asked': lintsOf(subject({ ...delay, mode: { mode: 'fixed', value: 1_000 } })),
  'L1 L1-endless': lintsOf(subject(failure, { duration: undefined })),
  'L2 L2-one-shot-duration': lintsOf(subject(anExperiment(), { duration: '2m' })),
  'L11 L11-duration': lintsOf(subject(failure, { duration: '-2m' })),
  'L3 L3-missing-part': lintsOf(subject(delay, { delay: undefined })),
  'L4 L4-percent': lintsOf(subject(delay, { delay: { latency: '1s', correlation: '150' } })),
  'L5 L5-http-part': object('HTTPChaos', `{target: Request, port: 80, ${CHOSEN}}`),
  'T6 empty-value': lintsOf(subject(delay, { externalTargets: [] })),
  'L10 L10-partition': lintsOf(subject(delay, { action: 'partition', delay: undefined })),
  'L9 L9-ipv6': lintsOf(subject(delay, { externalTargets: ['2001:db8::1'] })),
  'L9 L9-domain': lintsOf(subject(delay, { externalTargets: ['example.com'] })),
  'L9 L9-host-network': seen(delay, { candidates: [aPod('web-a', { hostNetwork: true })] }),
  'T7 remote-cluster': lintsOf(subject(delay, { remoteCluster: 'far' })),
  'T8 L6-other-end': lintsOf(subject(delay, {}, { otherEnd: [] })),
  'T8 other-end-too': lintsOf(subject(delay, { direction: 'both' }, { otherEnd: [aPod('cart-a')] })),
  'L7 L7-container': lintsOf(subject(failure, { containerNames: ['init'] })),
  'L13 L13-overlap': lintsOf(subject(failure, {}, { experiments: [theirs] })),
  'L6 no-machines': onMachines({}, { hits: { on: 'machines', things: [] } }),
  'L13 L13-held': onMachines({}, { experiments: [theirMachine] }),
  'L25 L25-all-machines': onMachines({}),
  'T14 machine-namespaces': onMachines({ selector: { labelSelectors: { rack: 'a' } } }),
  'L15 machine-address': machine({
    action: 'clock',
    mode: 'one',
    address: ['a'],
    selector: { namespaces: ['shop'] },
  }),
  'L15 L15-redis-option': machine({ action: 'redis-expiration', 'redis-expiration': { option: 'XX' } }),
  'L25 L25-all-replicas': lintsOf(subject({ ...delay, mode: { mode: 'all' } })),
  'L25 L25-budget': lintsOf(subject(anExperiment(), {}, { budgets })),
  'C1 lacks-kind': onDelay({ kinds: ['PodChaos'] }),
  'C1 lacks-daemon': onDelay({ daemons: { wanted: 3, ready: 0 } }),
  'C1 some-daemons': onDelay({ daemons: { wanted: 3, ready: 2 } }),
  'C1 lacks-dns-server': lintsOf(subject(dns, {}, { circumstances: installed({ dnsServer: false }) })),
  'C1 lacks-kernel-server': lintsOf(
    subject(kernel, {}, { circumstances: installed({ kernelServer: false }) }),
  ),
  'C1 secret-unread': lintsOf({ manifest: manifestOf(aws, 'mine'), circumstances: installed() }),
  'C2 needs-version': onDelay({ version: '2.6.7' }, { action: 'netem', rate: { rate: '1mbit' } }),
  'C2 version-unknown': lintsOf(
    subject(delay, { action: 'netem', rate: { rate: '1mbit' } }, { circumstances: {} }),
  ),
  'C2 version-old': onDelay({ version: '2.5.0' }),
  'C3 opted-out': around({}, { marks: { optOut: ['app=web'], optIn: [] } }),
  'C3 not-opted-in': around({ namespaces: new Map() }, { marks: { optOut: [], optIn: ['chaos=yes'] } }),
  'L12 not-annotated': around({
    ...installed({ filtersNamespaces: true }),
    namespaces: new Map([['shop', { labels: {}, annotations: {} }]]),
  }),
  'C4 autoscaler-full': autoscaled({ most: 3 }),
  'C4 autoscaler-moving': autoscaled({ desired: 5 }),
  'C4 autoscaler-answers': autoscaled({}, cpu),
  'C5 rollout': seen(delay, { workloads: [aWorkload('web', { rollingOut: true })] }),
  'C6 single-replica': seen(anExperiment(), {
    workloads: [aWorkload('web'), aWorkload('cart', { replicas: 1 })],
  }),
  'C7 one-node': standing(['node-1', 'node-1', 'node-1'], ['a', 'b']),
  'C7 one-zone': standing(['node-1', 'node-1', 'node-2'], ['a', 'a', 'b']),
  'C7 one-zone-left': standing(['node-1', 'node-1', 'node-2'], ['a', 'b']),
  'C8 not-known': around({}),
  'T9 terminating-pods': seen(delay, { candidates: [aPod('web-a', { deleting: true })] }),
  'L8 bad-value': object('TimeChaos', `{timeOffset: -5m, clockIds: [CLOCK_FOO], ${CHOSEN}}`),
  'L14 missing-field': object(
    'AzureChaos',
    '{action: vm-stop, subscriptionID: a, resourceGroupName: b, vmName: c, duration: 2m}',
  ),
  'L15 unknown-value': object(
    'PhysicalMachineChaos',
    '{action: http-abort, mode: one, address: [a], duration: 2m}',
  ),
  'L15 bad-value': object(
    'PhysicalMachineChaos',
    '{action: stress-mem, mode: one, address: [a], duration: 2m, stress-mem: {size: "100"}}',
  ),
  'L26 unknown-field': yaml(DELAY.replace('latency:', 'latncy:')),
  'T10 syntax': yaml('a: [1\n'),
  'T10 duplicate-key': yaml(`${DELAY}  mode: all\n`),
  'T10 wrong-type': yaml(DELAY.replace('200ms', '200')),
  'T10 octal': yaml(`${DELAY}  value: 010\n`),
  'T11 unknown-kind': yaml(DELAY.replace('NetworkChaos', 'NetChaos')),
  'T11 api-version': yaml(DELAY.replace('v1alpha1', 'v2')),
  'T11 not-chaos': yaml('apiVersion: v1\nkind: Pod\n'),
  'T12 cluster-pin': yaml(annotated('faultline.dev/cluster: prod')),
  'T12 comes-paused': yaml(annotated('experiment.chaos-mesh.org/pause: "true"')),
  'T13 written-by-cluster': yaml(`${DELAY}status: {a: 1}\n`),
  'T13 without-effect': yaml(`${DELAY}  value: "2"\n`),
  ...ORCHESTRATED,
  'T13 namespace-assumed': yaml(DELAY.replace('  namespace: shop\n', '')),
  'T14 template': template(SLOW.replace('---', '')),
  'T14 template-head': template(SLOW.replace('default: 300ms', 'default: 9s')),
  'T14 template-place': template(SLOW.replace('{latency}', '{latncy}')),
};

const ROWS = LISTED.flatMap(({ id, checks }) =>
  Object.entries(checks).map(([check, severity]) => ({ id, check, severity })),
);

for (const { id, check, severity } of ROWS)
  test(`${id} is found as ${check}, with its severity, a path and a sentence`, () => {
    const sample = SAMPLES[`${id} ${check}`] ?? [];
    const found = sample.find((one) => one.check === check);
    assert.ok(found, JSON.stringify(sample));
    assert.ok(severity.split(' or ').includes(found.severity), found.severity);
    assert.match(found.sentence, /^[^a-z\s].*[.?!]$|^[a-z]+\S* .*[.?!]$/u);
  });

test('every lint of the list of Chaos Mesh’s silences is in the table, from L1 to L26', () => {
  const ids = new Set(LISTED.map(({ id }) => id));
  assert.deepEqual(
    Array.from({ length: 26 }, (_, at) => `L${at + 1}`).filter((id) => !ids.has(id)),
    [],
  );
});

test('nothing is found that the table does not list', () => {
  const listed = new Set(LISTED.flatMap(({ checks }) => Object.keys(checks)));
  for (const lints of Object.values(SAMPLES))
    for (const { check } of lints) assert.ok(listed.has(check), check);
});
