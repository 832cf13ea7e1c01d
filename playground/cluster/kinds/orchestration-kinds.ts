// Schedules and Workflows as the sandbox serves them: their shapes, and what their webhooks refuse.

import { bodyKey } from '../../../src/chaos/orchestration/body.ts';
import { readCron } from '../../../src/chaos/orchestration/cron.ts';
import { everyFaultIn } from '../../../src/chaos/orchestration/tree.ts';
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt } from '../objects/kube-object.ts';
import { shapeOfKind } from './catalogue-shape.ts';
import type { ChaosKind } from './kind.ts';
import { fieldError } from './selector-rules.ts';
import { integer, type ObjectShape, object } from './shape.ts';

export interface OrchestrationKind {
  readonly kind: string;
  readonly plural: string;
  readonly spec: ObjectShape;
  /** Field errors in the webhook's order; a panic is thrown as one. */
  problems(spec: Fields): string[];
}

/** The webhook dereferences what is not there. */
export class WebhookPanic extends Error {
  constructor() {
    super('runtime error: invalid memory address or nil pointer dereference');
    this.name = 'WebhookPanic';
  }
}

export function orchestrationKinds(kinds: readonly ChaosKind[]): readonly OrchestrationKind[] {
  const known = new Map(kinds.map((kind) => [kind.kind, kind]));
  const problemsOf = (kind: string, spec: Fields): string[] => known.get(kind)?.problems(spec) ?? [];
  const { remoteCluster: _, ...schedule } = shapeOfKind('Schedule').fields;
  const { remoteCluster: __, ...workflow } = shapeOfKind('Workflow').fields;
  return [
    {
      kind: 'Schedule',
      plural: 'schedules',
      spec: object({ ...schedule, startingDeadlineSeconds: integer({ min: 1 }) }, ['schedule', 'type']),
      problems: (spec) => scheduleProblems(spec, problemsOf),
    },
    {
      kind: 'Workflow',
      plural: 'workflows',
      spec: object(workflow, ['entry', 'templates']),
      problems: (spec) => workflowProblems(spec, problemsOf),
    },
  ];
}

type ProblemsOf = (kind: string, spec: Fields) => string[];

function scheduleProblems(spec: Fields, problemsOf: ProblemsOf): string[] {
  const text = textAt(spec, 'schedule');
  const cron = readCron(text);
  const type = textAt(spec, 'type');
  const said = cron.ok
    ? []
    : [fieldError('spec.schedule', text, `parse schedule field error:${cron.sentence}`)];
  if (type === 'Workflow') return said;
  const body = spec[bodyKey(type)];
  if (!isFields(body)) throw new WebhookPanic();
  return [...said, ...problemsOf(type, body)];
}

function workflowProblems(spec: Fields, problemsOf: ProblemsOf): string[] {
  const templates = listAt(spec, 'templates').filter(isFields);
  const names = templates.map((one) => textAt(one, 'name'));
  const entry = textAt(spec, 'entry');
  const twice = names.filter((name, at) => names.indexOf(name) < at);
  return [
    ...(names.includes(entry) ? [] : [notFound('spec.entry', entry)]),
    ...(twice.length === 0
      ? []
      : [
          fieldError(
            'spec.templates',
            twice.join(),
            `template name must be unique, duplicated names: [${twice.join(' ')}]`,
          ),
        ]),
    ...templates.flatMap((one, at) => templateProblems(one, `spec.templates[${at}]`, names, problemsOf)),
  ];
}

function notFound(path: string, name: string): string {
  return fieldError(path, name, `can not find a template with name ${name}`);
}

function templateProblems(
  template: Fields,
  path: string,
  names: readonly string[],
  problemsOf: ProblemsOf,
): string[] {
  const type = textAt(template, 'templateType');
  if (type === 'Suspend' && textAt(template, 'deadline') === '')
    return [fieldError(`${path}.deadline`, '', 'deadline in template with type Suspend could not be empty')];
  if (type === 'Serial' || type === 'Parallel')
    return textsAt(template, 'children').flatMap((name, at) =>
      names.includes(name) ? [] : [notFound(`${path}.children[${at}]`, name)],
    );
  if (!type.endsWith('Chaos')) return [];
  const body = template[bodyKey(type)];
  if (!isFields(body)) throw new WebhookPanic();
  const inside = textAt(body, 'duration') === '' ? [] : [fieldError(path, '', DURATION_INSIDE)];
  return [...inside, ...problemsOf(type, body)];
}

const DURATION_INSIDE =
  'should not define duration in chaos when using Workflow, use Template#Deadline instead.';

/** Where a person needs rights: each namespace that is named, or everywhere when a selector names none. */
export function namespacesAsked(spec: Fields): readonly (string | undefined)[] {
  const selectors = everyFaultIn(spec).flatMap((fault) => {
    const own = fieldsAt(fault.spec, 'selector');
    const other = fieldsAt(fault.spec['target'], 'selector');
    return [own, ...(Object.keys(other).length > 0 ? [other] : [])];
  });
  return selectors.flatMap((selector) => {
    const named = [...textsAt(selector, 'namespaces'), ...Object.keys(fieldsAt(selector, 'pods'))];
    return named.length > 0 ? named : [undefined];
  });
}
