// One action of PhysicalMachineChaos: its fields stand in an object that is named like the action.

import { type ActionFacts, type Draft, may } from '../kind.ts';
import { listOf } from '../values/collections.ts';
import type { Value } from '../values/value.ts';
import { shaped, text } from '../values/words.ts';

const host = shaped(
  /^(https?:\/\/)?[-A-Za-z0-9_.]+(:[0-9]{1,5})?$/u,
  'a host with or without a port',
  '192.0.2.20:31768',
);

/** The webhook puts the scheme before what has none. */
const address: Value = {
  ...host,
  schema: host.schema.transform((said) => (/^https?:/u.test(String(said)) ? said : `http://${said}`)),
};

/** Where chaosd is spoken to; Chaos Mesh wants labels of PhysicalMachines nowadays. */
const everywhere = {
  address: may(
    'address',
    listOf(address, 'addresses of chaosd'),
    'The machines by address, instead of by labels.',
    {
      rare: true,
    },
  ),
  uid: may(
    'uid',
    text('an id', 'drill-1'),
    'The id of the attack; made by Chaos Mesh when nothing is said.',
    {
      label: 'Id',
      rare: true,
      made: true,
    },
  ),
};

type Said = Pick<ActionFacts, 'title' | 'help' | 'risk' | 'parameters' | 'phrase'> & Partial<ActionFacts>;

/** Paths of `parameters` start below the action's own object. */
export function onMachine(action: string, { parameters, ...said }: Said): ActionFacts {
  const word = action.toLowerCase().replaceAll('_', '-');
  const below = Object.entries(parameters).map(([name, draft]) => [name, inside(action, draft)]);
  return {
    id: `machine-${word}`,
    action,
    verb: `machine ${word}`,
    ...said,
    parameters: { ...(Object.fromEntries(below) as ActionFacts['parameters']), ...everywhere },
  };
}

function inside(action: string, draft: Draft): Draft {
  return {
    ...draft,
    path: `${action}.${draft.path}`,
    demanded: draft.demanded.map((path) => `${action}.${path}`),
  };
}
