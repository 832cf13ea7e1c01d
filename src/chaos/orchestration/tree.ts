// What a Schedule or a Workflow does, as one tree: faults, waits, and what stands one after the other, side by side or again and again.

import type { OrchestrationKind } from '../experiment.ts';
import { parseGoDuration } from '../go-duration.ts';
import { asList, asObject, asText, asTexts, isObject, type JsonObject } from '../narrow.ts';
import { bodyKey, kindOfBody } from './body.ts';
import { readCron } from './cron.ts';

export interface Fault {
  readonly type: 'fault';
  /** Where it stands in the object. */
  readonly keys: readonly string[];
  readonly kind: string;
  readonly spec: JsonObject;
  /** Seconds after which the Workflow ends it; a Schedule's faults end by themselves. */
  readonly within: number | undefined;
}

export type Tree =
  | Fault
  /** Ends by itself after so long; undefined: nobody can say. */
  | { readonly type: 'wait'; readonly seconds: number | undefined; readonly isCode: boolean }
  | {
      readonly type: 'serial' | 'parallel';
      readonly children: readonly Tree[];
      readonly within: number | undefined;
    }
  | {
      readonly type: 'repeat';
      readonly everySeconds: number;
      readonly overlaps: boolean;
      readonly child: Tree;
      readonly within: number | undefined;
    };

/** A template may stand in many places; more places than these are no plan that anybody reads. */
export const MOST_STEPS = 200;

export function treeOf(kind: OrchestrationKind, spec: JsonObject): Tree {
  return kind === 'Schedule' ? repeatOf(spec, ['spec'], undefined) : workflowOf(spec, ['spec'], undefined);
}

function repeatOf(spec: JsonObject, keys: readonly string[], within: number | undefined): Tree {
  const type = asText(spec['type']);
  const key = bodyKey(type);
  const body = asObject(spec[key]);
  const below = [...keys, key];
  const child: Tree =
    type === 'Workflow'
      ? workflowOf(body, below, undefined)
      : { type: 'fault', keys: below, kind: type, spec: body, within: undefined };
  const cron = readCron(asText(spec['schedule']));
  const everySeconds = cron.ok ? cron.cron.everySeconds : 1;
  return { type: 'repeat', everySeconds, overlaps: spec['concurrencyPolicy'] === 'Allow', child, within };
}

interface Walk {
  readonly keys: readonly string[];
  readonly templates: readonly JsonObject[];
  /** Names on the way down, so that a circle ends. */
  readonly above: readonly string[];
  readonly left: { steps: number };
}

function workflowOf(spec: JsonObject, keys: readonly string[], within: number | undefined): Tree {
  const templates = asList(spec['templates']).map(asObject);
  const walk = { keys: [...keys, 'templates'], templates, above: [], left: { steps: MOST_STEPS } };
  return stepOf(asText(spec['entry']), within, walk);
}

const NOTHING: Tree = { type: 'wait', seconds: 0, isCode: false };

function stepOf(name: string, above: number | undefined, walk: Walk): Tree {
  const index = walk.templates.findIndex((one) => one['name'] === name);
  const template = walk.templates[index];
  walk.left.steps -= 1;
  if (template === undefined || walk.above.includes(name) || walk.left.steps < 0) return NOTHING;
  const inner = { ...walk, above: [...walk.above, name] };
  return treeOfTemplate(template, [...walk.keys, String(index)], shorter(secondsOf(template), above), inner);
}

function treeOfTemplate(
  template: JsonObject,
  keys: readonly string[],
  within: number | undefined,
  walk: Walk,
): Tree {
  const type = asText(template['templateType']);
  const stepsOf = (names: readonly string[]) => names.map((name) => stepOf(name, within, walk));
  switch (type) {
    case 'Serial':
      return { type: 'serial', within, children: stepsOf(asTexts(template['children'])) };
    case 'Parallel':
      return { type: 'parallel', within, children: stepsOf(asTexts(template['children'])) };
    case 'Suspend':
      return { type: 'wait', seconds: within, isCode: false };
    case 'StatusCheck':
      return { type: 'wait', seconds: shorter(checkSeconds(template), within), isCode: false };
    case 'Task':
      return taskOf(within, stepsOf(branchesOf(template)));
    case 'Schedule':
      return repeatOf(asObject(template['schedule']), [...keys, 'schedule'], within);
    default: {
      const key = bodyKey(type);
      return { type: 'fault', keys: [...keys, key], kind: type, spec: asObject(template[key]), within };
    }
  }
}

/** The branches whose conditions hold run side by side once the pod is done. */
function taskOf(within: number | undefined, branches: readonly Tree[]): Tree {
  const task: Tree = { type: 'wait', seconds: within, isCode: true };
  if (branches.length === 0) return task;
  return {
    type: 'serial',
    within,
    children: [task, { type: 'parallel', within, children: branches }],
  };
}

export function branchesOf(template: JsonObject): readonly string[] {
  return asList(template['conditionalBranches']).map((one) => asText(asObject(one)['target']));
}

function checkSeconds(template: JsonObject): number | undefined {
  return parseGoDuration(asText(asObject(template['statusCheck'])['duration']));
}

function secondsOf(template: JsonObject): number | undefined {
  return parseGoDuration(asText(template['deadline']));
}

function shorter(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Every fault of a tree; a template in two places is two faults. */
export function faultsOf(tree: Tree): readonly Fault[] {
  if (tree.type === 'fault') return [tree];
  if (tree.type === 'repeat') return faultsOf(tree.child);
  return tree.type === 'wait' ? [] : tree.children.flatMap(faultsOf);
}

export function runsCode(tree: Tree): boolean {
  if (tree.type === 'wait') return tree.isCode;
  if (tree.type === 'repeat') return runsCode(tree.child);
  return tree.type !== 'fault' && tree.children.some(runsCode);
}

/** Steps that do something or wait, for a headline. */
export function stepsIn(tree: Tree): number {
  return tree.type === 'serial' || tree.type === 'parallel'
    ? tree.children.reduce((sum, child) => sum + stepsIn(child), 0)
    : 1;
}

/** Specs of experiments anywhere in a Schedule or Workflow, those of templates that nobody runs included. */
export function everyFaultIn(spec: unknown, keys: readonly string[] = ['spec']): readonly Fault[] {
  if (Array.isArray(spec)) return spec.flatMap((one, at) => everyFaultIn(one, [...keys, String(at)]));
  if (!isObject(spec)) return [];
  return Object.entries(spec).flatMap(([key, value]): readonly Fault[] => {
    const kind = kindOfBody(key);
    const below = [...keys, key];
    if (kind !== undefined && isObject(value))
      return [{ type: 'fault', keys: below, kind, spec: value, within: undefined }];
    return ['templates', 'schedule', 'workflow'].includes(key) ? everyFaultIn(value, below) : [];
  });
}
