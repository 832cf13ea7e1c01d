// Which parameters of an action the form asks for now, and what was typed that it does not show.

import type { Action, Parameter } from '../../chaos/catalogue/action.ts';
import { type FilledForm, fieldOf } from './filled-form.ts';
import { prefixed } from './settle.ts';

export interface ShownField {
  /** Name of the field; faults are told under it. */
  readonly field: string;
  readonly parameter: Parameter;
  /** What stands in it. */
  readonly text: string;
}

export interface FormFields {
  readonly shown: readonly ShownField[];
  /** How many more there are. */
  readonly hidden: number;
  /** The other end of a network fault is chosen as targets are. */
  readonly peers: boolean;
}

export function fieldsOf(action: Action | undefined, form: FilledForm): FormFields {
  if (action === undefined) return { shown: [], hidden: 0, peers: false };
  const peers = hasPeers(action, form);
  const asked = action.parameters.filter(({ name }) => !(peers && name === 'target'));
  const shown = asked.filter((one) => form.all || !one.rare || one.required || isAskedFor(one, action, form));
  return { shown: shown.map((one) => filled(one, form)), hidden: asked.length - shown.length, peers };
}

/** Where it was said as YAML it stands as it was said. */
function hasPeers(action: Action, form: FilledForm): boolean {
  return action.peer !== undefined && !isSaid(form, 'target');
}

/** What was said is not hidden, nor the direction that goes with the other end. */
function isAskedFor({ name }: Parameter, { peer }: Action, form: FilledForm): boolean {
  return isSaid(form, name) || (name === 'direction' && peer !== undefined);
}

function isSaid({ values }: FilledForm, name: string): boolean {
  return (values[name] ?? '') !== '';
}

function filled(parameter: Parameter, { values }: FilledForm): ShownField {
  const { name, fallback, value } = parameter;
  const start = fallback === undefined ? '' : value.typed(fallback);
  return { field: fieldOf(name), parameter, text: values[name] ?? start };
}

/** A form carries 3,000 characters beside its fields. */
const MOST_AWAY = 1_500;

/** As `action.name`; the oldest is let go when it is too much to carry. */
export function awayFrom({ shown }: FormFields, form: FilledForm): Readonly<Record<string, string>> {
  const names = shown.map(({ parameter }) => parameter.name);
  const hidden = Object.entries(form.values).filter(([name]) => !names.includes(name));
  const away = Object.entries({ ...form.away, ...prefixed(form.drawnFor, Object.fromEntries(hidden)) });
  while (JSON.stringify(away).length > MOST_AWAY) away.shift();
  return Object.fromEntries(away);
}
