import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHAOS, type Json, networkChaos, podChaos, startSandbox, stressChaos } from './sandbox-fixture.ts';

const REFUSED: readonly (readonly [resource: string, body: Json, code: number, message: RegExp])[] = [
  [
    'podchaos',
    podChaos('a', { action: undefined }),
    422,
    /^PodChaos\.chaos-mesh\.org "a" is invalid: spec\.action: Unsupported value: "": supported values: "pod-kill"/,
  ],
  ['podchaos', podChaos('a', { mode: 'some' }), 422, /spec\.mode: Unsupported value: "some"/],
  [
    'podchaos',
    podChaos('a', { gracePeriod: -1 }),
    422,
    /spec\.gracePeriod: Invalid value: -1: spec\.gracePeriod in body should be greater than or equal to 0/,
  ],
  [
    'podchaos',
    podChaos('a', { mode: 'fixed', value: 2 }),
    400,
    /admission webhook "mpodchaos\.kb\.io" denied the request: json: cannot unmarshal number into Go struct field/,
  ],
  [
    'podchaos',
    podChaos('a', { mode: 'fixed', value: 'two' }),
    403,
    /admission webhook "vpodchaos\.kb\.io" denied the request: \[Spec\.ContainerSelector\.value: .*parse value field error:strconv\.Atoi.*Spec\.ContainerSelector\.PodSelector\.value/,
  ],
  [
    'podchaos',
    podChaos('a', { mode: 'fixed', value: '0' }),
    403,
    /value must be greater than 0 with mode:fixed/,
  ],
  [
    'podchaos',
    podChaos('a', { mode: 'fixed-percent', value: '101' }),
    403,
    /value of 101 is invalid, Must be \(0,100\] with mode:fixed-percent/,
  ],
  [
    'podchaos',
    podChaos('a', { duration: '1x' }),
    403,
    /Spec\.Duration: Invalid value: "1x": parse duration field error: time: unknown unit "x" in duration "1x"/,
  ],
  [
    'podchaos',
    podChaos('a', { action: 'container-kill' }),
    403,
    /the name of container is required on container-kill action/,
  ],
  [
    'networkchaos',
    networkChaos('a', { delay: { latency: '1m30s' } }),
    422,
    /spec\.delay\.latency in body should match/,
  ],
  [
    'networkchaos',
    networkChaos('a', { direction: 'from' }),
    403,
    /`from` and `both` direction cannot be used when targets is empty in netem action/,
  ],
  [
    'networkchaos',
    networkChaos('a', { action: 'loss', loss: { loss: 'much' } }),
    403,
    /parse correlation field error:/,
  ],
  [
    'networkchaos',
    networkChaos('a', { action: 'bandwidth', bandwidth: { rate: '1.5mbps', limit: 1, buffer: 1 } }),
    403,
    /parse rate field error:/,
  ],
  ['stresschaos', stressChaos('a', { stressors: {} }), 403, /missing stressors/],
  [
    'stresschaos',
    stressChaos('a', { stressors: { memory: { workers: 1, size: '120%' } } }),
    403,
    /incorrect bytes format: illegal proportion/,
  ],
  [
    'stresschaos',
    stressChaos('a', { stressors: { cpu: { workers: 9000 } } }),
    422,
    /should be less than or equal to 8192/,
  ],
];

test('every wrong experiment is refused with the code and the words of the real one', async (t) => {
  const { ask } = await startSandbox(t);
  for (const [resource, body, code, message] of REFUSED) {
    const reply = await ask('POST', `${CHAOS}/${resource}?dryRun=All`, body);
    assert.match(reply.body.message, message);
    assert.equal(reply.code, code, reply.body.message);
  }
});

test('schema errors carry their causes', async (t) => {
  const { ask } = await startSandbox(t);
  const { body } = await ask('POST', `${CHAOS}/podchaos`, podChaos('a', { action: 'nuke' }));
  assert.deepEqual(
    body.details.causes.map((cause: Json) => [cause.reason, cause.field]),
    [['FieldValueNotSupported', 'spec.action']],
  );
});

test('unknown fields are refused when asked to be strict and dropped otherwise', async (t) => {
  const { ask } = await startSandbox(t);
  const body = podChaos('a', { colour: 'red', selector: { labels: {} } });
  const strict = await ask('POST', `${CHAOS}/podchaos?fieldValidation=Strict`, body);
  assert.equal(strict.code, 400);
  assert.equal(
    strict.body.message,
    'PodChaos in version "v1alpha1" cannot be handled as a PodChaos: strict decoding error: unknown field "spec.colour", unknown field "spec.selector.labels"',
  );
  const loose = await ask('POST', `${CHAOS}/podchaos?dryRun=All`, body);
  assert.equal(loose.code, 201);
  assert.equal(loose.body.spec.colour, undefined);
});

test('the stored spec has its defaults: own namespace, direction, jitter, and an empty status', async (t) => {
  const { ask } = await startSandbox(t);
  const { body } = await ask(
    'POST',
    `${CHAOS}/networkchaos?dryRun=All`,
    networkChaos('a', { selector: undefined }),
  );
  assert.deepEqual(body.spec.selector, { namespaces: ['shop'] });
  assert.equal(body.spec.direction, 'to');
  assert.deepEqual(body.spec.delay, { latency: '200ms', jitter: '0ms', correlation: '0' });
  assert.deepEqual(body.status, { experiment: {} });
});

test('a spec never changes, annotations do', async (t) => {
  const { ask, create } = await startSandbox(t);
  await create('podchaos', podChaos('a', { duration: '1m' }));
  const type = 'application/merge-patch+json';
  const longer = await ask('PATCH', `${CHAOS}/podchaos/a`, { spec: { duration: '2m' } }, { type });
  assert.equal(longer.code, 403);
  assert.equal(
    longer.body.message,
    'admission webhook "vpodchaos.kb.io" denied the request: Cannot update chaos spec',
  );
  const noted = await ask(
    'PATCH',
    `${CHAOS}/podchaos/a`,
    { metadata: { annotations: { a: 'b' } } },
    { type },
  );
  assert.equal(noted.code, 200);
});

test('without the controller nothing is created or changed, but deletions are accepted', async (t) => {
  const { ask, create, cluster } = await startSandbox(t);
  await create('podchaos', podChaos('a'));
  cluster.faults.set({ controllerDown: true });
  const refused = await ask('POST', `${CHAOS}/podchaos`, podChaos('b'));
  assert.equal(refused.code, 500);
  assert.match(refused.body.message, /failed calling webhook "mpodchaos\.kb\.io": .*connection refused/);
  assert.equal((await ask('DELETE', `${CHAOS}/podchaos/a`)).code, 200);
});
