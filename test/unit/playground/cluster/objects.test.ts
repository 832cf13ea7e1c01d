import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHAOS, type Json, startSandbox } from './sandbox-fixture.ts';

const MAPS = '/api/v1/namespaces/shop/configmaps';

function configMap(name: string, more: Json = {}): Json {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data: { a: '1' } };
}

test('an object gets its identity when it is created and the same name is refused after that', async (t) => {
  const { ask } = await startSandbox(t);
  const made = await ask('POST', MAPS, configMap('latch'));
  assert.equal(made.code, 201);
  assert.match(made.body.metadata.uid, /^[0-9a-f-]{36}$/);
  assert.match(made.body.metadata.creationTimestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(made.body.metadata.generation, 1);
  const again = await ask('POST', MAPS, configMap('latch'));
  assert.equal(again.code, 409);
  assert.equal(again.body.reason, 'AlreadyExists');
  assert.equal(again.body.message, 'configmaps "latch" already exists');
});

test('what is not there, in a namespace that is not there, or under a wrong name is refused in words', async (t) => {
  const { ask } = await startSandbox(t);
  const missing = await ask('GET', `${CHAOS}/podchaos/nope`);
  assert.equal(missing.code, 404);
  assert.equal(missing.body.message, 'podchaos.chaos-mesh.org "nope" not found');
  const nowhere = await ask('POST', '/api/v1/namespaces/moon/configmaps', configMap('a'));
  assert.equal(nowhere.body.message, 'namespaces "moon" not found');
  const named = await ask('POST', MAPS, configMap('Not_A_Name'));
  assert.equal(named.code, 422);
  assert.equal(named.body.details.causes[0].field, 'metadata.name');
  assert.equal((await ask('GET', '/apis/nothing.example/v1/things')).code, 404);
});

test('a stale update is a conflict and a fresh one moves the resource version', async (t) => {
  const { ask } = await startSandbox(t);
  const made = (await ask('POST', MAPS, configMap('latch'))).body;
  const changed = await ask('PUT', `${MAPS}/latch`, { ...made, data: { a: '2' } });
  assert.equal(changed.code, 200);
  assert.ok(Number(changed.body.metadata.resourceVersion) > Number(made.metadata.resourceVersion));
  const stale = await ask('PUT', `${MAPS}/latch`, { ...made, data: { a: '3' } });
  assert.equal(stale.code, 409);
  assert.match(
    stale.body.message,
    /^Operation cannot be fulfilled on configmaps "latch": the object has been modified/,
  );
  const same = await ask('PUT', `${MAPS}/latch`, changed.body);
  assert.equal(same.body.metadata.resourceVersion, changed.body.metadata.resourceVersion);
});

test('merge patches and JSON patches change a part, strategic ones are refused for custom resources', async (t) => {
  const { ask, create } = await startSandbox(t);
  await ask('POST', MAPS, configMap('latch'));
  const merged = await ask(
    'PATCH',
    `${MAPS}/latch`,
    { data: { a: null, b: '2' } },
    { type: 'application/merge-patch+json' },
  );
  assert.deepEqual(merged.body.data, { b: '2' });
  const operations = [
    { op: 'test', path: '/data/b', value: '2' },
    { op: 'add', path: '/data/x~1y', value: '3' },
    { op: 'remove', path: '/data/b' },
  ];
  const patched = await ask('PATCH', `${MAPS}/latch`, operations, { type: 'application/json-patch+json' });
  assert.deepEqual(patched.body.data, { 'x/y': '3' });
  const failing = [{ op: 'test', path: '/data/x~1y', value: 'no' }];
  assert.equal(
    (await ask('PATCH', `${MAPS}/latch`, failing, { type: 'application/json-patch+json' })).code,
    422,
  );
  await create('podchaos', {
    metadata: { name: 'p' },
    spec: { action: 'pod-kill', mode: 'one', selector: { labelSelectors: { app: 'none' } } },
  });
  const strategic = await ask(
    'PATCH',
    `${CHAOS}/podchaos/p`,
    {},
    { type: 'application/strategic-merge-patch+json' },
  );
  assert.equal(strategic.code, 415);
});

test('a deletion with the wrong uid or version is refused, a dry run removes nothing', async (t) => {
  const { ask } = await startSandbox(t);
  const made = (await ask('POST', MAPS, configMap('latch'))).body;
  const wrong = await ask('DELETE', `${MAPS}/latch`, { preconditions: { uid: 'other' } });
  assert.equal(wrong.code, 409);
  assert.match(wrong.body.message, /the UID in the precondition \(other\) does not match the UID in record/);
  assert.equal((await ask('DELETE', `${MAPS}/latch`, { preconditions: { resourceVersion: '1' } })).code, 409);
  assert.equal((await ask('DELETE', `${MAPS}/latch?dryRun=All`)).code, 200);
  const done = await ask('DELETE', `${MAPS}/latch`, { preconditions: { uid: made.metadata.uid } });
  assert.equal(done.body.status, 'Success');
  assert.equal((await ask('GET', `${MAPS}/latch`)).code, 404);
});

test('finalizers hold a deleted object until they are removed', async (t) => {
  const { ask } = await startSandbox(t);
  await ask('POST', MAPS, configMap('held', { finalizers: ['test/hold'] }));
  const waiting = await ask('DELETE', `${MAPS}/held`);
  assert.ok(waiting.body.metadata.deletionTimestamp);
  assert.equal((await ask('GET', `${MAPS}/held`)).code, 200);
  await ask(
    'PATCH',
    `${MAPS}/held`,
    { metadata: { finalizers: null } },
    { type: 'application/merge-patch+json' },
  );
  assert.equal((await ask('GET', `${MAPS}/held`)).code, 404);
});

test('dry runs answer as if they had worked and store nothing', async (t) => {
  const { ask } = await startSandbox(t);
  const dry = await ask('POST', `${MAPS}?dryRun=All`, {
    ...configMap(''),
    metadata: { generateName: 'try-' },
  });
  assert.equal(dry.code, 201);
  assert.match(dry.body.metadata.name, /^try-[a-z0-9]{5}$/);
  assert.equal((await ask('GET', `${MAPS}/${dry.body.metadata.name}`)).code, 404);
});

test('lists are cut into pages that belong together, and an old page token expires', async (t) => {
  const { ask, get, cluster } = await startSandbox(t);
  for (const name of ['a', 'b', 'c']) await ask('POST', MAPS, configMap(name));
  const first = await get(`${MAPS}?limit=2`);
  assert.deepEqual(
    first.items.map((item: Json) => item.metadata.name),
    ['a', 'b'],
  );
  assert.equal(first.metadata.remainingItemCount, 1);
  const token = encodeURIComponent(first.metadata.continue);
  const second = await get(`${MAPS}?limit=2&continue=${token}`);
  assert.deepEqual(
    second.items.map((item: Json) => item.metadata.name),
    ['c'],
  );
  assert.equal(second.metadata.resourceVersion, first.metadata.resourceVersion);
  cluster.faults.set({ compact: true });
  const expired = await ask('GET', `${MAPS}?limit=2&continue=${token}`);
  assert.equal(expired.code, 410);
  assert.equal(expired.body.reason, 'Expired');
});

test('label and field selectors choose, and an unknown field is refused by name', async (t) => {
  const { ask, get } = await startSandbox(t);
  await ask('POST', MAPS, configMap('a', { labels: { tier: 'x', zone: '1' } }));
  await ask('POST', MAPS, configMap('b', { labels: { tier: 'y' } }));
  const names = async (query: string): Promise<string[]> =>
    (await get(`${MAPS}?${query}`)).items.map((item: Json) => item.metadata.name);
  const select = (selector: string): string => `labelSelector=${encodeURIComponent(selector)}`;
  assert.deepEqual(await names(select('tier=x')), ['a']);
  assert.deepEqual(await names(select('tier in (x, y),!zone')), ['b']);
  assert.deepEqual(await names(select('tier notin (x),tier')), ['b']);
  assert.deepEqual(await names('fieldSelector=metadata.name%3Da'), ['a']);
  const refused = await ask('GET', `${CHAOS}/podchaos?fieldSelector=spec.mode%3Done`);
  assert.equal(refused.code, 400);
  assert.match(refused.body.message, /field label not supported: spec\.mode/);
});

test('discovery, versions and health answer as clients expect', async (t) => {
  const { ask, get } = await startSandbox(t);
  assert.equal((await get('/version')).gitVersion, 'v1.35.4');
  assert.equal(await get('/readyz'), 'ok');
  const groups = (await get('/apis')).groups.map((group: Json) => group.name);
  assert.ok(groups.includes('chaos-mesh.org') && groups.includes('authorization.k8s.io'));
  const served = (await get('/apis/chaos-mesh.org/v1alpha1')).resources.map((row: Json) => row.name);
  assert.ok(served.includes('podchaos') && served.includes('podnetworkchaos/status'));
  const crds = await get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  assert.ok(crds.items.some((item: Json) => item.metadata.name === 'stresschaos.chaos-mesh.org'));
  const anonymous = await ask('GET', '/readyz', undefined, { token: 'unknown' });
  assert.equal(anonymous.code, 401);
});
