// What is wrong with the conditions of the rules, told at start with everything else that is wrong.

import type { PolicyConfig } from '../config/config.ts';
import type { ConfigFault } from '../config/fault.ts';
import { conditionFault, conditionNames } from './condition.ts';

export function policyFaults({ rules }: PolicyConfig): readonly ConfigFault[] {
  return rules.flatMap(({ name, when }, at) => {
    const sentence = when === undefined ? undefined : conditionFault(when);
    if (sentence === undefined) return [];
    return [
      {
        path: `policy.rules[${at}].when`,
        sentence: `The condition of \`${name}\` is wrong: ${sentence}.`.replace(/\.\.$/, '.'),
        cure: `Conditions are CEL over ${conditionNames().join(', ')}.`,
      },
    ];
  });
}
