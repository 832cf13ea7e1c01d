// What is done to machines outside the cluster: every action that the CRD lets through, told to one chaosd.
import type { Fault } from './fault.ts';

const target = { device: 'eth0' };
const jvm = { pid: 1, port: 9277 };
const method = { ...jvm, class: 'Main', method: 'answer' };
const redis = { addr: '192.0.2.1:6379' };
const kafka = { host: '192.0.2.1', port: 9092, topic: 'orders' };
const file = '/var/drill';

/** Action → what Chaos Mesh wants to know for it; it stands in the spec under the action's own name. */
const configurations: Readonly<Record<string, object>> = {
  'stress-cpu': { load: 80, workers: 1 },
  'stress-mem': { size: '64MB' },
  'disk-read-payload': { path: file, size: '1MB', 'payload-process-num': 1 },
  'disk-write-payload': { path: file, size: '1MB', 'payload-process-num': 1 },
  'disk-fill': { path: file, size: '1MB', 'fill-by-fallocate': true },
  'network-corrupt': { ...target, percent: '10', correlation: '0' },
  'network-duplicate': { ...target, percent: '10' },
  'network-loss': { ...target, percent: '10' },
  'network-delay': { ...target, latency: '10ms' },
  'network-partition': { ...target, 'ip-address': '198.51.100.1', direction: 'to' },
  'network-dns': { 'dns-server': '198.51.100.1', 'dns-ip': '198.51.100.2', 'dns-domain-name': 'example.com' },
  'network-bandwidth': { ...target, rate: '1mbps', limit: 20_971_520, buffer: 10_000 },
  'network-flood': { 'ip-address': '198.51.100.1', port: '80', rate: '1mbps', duration: '10s', parallel: 1 },
  'network-down': { ...target, duration: '10s' },
  process: { process: 'java', signal: 9 },
  'jvm-exception': { ...method, exception: 'java.io.IOException("no")' },
  'jvm-gc': jvm,
  'jvm-latency': { ...method, latency: 100 },
  'jvm-return': { ...method, value: '"no"' },
  'jvm-stress': { ...jvm, 'cpu-count': 1 },
  'jvm-rule-data': { ...jvm, 'rule-data': 'RULE a\nENDRULE' },
  'jvm-mysql': { ...jvm, mysqlConnectorVersion: '8', sqlType: 'select', latency: 100 },
  clock: { pid: 1, 'time-offset': '-10m', 'clock-ids-slice': 'CLOCK_REALTIME' },
  // Its options are checked the wrong way round: XX, NX, GT and LT are refused, so none is given.
  'redis-expiration': { ...redis, key: 'cart', expiration: '1000' },
  'redis-penetration': { ...redis, requestNum: 10 },
  'redis-cacheLimit': { ...redis, cacheSize: '0', percent: '50%' },
  'redis-restart': { ...redis, conf: '/etc/redis.conf' },
  'redis-stop': redis,
  'kafka-fill': { ...kafka, messageSize: 1024, maxBytes: 1_048_576, reloadCommand: 'true' },
  'kafka-flood': { ...kafka, messageSize: 1024, threads: 1 },
  'kafka-io': { topic: 'orders', configFile: '/etc/kafka.properties', nonReadable: true },
  'file-create': { 'file-name': file },
  'file-modify': { 'file-name': file, privilege: 777 },
  'file-delete': { 'file-name': file },
  'file-rename': { 'source-file': file, 'dest-file': `${file}.moved` },
  'file-append': { 'file-name': file, data: 'chaos', count: 1 },
  'file-replace': { 'file-name': file, 'origin-string': 'a', 'dest-string': 'b', line: 1 },
  vm: { 'vm-name': 'orders' },
  user_defined: { attackCmd: 'true', recoverCmd: 'true' },
};

/** `address` is that of the machine's chaosd. */
export function machineFaults(address: string): readonly Fault[] {
  return Object.entries(configurations).map(([action, configuration]) => ({
    kind: 'PhysicalMachineChaos',
    action,
    through: 'chaosd',
    spec: { action, mode: 'all', address: [address], [action]: configuration },
  }));
}
