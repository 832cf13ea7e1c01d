// The command lines of the engine's processes, with the flags that make them small and quick.
import { request } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from './api.ts';
import type { Certificates } from './certificates.ts';
import type { ProcessPlan } from './engine-process.ts';
import { hostAddress } from './namespace.ts';
import { program } from './repository.ts';

// Every run has a network of its own, so its ports are nobody else's.
const etcdPort = 2379;
const etcdPeerPort = 2380;
const apiPort = 6443;
const webhookPort = 9443;

export const etcdUrl = `http://127.0.0.1:${etcdPort}`;
export const apiUrl = `https://127.0.0.1:${apiPort}`;
export const webhookUrl = `https://127.0.0.1:${webhookPort}`;
export const daemonPort = 31_767;
export const dnsPort = 9_288;

const kwokStages = fileURLToPath(new URL('kwok.yaml', import.meta.url));

/** Those that what people do here needs; each one less is quicker to start. */
const controllers = [
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
  'endpointslice-controller',
  'disruption-controller',
  'pod-garbage-collector-controller',
];

export function etcdPlan(etcd: string, data: string): ProcessPlan {
  const peers = `http://127.0.0.1:${etcdPeerPort}`;
  const flags = {
    'data-dir': data,
    'listen-client-urls': etcdUrl,
    'advertise-client-urls': etcdUrl,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `default=${peers}`,
    'log-level': 'warn',
  };
  return {
    name: 'etcd',
    command: [etcd, ...flagged(flags), '--unsafe-no-fsync'],
    notReady: () => statusOf(() => fetch(`${etcdUrl}/health`)),
  };
}

export interface ApiServerOptions {
  readonly certificates: Certificates;
  readonly tokens: string;
  readonly api: Api;
}

export function apiServerPlan({ certificates, tokens, api }: ApiServerOptions): ProcessPlan {
  const { ca, cert, key, serviceAccountKey } = certificates;
  const flags = {
    'etcd-servers': etcdUrl,
    'bind-address': '127.0.0.1',
    'advertise-address': hostAddress,
    'secure-port': String(apiPort),
    'tls-cert-file': cert,
    'tls-private-key-file': key,
    'client-ca-file': ca,
    'token-auth-file': tokens,
    'service-account-key-file': serviceAccountKey,
    'service-account-signing-key-file': serviceAccountKey,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-cluster-ip-range': '10.96.0.0/16',
    'authorization-mode': 'RBAC',
    'disable-admission-plugins': 'TaintNodesByCondition',
    'allow-privileged': 'true',
    'endpoint-reconciler-type': 'none',
    profiling: 'false',
    // etcd 3.4 cannot tell how far a watch has come (RequestWatchProgress), which WatchList needs.
    'feature-gates': 'WatchList=false',
  };
  return {
    name: 'kube-apiserver',
    command: [program('kube-apiserver'), ...flagged(flags)],
    notReady: () => api.notReady(),
  };
}

export interface ComponentOptions {
  readonly kubeconfig: string;
  readonly certificates: Certificates;
}

export function componentPlans({ kubeconfig, certificates }: ComponentOptions): readonly ProcessPlan[] {
  const alone = { kubeconfig, 'leader-elect': 'false', 'secure-port': '0' };
  const manager = {
    ...alone,
    'service-account-private-key-file': certificates.serviceAccountKey,
    'root-ca-file': certificates.ca,
    'concurrent-gc-syncs': '5',
    controllers: controllers.join(','),
  };
  const kwok = { kubeconfig, cidr: '10.244.0.0/24', 'node-lease-duration-seconds': '40', config: kwokStages };
  return [
    {
      name: 'kube-controller-manager',
      command: [program('kube-controller-manager'), ...flagged(manager)],
    },
    { name: 'kube-scheduler', command: [program('kube-scheduler'), ...flagged(alone)] },
    { name: 'kwok', command: [program('kwok'), '--manage-all-nodes', ...flagged(kwok)] },
  ];
}

export interface ControllerOptions extends ComponentOptions {
  /** More of its environment, as its chart would set it. */
  readonly env?: Readonly<Record<string, string>>;
}

export function controllerPlan({ kubeconfig, certificates, env }: ControllerOptions): ProcessPlan {
  return {
    name: 'chaos-controller-manager',
    command: [program('chaos-controller-manager'), `--kubeconfig=${kubeconfig}`],
    env: {
      HOME: join(certificates.folder, 'home'),
      CERTS_DIR: certificates.folder,
      NAMESPACE: 'chaos-mesh',
      ENABLE_LEADER_ELECTION: 'false',
      WEBHOOK_HOST: '127.0.0.1',
      WEBHOOK_PORT: String(webhookPort),
      METRICS_HOST: '127.0.0.1',
      CHAOSD_SECURITY_MODE: 'false',
      CHAOS_DAEMON_SERVICE_PORT: String(daemonPort),
      CHAOS_DNS_SERVICE_NAME: 'chaos-mesh-dns-server',
      CHAOS_DNS_SERVICE_PORT: String(dnsPort),
      POD_FAILURE_PAUSE_IMAGE: 'pause:sim',
      // Its own limits of 30 and 50 would be what every test measures.
      QPS: '200',
      BURST: '400',
      ...env,
    },
    notReady: webhookSilent,
  };
}

/** Any answer will do: the webhooks stand when the port speaks HTTP. */
function webhookSilent(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(webhookUrl, { method: 'GET', rejectUnauthorized: false, timeout: 1_000 });
    asked.once('response', (answer) => {
      answer.resume();
      resolve(undefined);
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer within a second')));
    asked.once('error', (error) => resolve(error.message));
    asked.end();
  });
}

async function statusOf(ask: () => Promise<Response>): Promise<string | undefined> {
  try {
    const answer = await ask();
    await answer.body?.cancel();
    return answer.ok ? undefined : String(answer.status);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function flagged(flags: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
}
