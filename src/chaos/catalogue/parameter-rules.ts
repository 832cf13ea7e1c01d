// What must hold between the parameters of an action, each fault with the parameter to mend.

import { at } from '../narrow.ts';
import type { Action, Parameter, Parameters, Rule } from './action.ts';

export interface RuleFault {
  readonly parameter: Parameter;
  readonly sentence: string;
}

/** The first fault; Chaos Mesh's webhooks and CRDs would refuse the same, or do nothing without a word. */
export function brokenRule(action: Action, values: Parameters): RuleFault | undefined {
  for (const rule of action.rules) {
    const fault = broken(action, rule, values);
    if (fault !== undefined) return fault;
  }
  return lacking(action, values);
}

function broken(action: Action, rule: Rule, values: Parameters): RuleFault | undefined {
  if (rule.kind === 'needed-with' || rule.kind === 'only-with') return beside(action, rule, values);
  const said = rule.of.filter((name) => isSaid(action, name, values));
  const missing = rule.of.find((name) => !said.includes(name));
  const names = rule.of.join(rule.kind === 'together' ? ' and ' : ' or ');
  if (rule.kind === 'together') {
    const isBroken = said.length > 0 && missing !== undefined;
    return isBroken ? faultOf(action, missing, `${action.verb} takes ${names} only together.`) : undefined;
  }
  if (said.length === 0) return faultOf(action, rule.of[0], `${action.verb} needs a value: ${names}.`);
  if (rule.kind === 'some' || said.length === 1) return undefined;
  return faultOf(action, said[1], `${action.verb} takes only one of ${names}.`);
}

type Beside = Extract<Rule, { readonly with: string }>;

function beside(action: Action, rule: Beside, values: Parameters): RuleFault | undefined {
  const other = action.parameters.find(({ name }) => name === rule.with);
  const meets = rule.values.includes(values[rule.with] ?? other?.absent);
  const isThere = isSaid(action, rule.of, values);
  const allowed = rule.values.join(' or ');
  if (rule.kind === 'needed-with' && meets && !isThere)
    return faultOf(
      action,
      rule.of,
      `With ${rule.with}=${values[rule.with]} ${action.verb} needs ${rule.of} too.`,
    );
  if (rule.kind === 'only-with' && isThere && !meets)
    return faultOf(action, rule.with, `${action.verb} takes ${rule.of} only with ${rule.with}=${allowed}.`);
  return undefined;
}

/** A switch that is off has not been said. */
function isSaid({ parameters }: Action, name: string, values: Parameters): boolean {
  const parameter = parameters.find((one) => one.name === name);
  return values[name] !== undefined && !(values[name] === false && parameter?.absent === false);
}

/** Where a part of the spec is there, what the CRD demands of the part must be there as well. */
function lacking(action: Action, values: Parameters): RuleFault | undefined {
  const spec = action.spec(values);
  for (const parameter of action.parameters) {
    const parts = parameter.path.split('.');
    const isDemanded = parameter.demanded.includes(parameter.path) && parts.length > 1;
    if (!isDemanded || values[parameter.name] !== undefined) continue;
    const holder = parts.slice(0, -1);
    if (at(spec, ...holder) === undefined) continue;
    const cause = action.parameters.find(
      ({ name, path }) => values[name] !== undefined && path.startsWith(`${holder.join('.')}.`),
    );
    return { parameter, sentence: `${cause?.name ?? action.verb} needs ${parameter.name} too.` };
  }
  return undefined;
}

function faultOf({ parameters }: Action, name: string | undefined, sentence: string): RuleFault | undefined {
  const parameter = parameters.find((one) => one.name === name);
  return parameter === undefined ? undefined : { parameter, sentence };
}
