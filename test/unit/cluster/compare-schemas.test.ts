import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { type Comparison, compareSchemas } from '../../cluster/catalogue/compare-schemas.ts';
import { isCovered } from '../../cluster/catalogue/deliberate.ts';
import { fromOpenApi, fromZod } from '../../cluster/catalogue/field-schema.ts';

const crd = {
  type: 'object',
  required: ['mode'],
  properties: {
    mode: { type: 'string', enum: ['one', 'all'], description: 'How many.' },
    direction: { type: 'string', enum: ['to'], default: 'to' },
    limit: { type: 'integer', format: 'int32', minimum: 1 },
    grace: { type: 'integer', format: 'int64', minimum: 0 },
    share: { type: 'number', minimum: 0, exclusiveMinimum: true },
    latency: { type: 'string', pattern: '^[0-9]+(ms|s)$' },
    body: { type: 'string', format: 'byte' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    rules: { type: 'array', items: { type: 'object', properties: { key: { type: 'string' } } } },
    port: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
    extra: { type: 'string', nullable: true },
  },
};

const alike = {
  mode: z.enum(['one', 'all']),
  direction: z.enum(['to']).default('to'),
  limit: z.int32().min(1).optional(),
  grace: z.int().min(0).optional(),
  share: z.number().positive().optional(),
  latency: z
    .string()
    .regex(/^[0-9]+(ms|s)$/u)
    .optional(),
  body: z.base64().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  rules: z.array(z.strictObject({ key: z.string().optional() })).optional(),
  port: z.union([z.string(), z.int()]).optional(),
  extra: z.string().nullable().optional(),
};

function comparedWith(changed: Readonly<Record<string, z.ZodType>>): Comparison {
  return compareSchemas(fromZod(z.strictObject({ ...alike, ...changed })), fromOpenApi(crd), 'X.spec');
}

test('two schemas that say the same in their two dialects do not differ', () => {
  const { compared, missing, differences } = comparedWith({});
  assert.deepEqual(differences, []);
  assert.deepEqual(missing, []);
  assert.equal(compared.length, 1 + 12 + 3);
});

test('a field that differs is named by its path, with what both say', () => {
  const table: readonly (readonly [Readonly<Record<string, z.ZodType>>, string])[] = [
    [
      { limit: z.string().optional() },
      'X.spec.limit: type is "string" in the catalogue and "integer" in the CRD',
    ],
    [{ limit: z.int32().min(0).optional() }, 'X.spec.limit: minimum is 0 in the catalogue and 1 in the CRD'],
    [
      { limit: z.int().min(1).optional() },
      'X.spec.limit: maximum is not given in the catalogue and 2147483647 in the CRD',
    ],
    [
      { share: z.number().min(0).optional() },
      'X.spec.share: minimum is 0 in the catalogue and not given in the CRD',
    ],
    [
      { latency: z.string().optional() },
      'X.spec.latency: pattern is not given in the catalogue and "^[0-9]+(ms|s)$" in the CRD',
    ],
    [
      { direction: z.enum(['to']).optional() },
      'X.spec.direction: default is not given in the catalogue and "to" in the CRD',
    ],
    [{ mode: z.enum(['one', 'some']) }, 'X.spec.mode=some: the catalogue knows this value, the CRD does not'],
    [
      { mode: z.enum(['one', 'all']).optional() },
      'X.spec.mode: optional in the catalogue and required in the CRD',
    ],
    [
      { body: z.string().optional() },
      'X.spec.body: format is not given in the catalogue and "byte" in the CRD',
    ],
    [
      { labels: z.record(z.string(), z.int()).optional() },
      'X.spec.labels{}: type is "integer" in the catalogue and "string" in the CRD',
    ],
    [
      { rules: z.array(z.strictObject({ key: z.string() })).optional() },
      'X.spec.rules[].key: required in the catalogue and optional in the CRD',
    ],
    [{ ghost: z.string() }, 'X.spec.ghost: the catalogue knows this field, the CRD does not'],
  ];
  for (const [changed, sentence] of table) {
    const sentences = comparedWith(changed).differences.map((one) => one.sentence);
    assert.ok(sentences.includes(sentence), `${sentence}\nnot among\n${sentences.join('\n')}`);
  }
});

test('what only the CRD knows is missing, down to the values of a field', () => {
  const { rules: _, labels: __, ...fewer } = alike;
  const ours = fromZod(z.strictObject({ ...fewer, mode: z.enum(['one']) }));
  const { missing, differences } = compareSchemas(ours, fromOpenApi(crd), 'X.spec');
  assert.deepEqual(differences, []);
  assert.deepEqual(missing, ['X.spec.mode=all', 'X.spec.labels', 'X.spec.rules', 'X.spec.rules[].key']);
  const all = compareSchemas(undefined, fromOpenApi(crd), 'X.spec');
  assert.equal(all.missing.length, 1 + 12 + 3);
});

test('a kind written as one schema for each action is compared as the one the CRD has', () => {
  const action = (name: string) => z.strictObject({ mode: z.enum(['one', 'all']), action: z.literal(name) });
  const union = z.discriminatedUnion('action', [
    action('delay').extend({ limit: z.int32().min(1).optional() }),
    action('loss'),
  ]);
  const { mode, limit } = crd.properties;
  const action_ = { type: 'string', enum: ['delay', 'loss'] };
  const flat = { type: 'object', required: ['mode', 'action'], properties: { mode, limit, action: action_ } };
  const { differences, missing } = compareSchemas(fromZod(union), fromOpenApi(flat), 'X.spec');
  assert.deepEqual(differences, []);
  assert.deepEqual(missing, []);
});

test('a deliberate difference covers the paths it names and no others', () => {
  const one = { at: '*.duration', fact: 'pattern', why: 'checked by the webhook' };
  const difference = { at: 'X.spec.a[].duration', fact: 'pattern', sentence: '' };
  assert.ok(isCovered(difference, one));
  assert.ok(!isCovered({ ...difference, fact: 'type' }, one));
  assert.ok(!isCovered({ ...difference, at: 'X.spec.duration.x' }, one));
  assert.ok(isCovered({ ...difference, at: 'X.spec.a[].b' }, { ...one, at: 'X.spec.a[].b' }));
});
