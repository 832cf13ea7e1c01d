// A whole line that works for an action, for help and for whoever mistyped one.

import type { Action, Parameter, Rule } from './action.ts';

/** `delay web 200ms`, with `web` standing for any workload; whatever must be said is in it. */
export function exampleLine(action: Action, target = exampleTarget(action)): string {
  const positional = action.parameters.find(({ name }) => name === action.positional);
  const alone = positional !== undefined && positional.fallback === undefined && positional.required;
  const said = [positional?.name, nameless(action)];
  const named = neededIn(action).filter(({ name }) => !said.includes(name));
  return [
    action.verb,
    target,
    ...(alone || isSpoken(positional) ? [positional?.example ?? ''] : []),
    ...named.map(({ name, example }) => saidAs(name, example)),
  ].join(' ');
}

/** What the target of a line names: an instance of a cloud stands there itself. */
export function nameless({ on, identity }: Action): string | undefined {
  return on === 'cloud' ? identity?.[0] : undefined;
}

function exampleTarget(action: Action): string {
  if (action.on === 'machines') return 'm1';
  const instance = action.parameters.find(({ name }) => name === nameless(action));
  return instance?.example ?? 'web';
}

/** Worth showing although it may be left out: a fault's own value. */
function isSpoken(positional: Parameter | undefined): boolean {
  return positional?.fallback !== undefined;
}

function neededIn({ parameters, rules }: Action): readonly Parameter[] {
  const needed = parameters.filter(({ required, fallback }) => required && fallback === undefined);
  const chosen = rules.flatMap((rule) => (isChoice(rule) ? [rule.of[0]] : []));
  const others = parameters.filter((one) => chosen.includes(one.name) && !needed.includes(one));
  return [...needed, ...others];
}

function isChoice(rule: Rule): rule is Extract<Rule, { readonly of: readonly string[] }> {
  return rule.kind === 'some' || rule.kind === 'one';
}

/** As a word of a line; text with spaces needs the line's double quotes. */
export function saidAs(name: string, value: string): string {
  return /\s/u.test(value) ? `${name}="${value}"` : `${name}=${value}`;
}
