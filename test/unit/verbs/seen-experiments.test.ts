// What is kept of experiments is what a look at all of them would find, and says what Chaos Mesh's conditions say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChaosObject } from '../../../src/chaos/cluster.ts';
import { RUN_LABEL } from '../../../src/halt/seal.ts';
import { createSeenExperiments, inBrief, type SeenState } from '../../../src/verbs/seen-experiments.ts';
import { fc } from '../../seeded.ts';
import { object } from '../runs/sample-run.ts';

const isOurs = ({ labels }: ChaosObject): boolean => labels[RUN_LABEL] !== undefined;

const changes = fc.array(
  fc.record({
    cluster: fc.constantFrom('staging', 'prod'),
    name: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom('PodChaos', 'NetworkChaos'),
    app: fc.constantFrom('web', 'cart'),
    ours: fc.boolean(),
    gone: fc.constantFrom(undefined, undefined, 'deleted' as const, 'missing' as const),
  }),
  { maxLength: 60 },
);

test('after any changes exactly what stands is known, in brief', () => {
  fc.assert(
    fc.property(changes, (all) => {
      const seen = createSeenExperiments(isOurs);
      const standing = new Map<string, ReturnType<typeof inBrief>>();
      for (const { cluster, name, kind, app, ours, gone } of all) {
        const selector = { namespaces: ['shop'], labelSelectors: { app } };
        const labels: Record<string, string> = ours ? { [RUN_LABEL]: 'r-234567' } : {};
        const one = object({ name, kind, labels, spec: { action: 'delay', mode: 'all', selector } });
        seen.onChange({ name: cluster }, { kind: 'experiment', object: one, gone });
        const key = `${cluster}/${kind}/${name}`;
        if (gone === undefined) standing.set(key, inBrief(cluster, one, ours));
        else standing.delete(key);
      }
      const byKey = (a: { cluster: string; kind: string; name: string }): string =>
        `${a.cluster}/${a.kind}/${a.name}`;
      const found = new Map(seen.all().map((one) => [byKey(one), one]));
      assert.equal(found.size, seen.all().length);
      assert.deepEqual([...found.keys()].sort(), [...standing.keys()].sort());
      for (const [key, one] of standing) assert.deepEqual(found.get(key), one);
      assert.deepEqual(
        seen.foreign().map(byKey).sort(),
        [...standing.values()]
          .filter(({ run }) => run === undefined)
          .map(byKey)
          .sort(),
      );
    }),
  );
});

test('the state is what the records and the desired phase mean together', () => {
  const record = { id: 'shop/web-a', selectorKey: '.', injectedCount: 0, recoveredCount: 0 };
  const injected = { ...record, phase: 'Injected' as const };
  const not = { ...record, phase: 'Not Injected' as const };
  const lasting = { action: 'pod-failure', mode: 'all' };
  const table: readonly (readonly [Partial<ChaosObject>, SeenState])[] = [
    [{ records: [] }, 'waiting'],
    [{ desiredPhase: 'Run', records: [not, injected] }, 'injecting'],
    [{ desiredPhase: 'Run', records: [injected] }, 'running'],
    [{ desiredPhase: 'Run', records: [injected], spec: { action: 'pod-kill', mode: 'all' } }, 'finished'],
    [{ desiredPhase: 'Stop', paused: true, records: [not] }, 'paused'],
    [{ desiredPhase: 'Stop', records: [not, injected] }, 'recovering'],
    [{ desiredPhase: 'Stop', records: [not] }, 'finished'],
    [{ desiredPhase: 'Stop', records: [injected], deleting: true }, 'ending'],
  ];
  for (const [changed, state] of table) {
    const one = object({ kind: 'PodChaos', spec: lasting, ...changed });
    assert.equal(inBrief('staging', one, false).state, state, JSON.stringify(changed));
  }
});

test('what a Schedule or Workflow started is known, and not listed beside it', () => {
  const seen = createSeenExperiments(isOurs);
  const owner = { kind: 'Schedule', name: 'every-hour', uid: 'uid-2' };
  const change = { kind: 'experiment' as const, gone: undefined };
  seen.onChange({ name: 'staging' }, { ...change, object: object({ name: 'every-hour-1', owner }) });
  seen.onChange({ name: 'staging' }, { ...change, object: object({ name: 'by-hand' }) });
  assert.equal(seen.all().length, 2);
  assert.deepEqual(
    seen.foreign().map(({ name }) => name),
    ['by-hand'],
  );
});
