// The catalogue beside the CRDs of the Chaos Mesh that was built: field by field, and value by value that it lets through.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Action, Parameters } from '../../src/chaos/catalogue/action.ts';
import { actions } from '../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../src/chaos/catalogue/parse-parameters.ts';
import { SPEC_SCHEMAS } from '../../src/chaos/catalogue/spec-schemas.ts';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { anExperiment } from '../unit/chaos/sample-objects.ts';
import { type Comparison, compareSchemas } from './catalogue/compare-schemas.ts';
import { deliberate, isCovered } from './catalogue/deliberate.ts';
import { fromOpenApi, fromZod } from './catalogue/field-schema.ts';
import { type JsonSchema, specSchemas } from './catalogue/spec-schemas.ts';

/** Fields, and values of fields, that a CRD has and the catalogue has not. It may only fall. */
const mayBeMissing = 882;

const crds = specSchemas();
const comparisons = Object.entries(crds).map(([kind, crd]) => ({ kind, ...compared(kind, crd) }));

function compared(kind: string, crd: JsonSchema): Comparison {
  const ours = SPEC_SCHEMAS[kind];
  return compareSchemas(ours && fromZod(ours), fromOpenApi(crd), `${kind}.spec`);
}

test('what the catalogue knows of a field is what its CRD says of it', () => {
  const unknown = Object.keys(SPEC_SCHEMAS).filter((kind) => !(kind in crds));
  assert.deepEqual(unknown, [], 'the catalogue has kinds that Chaos Mesh has not');
  const differences = comparisons.flatMap((one) => one.differences);
  const unexplained = differences.filter((one) => !deliberate.some((known) => isCovered(one, known)));
  assert.equal(unexplained.length, 0, `\n${unexplained.map(({ sentence }) => sentence).join('\n')}`);
  const stale = deliberate.filter((known) => !differences.some((one) => isCovered(one, known)));
  assert.deepEqual(stale, [], 'deliberate differences that are none any more: strike them');
});

test('of what the CRDs know the catalogue lacks no more than it did', (t) => {
  for (const { kind, compared: known, missing } of comparisons)
    t.diagnostic(`${kind}: ${known.length} fields and values compared, ${missing.length} missing`);
  const missing = comparisons.flatMap((one) => one.missing);
  const known = comparisons.flatMap((one) => one.compared);
  t.diagnostic(`in all ${known.length} compared, ${missing.length} missing of ${mayBeMissing} allowed`);
  const rise = `the catalogue lacks ${missing.length} fields and values, more than the ${mayBeMissing} it lacked: it lost some, or Chaos Mesh has new ones`;
  assert.ok(missing.length <= mayBeMissing, rise);
  const fall = `the catalogue lacks only ${missing.length} fields and values now: lower mayBeMissing to it`;
  assert.equal(missing.length, mayBeMissing, fall);
});

test('whatever value the catalogue lets through, the CRD takes the object made of it', (t) => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  let tried = 0;
  for (const action of actions()) {
    const isTaken = ajv.compile(strictly(crds[action.kind] ?? {}));
    for (const parameters of lettingThrough(action)) {
      const { spec } = manifestOf(anExperiment({ ...named(action), parameters }), 'probe');
      assert.ok(
        isTaken(spec),
        `${action.verb} ${JSON.stringify(parameters)}: ${ajv.errorsText(isTaken.errors)}`,
      );
      tried += 1;
    }
  }
  t.diagnostic(`${tried} objects of ${actions().length} actions taken`);
});

const probes = [
  ...['-1', '0', '1', '99', '100', '101', '3600', '8192', '8193', '2147483648', '0.5', '1.5'],
  ...[
    '1ns',
    '1us',
    '0ms',
    '1ms',
    '1.5s',
    '1m30s',
    '4m',
    '5m',
    '2h',
    '-1s',
    '50%',
    '100%',
    '',
    'app',
    'App',
    'ä',
  ],
];

/** Every probe that one of the parameters takes, beside the examples of the others. */
function lettingThrough(action: Action): readonly Parameters[] {
  const examples = Object.fromEntries(action.parameters.map(({ name, example }) => [name, example]));
  const needed = action.parameters.filter(({ required }) => required);
  const least = Object.fromEntries(needed.map(({ name, example }) => [name, example]));
  const probed = action.parameters.flatMap(({ name }) =>
    probes.map((probe) => ({ ...least, [name]: probe })),
  );
  return [examples, least, ...probed].flatMap((raw) => {
    const answer = parseParameters(action, raw);
    return answer.ok ? [answer.parameters] : [];
  });
}

function named({ kind, id }: Action): { readonly kind: string; readonly action: string } {
  return { kind, action: id };
}

/** As with fieldValidation=Strict: a field the schema does not name is refused. */
function strictly(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    isObjectSchema(value) ? { additionalProperties: false, ...value } : value,
  ) as JsonSchema;
}

function isObjectSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
}
