// `again`: an ended run planned afresh, equal in meaning but for what is said anew, by whoever asks now.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '../../../src/chaos/catalogue/catalogue.ts';
import { expectedBy } from '../../../src/chaos/expecting.ts';
import type { Experiment } from '../../../src/chaos/experiment.ts';
import { manifestOf } from '../../../src/chaos/manifest.ts';
import type { RunRecord } from '../../../src/runs/record.ts';
import { edited } from '../../../src/verbs/edited.ts';
import { readEdits } from '../../../src/verbs/read-edits.ts';
import type { KnownCluster } from '../../../src/verbs/where.ts';
import { fc } from '../../seeded.ts';
import { randomParameters } from '../chaos/catalogue/random-parameters.ts';
import { anExperiment, aPod, aWorkload } from '../chaos/sample-objects.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from, type House, jon, mara } from './house.ts';

/** A run that was asked for and has ended. */
async function ended(house: House, line: string): Promise<RunRecord> {
  const { record } = expect(await house.verbs.line(line, from(ana)), 'plan');
  const { id, plan } = record;
  expect(
    await house.verbs.press({ action: 'request', run: id, digest: plan.digest }, from(ana)),
    'requested',
  );
  await house.observe(id, { kind: 'checked', plan: { ...plan, dryRun: true }, asked: [mara, jon] });
  expect(await house.verbs.line(`stop ${id}`, from(ana)), 'stopped');
  return house.read(id);
}

const KILL_PROD = 'kill prod:web because does it survive?';

test('an ended run is planned afresh for whoever asks, with a name of its own and no reason of another', async () => {
  const house = createHouse();
  const run = await ended(house, KILL_PROD);
  assert.equal(run.phase, 'withdrawn');
  const answer = expect(await house.verbs.line(`again ${run.id}`, from(jon)), 'plan');
  const { record } = answer;
  assert.deepEqual(record.plan.experiment, run.plan.experiment);
  assert.notEqual(record.plan.manifest.metadata.name, run.plan.manifest.metadata.name);
  assert.notEqual(record.plan.digest, run.plan.digest);
  assert.equal(record.requester.id, jon.id);
  assert.equal(record.reason, undefined);
  assert.deepEqual(record.repeats, { run: run.id, reason: 'does it survive?' });
  assert.deepEqual(answer.differs, []);
  const press = { action: 'request' as const, run: record.id, digest: record.plan.digest };
  expect(await house.verbs.press(press, from(jon)), 'ask-reason');
});

test('what is said anew is changed, and told with what it was', async () => {
  const house = createHouse();
  const { id } = await ended(house, 'delay prod:web 200ms because slow?');
  const answer = expect(
    await house.verbs.line(`again ${id} pods 2 for 5m 300ms jitter=10ms because slower?`, from(ana)),
    'plan',
  );
  const { experiment } = answer.record.plan;
  assert.deepEqual(experiment.mode, { mode: 'fixed', value: 2 });
  assert.equal(experiment.durationSeconds, 300);
  assert.deepEqual([experiment.parameters['latency'], experiment.parameters['jitter']], ['300ms', '10ms']);
  assert.equal(answer.record.reason, 'slower?');
  assert.deepEqual(answer.differs, [
    'how many: 1 pod → 2 pods',
    'how long: 2 minutes → 5 minutes',
    'latency: 200 ms → 300 ms',
    'jitter: 0 ms → 10 ms',
  ]);
});

test('another target and another cluster are found there as in any line', async () => {
  const house = createHouse();
  const { id } = await ended(house, KILL_PROD);
  const target = async (words: string) =>
    expect(await house.verbs.line(`again ${id} ${words}`, from(ana)), 'plan').record.plan.experiment.target;
  assert.deepEqual(await target('cart'), {
    ...{ cluster: 'prod', namespace: 'shop', word: 'cart', labels: { app: 'cart' } },
  });
  assert.equal((await target('on staging')).cluster, 'staging');
  assert.deepEqual(await target('staging:shop/cart'), {
    ...{ cluster: 'staging', namespace: 'shop', word: 'cart', labels: { app: 'cart' } },
  });
  const answer = expect(await house.verbs.line(`again ${id} on staging`, from(ana)), 'plan');
  assert.deepEqual(answer.differs, [
    'place: prod/shop → staging/shop',
    'policy: 1 of shop-owners and 1 of sre → allowed at once',
  ]);
});

test('what cannot be meant is refused with a line that works', async () => {
  const house = createHouse();
  const { id } = await ended(house, KILL_PROD);
  const refusals = [
    [`again ${id} wbe`, 'target'],
    [`again ${id} on mars`, 'place'],
    [`again ${id} in nowhere`, 'place'],
    [`again ${id} 5m`, 'parse'],
    [`again ${id} web cart`, 'parse'],
    [`again ${id} pods many`, 'parse'],
    [`again ${id} latency=3ms`, 'parse'],
    [`again ${id} at 15:00`, 'parse'],
    ['again r-zzzzzz', 'which'],
  ] as const;
  for (const [line, of] of refusals) {
    const answer = expect(await house.verbs.line(line, from(ana)), 'refused');
    assert.equal(answer.of, of, line);
  }
});

test('a run that is open is not done a second time, and plans that were only looked at are not meant by last', async () => {
  const house = createHouse();
  const run = await ended(house, KILL_PROD);
  const draft = expect(await house.verbs.line('again', from(ana)), 'plan').record;
  assert.equal(draft.repeats?.run, run.id);
  assert.equal(
    expect(await house.verbs.line('rerun last pods 2', from(ana)), 'plan').record.repeats?.run,
    run.id,
  );
  const open = expect(await house.verbs.line(`again ${draft.id}`, from(ana)), 'refused');
  assert.equal(open.of === 'run' && open.refusal.kind, 'not-now');
  await house.verbs.press({ action: 'cancel', run: draft.id }, from(ana));
  expect(await house.verbs.line(`again ${draft.id}`, from(ana)), 'plan');
  assert.equal(expect(await house.verbs.line(`again ${draft.id}`, from(jon)), 'refused').of, 'which');
});

test('two people who press Run again at once get a draft each', async () => {
  const house = createHouse();
  const { id } = await ended(house, KILL_PROD);
  const answers = await Promise.all([ana, jon].map((who) => house.verbs.line(`again ${id}`, from(who))));
  const [one, other] = answers.map((answer) => expect(answer, 'plan').record);
  assert.notEqual(one?.id, other?.id);
  assert.deepEqual([one?.requester.id, other?.requester.id], [ana.id, jon.id]);
  const delivery = from(ana);
  const twice = await Promise.all([0, 1].map(() => house.verbs.line(`again ${id}`, delivery)));
  const ids = twice.map((answer) => expect(answer, 'plan').record.id);
  assert.equal(ids[0], ids[1], 'one press that arrives twice is one draft');
});

test('go starts it at once where policy allows', async () => {
  const house = createHouse();
  const { id } = await ended(house, 'kill web');
  expect(await house.verbs.line(`again ${id} go`, from(ana)), 'requested');
});

const staging: KnownCluster = {
  name: 'staging',
  production: false,
  synced: () => true,
  namespaces: () => ['shop', 'orders'],
  workloads: (namespace) => [aWorkload('web', { namespace })],
  pods: (namespace) => [aPod('web-a', { namespace })],
  machines: () => [],
};

function again(experiment: Experiment, words: readonly string[]): Experiment {
  const action = actions().find(({ kind, id }) => kind === experiment.kind && id === experiment.action);
  assert.ok(action);
  const edits = readEdits(action, words, 'last');
  assert.ok(edits.ok, JSON.stringify(edits));
  const answer = edited(experiment, edits.value, [staging]);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.experiment;
}

test('whatever the catalogue can say is the same again, also after it was kept', () => {
  for (const action of actions()) {
    fc.assert(
      fc.property(
        randomParameters(action, 'any'),
        fc.integer({ min: 1, max: 7_200 }),
        (parameters, durationSeconds) => {
          const said = anExperiment({ kind: action.kind, action: action.id, durationSeconds, parameters });
          const kept = JSON.parse(JSON.stringify(said)) as Experiment;
          assert.deepEqual(again(kept, []), kept);
          assert.deepEqual(manifestOf(again(kept, []), 'x'), manifestOf(said, 'x'));
          const isOne = action.on === 'cloud';
          const longer = again(kept, [...(isOne ? [] : ['pods', '3']), 'for', '7m']);
          const mode = isOne ? kept.mode : { mode: 'fixed', value: 3 };
          assert.deepEqual(longer, { ...kept, mode, durationSeconds: 420 });
        },
      ),
      { numRuns: 15 },
    );
  }
});

test('a wide choice moves to another cluster as it is, and to another namespace only when it is said anew', () => {
  const wide = { namespaces: ['shop'], expressionSelectors: [{ key: 'app', operator: 'Exists' }] };
  const experiment = anExperiment({
    target: { cluster: 'prod', namespace: 'shop', word: 'chosen', labels: {}, selector: wide },
  });
  assert.deepEqual(again(experiment, ['on', 'staging']).target, { ...experiment.target, cluster: 'staging' });
  const plain = anExperiment();
  const moved = again(plain, ['in', 'orders']);
  assert.deepEqual(moved.target, { ...plain.target, namespace: 'orders' });
  const action = actions().find(({ id }) => id === experiment.action);
  assert.ok(action);
  const edits = readEdits(action, ['in', 'orders', 'on', 'staging'], 'last');
  assert.ok(edits.ok);
  assert.equal(edited(experiment, edits.value, [staging]).ok, false);
});

test('a Schedule or Workflow is the same again, for as long as is said anew, and nothing else', () => {
  const whole = anExperiment({ orchestrated: { kind: 'Schedule', spec: { schedule: '@every 5m' } } });
  assert.deepEqual(again(whole, []), whole);
  assert.deepEqual(again(whole, ['for', '2h']), { ...whole, durationSeconds: 7_200 });
  const promising = again(whole, ['expect', 'CheckoutSlow']);
  assert.deepEqual(expectedBy(promising), 'must CheckoutSlow');
  assert.deepEqual(again(promising, ['expect', 'nothing']), whole);
  const action = actions().find(({ id }) => id === whole.action);
  assert.ok(action);
  const edits = readEdits(action, ['pods', '3'], 'last');
  assert.ok(edits.ok);
  assert.equal(edited(whole, edits.value, [staging]).ok, false);
});

test('a ramp is the same again, or another one, or one step', () => {
  const ramp = anExperiment({ mode: { mode: 'all' }, steps: [{ mode: 'one' }] });
  assert.deepEqual(again(ramp, ['for', '1m']).steps, [{ mode: 'one' }]);
  assert.deepEqual(again(ramp, ['pods', '1,2,3']).steps, [{ mode: 'one' }, { mode: 'fixed', value: 2 }]);
  assert.equal(again(ramp, ['pods', '2']).steps, undefined);
});
