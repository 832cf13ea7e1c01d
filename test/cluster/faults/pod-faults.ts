// What is done to pods, one fault for each action of each kind.
import { type Fault, onTarget, peerLabels, rigNamespace } from './fault.ts';

type Spec = Fault['spec'];

const toPeer = { selector: { namespaces: [rigNamespace], labelSelectors: peerLabels }, mode: 'all' };
const delay = { latency: '10ms', jitter: '1ms', correlation: '25' };
const bandwidth = { rate: '1mbps', limit: 20_971_520, buffer: 10_000 };

function throughDaemon(kind: string, action: string, spec: Spec): Fault {
  return { kind, action, through: 'daemon', spec: { ...onTarget, ...spec } };
}

/** The kind says its action in its spec. */
function acting(kind: string, action: string, spec: Spec = {}): Fault {
  return throughDaemon(kind, action, { action, ...spec });
}

const pod: readonly Fault[] = [
  { ...acting('PodChaos', 'pod-failure'), through: 'api-server' },
  { ...acting('PodChaos', 'container-kill', { containerNames: ['app'] }), oneShot: true },
  { ...acting('PodChaos', 'pod-kill'), through: 'api-server', oneShot: true },
];

const network: readonly Fault[] = [
  acting('NetworkChaos', 'netem', { delay, loss: { loss: '1' }, rate: { rate: '1mbps' } }),
  acting('NetworkChaos', 'delay', { delay: { ...delay, reorder: { reorder: '5', gap: 2 } } }),
  acting('NetworkChaos', 'loss', {
    loss: { loss: '25', correlation: '25' },
    externalTargets: ['198.51.100.1'],
  }),
  acting('NetworkChaos', 'duplicate', { duplicate: { duplicate: '40' }, direction: 'both', target: toPeer }),
  acting('NetworkChaos', 'corrupt', { corrupt: { corrupt: '40' }, direction: 'from', target: toPeer }),
  acting('NetworkChaos', 'partition', { direction: 'both', target: toPeer }),
  acting('NetworkChaos', 'bandwidth', { bandwidth }),
];

const stress: readonly Fault[] = [
  throughDaemon('StressChaos', 'cpu', { stressors: { cpu: { workers: 1, load: 80 } } }),
  throughDaemon('StressChaos', 'memory', { stressors: { memory: { workers: 1, size: '64MB' } } }),
];

const io: readonly Fault[] = [
  acting('IOChaos', 'latency', { volumePath: '/data', delay: '10ms', percent: 50 }),
  acting('IOChaos', 'fault', { volumePath: '/data', errno: 5, path: '/data/**', methods: ['read'] }),
  acting('IOChaos', 'attrOverride', { volumePath: '/data', attr: { perm: 72 } }),
  acting('IOChaos', 'mistake', {
    volumePath: '/data',
    mistake: { filling: 'zero', maxOccurrences: 1, maxLength: 10 },
  }),
];

const http: readonly Fault[] = [
  throughDaemon('HTTPChaos', 'abort', { target: 'Request', port: 80, abort: true, path: '/*' }),
  throughDaemon('HTTPChaos', 'delay', { target: 'Request', port: 80, delay: '10ms', method: 'GET' }),
  throughDaemon('HTTPChaos', 'replace', { target: 'Response', port: 80, replace: { code: 404 } }),
  throughDaemon('HTTPChaos', 'patch', {
    target: 'Response',
    port: 80,
    patch: { body: { type: 'JSON', value: '{"a": 1}' }, headers: [['x-chaos', 'yes']] },
  }),
];

const place = { class: 'Main', method: 'answer' };

const jvm: readonly Fault[] = [
  acting('JVMChaos', 'latency', { ...place, latency: 100 }),
  acting('JVMChaos', 'return', { ...place, returnValue: '"no"' }),
  acting('JVMChaos', 'exception', { ...place, exception: 'java.io.IOException("no")' }),
  acting('JVMChaos', 'stress', { cpuCount: 1 }),
  acting('JVMChaos', 'gc'),
  acting('JVMChaos', 'ruleData', {
    ruleData: 'RULE a\nCLASS Main\nMETHOD answer\nAT ENTRY\nIF true\nDO return\nENDRULE',
  }),
  acting('JVMChaos', 'mysql', { mysqlConnectorVersion: '8', sqlType: 'select', latency: 100 }),
];

const others: readonly Fault[] = [
  throughDaemon('TimeChaos', 'timeOffset', { timeOffset: '-10m', clockIds: ['CLOCK_REALTIME'] }),
  acting('DNSChaos', 'error', { patterns: ['example.*'] }),
  acting('DNSChaos', 'random', { patterns: ['example.*'] }),
  acting('BlockChaos', 'delay', { volumeName: 'data', delay: { latency: '10ms' } }),
];

export const podFaults: readonly Fault[] = [...pod, ...network, ...stress, ...io, ...http, ...jvm, ...others];
