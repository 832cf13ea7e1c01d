// Values of an action's parameters that go together, for whatever tries them all.

import type { Action, Parameters, Rule } from '../../../../src/chaos/catalogue/action.ts';

/** Every example, without those that another one forbids. */
export function examplesOf({ parameters, rules }: Action): Parameters {
  const all = Object.fromEntries(parameters.map(({ name, example }) => [name, example]));
  const excluded = rules.flatMap((rule) => excludedBy(rule, all));
  return Object.fromEntries(Object.entries(all).filter(([name]) => !excluded.includes(name)));
}

/** As little as must be said. */
export function neededOf({ parameters, rules }: Action): Parameters {
  const chosen = rules.flatMap((rule) => (rule.kind === 'some' || rule.kind === 'one' ? [rule.of[0]] : []));
  const paired = rules.flatMap((rule) =>
    rule.kind === 'together' && rule.of.some((name) => chosen.includes(name)) ? rule.of : [],
  );
  const needed = parameters.filter(
    ({ required, name }) => required || chosen.includes(name) || paired.includes(name),
  );
  return Object.fromEntries(needed.map(({ name, example }) => [name, example]));
}

function excludedBy(rule: Rule, all: Parameters): readonly string[] {
  if (rule.kind === 'one') return rule.of.slice(1);
  return rule.kind === 'only-with' && !rule.values.includes(all[rule.with]) ? [rule.of] : [];
}
