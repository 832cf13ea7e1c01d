// Whatever an action can be told survives the way into a spec and back, and through a line where a line can say it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../src/chaos/catalogue/action.ts';
import { actionOfSpec, actions } from '../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../src/chaos/catalogue/parse-parameters.ts';
import { SPEC_SCHEMAS } from '../../src/chaos/catalogue/spec-schemas.ts';
import type { Experiment } from '../../src/chaos/experiment.ts';
import { experimentOf } from '../../src/chaos/from-object.ts';
import { lineOf } from '../../src/chaos/line-of.ts';
import { manifestOf } from '../../src/chaos/manifest.ts';
import { aimed } from '../../src/verbs/aimed.ts';
import type { InjectCommand } from '../../src/verbs/command.ts';
import { parseCommand } from '../../src/verbs/parse.ts';
import type { KnownCluster } from '../../src/verbs/where.ts';
import { fc } from '../seeded.ts';
import { aimedExperiment, standing } from '../unit/chaos/aimed-experiment.ts';
import { randomParameters, type Texts } from '../unit/chaos/catalogue/random-parameters.ts';
import { anExperiment } from '../unit/chaos/sample-objects.ts';

/** Its cart is what the other end of a network fault is found by. */
const staging: KnownCluster = {
  name: 'staging',
  production: false,
  synced: () => true,
  namespaces: () => ['shop'],
  workloads: () => standing.workloads,
  pods: () => [],
  machines: () => standing.machines,
};

const mode = fc.oneof(
  fc.constantFrom({ mode: 'one' } as const, { mode: 'all' } as const),
  fc.integer({ min: 2, max: 99 }).map((value) => ({ mode: 'fixed', value }) as const),
  fc.integer({ min: 1, max: 100 }).map((value) => ({ mode: 'fixed-percent', value }) as const),
);

function experiments(action: Action, texts: Texts): fc.Arbitrary<Experiment> {
  const seconds = fc.integer({ min: 1, max: 7_200 });
  return fc
    .tuple(randomParameters(action, texts), mode, seconds)
    .map(([parameters, how, durationSeconds]) => ({
      ...aimedExperiment(action, parameters, how),
      durationSeconds,
    }));
}

test('an experiment of any action becomes a spec within its schema, and the spec the same experiment', () => {
  for (const action of actions()) {
    fc.assert(
      fc.property(experiments(action, 'any'), ({ parameters }) => {
        const spec = action.spec(parameters);
        assert.equal(actionOfSpec(action.kind, spec)?.id, action.id);
        const read = action.parse(spec);
        assert.ok(read, `${action.id} does not read ${JSON.stringify(spec)}`);
        const again = parseParameters(action, read);
        assert.ok(again.ok, `${action.id}: ${JSON.stringify(again)}`);
        assert.deepEqual({ ...again.parameters }, { ...parameters });
        assert.deepEqual(action.spec(again.parameters), spec);
      }),
      { numRuns: 60 },
    );
  }
});

test('an experiment of any action becomes an object, and the object the same experiment', () => {
  for (const action of actions()) {
    fc.assert(
      fc.property(experiments(action, 'any'), (experiment) => {
        const { kind, metadata, spec } = manifestOf(experiment, 'x');
        SPEC_SCHEMAS[kind]?.parse(spec);
        const source = { kind, namespace: metadata.namespace, spec };
        const { word } = experiment.target;
        const options = { cluster: 'staging', word, watchSeconds: experiment.durationSeconds };
        const back = experimentOf(source, options);
        assert.deepEqual(JSON.parse(JSON.stringify(back)), JSON.parse(JSON.stringify(experiment)));
      }),
      { numRuns: 60 },
    );
  }
});

test('an experiment of any action is said in a line, and the line means the same experiment', () => {
  for (const action of actions()) {
    fc.assert(
      fc.property(experiments(action, 'sayable'), (experiment) => {
        const line = lineOf(experiment) ?? assert.fail('no line can say it');
        const parsed = parseCommand(line);
        assert.ok(parsed.ok, `${line}: ${JSON.stringify(parsed)}`);
        assert.equal(parsed.value.verb, 'inject');
        const command = parsed.value as InjectCommand;
        const place = { cluster: 'staging', namespace: 'shop', ...command.place };
        const found = aimed(command, { place, cluster: staging });
        assert.ok(found.ok, line);
        const { experiment: said } = found.said;
        assert.deepEqual(JSON.parse(JSON.stringify(said)), JSON.parse(JSON.stringify(experiment)), line);
      }),
      { numRuns: 60 },
    );
  }
});

test('the other end of a network fault is a word of the line, and its labels say it again', () => {
  const end = (namespace: string) => ({
    selector: { namespaces: [namespace], labelSelectors: { app: 'cart' } },
    mode: 'all',
  });
  const table: readonly (readonly [string, string, string | undefined, string])[] = [
    ['partition', 'shop', 'both', 'partition staging:shop/web from app=cart for 2m'],
    ['delay', 'shop', undefined, 'delay staging:shop/web 200ms to app=cart for 2m'],
    ['delay', 'orders', 'from', 'delay staging:shop/web 200ms from orders/app=cart for 2m'],
  ];
  for (const [id, namespace, direction, line] of table) {
    const latency = id === 'delay' ? { latency: '200ms', jitter: '0ms', correlation: 0 } : {};
    const parameters = { ...latency, target: end(namespace), ...(direction && { direction }) };
    assert.equal(lineOf(anExperiment({ kind: 'NetworkChaos', action: id, parameters })), line);
    const parsed = parseCommand(line);
    assert.ok(parsed.ok, line);
    const { peer } = parsed.value as InjectCommand;
    assert.equal(peer?.word, 'app=cart');
    assert.equal(peer?.direction, direction ?? 'to');
  }
});
