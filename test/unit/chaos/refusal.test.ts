import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleaned, refusalOf } from '../../../src/chaos/refusal.ts';
import { residueIn } from '../../../src/chaos/residue.ts';

function status(code: number, message: string, more: object = {}) {
  return { status: code, body: { kind: 'Status', message, ...more } };
}

test('each definite no of the API server has its reason and a clean sentence', () => {
  const table = [
    [
      status(403, 'podchaos.chaos-mesh.org is forbidden: User "olga" cannot create resource', {
        details: { kind: 'podchaos' },
      }),
      'forbidden',
      /^podchaos\.chaos-mesh\.org is forbidden/,
    ],
    [
      status(403, 'admission webhook "vauth.kb.io" denied the request: ana is forbidden on namespace bank'),
      'forbidden',
      /^ana is forbidden on namespace bank$/,
    ],
    [
      status(
        403,
        'admission webhook "vpodchaos.kb.io" denied the request: Spec.Duration: Invalid value: parse error',
      ),
      'denied',
      /^Spec\.Duration: Invalid value/,
    ],
    [status(409, 'podchaos "x" already exists', { reason: 'AlreadyExists' }), 'exists', /already exists/],
    [status(409, 'changed', { reason: 'Conflict' }), 'conflict', /changed/],
    [status(404, 'namespaces "x" not found'), 'not-found', /not found/],
    [status(422, 'PodChaos "x" is invalid: spec.mode'), 'invalid', /is invalid/],
    [
      { ...status(429, 'too many requests'), retryAfterSeconds: 3 },
      'throttled',
      /too many requests Again in 3 s\./,
    ],
    [
      status(500, 'Internal error occurred: failed calling webhook "mpodchaos.kb.io": connection refused'),
      'no-webhook',
      /^failed calling webhook/,
    ],
  ] as const;
  for (const [answer, reason, sentence] of table) {
    const refusal = refusalOf(answer);
    assert.equal(refusal?.reason, reason);
    assert.match(refusal?.sentence ?? '', sentence);
  }
});

test('an answer that says nothing definite is no refusal', () => {
  for (const code of [401, 500, 502, 503, 504]) assert.equal(refusalOf(status(code, 'oops')), undefined);
  assert.equal(refusalOf({ status: 503, body: undefined }), undefined);
});

test('stack traces are cut and repeated messages said once', () => {
  const twice =
    'admission webhook "v" denied the request: [Spec.ContainerSelector.value: Invalid value: "0": must be greater than 0, ' +
    'Spec.ContainerSelector.PodSelector.value: Invalid value: "0": must be greater than 0]';
  assert.equal(cleaned(twice), 'Spec.ContainerSelector.value: Invalid value: "0": must be greater than 0');
  assert.equal(
    cleaned('cannot parse namespace selector\ngithub.com/x/y.go:12\n\tmore'),
    'cannot parse namespace selector',
  );
  assert.ok(cleaned('x'.repeat(5000)).length < 700);
});

test('offending fields are named, from causes, paths or the strict decoder', () => {
  const causes = {
    details: { causes: [{ field: 'spec.mode' }, { field: 'spec.mode' }, { field: '<nil>' }] },
  };
  assert.deepEqual(refusalOf(status(422, 'x', causes))?.fields, ['spec.mode']);
  assert.deepEqual(refusalOf(status(400, 'strict decoding error: unknown field "spec.foo"'))?.fields, [
    'spec.foo',
  ]);
  assert.deepEqual(
    refusalOf(status(403, 'admission webhook "v" denied the request: Spec.Duration: bad'))?.fields,
    ['Spec.Duration'],
  );
});

test('a per-pod object tells which experiments still hold the pod', () => {
  const carried = { metadata: { generation: 4 }, status: { observedGeneration: 4 } };
  const spec = { tcs: [{ source: 'shop/a' }, { source: 'shop/a' }], ipsets: [{ source: 'shop/b' }] };
  assert.deepEqual(residueIn({ ...carried, spec }), ['shop/a', 'shop/b']);
  assert.deepEqual(residueIn({ ...carried, spec: {} }), []);
  assert.deepEqual(residueIn({ ...carried, spec: { container: 'app', volumeMountPath: '/x' } }), []);
  assert.deepEqual(residueIn({ ...carried, metadata: { generation: 5 }, spec: {} }), ['*']);
  assert.deepEqual(residueIn({ ...carried, status: { observedGeneration: 4, failedMessage: 'no daemon' } }), [
    '*',
  ]);
});
