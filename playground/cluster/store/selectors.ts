// Label and field selectors, as the API takes them in queries and as objects carry them.

import { fieldsAt, type KubeObject, textAt, textsAt } from '../objects/kube-object.ts';
import { badRequest } from '../objects/status-error.ts';

export type Matches = (object: KubeObject) => boolean;

type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const SET = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/;
const EQUALITY = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/;
const EXISTENCE = /^(!?)\s*([\w./-]+)$/;

/** Splits at commas that are not inside parentheses. */
function terms(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

function setRequirement(match: RegExpExecArray): Requirement {
  const [, key = '', operator, list = ''] = match;
  const values = list.split(',').map((value) => value.trim());
  const isIn: Requirement = (labels) => {
    const value = labels[key];
    return value !== undefined && values.includes(value);
  };
  return operator === 'in' ? isIn : (labels) => !isIn(labels);
}

function requirement(term: string): Requirement {
  const set = SET.exec(term);
  if (set !== null) return setRequirement(set);
  const equality = EQUALITY.exec(term);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const existence = EXISTENCE.exec(term);
  if (existence === null)
    throw badRequest(`unable to parse requirement: found '${term}', expected: a selector`);
  const [, negated, key = ''] = existence;
  return (labels) => (labels[key] === undefined) === (negated === '!');
}

export function parseLabelSelector(selector: string): (labels: Labels) => boolean {
  const requirements = terms(selector).map(requirement);
  return (labels) => requirements.every((matches) => matches(labels));
}

export interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export function expressionsOf(value: readonly unknown[]): Expression[] {
  return value.map((entry) => ({
    key: textAt(entry, 'key'),
    operator: textAt(entry, 'operator'),
    values: textsAt(entry, 'values'),
  }));
}

function expressionHolds({ key, operator, values }: Expression, labels: Labels): boolean {
  const value = labels[key];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  const isIn = value !== undefined && values.includes(value);
  return operator === 'In' ? isIn : !isIn;
}

/** matchLabels and matchExpressions together; an empty selector matches everything. */
export function labelsMatch(
  labels: Labels,
  matchLabels: Readonly<Record<string, unknown>>,
  expressions: readonly Expression[] = [],
): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return equal && expressions.every((expression) => expressionHolds(expression, labels));
}

const POD_FIELDS = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
];
const EVENT_FIELDS = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];
const FIELDS_BY_KIND: Readonly<Record<string, readonly string[]>> = {
  Pod: POD_FIELDS,
  Event: EVENT_FIELDS,
  Namespace: ['status.phase'],
  Secret: ['type'],
  Node: ['spec.unschedulable'],
};

/** Whether objects of this kind can be selected by this field; everything else is refused by name. */
export function isSelectable(kind: string, field: string): boolean {
  return (
    field === 'metadata.name' ||
    field === 'metadata.namespace' ||
    (FIELDS_BY_KIND[kind] ?? []).includes(field)
  );
}

export function fieldValue(object: KubeObject, field: string): string {
  if (field === 'source') return textAt(fieldsAt(object, 'source'), 'component');
  const path = field.split('.');
  const last = path.pop() ?? '';
  const holder = path.reduce<unknown>((value, key) => fieldsAt(value, key), object);
  return textAt(holder, last);
}

export function parseFieldSelector(kind: string, selector: string): Matches {
  const tests = terms(selector).map((term) => {
    const [, field = '', operator, value = ''] = /^([\w.]+)(==|=|!=)(.*)$/.exec(term) ?? [];
    if (operator === undefined) throw badRequest(`invalid field selector: "${selector}"`);
    if (!isSelectable(kind, field)) throw badRequest(`field label not supported: ${field}`);
    const equal: Matches = (object) => fieldValue(object, field) === value;
    return operator === '!=' ? (object: KubeObject) => !equal(object) : equal;
  });
  return (object) => tests.every((test) => test(object));
}
