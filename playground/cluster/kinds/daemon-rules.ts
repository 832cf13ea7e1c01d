// What the webhooks check of the kinds that the daemon carries out, beyond their schemas.

import { type Fields, fieldsAt, isFields, textAt } from '../objects/kube-object.ts';
import { parseGoDuration } from './duration.ts';
import { fieldError } from './selector-rules.ts';

export function timeProblems(spec: Fields): string[] {
  const offset = textAt(spec, 'timeOffset');
  const parsed = parseGoDuration(offset);
  if (parsed.ok) return [];
  return [fieldError('Spec.TimeOffset', offset, `parse timeOffset field error:${parsed.error}`)];
}

export function blockProblems(spec: Fields): string[] {
  if (isFields(spec['delay'])) return [];
  return [fieldError('Spec.Delay', null, 'delay should be set on delay action')];
}

export function ioProblems(spec: Fields): string[] {
  const percent = Number(spec['percent'] ?? 100);
  const errno = Number(spec['errno'] ?? 0);
  const isFault = textAt(spec, 'action') === 'fault';
  return [
    ...(percent < 0 || percent > 100
      ? [fieldError('Spec.Percent', percent, 'percent field should be in 0-100')]
      : []),
    ...(isFault && errno === 0
      ? [fieldError('Spec.Errno', 0, 'action fault: errno 0 is not supported')]
      : []),
    ...delayProblems(spec, 'parse delay field error: '),
  ];
}

const METHODS = ['', 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT'];

export function httpProblems(spec: Fields): string[] {
  const port = Number(spec['port'] ?? 0);
  const method = textAt(spec, 'method');
  const isRequest = textAt(spec, 'target') === 'Request';
  return [
    ...delayProblems(spec, 'invalid duration '),
    ...(port <= 0 ? [fieldError('Spec.Port', port, `port ${port} is not supported`)] : []),
    ...(isRequest && !METHODS.includes(method)
      ? [fieldError('Spec.Method', method, `method ${method} is not supported`)]
      : []),
  ];
}

function delayProblems(spec: Fields, message: string): string[] {
  const delay = textAt(spec, 'delay');
  if (delay === '' || parseGoDuration(delay).ok) return [];
  return [fieldError('Spec.Delay', delay, `${message}${delay}`)];
}

/** By action: the fields one of which must be there, with the webhook's word for them. */
const JVM_NEEDS: Readonly<Record<string, readonly (readonly [field: string, word: string])[]>> = {
  latency: [
    ['class', 'class'],
    ['method', 'method'],
    ['latency', 'latency'],
  ],
  return: [
    ['class', 'class'],
    ['method', 'method'],
    ['returnValue', 'value'],
  ],
  exception: [
    ['class', 'class'],
    ['method', 'method'],
    ['exception', 'exception'],
  ],
  ruleData: [['ruleData', 'rule data']],
  mysql: [['mysqlConnectorVersion', 'MySQL connector version']],
};

export function jvmProblems(spec: Fields): string[] {
  const action = textAt(spec, 'action');
  const missing = (JVM_NEEDS[action] ?? []).filter(([field]) => !isSaid(spec[field]));
  return [
    ...missing.map(([, word]) => fieldError('Spec', action, `${word} not provided`)),
    ...(action === 'stress' ? stressProblems(spec) : []),
  ];
}

function stressProblems(spec: Fields): string[] {
  const said = ['cpuCount', 'memType'].filter((field) => isSaid(spec[field]));
  if (said.length === 1) return [];
  const message =
    said.length === 0
      ? "must set one of cpu-count and mem-type when action is 'stress'"
      : 'inject stress on both CPU and memory is not support now';
  return [fieldError('Spec', fieldsAt(spec, 'selector'), message)];
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== 0;
}
