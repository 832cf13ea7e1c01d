import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, openWatch, startSandbox } from './sandbox-fixture.ts';

const MAPS = '/api/v1/namespaces/shop/configmaps';

function configMap(name: string, labels: Json = {}): Json {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: {} };
}

test('a watch from a version replays what came after it and follows on', async (t) => {
  const sandbox = await startSandbox(t);
  const listed = await sandbox.get(MAPS);
  await sandbox.ask('POST', MAPS, configMap('a'));
  const watch = await openWatch(
    t,
    sandbox,
    `${MAPS}?watch=1&resourceVersion=${listed.metadata.resourceVersion}`,
  );
  await watch.next(({ type, object }) => type === 'ADDED' && object.metadata.name === 'a');
  await sandbox.ask('DELETE', `${MAPS}/a`);
  await watch.next(({ type, object }) => type === 'DELETED' && object.metadata.name === 'a');
});

test('a watch without a version starts with everything there is', async (t) => {
  const sandbox = await startSandbox(t);
  await sandbox.ask('POST', MAPS, configMap('a'));
  const watch = await openWatch(
    t,
    sandbox,
    `${MAPS}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true`,
  );
  await watch.next(({ type }) => type === 'ADDED');
  const end = await watch.next(({ type }) => type === 'BOOKMARK');
  assert.equal(end.object.metadata.annotations['k8s.io/initial-events-end'], 'true');
});

test('an object that stops matching the selector leaves the watch as deleted', async (t) => {
  const sandbox = await startSandbox(t);
  const watch = await openWatch(t, sandbox, `${MAPS}?watch=1&labelSelector=tier%3Dx`);
  await sandbox.ask('POST', MAPS, configMap('a', { tier: 'x' }));
  await watch.next(({ type }) => type === 'ADDED');
  const patch = { metadata: { labels: { tier: 'y' } } };
  await sandbox.ask('PATCH', `${MAPS}/a`, patch, { type: 'application/merge-patch+json' });
  await watch.next(({ type }) => type === 'DELETED');
});

test('bookmarks come when asked for, and the time limit ends a watch', async (t) => {
  const sandbox = await startSandbox(t, { bookmarkMs: 10_000 });
  const watch = await openWatch(t, sandbox, `${MAPS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=60`);
  sandbox.clock.advance(10_000);
  const bookmark = await watch.next(({ type }) => type === 'BOOKMARK');
  assert.ok(Number(bookmark.object.metadata.resourceVersion) > 0);
  sandbox.clock.advance(60_000);
  await watch.done;
});

test('a version from before the compaction is answered with 410 inside the stream', async (t) => {
  const sandbox = await startSandbox(t);
  const { resourceVersion } = (await sandbox.get(MAPS)).metadata;
  sandbox.cluster.faults.set({ compact: true });
  const watch = await openWatch(t, sandbox, `${MAPS}?watch=1&resourceVersion=${resourceVersion}`);
  const error = await watch.next(({ type }) => type === 'ERROR');
  assert.equal(error.object.code, 410);
  assert.match(error.object.message, /^too old resource version/);
  await watch.done;
});

test('a version from the future is called too large, in lists at once', async (t) => {
  const sandbox = await startSandbox(t);
  const reply = await sandbox.ask('GET', `${MAPS}?resourceVersion=99999999`);
  assert.equal(reply.code, 504);
  assert.match(reply.body.message, /Too large resource version: 99999999, current: \d+/);
  assert.equal(reply.headers.get('retry-after'), '1');
});

test('cutting the watches ends every stream', async (t) => {
  const sandbox = await startSandbox(t);
  const watch = await openWatch(t, sandbox, `${MAPS}?watch=1`);
  sandbox.cluster.faults.set({ watchCut: true });
  await watch.done;
  assert.deepEqual(sandbox.cluster.faults.get(), {});
});
