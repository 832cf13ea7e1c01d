// What the catalogue has against the parameters in a spec that its schema lets pass: parts that are needed, rules between them.

import type { Action } from '../catalogue/action.ts';
import { actionOfSpec, findKind } from '../catalogue/catalogue.ts';
import { parseParameters } from '../catalogue/parse-parameters.ts';
import { at, type JsonObject } from '../narrow.ts';
import type { Finding } from './finding.ts';

export function parameterFindings(kind: string, spec: JsonObject): readonly Finding[] {
  const action = actionOfSpec(kind, spec);
  if (action === undefined) return whichAction(kind, spec);
  const found = action.parse(spec);
  if (found === undefined) return missingParts(action, spec);
  const answer = parseParameters(action, found);
  if (answer.ok) return [];
  const parameter = action.parameters.find(({ name }) => name === answer.field);
  const path = parameter === undefined ? 'spec' : `spec.${parameter.path}`;
  const cure = parameter === undefined ? undefined : `For example ${exampleOf(parameter)}.`;
  return [{ severity: 'block', check: 'bad-value', path, sentence: answer.sentence, ...(cure && { cure }) }];
}

/** Kinds without action names are told by what they hold. */
function whichAction(kind: string, spec: JsonObject): readonly Finding[] {
  if (spec['action'] !== undefined) return [];
  const ways = (findKind(kind)?.actions ?? []).map(({ parameters }) =>
    parameters
      .filter(({ required }) => required)
      .map(({ path }) => path)
      .join(' and '),
  );
  const sentence = `${kind} needs ${[...new Set(ways)].filter(Boolean).join(', or ')}.`;
  return [{ severity: 'block', check: 'missing-field', path: 'spec', sentence }];
}

function missingParts(action: Action, spec: JsonObject): readonly Finding[] {
  const missing = action.parameters.filter(
    ({ required, path }) => required && isUnsaid(at(spec, ...path.split('.'))),
  );
  if (missing.length > 0)
    return missing.map(
      (parameter): Finding => ({
        severity: 'block',
        check: 'missing-field',
        path: `spec.${parameter.path}`,
        sentence: `${action.verb} needs ${parameter.path}: ${parameter.help}`,
        cure: `Add ${exampleOf(parameter)}.`,
      }),
    );
  const sentence = `This ${action.kind} holds parts of more than one fault, and only one can be carried out.`;
  return [
    {
      severity: 'block',
      check: 'more-than-one',
      path: 'spec',
      sentence,
      cure: 'Give each as a document of its own.',
    },
  ];
}

/** An empty text is dropped before anything is sent. */
function isUnsaid(value: unknown): boolean {
  return value === undefined || value === '';
}

function exampleOf({ path, example, schema, value }: Action['parameters'][number]): string {
  const kept = schema.safeParse(example);
  const written = kept.success ? value.write(kept.data) : example;
  return `${path}: ${typeof written === 'object' ? JSON.stringify(written) : String(written)}`;
}
