import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClusterUnavailable } from '../../../src/chaos/cluster.ts';
import type { Manifest } from '../../../src/chaos/experiment.ts';
import { createKubeCluster, type KubeCluster } from '../../../src/chaos/kube-cluster.ts';
import { at } from '../../../src/chaos/narrow.ts';
import {
  type Answer,
  type Asked,
  json,
  notFound,
  type ScriptedApiServer,
  startApiServer,
} from './scripted-api-server.ts';

const ANA = { user: 'ana@example.com', groups: ['shop-owners', 'sre, on call'] };

const MANIFEST: Manifest = {
  apiVersion: 'chaos-mesh.org/v1alpha1',
  kind: 'PodChaos',
  metadata: { name: 'kill-web-r-1', namespace: 'shop' },
  spec: { action: 'pod-kill', mode: 'one', selector: { namespaces: ['shop'], nodes: [] } },
};

const STORED = {
  ...MANIFEST,
  metadata: {
    ...MANIFEST.metadata,
    uid: 'u-1',
    resourceVersion: '7',
    creationTimestamp: '2026-11-22T10:00:00Z',
  },
};

const REF = { kind: 'PodChaos', namespace: 'shop', name: 'kill-web-r-1' };

async function withCluster(
  answer: Answer,
  run: (cluster: KubeCluster, server: ScriptedApiServer) => Promise<void>,
): Promise<void> {
  await using server = await startApiServer(answer);
  const cluster = createKubeCluster({ name: 'staging', production: false, kubeConfig: server.kubeConfig });
  try {
    await run(cluster, server);
  } finally {
    await cluster.close();
  }
}

function header(asked: Asked | undefined, name: string): readonly string[] {
  const headers = asked?.headers ?? [];
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name);
}

test('an experiment is created as the person, strictly, with one header per group and no empty lists', async () => {
  await withCluster(
    (_, response) => json(response, 201, STORED),
    async (cluster, { asked }) => {
      const answer = await cluster.create(MANIFEST, ANA);
      assert.ok(answer.ok);
      assert.equal(answer.object.uid, 'u-1');
      assert.equal(answer.object.createdAt, Date.UTC(2026, 10, 22, 10));
      const [request] = asked;
      assert.equal(
        `${request?.method} ${request?.path}`,
        'POST /apis/chaos-mesh.org/v1alpha1/namespaces/shop/podchaos',
      );
      assert.equal(String(request?.query), 'fieldManager=faultline&fieldValidation=Strict&timeout=4s');
      assert.deepEqual(header(request, 'impersonate-user'), ['ana@example.com']);
      assert.deepEqual(header(request, 'impersonate-group'), ['shop-owners', 'sre, on call']);
      assert.deepEqual(header(request, 'authorization'), ['Bearer t0ken']);
      assert.deepEqual(at(request?.body, 'spec', 'selector'), { namespaces: ['shop'] });
    },
  );
});

test('a dry run says so', async () => {
  await withCluster(
    (_, response) => json(response, 201, STORED),
    async (cluster, { asked }) => {
      await cluster.create(MANIFEST, ANA, { dryRun: true });
      assert.equal(asked[0]?.query.get('dryRun'), 'All');
    },
  );
});

test('names of the system are never impersonated', async () => {
  await withCluster(
    (_, response) => json(response, 201, STORED),
    async (cluster, { asked }) => {
      for (const as of [
        { user: 'system:admin', groups: [] },
        { user: 'ana', groups: ['system:masters'] },
      ]) {
        const answer = await cluster.create(MANIFEST, as);
        assert.equal(!answer.ok && answer.refusal.reason, 'forbidden');
        assert.equal((await cluster.remove(REF, 'u-1', as)).ok, false);
      }
      assert.equal(asked.length, 0);
    },
  );
});

test('a definite no is a value; an unknown outcome is ClusterUnavailable with its cause and without headers', async () => {
  await withCluster(
    (_, response) =>
      json(response, 409, { reason: 'AlreadyExists', message: 'podchaos "kill-web-r-1" already exists' }),
    async (cluster, server) => {
      const refused = await cluster.create(MANIFEST, ANA);
      assert.equal(!refused.ok && refused.refusal.reason, 'exists');
      server.answer = (_, response) => json(response, 503, { message: 'etcd is away' });
      await assert.rejects(cluster.create(MANIFEST, ANA), (fault: Error) => {
        assert.ok(fault instanceof ClusterUnavailable);
        assert.match(String((fault.cause as Error).message), /^HTTP 503: etcd is away$/);
        return true;
      });
      server.answer = (_, response) => response.socket?.destroy();
      await assert.rejects(cluster.create(MANIFEST, ANA), ClusterUnavailable);
    },
  );
});

test('a cluster that hangs is given up after the timeout, and at once when the caller aborts', async () => {
  await withCluster(
    () => undefined,
    async (cluster) => {
      await assert.rejects(cluster.get(REF, { timeoutMs: 30 }), ClusterUnavailable);
      await assert.rejects(cluster.get(REF, { signal: AbortSignal.timeout(30) }), ClusterUnavailable);
    },
  );
});

test('absence counts only when the server says it of this very object', async () => {
  await withCluster(
    (_, response) => notFound(response, 'kill-web-r-1'),
    async (cluster, server) => {
      assert.equal(await cluster.get(REF), undefined);
      server.answer = (_, response) =>
        json(response, 404, { kind: 'Status', message: 'could not find the resource' });
      await assert.rejects(cluster.get(REF), ClusterUnavailable);
      server.answer = (_, response) => response.writeHead(404).end('<html>no such page</html>');
      await assert.rejects(cluster.get(REF), ClusterUnavailable);
    },
  );
});

test('a kind that is not installed holds no fault, whatever page a proxy shows proves nothing', async () => {
  await withCluster(
    (_, response) => response.writeHead(404).end('404 page not found\n'),
    async (cluster, server) => {
      assert.deepEqual(await cluster.residue('shop', 'web-1'), []);
      server.answer = (_, response) => response.writeHead(404).end('<html>no such page</html>');
      await assert.rejects(cluster.residue('shop', 'web-1'), ClusterUnavailable);
    },
  );
});

test('a deletion names the uid, and another object under the name counts as gone', async () => {
  await withCluster(
    (_, response) => json(response, 200, STORED),
    async (cluster, server) => {
      assert.deepEqual(await cluster.remove(REF, 'u-1'), { ok: true, gone: false });
      assert.deepEqual(at(server.asked[0]?.body, 'preconditions'), { uid: 'u-1' });
      assert.deepEqual(header(server.asked[0], 'impersonate-user'), []);
      server.answer = (asked, response) =>
        asked.method === 'DELETE'
          ? json(response, 409, { reason: 'Conflict', message: 'uid' })
          : json(response, 200, STORED);
      assert.deepEqual(await cluster.remove(REF, 'u-0'), { ok: true, gone: true });
      assert.equal((await cluster.remove(REF, 'u-1')).ok, false);
      server.answer = (_, response) => notFound(response, 'kill-web-r-1');
      assert.deepEqual(await cluster.remove(REF, 'u-1'), { ok: true, gone: true });
    },
  );
});

test('live pods are read page by page, with the owner behind the ReplicaSet', async () => {
  const pod = (name: string) => ({
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      labels: { app: 'web', 'pod-template-hash': 'abc' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', controller: true }],
    },
    spec: { containers: [{ name: 'app' }], nodeName: 'node-a' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ restartCount: 2 }],
    },
  });
  await withCluster(
    ({ query }, response) =>
      query.get('continue') === 'more'
        ? json(response, 200, { items: [pod('web-b')], metadata: {} })
        : json(response, 200, { items: [pod('web-a')], metadata: { continue: 'more' } }),
    async (cluster, { asked }) => {
      const pods = await cluster.pods('shop', { app: 'web', tier: 'front' });
      assert.deepEqual(
        pods.map(({ name, owner, ready, restarts }) => [name, owner?.name, ready, restarts]),
        [
          ['web-a', 'web', true, 2],
          ['web-b', 'web', true, 2],
        ],
      );
      assert.equal(asked[0]?.query.get('labelSelector'), 'app=web,tier=front');
      assert.equal(asked[0]?.query.has('resourceVersion'), false);
    },
  );
});

test('residue is read from all three per-pod kinds, and one that does not answer is an unknown', async () => {
  await withCluster(
    ({ path }, response) =>
      path.includes('podnetworkchaos')
        ? json(response, 200, {
            metadata: { generation: 2 },
            status: { observedGeneration: 2 },
            spec: { tcs: [{ source: 'shop/x' }] },
          })
        : notFound(response, 'web-a'),
    async (cluster, server) => {
      assert.deepEqual(await cluster.residue('shop', 'web-a'), ['shop/x']);
      assert.equal(server.asked.length, 3);
      server.answer = (_, response) => json(response, 500, {});
      await assert.rejects(cluster.residue('shop', 'web-a'), ClusterUnavailable);
    },
  );
});

test('a ConfigMap is created or replaced only if nobody was first', async () => {
  await withCluster(
    (asked, response) =>
      asked.method === 'GET' ? notFound(response, 'faultline-halt') : json(response, 201, {}),
    async (cluster, server) => {
      const value = { data: { a: '1' }, labels: { l: '2' } };
      assert.equal(await cluster.readConfigMap('faultline', 'faultline-halt'), undefined);
      assert.equal(await cluster.writeConfigMap('faultline', 'faultline-halt', value), true);
      assert.equal(await cluster.writeConfigMap('faultline', 'faultline-halt', value, '9'), true);
      const [, post, put] = server.asked;
      assert.equal(post?.method, 'POST');
      assert.equal(put?.method, 'PUT');
      assert.equal(at(put?.body, 'metadata', 'resourceVersion'), '9');
      server.answer = (_, response) => json(response, 409, { reason: 'Conflict' });
      assert.equal(await cluster.writeConfigMap('faultline', 'faultline-halt', value, '9'), false);
      server.answer = (_, response) => json(response, 403, { message: 'forbidden' });
      await assert.rejects(cluster.writeConfigMap('faultline', 'faultline-halt', value), ClusterUnavailable);
    },
  );
});

test('calls one after another share connections', async () => {
  await withCluster(
    (_, response) => json(response, 200, STORED),
    async (cluster, server) => {
      for (let index = 0; index < 20; index += 1) await cluster.get(REF);
      assert.ok(server.sockets() <= 2);
    },
  );
});
