// From what a person typed or a form sent to an action's parameters, or the field at fault and a value that works.

import { z } from 'zod';
import { nearestWords } from '../nearest.ts';
import type { Action, Parameter, Parameters } from './action.ts';
import { exampleLine, saidAs } from './example-line.ts';
import { brokenRule } from './parameter-rules.ts';
import { isAsAbsent } from './spec-form.ts';

export type ParametersAnswer =
  | { readonly ok: true; readonly parameters: Parameters; readonly defaulted: readonly string[] }
  | { readonly ok: false; readonly field: string; readonly sentence: string; readonly example: string };

/**
 * `raw` holds named values; `positional` is the one that stood alone in the line. Defaults are filled in and named in
 * `defaulted`. The first fault is the one told.
 */
export function parseParameters(action: Action, raw: Parameters, positional?: string): ParametersAnswer {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw).filter(([, one]) => one !== undefined)) {
    const known = findParameter(action, name);
    if (known === undefined) return unknownName(action, name);
    given[known.name] = value;
  }
  if (positional === undefined) return checked(action, given);
  if (action.positional === undefined) return noPlaceFor(action, positional);
  return checked(action, { ...given, [action.positional]: positional });
}

/** By its name, another name of it, or its path in the spec; in any case. */
export function findParameter({ parameters }: Action, name: string): Parameter | undefined {
  const wanted = name.toLowerCase();
  return (
    parameters.find((one) => one.name === wanted) ??
    parameters.find((one) => one.aliases.includes(wanted)) ??
    parameters.find((one) => one.path.toLowerCase() === wanted)
  );
}

/** Every name that a line may give a parameter by, in small letters. */
export function parameterNames({ parameters }: Action): readonly string[] {
  return parameters.flatMap(({ name, aliases, path }) => [name, ...aliases, path.toLowerCase()]);
}

/** The strict schema of an action's parameters, for forms and YAML. */
export function parametersSchema(action: Action): z.ZodType<Parameters> {
  const fields = action.parameters.map((parameter) => [
    parameter.name,
    parameter.required || parameter.fallback !== undefined ? parameter.schema : parameter.schema.optional(),
  ]);
  return z.strictObject(Object.fromEntries(fields));
}

function checked(action: Action, given: Parameters): ParametersAnswer {
  const missing = action.parameters.find((known) => known.required && !(known.name in given));
  if (missing !== undefined)
    return fault(action, missing, `${action.verb} needs a value, ${missing.name}: ${missing.help}`);
  const defaults = action.parameters.filter(
    (known) => known.fallback !== undefined && !(known.name in given),
  );
  const filled = { ...Object.fromEntries(defaults.map((known) => [known.name, known.fallback])), ...given };
  const answer = parametersSchema(action).safeParse(filled);
  if (!answer.success) {
    const [issue] = answer.error.issues;
    const at = action.parameters.find((known) => known.name === issue?.path[0]);
    return fault(action, at, issue?.message ?? 'That value is not understood.');
  }
  const parameters = withoutUnsaid(action, answer.data);
  const broken = brokenRule(action, parameters);
  if (broken !== undefined) return fault(action, broken.parameter, broken.sentence);
  return { ok: true, parameters, defaulted: defaults.map((known) => known.name) };
}

/** What Chaos Mesh would do anyway is not kept, so that the same experiment is the same however it was said. */
function withoutUnsaid({ parameters }: Action, values: Parameters): Parameters {
  const said = parameters.filter((parameter) => {
    const kept = values[parameter.name];
    return kept !== undefined && (parameter.fallback !== undefined || !isAsAbsent(parameter, kept));
  });
  return Object.fromEntries(said.map(({ name }) => [name, values[name]]));
}

function noPlaceFor(action: Action, value: string): ParametersAnswer {
  const sentence = `“${value.slice(0, 30)}” has no place in ${action.verb}: it takes no value.`;
  return { ok: false, field: 'value', sentence, example: exampleLine(action) };
}

function unknownName(action: Action, name: string): ParametersAnswer {
  const names = action.parameters.map((parameter) => parameter.name);
  const [near] = nearestWords(name, names);
  const shown = action.parameters.filter(({ rare }) => !rare).map((parameter) => parameter.name);
  const known = names.length === 0 ? 'it takes none' : `it takes ${shown.join(', ')}`;
  const sentence = `${action.verb} has no parameter “${name.slice(0, 30)}”: ${known}.${near ? ` Did you mean ${near}?` : ''}`;
  return { ok: false, field: name, sentence, example: exampleLine(action) };
}

/** The example is one parameter alone where the line is not at fault as a whole. */
function fault(action: Action, at: Parameter | undefined, sentence: string): ParametersAnswer {
  const isInLine = at === undefined || at.name === action.positional || at.required;
  const example = isInLine ? exampleLine(action) : saidAs(at.name, at.example);
  return { ok: false, field: at?.name ?? 'value', sentence, example };
}
