// Random parameters of an action that its own rules take, made from the value types alone.

import type { Action, Parameter, Parameters } from '../../../../src/chaos/catalogue/action.ts';
import { parseParameters } from '../../../../src/chaos/catalogue/parse-parameters.ts';
import { fc } from '../../../seeded.ts';
import { examplesOf, neededOf } from './parameter-samples.ts';

/** What a line can carry without quotes going wrong, and what only YAML can. */
export type Texts = 'sayable' | 'any';

export function randomParameters(action: Action, texts: Texts): fc.Arbitrary<Parameters> {
  const allowed = new Set(Object.keys(examplesOf(action)));
  const needed = neededOf(action);
  const optional = action.parameters.filter(({ name }) => allowed.has(name) && !(name in needed));
  const random = fc.record(
    Object.fromEntries(
      action.parameters
        .filter(({ name }) => allowed.has(name))
        .map((one) => [one.name, thrownAt(one, texts)]),
    ),
  );
  const chosen = fc.subarray(optional.map(({ name }) => name));
  return fc
    .tuple(random, chosen)
    .map(([values, names]) => only(values, [...Object.keys(needed), ...names]))
    .map((raw) => parseParameters(action, raw))
    .filter((answer) => answer.ok)
    .map((answer) => (answer.ok ? answer.parameters : {}));
}

function only(values: Parameters, names: readonly string[]): Parameters {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Whatever a value's schema takes of what is thrown at it, and its example. */
function thrownAt({ value, schema, example }: Parameter, texts: Texts): fc.Arbitrary<unknown> {
  const thrown = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PROBES) },
    { weight: 4, arbitrary: fc.nat({ max: 100_000 }) },
    { weight: 2, arbitrary: fc.constantFrom(example, ...(value.choices ?? [])) },
    { weight: 2, arbitrary: texts === 'any' ? fc.string({ unit: 'grapheme' }) : WORDS },
    { weight: 2, arbitrary: fc.array(texts === 'any' ? fc.string() : WORDS, { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(WORD, texts === 'any' ? fc.string() : WORDS, { maxKeys: 3 }) },
  );
  return thrown.map((raw) => (schema.safeParse(raw).success ? raw : example));
}

const PROBES = [
  ...['1ns', '1500us', '1ms', '0ms', '250ms', '1.5s', '90s', '1m30s', '3m', '2h', '-5m', '-1h30m0.5s'],
  ...['0%', '1%', '12.5%', '50%', '100%', '0.001', '64MB', '1GiB', '1kbit', '10 mbps', 'yes', 'no'],
  ...['EIO', 'ENOSPC', '0', '1', '7', '42', '1024', '65535', 'app', 'db.shop.example', '10.0.0.0/8'],
];

const WORD = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,11}$/);

/** Words as people type them, with single spaces and the marks that a line leaves alone. */
const WORDS = fc
  .array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_./:'(){}[\]*?,=+@;!$-]{0,9}$/), {
    minLength: 1,
    maxLength: 3,
  })
  .map((words) => words.join(' '));
