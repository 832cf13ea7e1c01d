// Lints of a Workflow's steps one by one: a type there is not, a part that is missing or belongs to another type.

import { experimentKinds } from '../catalogue/catalogue.ts';
import { asText, isObject } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { bodyKey, kindOfBody } from '../orchestration/body.ts';
import type { Check, Lint } from './lint.ts';
import { type Found, lintAt, templatesIn } from './orchestrations.ts';
import { GROUPS, typeOf } from './workflow-lints.ts';

const TYPES = [...GROUPS, 'Suspend', 'Task', 'StatusCheck', 'Schedule'];

const eachTemplate =
  (rule: (template: Found) => readonly Lint[]): Check =>
  ({ manifest }) =>
    templatesIn(manifest).flatMap(rule);

/** Where each part of a template belongs. */
const BELONGS: Readonly<Record<string, readonly string[]>> = {
  children: GROUPS,
  task: ['Task'],
  conditionalBranches: ['Task'],
  statusCheck: ['StatusCheck'],
  schedule: ['Schedule'],
};

export const templateBodies: Check = eachTemplate((found) => {
  const type = typeOf(found);
  const known = [...TYPES, ...experimentKinds()];
  if (!known.includes(type)) {
    const [near] = nearestWords(type, known);
    return [
      lintAt(
        'block',
        'template-type',
        found,
        'templateType',
        `There is no step “${type.slice(0, 60)}”.`,
        near === undefined ? `It can be ${known.join(', ')}.` : `Did you mean ${near}?`,
      ),
    ];
  }
  const needed = neededBy(type);
  const lacks = needed !== undefined && !isObject(found.spec[needed]);
  const stray = Object.keys(found.spec).filter((name) => isStray(name, type));
  return [
    ...(lacks
      ? [lintAt('block', 'template-body', found, '', `This ${type} lacks ${needed}.`, `Add ${needed}.`)]
      : []),
    ...stray.map((name) =>
      lintAt('block', 'template-stray', found, name, `A ${type} has no ${name}.`, 'Take it out.'),
    ),
    ...durationInside(found, type),
  ];
});

function neededBy(type: string): string | undefined {
  if (GROUPS.includes(type) || type === 'Suspend') return undefined;
  if (type === 'Task' || type === 'Schedule') return type.toLowerCase();
  return type === 'StatusCheck' ? 'statusCheck' : bodyKey(type);
}

function isStray(name: string, type: string): boolean {
  const kind = kindOfBody(name);
  return kind === undefined ? !(BELONGS[name] ?? [type]).includes(type) : kind !== type;
}

function durationInside(found: Found, type: string): readonly Lint[] {
  const key = bodyKey(type);
  const body = found.spec[key];
  if (!isObject(body) || asText(body['duration']) === '') return [];
  const sentence = 'Inside of a Workflow a fault has no duration: the deadline of its step ends it.';
  return [
    lintAt(
      'block',
      'template-duration',
      found,
      `${key}.duration`,
      sentence,
      'Say it as the deadline of the step.',
    ),
  ];
}

export const tasks: Check = eachTemplate((found) =>
  typeOf(found) === 'Task'
    ? [
        lintAt(
          'warn',
          'task-code',
          found,
          'task',
          'A Task runs a container of its own choice in the cluster, with whatever rights its namespace gives.',
        ),
      ]
    : [],
);
