// A Schedule or a Workflow as one experiment, and back into the experiments that it may start.

import { RISKS } from '../catalogue/action.ts';
import { actionById, actionOfSpec } from '../catalogue/catalogue.ts';
import { SPEC_SCHEMAS } from '../catalogue/spec-schemas.ts';
import type { Experiment, Orchestrated, OrchestrationKind } from '../experiment.ts';
import { pathText } from '../field-path.ts';
import { experimentOf } from '../from-object.ts';
import { goDuration, parseGoDuration } from '../go-duration.ts';
import { LENGTH, manifestOf } from '../manifest.ts';
import { asObject, asText, isObject, type JsonObject } from '../narrow.ts';
import { isOrchestration, kindOfBody } from './body.ts';
import { longest } from './extent.ts';
import { everyFaultIn, type Fault, faultsOf, type Tree, treeOf } from './tree.ts';

/** Steps are handed over with a pause, and children recover. */
const HAND_OVER_SECONDS = 60;

export interface Part {
  /** `spec.podChaos`, `spec.templates[2].networkChaos`. */
  readonly path: string;
  readonly experiment: Experiment;
}

interface Source {
  readonly kind: string;
  readonly namespace: string;
  readonly spec: JsonObject;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Undefined for other kinds, and for what has no end or holds a fault that cannot be carried out. */
export function orchestratedOf(source: Source, cluster: string): Experiment | undefined {
  const { kind, namespace } = source;
  if (!isOrchestration(kind)) return undefined;
  const spec = settled(kind, source.spec, { cluster, namespace });
  const tree = treeOf(kind, spec);
  const seconds = plannedSeconds(kind, tree, source.annotations[LENGTH]);
  const faults = faultsOf(tree);
  const parts = faults.flatMap((fault) => partOf(fault, { cluster, namespace }) ?? []);
  const [lead] = parts.map(({ experiment }) => experiment).toSorted((a, b) => rankOf(a) - rankOf(b));
  if (lead === undefined || seconds === undefined || parts.length < faults.length) return undefined;
  const target = { ...lead.target, word: wordsOf(parts) };
  return { ...lead, target, durationSeconds: seconds, orchestrated: { kind, spec } };
}

/** What its annotation says, else the longest way through a Workflow whose every step has an end. */
export function plannedSeconds(
  kind: OrchestrationKind,
  tree: Tree,
  said: string | undefined,
): number | undefined {
  if (said !== undefined) return parseGoDuration(said);
  const seconds = kind === 'Workflow' ? longest(tree) : undefined;
  return seconds === undefined ? undefined : Math.ceil(seconds) + HAND_OVER_SECONDS;
}

/** Every experiment it may start; of an ordinary experiment itself alone. */
export function partsOf(experiment: Experiment): readonly Part[] {
  const { orchestrated, target } = experiment;
  if (orchestrated === undefined) return [{ path: 'spec', experiment }];
  return faultsOf(treeOfExperiment(orchestrated)).flatMap((fault) => partOf(fault, target) ?? []);
}

export function treeOfExperiment({ kind, spec }: Orchestrated): Tree {
  return treeOf(kind, spec);
}

type Place = Pick<Experiment['target'], 'cluster' | 'namespace'>;

function partOf(fault: Fault, { cluster, namespace }: Place): Part | undefined {
  const { kind, keys, within } = fault;
  const watch = within === undefined ? {} : { watchSeconds: within };
  const experiment = experimentOf({ kind, namespace, spec: endedSpec(fault) }, { cluster, ...watch });
  return experiment && { path: pathText(keys), experiment };
}

/** A Workflow's faults say no duration: the deadline of their step is theirs. */
export function endedSpec({ kind, spec, within }: Fault): JsonObject {
  const isOnce = actionOfSpec(kind, spec)?.oneShot === true;
  if (isOnce || within === undefined || asText(spec['duration']) !== '') return spec;
  return { ...spec, duration: goDuration(within) };
}

function rankOf({ kind, action }: Experiment): number {
  return RISKS.indexOf(actionById(kind, action)?.risk ?? 'code');
}

function wordsOf(parts: readonly Part[]): string {
  const words = [...new Set(parts.map(({ experiment }) => experiment.target.word))];
  return words.length > 3 ? `${words.slice(0, 2).join(', ')} and ${words.length - 2} more` : words.join(', ');
}

/**
 * Every fault in the words of the catalogue, and defaults filled in, so that the same is read back from a cluster, which
 * writes zeros and defaults of its own. An experiment's namespace is written in too: Chaos Mesh does not do it here.
 */
function settled(kind: OrchestrationKind, spec: JsonObject, place: Place): JsonObject {
  const filled = SPEC_SCHEMAS[kind]?.safeParse(withoutZeros(spec));
  const known = filled?.success === true ? asObject(filled.data) : spec;
  return everyFaultIn(known).reduce((whole, fault) => {
    const found = partOf({ ...fault, within: ANY_SECONDS }, place);
    if (found === undefined) return whole;
    const { duration, ...own } = manifestOf(found.experiment, '').spec;
    const isSaid = asText(fault.spec['duration']) !== '' && duration !== undefined;
    return replaced(whole, fault.keys.slice(1), isSaid ? { ...own, duration } : own);
  }, known);
}

/** Stands in for a deadline while only the words of a fault are asked for. */
const ANY_SECONDS = 60;

function replaced(
  whole: JsonObject,
  [first = '', ...rest]: readonly string[],
  value: JsonObject,
): JsonObject {
  const inner = whole[first];
  if (rest.length === 0) return { ...whole, [first]: value };
  if (!Array.isArray(inner)) return { ...whole, [first]: replaced(asObject(inner), rest, value) };
  const [index = '', ...below] = rest;
  const items = inner.map((one, at) => (String(at) === index ? replaced(asObject(one), below, value) : one));
  return { ...whole, [first]: items };
}

/** What Go writes for fields that nobody said; bodies of faults are judged by the catalogue. */
function withoutZeros(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (!isObject(value)) return value;
  const said = Object.entries(value).filter(
    ([, inner]) => inner !== '' && inner !== null && inner !== undefined,
  );
  return Object.fromEntries(
    said.map(([key, inner]) => [key, kindOfBody(key) === undefined ? withoutZeros(inner) : inner]),
  );
}
