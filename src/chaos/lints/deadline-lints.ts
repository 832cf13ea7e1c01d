// Lints of Workflows about their ends: steps that would hang it for ever, and deadlines that cannot be read (L19, L20).

import { experimentKinds } from '../catalogue/catalogue.ts';
import { parseGoDuration } from '../go-duration.ts';
import { asText } from '../narrow.ts';
import type { Check, Lint } from './lint.ts';
import { type Found, lintAt, templatesOf } from './orchestrations.ts';
import { eachWorkflow, nameOf, nextOf, typeOf } from './workflow-lints.ts';

export const deadlines: Check = eachWorkflow((workflow) => {
  const templates = templatesOf(workflow);
  const bounded = (one: Found): boolean => parseGoDuration(asText(one.spec['deadline'])) !== undefined;
  const open = reachedUnbounded(asText(workflow.spec['entry']), templates, bounded);
  return templates.flatMap((one) => [
    ...deadlineText(one),
    ...(open.has(nameOf(one)) ? needsDeadline(one) : []),
  ]);
});

/** Names of templates to which a way leads on which nothing has a deadline. */
function reachedUnbounded(
  entry: string,
  templates: readonly Found[],
  bounded: (one: Found) => boolean,
): ReadonlySet<string> {
  const open = new Set<string>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const template = templates.find((one) => nameOf(one) === name);
    if (template === undefined || bounded(template) || open.has(name)) continue;
    open.add(name);
    waiting.push(...nextOf(template));
  }
  return open;
}

function deadlineText(found: Found): readonly Lint[] {
  const text = asText(found.spec['deadline']);
  const seconds = parseGoDuration(text);
  if (text === '' || (seconds !== undefined && seconds >= 1)) return [];
  const words =
    seconds === undefined
      ? 'is not a duration Chaos Mesh can read, and it would never be scheduled'
      : 'is over before anything begins';
  return [
    lintAt(
      'block',
      'L20-deadline',
      found,
      'deadline',
      `“${text.slice(0, 40)}” ${words}.`,
      'For example deadline: 2m.',
    ),
  ];
}

function needsDeadline(found: Found): readonly Lint[] {
  const type = typeOf(found);
  const text = asText(found.spec['deadline']);
  const isFault = experimentKinds().includes(type);
  if (text !== '' || !(isFault || type === 'Schedule' || type === 'Suspend')) return [];
  const why =
    type === 'Suspend'
      ? 'A Suspend needs a deadline: that is how long it waits.'
      : `Without a deadline this ${type} would hang the Workflow for ever, even where it happens once.`;
  return [lintAt('block', 'L19-no-deadline', found, 'deadline', why, 'Add deadline: 2m.')];
}
