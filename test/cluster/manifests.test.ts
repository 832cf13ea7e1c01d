// The manifests on a real API server: rendered by kubectl, taken field by field, and no more rights than they name.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Engine, startEngine } from './engine/engine.ts';
import { root } from './engine/repository.ts';

let engine: Engine;

before(async () => {
  engine = await startEngine();
});

after(() => engine?.stop());

for (const folder of ['base', 'example']) {
  test(`kubectl applies manifests/${folder}, and the API server knows every field of it`, async () => {
    const kubectl = engine.kubectl('admin');
    const where = join(root, 'manifests', folder);
    const words = ['apply', '-k', where, '--validate=strict'];
    const { code, out: said, err } = await kubectl([...words, '-o', 'name']);
    assert.equal(code, 0, err);
    for (const name of [
      'namespace/faultline',
      'deployment.apps/faultline',
      'statefulset.apps/faultline-redis',
    ])
      assert.ok(said.split('\n').includes(name), `${name} in:\n${said}`);
  });
}

test('the bot of the manifests may read, delete experiments and latch, and make nothing', async () => {
  const kubectl = engine.kubectl('admin');
  const bot = ['--as', 'system:serviceaccount:faultline:faultline'];
  const may = async (verb: string, resource: string, namespace: string): Promise<boolean> => {
    const { out } = await kubectl(['auth', 'can-i', verb, resource, '-n', namespace, ...bot]);
    return out.trim() === 'yes';
  };
  assert.ok(await may('list', 'podchaos.chaos-mesh.org', 'shop'));
  assert.ok(await may('delete', 'networkchaos.chaos-mesh.org', 'shop'));
  assert.ok(await may('update', 'configmaps/faultline-halt', 'faultline'));
  for (const verb of ['create', 'update', 'patch'])
    assert.equal(await may(verb, 'podchaos.chaos-mesh.org', 'shop'), false, verb);
  assert.equal(await may('delete', 'pods', 'shop'), false);
  assert.equal(await may('get', 'secrets', 'shop'), false);
  assert.equal(await may('impersonate', 'groups/system:masters', 'shop'), false);
});
