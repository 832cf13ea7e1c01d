// An API server with thousands of experiments and pods, and nothing happening: what a cache has to hold in a large cluster.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const experiments = Number(process.argv[2] ?? 5_000);
const pods = Number(process.argv[3] ?? 10_000);
const namespaces = 10;
const apps = 100;
const templateHash = '5b4c8d6f7';

const lists: Readonly<Record<string, readonly object[]>> = {
  '/apis/chaos-mesh.org/v1alpha1/podchaos': Array.from({ length: experiments }, (_, n) => experiment(n)),
  '/api/v1/pods': Array.from({ length: pods }, (_, n) => pod(n)),
  '/api/v1/nodes': Array.from({ length: 50 }, (_, n) => node(n)),
  '/api/v1/namespaces': Array.from({ length: namespaces }, (_, n) => ({ metadata: { name: `team-${n}` } })),
  '/apis/apps/v1/deployments': Array.from({ length: apps }, (_, n) => deployment(n)),
  '/apis/policy/v1/poddisruptionbudgets': Array.from({ length: 1_000 }, (_, n) => budget(n)),
  '/apis/autoscaling/v2/horizontalpodautoscalers': Array.from({ length: 1_000 }, (_, n) => autoscaler(n)),
};

let asked = 0;
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://bench');
  if (url.pathname === '/asked') return void response.end(JSON.stringify({ asked }));
  asked += 1;
  if (url.searchParams.get('watch') !== null) return void response.writeHead(200).flushHeaders();
  const [path, namespace] = wholeCollection(url.pathname);
  const items = lists[path] ?? [];
  answer(
    response,
    url.searchParams,
    namespace === undefined ? items : items.filter((item) => namespaceOf(item) === namespace),
  );
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});

function wholeCollection(path: string): readonly [string, string | undefined] {
  const found = /^(.*)\/namespaces\/([^/]+)\/([^/]+)$/.exec(path);
  return found ? [`${found[1]}/${found[3]}`, found[2]] : [path, undefined];
}

function answer(response: ServerResponse, query: URLSearchParams, items: readonly object[]): void {
  const from = Number(query.get('continue') ?? 0);
  const limit = Number(query.get('limit') ?? items.length) || items.length;
  const rest = from + limit < items.length ? { continue: String(from + limit) } : {};
  const body = { metadata: { resourceVersion: '1', ...rest }, items: items.slice(from, from + limit) };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function namespaceOf(item: object): string {
  return (item as { metadata: { namespace: string } }).metadata.namespace;
}

function meta(kind: string, n: number): object {
  const app = `app-${n % apps}`;
  return {
    name: `${kind}-${app}-r-${String(n).padStart(6, '0')}`,
    namespace: `team-${n % namespaces}`,
    uid: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
    resourceVersion: String(1_000 + n),
    generation: 5,
    creationTimestamp: '2026-01-05T11:00:00Z',
    labels: { app, 'faultline.dev/run': `r-${String(n).padStart(6, '0')}` },
  };
}

/** As our objects stand in a cluster: sealed annotations, defaults of the webhook, both writers' managed fields. */
function experiment(n: number): object {
  const app = `app-${n % apps}`;
  const seal = sealOf(n);
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PodChaos',
    metadata: {
      ...meta('fail', n),
      finalizers: ['chaos-mesh/records'],
      annotations: seal,
      managedFields: [
        managed('node', {
          'f:metadata': {
            'f:annotations': { '.': {}, ...named(Object.keys(seal)) },
            'f:labels': { '.': {}, ...named(['app', 'faultline.dev/run']) },
          },
          'f:spec': {
            ...{ '.': {}, ...named(['action', 'duration', 'gracePeriod', 'mode']) },
            'f:selector': { '.': {}, 'f:labelSelectors': { '.': {}, 'f:app': {} }, ...named(['namespaces']) },
          },
        }),
        managed('chaos-controller-manager', {
          'f:metadata': { 'f:finalizers': { '.': {}, 'v:"chaos-mesh/records"': {} } },
          'f:status': {
            '.': {},
            'f:conditions': {},
            'f:experiment': { '.': {}, ...named(['containerRecords', 'desiredPhase']) },
          },
        }),
      ],
    },
    spec: {
      ...{ action: 'pod-failure', mode: 'one', duration: '2m0s', gracePeriod: 0 },
      selector: {
        namespaces: [`team-${n % namespaces}`],
        labelSelectors: { app },
        podPhaseSelectors: ['Running'],
      },
    },
    status: {
      experiment: { desiredPhase: 'Run', containerRecords: [recordOf(n)] },
      conditions: ['Selected', 'AllInjected', 'AllRecovered', 'Paused'].map((type) => ({
        type,
        status: 'True',
      })),
    },
  };
}

function managed(manager: string, fieldsV1: object): object {
  const time = '2026-01-05T11:00:00Z';
  return {
    manager,
    operation: 'Update',
    apiVersion: 'chaos-mesh.org/v1alpha1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1,
  };
}

function named(fields: readonly string[]): object {
  return Object.fromEntries(fields.map((field) => [`f:${field}`, {}]));
}

function sealOf(n: number): Readonly<Record<string, string>> {
  const hash = String(n).padStart(64, 'd');
  const person = { id: 'U0ANA', name: 'Ana', email: 'ana@shop.example', user: 'ana@shop.example' };
  const values = {
    ...{ cluster: 'staging', spec: hash, approvers: '', digest: hash, channel: 'C0TEAMSHOP', head: hash },
    requester: JSON.stringify({ ...person, groups: ['shop-developers'] }),
    'planned-end': '2026-01-05T11:02:00.000Z',
    seal: `v2.${hash.slice(0, 43)}`,
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`faultline.dev/${key}`, value]));
}

function recordOf(n: number): object {
  const event = { type: 'Succeeded', operation: 'Apply', timestamp: '2026-01-05T11:00:01Z' };
  return {
    // The pod of the same number and app: experiments hit pods that there are.
    id: `team-${n % namespaces}/pod-app-${n % apps}-r-${String(n).padStart(6, '0')}`,
    ...{ selectorKey: '.', phase: 'Injected', injectedCount: 1, recoveredCount: 0, events: [event] },
  };
}

function placed(n: number): { readonly name: string; readonly namespace: string; readonly labels: object } {
  const app = `app-${n % 100}`;
  return { name: app, namespace: `team-${Math.floor(n / 100)}`, labels: { app } };
}

function node(n: number): object {
  const labels = { 'topology.kubernetes.io/zone': `zone-${n % 3}` };
  return { metadata: { name: `node-${n}`, labels, resourceVersion: '1' } };
}

function budget(n: number): object {
  const metadata = placed(n);
  return {
    metadata,
    spec: { selector: { matchLabels: metadata.labels } },
    status: { disruptionsAllowed: 1 },
  };
}

function autoscaler(n: number): object {
  const metadata = placed(n);
  return {
    metadata,
    spec: { scaleTargetRef: { kind: 'Deployment', name: metadata.name }, maxReplicas: 100 },
    status: { currentReplicas: 100, desiredReplicas: 100 },
  };
}

function deployment(n: number): object {
  const app = `app-${n}`;
  const labels = { app };
  return {
    metadata: {
      name: app,
      namespace: `team-${n % namespaces}`,
      uid: `d-${n}`,
      resourceVersion: `${n}`,
      labels,
    },
    spec: { replicas: pods / apps, selector: { matchLabels: labels } },
    status: { readyReplicas: pods / apps },
  };
}

function pod(n: number): object {
  const app = `app-${n % apps}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...meta('pod', n),
      labels: { app, 'pod-template-hash': templateHash },
      ownerReferences: [{ kind: 'ReplicaSet', name: `${app}-${templateHash}`, controller: true }],
    },
    spec: { nodeName: `node-${n % 50}`, containers: [{ name: 'app', image: 'registry/app:1' }] },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'app', restartCount: 0, ready: true, containerID: `containerd://${n}` }],
    },
  };
}
