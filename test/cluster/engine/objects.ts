// What the engine's cluster holds before any experiment: the playground's shop, a bank, and Chaos Mesh.
import { setTimeout as sleep } from 'node:timers/promises';
import { shopObjects } from '../../../playground/cluster/shop.ts';
import { botRbac } from '../../../playground/shop/bot-rbac.ts';
import { peopleRbac } from '../../../playground/shop/people-rbac.ts';
import type { Api, KubeObject } from './api.ts';
import { engineCrds } from './crds.ts';
import { type WebhookOptions, webhookConfigurations } from './webhooks.ts';

const pollMs = 50;
const patienceMs = 30_000;
const replicas = { web: 3, cart: 3, checkout: 3, payments: 3, search: 3 };
const dnsLabels = { app: 'chaos-dns' };

/** The same shop as the sandbox's, so that what is tried on both can be compared. */
export function sceneObjects(): readonly KubeObject[] {
  const shop = shopObjects({ namespace: 'shop', replicas }) as unknown as readonly KubeObject[];
  return [...bank(), ...shop, ...dnsServer(), ...peopleRbac('shop'), ...botRbac()].toSorted(byPlace);
}

/** A namespace where only the SRE has rights. */
function bank(): readonly KubeObject[] {
  const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bank' } };
  return [namespace, deployment('ledger', 'bank', { containers: [{ name: 'ledger', image: 'ledger:1' }] })];
}

/** DNS chaos talks to a pod behind this Service; on the host's network its address is the node's own. */
function dnsServer(): readonly KubeObject[] {
  const spec = {
    hostNetwork: true,
    nodeName: 'node-a',
    containers: [{ name: 'chaos-dns', image: 'chaos-dns:1' }],
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'chaos-mesh-dns-server', namespace: 'chaos-mesh' },
      spec: { selector: dnsLabels, ports: [{ name: 'grpc', port: 9288 }] },
    },
    deployment('chaos-dns', 'chaos-mesh', spec),
  ];
}

function deployment(app: string, namespace: string, podSpec: object): KubeObject {
  const labels = { app };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec },
    },
  };
}

/** Namespaces and nodes come before what lives in them. */
function byPlace(a: KubeObject, b: KubeObject): number {
  return placeOf(a) - placeOf(b);
}

function placeOf({ kind }: KubeObject): number {
  const place = ['Namespace', 'Node'].indexOf(kind);
  return place < 0 ? 2 : place;
}

export async function installObjects(api: Api, webhooks: WebhookOptions): Promise<void> {
  await Promise.all(engineCrds().map((crd) => api.create(crd)));
  for (const place of [0, 1, 2]) {
    const objects = sceneObjects().filter((object) => placeOf(object) === place);
    await Promise.all(objects.map((object) => api.create(object)));
  }
  await Promise.all(webhookConfigurations(webhooks).map((configuration) => api.create(configuration)));
  await untilTrue('every CRD is established', () => crdsEstablished(api));
}

/** Resolves when every Deployment has all its pods. */
export function workloadsAvailable(api: Api): Promise<void> {
  return untilTrue('every Deployment is available', () => allAvailable(api));
}

async function untilTrue(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !(await look()); await sleep(pollMs)) {
    if (Date.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain until ${what}`);
  }
}

interface List<Status> {
  readonly items: readonly { readonly spec: { readonly replicas?: number }; readonly status: Status }[];
}

async function crdsEstablished(api: Api): Promise<boolean> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const { items } = await api.get<List<{ conditions?: readonly { type: string; status: string }[] }>>(path);
  return items.every(({ status }) =>
    status.conditions?.some((condition) => condition.type === 'Established' && condition.status === 'True'),
  );
}

async function allAvailable(api: Api): Promise<boolean> {
  const { items } = await api.get<List<{ availableReplicas?: number }>>('/apis/apps/v1/deployments');
  return items.every(({ spec, status }) => (status.availableReplicas ?? 0) >= (spec.replicas ?? 1));
}
