// What the bot may do in a cluster: enough for what the code asks, and nothing that would let it act by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { experimentKinds } from '../../../src/chaos/catalogue/catalogue.ts';
import { createKubeCache } from '../../../src/chaos/kube-cache.ts';
import type { KubeConnection, KubeRequest } from '../../../src/chaos/kube-connection.ts';
import type { Right } from '../../../src/verbs/doctor/kube-question.ts';
import { ownRights, targetRights } from '../../../src/verbs/doctor/rights-check.ts';
import { clusterChecksAsked } from '../verbs/doctor/scripted-cluster.ts';
import { type KubeObject, type Rule, readObjects } from './read-manifests.ts';

const objects = readObjects('base/rbac.yaml');
const rules = objects.flatMap((object) => (object.rules ?? []).map((rule) => ({ rule, object })));

test('no right is given by a wildcard verb or group', () => {
  for (const { rule } of rules) {
    assert.ok(!rule.verbs.includes('*'), JSON.stringify(rule));
    assert.ok(!rule.apiGroups.includes('*'), JSON.stringify(rule));
  }
});

test('groups are impersonated by name only, and never a name of the system', () => {
  const acting = rules.filter(({ rule }) => rule.verbs.includes('impersonate'));
  for (const { rule } of acting.filter(({ rule: { resources } }) =>
    resources.some((one) => one !== 'users'),
  )) {
    assert.deepEqual(rule.resources, ['groups']);
    assert.ok(rule.resourceNames && rule.resourceNames.length > 0);
    assert.ok(!rule.resourceNames.some((name) => name.startsWith('system:')));
  }
});

test('the bot itself may neither create nor change an experiment', () => {
  for (const { rule } of rules.filter(({ rule: { apiGroups } }) => apiGroups.includes('chaos-mesh.org'))) {
    assert.deepEqual(
      rule.verbs.filter((verb) => !['get', 'list', 'watch', 'delete'].includes(verb)),
      [],
    );
  }
});

test('it may delete every kind it can inject, and nothing else anywhere', () => {
  const deletes = rules.filter(({ rule }) => rule.verbs.some((verb) => verb.startsWith('delete')));
  const plurals = deletes.flatMap(({ rule }) => rule.resources);
  for (const kind of experimentKinds()) assert.ok(plurals.includes(kind.toLowerCase()), kind);
  assert.ok(!plurals.includes('*'));
  assert.ok(deletes.every(({ rule }) => rule.apiGroups.join() === 'chaos-mesh.org'));
});

test('it reads no Secret and no ConfigMap but the latch', () => {
  assert.ok(!rules.some(({ rule }) => rule.resources.includes('secrets')));
  const maps = rules.filter(({ rule }) => rule.resources.includes('configmaps'));
  assert.ok(maps.every(({ object }) => object.kind === 'Role' && object.metadata.namespace === 'faultline'));
  const beyondCreate = maps.filter(({ rule }) => rule.verbs.some((verb) => verb !== 'create'));
  assert.deepEqual(
    beyondCreate.map(({ rule }) => rule.resourceNames),
    [['faultline-halt']],
  );
});

test('each role is bound to the account the bot runs as', () => {
  for (const binding of objects.filter(({ kind }) => kind.endsWith('Binding'))) {
    assert.ok(
      objects.some(
        ({ kind, metadata }) => kind === binding.roleRef?.kind && metadata.name === binding.roleRef.name,
      ),
    );
    assert.deepEqual(
      binding.subjects?.map(({ name, namespace }) => `${namespace}/${name}`),
      ['faultline/faultline'],
    );
  }
});

test('doctor finds every right it asks for', () => {
  const people = [{ email: 'ana@shop.example', user: 'ana', groups: ['shop-developers', 'sre'] }];
  for (const right of [
    ...targetRights(undefined),
    ...targetRights('shop'),
    ...ownRights('faultline', people),
  ]) {
    assert.ok(isAllowed(right), JSON.stringify(right));
  }
});

test('the reflectors may list and watch all they follow', async () => {
  const paths: string[] = [];
  const connection: KubeConnection = {
    cluster: 'staging',
    call: async ({ path }) => {
      paths.push(path);
      return { status: 200, body: { metadata: { resourceVersion: '1' }, items: [] } };
    },
    open: async (_path, _query, signal) => ({ status: 200, chunks: untilAborted(signal) }),
    close: async () => undefined,
  };
  const cache = createKubeCache({ connection });
  cache.start();
  await cache.whenSynced(AbortSignal.timeout(1_500));
  await cache.stop();
  assert.ok(paths.length >= experimentKinds().length + 5);
  for (const path of paths) {
    for (const verb of ['list', 'watch'])
      assert.ok(isAllowed({ verb, ...resourceIn(path) }), `${verb} ${path}`);
  }
});

test('doctor may ask all its questions', async () => {
  const asked = await clusterChecksAsked();
  assert.ok(asked.length > 20);
  for (const request of asked.filter(({ path }) => isResource(path))) {
    const right = { verb: request.method === 'GET' ? 'list' : 'create', ...resourceIn(request.path) };
    assert.ok(isAllowed(right), `${request.method} ${request.path}`);
  }
});

async function* untilAborted(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield Buffer.from('');
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** `/version` and discovery are open to everyone who is known. */
function isResource(path: KubeRequest['path']): boolean {
  return path !== '/version' && !/^\/apis\/[^/]+\/[^/]+$/.test(path);
}

function resourceIn(path: string): Pick<Right, 'group' | 'resource' | 'namespace'> {
  const parts = path.split('/').slice(1);
  const [group, rest] = parts[0] === 'api' ? ['', parts.slice(2)] : [parts[1] ?? '', parts.slice(3)];
  const [first = '', namespace, resource] = rest;
  return first === 'namespaces' && resource !== undefined
    ? { group, resource, ...(namespace && { namespace }) }
    : { group, resource: first };
}

function isAllowed(right: Right): boolean {
  return rules.some(({ rule, object }) => reaches(object, right) && grants(rule, right));
}

function reaches({ kind, metadata }: KubeObject, { namespace }: Right): boolean {
  return kind === 'ClusterRole' || metadata.namespace === namespace;
}

function grants(rule: Rule, { verb, group, resource, name }: Right): boolean {
  const named = rule.resourceNames === undefined || (name !== undefined && rule.resourceNames.includes(name));
  const fits = rule.resources.includes(resource) || rule.resources.includes('*');
  return rule.verbs.includes(verb) && rule.apiGroups.includes(group) && fits && named;
}
