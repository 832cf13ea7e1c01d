// Lints that read the spec alone: missing parts, percentages, empties, partitions, addresses (L3, L4, L5, L9, L10, 00.2).

import { isIPv6 } from 'node:net';
import { asList, asObject, asText, asTexts, at, isObject } from '../narrow.ts';
import type { Check, Lint } from './lint.ts';

/** Actions that do nothing without the part of their name, by kind and action. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NetworkChaos: {
    delay: 'delay',
    loss: 'loss',
    duplicate: 'duplicate',
    corrupt: 'corrupt',
    bandwidth: 'bandwidth',
  },
  IOChaos: { latency: 'delay', attrOverride: 'attr', mistake: 'mistake' },
};

/** Percentages kept as text, by their path in the spec. */
const PERCENTS: readonly string[] = [
  ...['delay.correlation', 'delay.reorder.reorder', 'delay.reorder.correlation'],
  ...['loss.loss', 'loss.correlation', 'duplicate.duplicate', 'duplicate.correlation'],
  ...['corrupt.corrupt', 'corrupt.correlation'],
];

export const missingPart: Check = ({ manifest: { kind, spec } }) => {
  const part = NEEDED[kind]?.[asText(spec['action'])];
  if (part !== undefined && !isThere(spec[part])) {
    return [
      block('L3-missing-part', `spec.${part}`, `${spec['action']} without “${part}” would do nothing.`),
    ];
  }
  return kind === 'StressChaos' ? stressPart(spec) : [];
};

function isThere(value: unknown): boolean {
  return isObject(value) || (typeof value === 'string' && value !== '');
}

function stressPart(spec: Readonly<Record<string, unknown>>): readonly Lint[] {
  const stressors = asObject(spec['stressors']);
  if (isObject(stressors['cpu']) || isObject(stressors['memory']) || asText(spec['stressngStressors']))
    return [];
  return [block('L3-missing-part', 'spec.stressors', 'Stress without “cpu” or “memory” would do nothing.')];
}

export const httpPart: Check = ({ manifest: { kind, spec } }) => {
  const said =
    kind !== 'HTTPChaos' ||
    spec['abort'] === true ||
    ['delay', 'replace', 'patch'].some((part) => spec[part] !== undefined);
  if (said) return [];
  const sentence = 'HTTP chaos without abort, delay, replace or patch would do nothing.';
  return [block('L5-http-part', 'spec', sentence)];
};

export const percentages: Check = ({ manifest: { spec } }) =>
  PERCENTS.flatMap((path) => {
    const value = at(spec, ...path.split('.'));
    if (value === undefined || value === '') return [];
    const number = Number(value);
    if (number >= 0 && number <= 100) return [];
    return [block('L4-percent', `spec.${path}`, `${String(value)} is not a percentage from 0 to 100.`)];
  });

export const modeValue: Check = ({ manifest: { spec } }) => {
  const mode = asText(spec['mode']);
  if (!['fixed', 'fixed-percent', 'random-max-percent'].includes(mode)) return [];
  const text = asText(spec['value']);
  const value = /^[0-9]{1,6}$/u.test(text) ? Number(text) : 0;
  const most = mode === 'fixed' ? Number.POSITIVE_INFINITY : 100;
  if (value > 0 && value <= most) return [];
  const range = mode === 'fixed' ? 'a number of pods above 0' : 'a whole percentage from 1 to 100';
  return [block('mode-value', 'spec.value', `“${text}” is not ${range}.`)];
};

/** Empty lists and maps are stored as sent, and then every write of the controller fails. */
export const empties: Check = ({ manifest }) =>
  emptyPaths(manifest.spec, 'spec')
    .filter((path) => !path.endsWith('.namespaces') && !path.endsWith('.clockIds'))
    .map((path) => ({
      severity: 'warn',
      check: 'empty-value',
      path,
      sentence: `${path} is empty, which would freeze the experiment; it will be left out.`,
    }));

function emptyPaths(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, inner]) => emptyPaths(inner, `${path}.${key}`));
}

export const remoteCluster: Check = ({ manifest: { spec } }) => {
  const remote = asText(spec['remoteCluster']);
  if (remote === '') return [];
  const sentence = `It would run in the remote cluster ${remote}, whose pods are not known here.`;
  const cure = 'Name that cluster in faultline.yaml and ask for it there.';
  return [{ severity: 'block', check: 'remote-cluster', path: 'spec.remoteCluster', sentence, cure }];
};

export const partition: Check = ({ manifest: { kind, spec } }) => {
  if (kind !== 'NetworkChaos' || spec['action'] !== 'partition') return [];
  const alone = spec['target'] === undefined && asList(spec['externalTargets']).length === 0;
  if (!alone && spec['mode'] !== 'all') return [];
  const sentence = alone
    ? 'A partition without a target cuts the pods off from everything.'
    : 'A partition of all pods cuts the whole service off.';
  return [{ severity: 'warn', check: 'L10-partition', path: 'spec.target', sentence }];
};

export const externalTargets: Check = ({ manifest: { kind, spec } }) =>
  kind === 'NetworkChaos' ? asTexts(spec['externalTargets']).flatMap(externalTarget) : [];

function externalTarget(target: string): readonly Lint[] {
  const path = 'spec.externalTargets';
  const host =
    target
      .replace(/^\[/u, '')
      .replace(/\](:[0-9]+)?$/u, '')
      .split('/')[0] ?? '';
  if (isIPv6(host))
    return [block('L9-ipv6', path, `${target} is an IPv6 address; Chaos Mesh takes IPv4 only.`)];
  if (/^[0-9./:]+$/u.test(target)) return [];
  const sentence = `${target} is looked up once, when the fault is applied; addresses that change are missed.`;
  return [{ severity: 'warn', check: 'L9-domain', path, sentence }];
}

function block(check: string, path: string, sentence: string): Lint {
  return { severity: 'block', check, path, sentence };
}
