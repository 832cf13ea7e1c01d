// Lints of Workflows: steps that are not there, that nobody runs, or that run in a circle (L20).

import { asText, asTexts } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { branchesOf } from '../orchestration/tree.ts';
import type { Check, Lint } from './lint.ts';
import { type Found, lintAt, templatesOf, workflowsIn } from './orchestrations.ts';

export const GROUPS = ['Serial', 'Parallel'];

export const eachWorkflow =
  (rule: (workflow: Found) => readonly Lint[]): Check =>
  ({ manifest }) =>
    workflowsIn(manifest).flatMap(rule);

export const nameOf = ({ spec }: Found): string => asText(spec['name']);
export const typeOf = ({ spec }: Found): string => asText(spec['templateType']);

/** What a template leads to: its children, or the branches of its task. */
export function nextOf({ spec }: Found): readonly string[] {
  return GROUPS.includes(asText(spec['templateType'])) ? asTexts(spec['children']) : branchesOf(spec);
}

export const templateNames: Check = eachWorkflow((workflow) => {
  const templates = templatesOf(workflow);
  const names = templates.map(nameOf);
  const entry = asText(workflow.spec['entry']);
  return [
    ...(names.includes(entry) ? [] : [missing(workflow, 'entry', entry, names)]),
    ...templates.filter((one, at) => names.indexOf(nameOf(one)) < at).map(twice),
    ...templates.filter((one) => !/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/u.test(nameOf(one))).map(illNamed),
    ...templates.flatMap((one) =>
      nextOf(one).flatMap((name, at) =>
        names.includes(name) ? [] : [missing(one, fieldOf(one, at), name, names)],
      ),
    ),
  ];
});

function fieldOf(template: Found, at: number): string {
  return GROUPS.includes(typeOf(template)) ? `children.${at}` : `conditionalBranches.${at}.target`;
}

function missing(found: Found, field: string, name: string, names: readonly string[]): Lint {
  const [near] = nearestWords(name, names);
  const cure =
    near === undefined ? `There are ${names.slice(0, 12).join(', ') || 'none'}.` : `Did you mean ${near}?`;
  return lintAt(
    'block',
    'L20-no-template',
    found,
    field,
    `There is no template “${name.slice(0, 60)}”.`,
    cure,
  );
}

function twice(found: Found): Lint {
  const sentence = `There are two templates “${nameOf(found).slice(0, 60)}”.`;
  return lintAt('block', 'L20-twice', found, 'name', sentence, 'Give each its own name.');
}

function illNamed(found: Found): Lint {
  const sentence = `“${nameOf(found).slice(0, 60)}” is no name of a step: small letters, digits and dashes.`;
  return lintAt('block', 'L20-name', found, 'name', sentence);
}

export const reach: Check = eachWorkflow((workflow) => {
  const templates = templatesOf(workflow);
  const reached = reachedFrom(asText(workflow.spec['entry']), templates);
  const circle = templates.find((one) => leadsTo(one, nameOf(one), templates));
  const idle = templates.filter((one) => !reached.has(nameOf(one)));
  return [
    ...(circle === undefined
      ? []
      : [
          lintAt(
            'block',
            'L20-circle',
            circle,
            '',
            `${nameOf(circle)} leads back to itself: it would run for ever.`,
          ),
        ]),
    ...idle.map((one) =>
      lintAt(
        'block',
        'L20-unused',
        one,
        'name',
        `Nothing leads to ${nameOf(one)}: it would never run.`,
        'Name it in a step, or take it out.',
      ),
    ),
  ];
});

function reachedFrom(entry: string, templates: readonly Found[]): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const name of reached)
    for (const next of templates.filter((one) => nameOf(one) === name).flatMap(nextOf)) reached.add(next);
  return reached;
}

function leadsTo(from: Found, name: string, templates: readonly Found[]): boolean {
  const below = new Set(nextOf(from).flatMap((next) => [...reachedFrom(next, templates)]));
  return below.has(name);
}
