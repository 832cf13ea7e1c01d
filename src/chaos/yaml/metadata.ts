// What a document says beside its spec: name and namespace, the cluster it is meant for, and what the cluster wrote into it.

import { z } from 'zod';
import { CONTRACT, parseContract } from '../alert-contract.ts';
import type { Experiment, Mode } from '../experiment.ts';
import { MEASURED_BY } from '../measured-by.ts';
import { modesText, type ReadModes, readModes, STEPS } from '../mode-text.ts';
import { asObject, asText, asTextMap, type JsonObject } from '../narrow.ts';
import { modeOf } from '../reach/mode.ts';
import { fieldFindings } from './field-findings.ts';
import type { Finding } from './finding.ts';

const PIN = 'faultline.dev/cluster';
const PAUSE = 'experiment.chaos-mesh.org/pause';

/** Written by the cluster; they come along when an object is printed, and mean nothing in one that is given. */
const WRITTEN = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'finalizers',
  'ownerReferences',
];

const texts = z.record(z.string(), z.string());
const metadataSchema = z.strictObject({
  name: z.string().optional(),
  generateName: z.string().optional(),
  namespace: z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/u)
    .optional(),
  labels: texts.optional(),
  annotations: texts.optional(),
});

export interface Expected {
  /** Where it is to run; absent: nobody has said. */
  readonly cluster?: string;
  /** For a document that names none. */
  readonly namespace: string;
  /** The cluster that a template's head means it for. */
  readonly pin?: string;
}

export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  /** The document itself says the namespace. */
  readonly isNamed: boolean;
  /** The cluster that the document is meant for. */
  readonly pin?: string;
  readonly carries?: NonNullable<Experiment['carries']>;
  /** Of a ramp, before the object's own mode; undefined where it is none, or not right. */
  readonly steps?: readonly Mode[];
  readonly findings: readonly Finding[];
}

export function readMetadata(object: JsonObject, expected: Expected): Metadata {
  const all = asObject(object['metadata']);
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => !WRITTEN.includes(name)));
  const annotations = asTextMap(own['annotations']);
  const labels = asTextMap(own['labels']);
  const pin = annotations[PIN] ?? labels[PIN] ?? expected.pin;
  const carries = { labels: carried(labels), annotations: carried(annotations) };
  const ramp = readRamp(annotations[STEPS], asObject(object['spec']));
  return {
    name: asText(own['name']),
    namespace: asText(own['namespace']) || expected.namespace,
    isNamed: asText(own['namespace']) !== '',
    ...(pin !== undefined && { pin }),
    ...withCarried(carries),
    ...(ramp?.ok && ramp.modes.steps && { steps: ramp.modes.steps }),
    findings: [
      ...topFindings(object, all),
      ...fieldFindings(metadataSchema, own, ['metadata']),
      ...pinFindings(pin, expected),
      ...(annotations[PAUSE] === 'true' ? [paused] : []),
      ...contractFindings(annotations[CONTRACT]),
      ...rampFindings(ramp),
      ...(asText(own['namespace']) === '' ? [assumed(expected.namespace)] : []),
    ],
  };
}

const TOP = ['apiVersion', 'kind', 'metadata', 'spec'];

function topFindings(object: JsonObject, metadata: JsonObject): readonly Finding[] {
  const written = [
    ...(object['status'] === undefined ? [] : [['status']]),
    ...Object.keys(metadata)
      .filter((name) => WRITTEN.includes(name))
      .map((name) => ['metadata', name]),
  ];
  const unknown = Object.keys(object).filter((name) => !TOP.includes(name) && name !== 'status');
  return [
    ...unknown.map(
      (name): Finding => ({
        severity: 'block',
        check: 'unknown-field',
        path: name.slice(0, 60),
        keys: [name],
        sentence: `There is no field “${name.slice(0, 60)}” at the top of an object.`,
        cure: `Known are ${TOP.join(', ')}.`,
      }),
    ),
    ...written.map(
      (keys): Finding => ({
        severity: 'info',
        check: 'written-by-cluster',
        path: keys.join('.'),
        keys,
        sentence: `${keys.join('.')} is what a cluster wrote; it is left out.`,
      }),
    ),
  ];
}

function pinFindings(pin: string | undefined, { cluster, pin: ofHead }: Expected): readonly Finding[] {
  if (pin === undefined || cluster === undefined || pin === cluster) return [];
  const sentence = `It is meant for the cluster ${pin.slice(0, 60)}, and asked for in ${cluster}.`;
  const out = ofHead === undefined ? `, or take the annotation ${PIN} out` : '';
  const cure = `Ask for it on ${pin.slice(0, 60)}${out}.`;
  const keys = ['metadata', 'annotations', PIN];
  return [
    { severity: 'block', check: 'cluster-pin', path: `metadata.annotations["${PIN}"]`, keys, sentence, cure },
  ];
}

function contractFindings(text: string | undefined): readonly Finding[] {
  const read = text === undefined ? undefined : parseContract(text);
  if (read === undefined || read.ok) return [];
  const { sentence, cure } = read;
  const keys = ['metadata', 'annotations', CONTRACT];
  const path = `metadata.annotations["${CONTRACT}"]`;
  return [{ severity: 'block', check: 'alert-contract', path, keys, sentence, cure }];
}

/** The mode of the spec is the last step of it. */
function readRamp(text: string | undefined, spec: JsonObject): ReadModes | undefined {
  if (text === undefined) return undefined;
  const mode = modeOf(spec);
  return mode === undefined ? { ok: false } : readModes(`${text},${modesText({ mode })}`);
}

function rampFindings(ramp: ReadModes | undefined): readonly Finding[] {
  if (ramp === undefined || ramp.ok) return [];
  const sentence = ramp.sentence ?? 'The steps of its ramp are no numbers of pods.';
  const cure = 'Write the steps before the mode of the spec, each wider than the last, like `1,25%`.';
  const keys = ['metadata', 'annotations', STEPS];
  const path = `metadata.annotations["${STEPS}"]`;
  return [{ severity: 'block', check: 'ramp', path, keys, sentence, cure }];
}

const paused: Finding = {
  severity: 'block',
  check: 'comes-paused',
  path: `metadata.annotations["${PAUSE}"]`,
  keys: ['metadata', 'annotations', PAUSE],
  sentence: 'It would come in paused: its pods would be chosen now, and be hit whenever somebody resumes it.',
  cure: 'Leave the annotation out.',
};

function assumed(namespace: string): Finding {
  const sentence = `No namespace is named: ${namespace} is meant.`;
  return { severity: 'info', check: 'namespace-assumed', path: 'metadata.namespace', sentence };
}

/** People's own: what they promise of alerts, and by what they want to be measured. */
const PEOPLES = [CONTRACT, MEASURED_BY];

/** Ours are written anew for every run; what kubectl remembers of its own is of no use to anybody else. */
function carried(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isOurs = (key: string): boolean =>
    (key.startsWith('faultline.dev/') && !PEOPLES.includes(key)) ||
    key.startsWith('kubectl.kubernetes.io/') ||
    key === PAUSE;
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !isOurs(key)));
}

function withCarried(carries: Record<'labels' | 'annotations', object>): Pick<Metadata, 'carries'> {
  const said = Object.entries(carries).filter(([, texts]) => Object.keys(texts).length > 0);
  return said.length === 0 ? {} : { carries: Object.fromEntries(said) };
}
