// The simulated shop: namespaces, nodes, the shop's workloads and an installed Chaos Mesh.

import type { Fields } from './objects/kube-object.ts';

export interface ShopOptions {
  readonly replicas: Readonly<Record<string, number>>;
  readonly namespace: string;
  /** Workloads with an autoscaler, and the most pods it would make. */
  readonly autoscaled?: Readonly<Record<string, number>>;
}

const CHAOS_MESH_VERSION = 'v2.8.3';
const NODES = ['node-a', 'node-b', 'node-c'] as const;
const SYSTEM_NAMESPACES = ['default', 'kube-system', 'chaos-mesh', 'faultline'];

function namespace(name: string): Fields {
  const labels = { 'kubernetes.io/metadata.name': name };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function node(name: string, index: number): Fields {
  const cidr = `10.244.${11 + index}.0/24`;
  const size = { cpu: '32', memory: '256Gi', pods: '500' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/zone': `zone-${index + 1}`,
      },
    },
    spec: { podCIDR: cidr, podCIDRs: [cidr] },
    status: {
      capacity: size,
      allocatable: size,
      addresses: [
        { type: 'InternalIP', address: `192.0.2.${11 + index}` },
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'simulated' }],
      nodeInfo: { kubeletVersion: 'v1.35.4', operatingSystem: 'linux', architecture: 'amd64' },
    },
  };
}

function podTemplate(labels: Fields, container: Fields): Fields {
  return { metadata: { labels }, spec: { containers: [container] } };
}

function deployment(name: string, space: string, replicas: number): Fields {
  const labels = { app: name };
  const container = {
    name,
    image: `registry.shop.example/${name}:1.4.2`,
    ports: [{ containerPort: 8080 }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: space, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: podTemplate(labels, container),
    },
  };
}

function service(name: string, space: string): Fields {
  const ports = [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: space, labels: { app: name } },
    spec: { type: 'ClusterIP', selector: { app: name }, ports },
  };
}

/** One fewer than there are, so that the budget allows one disruption. */
function budget(name: string, space: string, replicas: number): Fields {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: space },
    spec: { minAvailable: replicas - 1, selector: { matchLabels: { app: name } } },
  };
}

/** Nothing measures in the sandbox: it rests at the number there is. */
function autoscaler(name: string, space: string, replicas: number, most: number): Fields {
  const target = { type: 'Utilization', averageUtilization: 70 };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: space },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 1,
      maxReplicas: most,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
    status: { currentReplicas: replicas, desiredReplicas: replicas, currentMetrics: [], conditions: [] },
  };
}

function meshLabels(component: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'chaos-mesh',
    'app.kubernetes.io/instance': 'chaos-mesh',
    'app.kubernetes.io/component': component,
  };
}

function meshWorkload(kind: string, name: string, component: string, image: string, more: Fields): Fields {
  const labels = meshLabels(component);
  const version = { 'app.kubernetes.io/version': CHAOS_MESH_VERSION.slice(1) };
  const container = { name: 'chaos-mesh', image: `ghcr.io/chaos-mesh/${image}:${CHAOS_MESH_VERSION}` };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'chaos-mesh', labels: { ...labels, ...version } },
    spec: { ...more, selector: { matchLabels: labels }, template: podTemplate(labels, container) },
  };
}

/** The controller finds its daemons by an EndpointSlice whose name starts with `chaos-daemon-`. */
function daemonEndpoints(): Fields {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'chaos-daemon-x7k2p',
      namespace: 'chaos-mesh',
      labels: { 'kubernetes.io/service-name': 'chaos-daemon' },
    },
    addressType: 'IPv4',
    ports: [{ name: 'grpc', port: 31767, protocol: 'TCP' }],
    endpoints: NODES.map((nodeName, index) => ({
      addresses: [`192.0.2.${11 + index}`],
      nodeName,
      conditions: { ready: true },
    })),
  };
}

function chaosMesh(): Fields[] {
  const controller = 'chaos-controller-manager';
  return [
    meshWorkload('Deployment', controller, 'controller-manager', 'chaos-mesh', { replicas: 1 }),
    meshWorkload('Deployment', 'chaos-dns-server', 'chaos-dns-server', 'chaos-coredns', { replicas: 1 }),
    meshWorkload('DaemonSet', 'chaos-daemon', 'chaos-daemon', 'chaos-daemon', {}),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'chaos-mesh-controller-manager', namespace: 'chaos-mesh' },
      spec: { selector: meshLabels('controller-manager'), ports: [{ name: 'webhook', port: 443 }] },
    },
    daemonEndpoints(),
  ];
}

export function shopObjects({ replicas, namespace: space, autoscaled = {} }: ShopOptions): Fields[] {
  const apps = Object.entries(replicas);
  const web = replicas['web'];
  return [
    ...[...SYSTEM_NAMESPACES, space].map(namespace),
    ...NODES.map(node),
    ...apps.map(([name, count]) => deployment(name, space, count)),
    ...apps.map(([name]) => service(name, space)),
    ...(web === undefined ? [] : [budget('web', space, web)]),
    ...Object.entries(autoscaled).map(([name, most]) => autoscaler(name, space, replicas[name] ?? 1, most)),
    ...chaosMesh(),
  ];
}

/** Machines beside the cluster that run chaosd, and the account of a cloud: what faults can hit that no pod is of. */
export function outsideObjects(space: string): Fields[] {
  return [machine('db-1', space, 'a', 51), machine('db-2', space, 'b', 52), cloudAccount(space)];
}

function machine(name: string, space: string, rack: string, host: number): Fields {
  return {
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'PhysicalMachine',
    metadata: { name, namespace: space, labels: { role: 'db', rack } },
    spec: { address: `http://192.0.2.${host}:31768` },
  };
}

function cloudAccount(space: string): Fields {
  const data = { aws_access_key_id: 'cGxheQ==', aws_secret_access_key: 'cGxheQ==' };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cloud-account', namespace: space }, data };
}
