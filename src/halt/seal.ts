// The seal: labels and annotations that say whose object this is, with an HMAC that only we can make.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../chaos/canonical-json.ts';
import type { ChaosObject, ObjectRef } from '../chaos/cluster.ts';
import type { Manifest } from '../chaos/experiment.ts';
import { asTextMap } from '../chaos/narrow.ts';

/** What our objects carry from the moment they are created. */
export interface SealValues {
  readonly run: string;
  /** The cluster it was made for: a copy elsewhere is not ours there. */
  readonly cluster: string;
  /** What was sent, by `specHash`: nobody can pass off another experiment as the one that was agreed to. */
  readonly spec: string;
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly digest: string;
  readonly channel: string;
  /** Milliseconds; kept as ISO text. */
  readonly plannedEnd: number;
  /** Hash of the log entry that decided to start. */
  readonly head: string;
}

export type SealAnswer = { readonly ok: true; readonly values: SealValues } | { readonly ok: false };

export const RUN_LABEL = 'faultline.dev/run';

const PREFIX = 'faultline.dev/';
const KEYS = [
  'cluster',
  'spec',
  'requester',
  'approvers',
  'digest',
  'channel',
  'planned-end',
  'head',
] as const;
const VERSION = 'v2';

/** Of the spec as sent, before the cluster's defaults. */
export function specHash(spec: Manifest['spec']): string {
  return createHash('sha256').update(canonicalJson(spec)).digest('hex');
}

/** The labels and annotations for an object of this kind, namespace and name. The first key signs; there must be one. */
export function sealAnnotations(
  values: SealValues,
  ref: ObjectRef,
  keys: readonly string[],
): {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
} {
  const [key] = keys;
  if (key === undefined || key === '') throw new Error('no key to seal with');
  const texts = textsOf(values);
  const annotations = Object.fromEntries(KEYS.map((name) => [`${PREFIX}${name}`, texts[name]]));
  const seal = `${VERSION}.${macOf(values.run, annotations, ref, key)}`;
  return { labels: { [RUN_LABEL]: values.run }, annotations: { ...annotations, [`${PREFIX}seal`]: seal } };
}

/** The manifest with the seal added to what it already carries. */
export function sealed(manifest: Manifest, values: SealValues, keys: readonly string[]): Manifest {
  const { metadata, kind } = manifest;
  const { labels, annotations } = sealAnnotations(values, { kind, ...metadata }, keys);
  return {
    ...manifest,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...labels },
      annotations: { ...metadata.annotations, ...annotations },
    },
  };
}

/** Without a valid seal an object is foreign, whatever its labels. Any of the keys will do. */
export function verifySeal(
  object: Pick<ChaosObject, 'kind' | 'namespace' | 'name' | 'labels' | 'annotations'>,
  keys: readonly string[],
): SealAnswer {
  const run = object.labels[RUN_LABEL];
  const found = object.annotations[`${PREFIX}seal`];
  if (run === undefined || found === undefined) return { ok: false };
  const annotations = asTextMap(
    Object.fromEntries(KEYS.map((name) => [`${PREFIX}${name}`, object.annotations[`${PREFIX}${name}`]])),
  );
  const wanted = keys
    .filter((key) => key !== '')
    .map((key) => `${VERSION}.${macOf(run, annotations, object, key)}`);
  const valid = wanted.filter((seal) => isSame(seal, found)).length > 0;
  const values = valid ? valuesOf(run, annotations) : undefined;
  return values === undefined ? { ok: false } : { ok: true, values };
}

/** Kind, namespace and name are bound too: a seal copied to another object is void. */
function macOf(
  run: string,
  annotations: Readonly<Record<string, string>>,
  { kind, namespace, name }: ObjectRef,
  key: string,
): string {
  const text = canonicalJson({ version: VERSION, kind, namespace, name, run, annotations });
  return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function textsOf(values: SealValues): Record<(typeof KEYS)[number], string> {
  return {
    cluster: values.cluster,
    spec: values.spec,
    requester: values.requester,
    approvers: values.approvers.join(','),
    digest: values.digest,
    channel: values.channel,
    'planned-end': new Date(values.plannedEnd).toISOString(),
    head: values.head,
  };
}

function valuesOf(run: string, annotations: Readonly<Record<string, string>>): SealValues | undefined {
  const text = (name: (typeof KEYS)[number]): string => annotations[`${PREFIX}${name}`] ?? '';
  const plannedEnd = Date.parse(text('planned-end'));
  if (Number.isNaN(plannedEnd)) return undefined;
  return {
    run,
    cluster: text('cluster'),
    spec: text('spec'),
    requester: text('requester'),
    approvers: text('approvers').split(',').filter(Boolean),
    digest: text('digest'),
    channel: text('channel'),
    plannedEnd,
    head: text('head'),
  };
}
