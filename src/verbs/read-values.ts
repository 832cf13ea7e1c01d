// Reads the values of a fault from a line; what its target's pods can say is left to them.

import type { Action } from '../chaos/catalogue/action.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import { findParameter, parseParameters } from '../chaos/catalogue/parse-parameters.ts';
import type { InjectCommand } from './command.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { isLabels, type TargetWords } from './place.ts';

/** What a line says beside its options. */
export interface Alone {
  readonly target: TargetWords & { readonly typed: string };
  readonly positional?: string;
  readonly named: Readonly<Record<string, string>>;
}

type Values = Pick<InjectCommand, 'parameters' | 'defaulted' | 'unsaid'>;

export function readValues(action: Action, alone: Alone): Parsed<Values> {
  const { named, positional, target } = alone;
  const unsaid = unsaidOf(action, alone);
  const values = parseParameters(without(action, unsaid), named, positional);
  if (values.ok) {
    const { parameters, defaulted } = values;
    return { ok: true, value: { parameters, defaulted, ...(unsaid !== undefined && { unsaid }) } };
  }
  const works = lineFor(action, target.typed, values.example);
  return refuseLine('bad-value', values.field, positional ?? '', works, { said: values.sentence });
}

/** What the pods of the target will say, since the line does not. */
function unsaidOf(action: Action, { named, positional }: Alone): string | undefined {
  const open = action.parameters.find(({ fromPods }) => fromPods !== undefined);
  if (open === undefined || (positional !== undefined && open.name === action.positional)) return undefined;
  return Object.keys(named).some((name) => findParameter(action, name) === open) ? undefined : open.name;
}

function without(action: Action, unsaid: string | undefined): Action {
  return { ...action, parameters: action.parameters.filter(({ name }) => name !== unsaid) };
}

/** The catalogue's example may be one parameter alone; a line that works has all of it. */
function lineFor(action: Action, target: string, example: string): string {
  // Labels beside another word would be read as a parameter.
  const line = exampleLine(action, wordOf(action, target));
  const isInIt = example.startsWith(`${action.verb} `) || ` ${line} `.includes(` ${example} `);
  return isInIt ? line : `${line} ${example}`;
}

/** What can stand for the target in a line; where parameters name it, the example does. */
function wordOf({ on }: Action, typed: string): string | undefined {
  if (on === 'cloud' || typed === '') return undefined;
  return isLabels(typed) ? `-l ${typed}` : typed;
}
