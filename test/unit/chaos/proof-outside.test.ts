// What is proven of a machine or an instance: what chaosd or the cloud answered, and what that leaves open.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject, TargetRecord } from '../../../src/chaos/cluster.ts';
import type { Cleanliness } from '../../../src/chaos/proof/evidence.ts';
import { proveRecovery } from '../../../src/chaos/proof.ts';
import type { Hits } from '../../../src/chaos/reach/hits.ts';
import { anObject, aRecord } from './sample-objects.ts';

const ADDRESS = 'http://192.0.2.21:31768';
const machine: Hits = { on: 'machines', things: [{ id: ADDRESS, name: 'm1', record: 'shop/m1' }] };
const cloud: Hits = { on: 'cloud', things: [{ id: 'AWSChaos i-1 eu', name: 'i-1' }] };

const ON = {
  cpu: { kind: 'PhysicalMachineChaos', action: 'stress-cpu', id: 'shop/m1', hits: machine },
  fill: { kind: 'PhysicalMachineChaos', action: 'disk-fill', id: 'shop/m1', hits: machine },
  stop: { kind: 'AWSChaos', action: 'ec2-stop', id: '{"ec2Instance":"i-1"}', hits: cloud },
  restart: { kind: 'AWSChaos', action: 'ec2-restart', id: '{"ec2Instance":"i-1"}', hits: cloud },
} as const;

const GONE = { deleting: true, finalizers: [], desiredPhase: 'Stop' } as const;
const STANDS = { desiredPhase: 'Run' } as const;
const NEVER = { injectedCount: 0, recoveredCount: 0 };
const STILL = { phase: 'Injected', recoveredCount: 0 } as const;

interface Case {
  readonly what: keyof typeof ON;
  readonly record?: Partial<TargetRecord>;
  readonly object?: Partial<ChaosObject>;
  readonly absent?: boolean;
}

const table: readonly (readonly [name: string, Case, Cleanliness, RegExp])[] = [
  ['taken back', { what: 'cpu' }, 'clean', /^m1: chaosd took it back$/],
  ['taken back, though what it did may stay', { what: 'fill' }, 'clean', /may have stayed changed$/],
  ['an order that was accepted', { what: 'stop' }, 'clean', /^i-1: the cloud accepted that it is undone$/],
  ['never hit', { what: 'cpu', record: NEVER }, 'clean', /^m1 was never hit$/],
  [
    'refused from the start',
    { what: 'cpu', record: { ...NEVER, failure: 'dial tcp: connect: connection refused' } },
    'clean',
    /never hit: dial tcp: connect: connection refused/,
  ],
  [
    'an answer that was lost',
    { what: 'cpu', record: { ...NEVER, failure: 'Client.Timeout exceeded while awaiting headers' } },
    'unknown',
    /answer was lost, so it may have been hit/,
  ],
  ['still there', { what: 'cpu', record: STILL, object: STANDS, absent: false }, 'carries', /still injected/],
  [
    'still there, with the reason',
    { what: 'cpu', record: { ...STILL, failure: 'connection refused' }, object: STANDS, absent: false },
    'carries',
    /\(connection refused\)$/,
  ],
  ['forced away', { what: 'stop', record: STILL }, 'carries', /ended without recovering/],
  [
    'vanished before its end was seen',
    { what: 'cpu', record: STILL, object: { deleting: false, desiredPhase: 'Run' } },
    'unknown',
    /vanished before/,
  ],
  [
    'hit again after it was taken back',
    { what: 'cpu', record: { injectedCount: 2 } },
    'carries',
    /more often/,
  ],
  [
    'what happens once, as far as it can be seen',
    { what: 'restart', record: STILL, object: STANDS, absent: false },
    'clean',
    /^i-1: the cloud accepted it, which is all that can be seen$/,
  ],
  [
    'what was to happen once and did not',
    {
      what: 'restart',
      record: { ...NEVER, failure: 'Secret "x" not found' },
      object: { desiredPhase: 'Run' },
    },
    'clean',
    /i-1 was never hit: Secret "x" not found/,
  ],
];

for (const [name, { what, record, object, absent = true }, clean, sentence] of table)
  test(`${what}, ${name}: ${clean}`, () => {
    const { kind, action, id, hits } = ON[what];
    const known = anObject({
      kind,
      spec: { action },
      ...GONE,
      records: [aRecord(id, record)],
      ...object,
    });
    const evidence = { pods: [], residue: {}, before: {}, expectedReady: 0, counts: () => false };
    const proof = proveRecovery({ ...evidence, object: known, absent, hits });
    assert.equal(proof.clean, clean, proof.sentence);
    assert.match(proof.targets[0]?.sentence ?? '', sentence);
  });
