import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { CHAOS, podChaos, startSandbox } from './sandbox-fixture.ts';

const AS_ANA = { token: 'bot', headers: { 'impersonate-user': 'ana' } };

test('the bot itself may not create, and is told so as Kubernetes words it', async (t) => {
  const { ask } = await startSandbox(t);
  const { code, body } = await ask('POST', `${CHAOS}/podchaos`, podChaos('a'), { token: 'bot' });
  assert.equal(code, 403);
  assert.equal(
    body.message,
    'podchaos.chaos-mesh.org is forbidden: User "system:serviceaccount:faultline:bot" cannot create resource "podchaos" in API group "chaos-mesh.org" in the namespace "shop"',
  );
});

test('as a person with the right the bot may, and the audit names both', async (t) => {
  const { ask, cluster } = await startSandbox(t);
  const made = await ask('POST', `${CHAOS}/podchaos`, podChaos('a'), AS_ANA);
  assert.equal(made.code, 201);
  const entry = cluster.audit().at(-1);
  assert.equal(entry?.user, 'system:serviceaccount:faultline:bot');
  assert.deepEqual(entry?.impersonated, { user: 'ana', groups: [] });
  assert.equal(entry?.verb, 'create');
  assert.equal(entry?.name, 'a');
  assert.equal(entry?.code, 201);
  assert.equal(cluster.calls()['create podchaos'], 1);
});

test('in a namespace without rights the refusal comes from the rules, before any webhook', async (t) => {
  const { ask } = await startSandbox(t);
  const path = '/apis/chaos-mesh.org/v1alpha1/namespaces/bank/podchaos';
  const { code, body } = await ask('POST', path, podChaos('a'), AS_ANA);
  assert.equal(code, 403);
  assert.match(body.message, /User "ana" cannot create resource "podchaos" .* in the namespace "bank"$/);
});

test('selecting in a namespace without rights is refused by the auth webhook, also as a dry run', async (t) => {
  const { ask } = await startSandbox(t);
  for (const selector of [{ namespaces: ['bank'] }, { namespaces: ['shop'], pods: { bank: ['x'] } }]) {
    const { code, body } = await ask(
      'POST',
      `${CHAOS}/podchaos?dryRun=All`,
      podChaos('a', { selector }),
      AS_ANA,
    );
    assert.equal(code, 403);
    assert.equal(
      body.message,
      'admission webhook "vauth.kb.io" denied the request: ana is forbidden on namespace bank',
    );
  }
});

test('only the named groups may be impersonated', async (t) => {
  const { ask } = await startSandbox(t);
  const headers = { 'impersonate-user': 'ana', 'impersonate-group': 'system:masters' };
  const { code, body } = await ask('GET', '/api/v1/nodes', undefined, { token: 'bot', headers });
  assert.equal(code, 403);
  assert.equal(
    body.message,
    'groups "system:masters" is forbidden: User "system:serviceaccount:faultline:bot" cannot impersonate resource "groups" in API group "" at the cluster scope',
  );
});

test('whoami shows the impersonated person with the groups that were sent', async (t) => {
  const { ask } = await startSandbox(t);
  const headers = { 'impersonate-user': 'ana', 'impersonate-group': 'devs' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const { code, body } = await ask('POST', path, {}, { token: 'bot', headers });
  assert.equal(code, 201);
  assert.deepEqual(body.status.userInfo, { username: 'ana', groups: ['devs', 'system:authenticated'] });
});

test('access reviews answer for oneself and for others', async (t) => {
  const { ask } = await startSandbox(t);
  const attributes = (namespace: string) => ({
    verb: 'create',
    group: 'chaos-mesh.org',
    resource: 'podchaos',
    namespace,
  });
  const self = async (namespace: string) =>
    (
      await ask(
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        { spec: { resourceAttributes: attributes(namespace) } },
        { token: 'ana' },
      )
    ).body.status.allowed;
  assert.equal(await self('shop'), true);
  assert.equal(await self('bank'), false);
  const spec = { user: 'ana', groups: [], resourceAttributes: attributes('shop') };
  const other = await ask('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', { spec });
  assert.equal(other.body.status.allowed, true);
});

test('several groups arrive as one header each, commas and all', async (t) => {
  const { cluster } = await startSandbox(t);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const call = request(`${cluster.url}/apis/authentication.k8s.io/v1/selfsubjectreviews`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer bot',
      'impersonate-user': 'ana',
      'impersonate-group': ['devs', 'shop, web'],
    },
  });
  call.on('error', reject);
  call.on('response', async (response) => resolve((await response.toArray()).join('')));
  call.end('{}');
  const { status } = JSON.parse(await promise);
  assert.deepEqual(status.userInfo.groups, ['devs', 'shop, web', 'system:authenticated']);
});
