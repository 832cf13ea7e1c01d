// One document's object: everything that speaks against it, and the experiment it means when nothing does.

import { experimentKinds } from '../catalogue/catalogue.ts';
import { SPEC_SCHEMAS } from '../catalogue/spec-schemas.ts';
import type { Experiment } from '../experiment.ts';
import { experimentOf } from '../from-object.ts';
import { lintsOf } from '../lints.ts';
import { actionOf, manifestOf } from '../manifest.ts';
import { asObject, asText, asTextMap, isObject, type JsonObject } from '../narrow.ts';
import { orchestratedOf } from '../orchestration/compose.ts';
import { orchestrationFindings } from './check-orchestration.ts';
import { fieldFindings } from './field-findings.ts';
import type { Finding } from './finding.ts';
import { kindFinding, notRunAlone } from './known-kinds.ts';
import { type Expected, type Metadata, readMetadata } from './metadata.ts';
import { parameterFindings } from './parameter-findings.ts';

export interface CheckedObject {
  readonly kind?: string;
  readonly name?: string;
  readonly pin?: string;
  /** Only where the document names it. */
  readonly namespace?: string;
  /** Only where nothing blocks. */
  readonly experiment?: Experiment;
  readonly findings: readonly Finding[];
}

export function checkObject(raw: unknown, expected: Expected): CheckedObject {
  const object = withoutNulls(raw);
  if (!isObject(object)) return { findings: [notAnObject] };
  const kind = asText(object['kind']);
  const known = { ...(kind !== '' && { kind: kind.slice(0, 60) }), ...nameOf(object) };
  const stranger = kindFinding(object);
  if (stranger !== undefined) return { ...known, findings: [stranger] };
  const metadata = readMetadata(object, expected);
  const findings = [...metadata.findings, ...specFindings(object, metadata)];
  const isBlocked = findings.some(({ severity }) => severity === 'block');
  const experiment = isBlocked ? undefined : experimentIn(object, metadata, expected);
  return {
    ...known,
    ...(metadata.pin !== undefined && { pin: metadata.pin }),
    ...(metadata.isNamed && { namespace: metadata.namespace }),
    ...(experiment && { experiment }),
    findings: [...findings, ...(experiment ? withoutEffect(object, experiment) : whyNone(kind, isBlocked))],
  };
}

function nameOf(object: JsonObject): { name?: string } {
  const name = asText(asObject(object['metadata'])['name']).slice(0, 253);
  return name === '' ? {} : { name };
}

const notAnObject: Finding = {
  severity: 'block',
  check: 'not-an-object',
  path: '',
  keys: [],
  sentence: 'This document is no map of fields, so it is no object of Chaos Mesh.',
};

function specFindings(object: JsonObject, { name, namespace }: Metadata): readonly Finding[] {
  const kind = asText(object['kind']);
  const { spec } = object;
  if (!isObject(spec)) return [missingSpec];
  const schema = SPEC_SCHEMAS[kind];
  const fields = schema === undefined ? [] : fieldFindings(schema, spec, ['spec']);
  const ofSpec = (inner: string, its: JsonObject, known: readonly Finding[] = []) => {
    const parameters = known.some(({ severity }) => severity === 'block')
      ? []
      : parameterFindings(inner, its);
    const lints = lintsOf({ manifest: { kind: inner, metadata: { name, namespace }, spec: its } });
    return merged([...known, ...parameters], lints.map(withEdit));
  };
  if (experimentKinds().includes(kind)) return ofSpec(kind, spec, fields);
  const given = asObject(object['metadata'])['annotations'];
  const metadata = { name, namespace, annotations: asTextMap(given) };
  const lints = orchestrationFindings(
    { kind, spec, metadata, hasAnnotations: isObject(given) },
    fields,
    ofSpec,
  );
  return merged(fields, lints);
}

const missingSpec: Finding = {
  severity: 'block',
  check: 'missing-field',
  path: 'spec',
  sentence: 'spec is missing: nothing is said of what to inject.',
};

/** Of two sentences about one place the one that says what it means: a lint on what is missing, else the schema. */
function merged(fields: readonly Finding[], lints: readonly Finding[]): readonly Finding[] {
  const isBlock = ({ severity }: Finding) => severity === 'block';
  const isIn = (one: Finding, others: readonly Finding[]) => others.some(({ path }) => path === one.path);
  const kept = fields.filter((one) => one.check !== 'missing-field' || !isIn(one, lints.filter(isBlock)));
  return [...kept, ...lints.filter((one) => !isIn(one, kept))];
}

/** The cures of lines said as what is to be written, where one small edit will do. */
function withEdit(lint: Finding): Finding {
  const keys = lint.path.split('.');
  if (lint.check === 'L1-endless')
    return { ...lint, cure: 'Add duration: 2m under spec.', wanted: { path: keys, value: '2m' } };
  if (lint.check === 'L6-phase')
    return {
      ...lint,
      cure: 'Add podPhaseSelectors: [Running] to the selector.',
      wanted: { path: keys, value: ['Running'] },
    };
  return lint.check === 'L11-duration' ? { ...lint, cure: 'For example duration: 2m.' } : lint;
}

function experimentIn(
  object: JsonObject,
  { namespace, pin, carries, steps }: Metadata,
  { cluster }: Expected,
): Experiment | undefined {
  const source = { kind: asText(object['kind']), namespace, spec: asObject(object['spec']) };
  const annotations = asTextMap(asObject(object['metadata'])['annotations']);
  const place = cluster ?? pin ?? '';
  const experiment =
    experimentOf(source, { cluster: place }) ?? orchestratedOf({ ...source, annotations }, place);
  return experiment && { ...experiment, ...(carries && { carries }), ...(steps && { steps }) };
}

function whyNone(kind: string, isBlocked: boolean): readonly Finding[] {
  const alone = notRunAlone(kind);
  if (alone !== undefined) return [alone];
  if (isBlocked) return [];
  const sentence = 'It says more than can be carried out from here.';
  return [{ severity: 'block', check: 'says-more', path: 'spec', sentence }];
}

/** Fields of other actions, which Chaos Mesh passes over and we leave out. */
function withoutEffect(object: JsonObject, experiment: Experiment): readonly Finding[] {
  if (experiment.orchestrated !== undefined) return [];
  const spec = asObject(object['spec']);
  const { parameters, oneShot } = actionOf(experiment);
  const own = [...parameters.map(({ path }) => path.split('.')[0]), ...(oneShot ? ['duration'] : [])];
  const written = manifestOf(experiment, 'x').spec;
  return Object.keys(spec)
    .filter((name) => saysSomething(spec[name]) && written[name] === undefined && !own.includes(name))
    .map((name) => ({
      severity: 'info',
      check: 'without-effect',
      path: `spec.${name}`,
      keys: ['spec', name],
      sentence: `spec.${name} has no effect beside ${name === 'value' ? `mode ${experiment.mode.mode}` : experiment.action} and is left out.`,
    }));
}

function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(saysSomething);
  return Boolean(value);
}

/** A field without a value is as if it were not there, to Kubernetes too. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(said.map(([name, inner]) => [name, withoutNulls(inner)]));
}
