// The form of an experiment: opened, looked at after each choice, and sent; and the Change of a plan.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../../src/identity/person.ts';
import type { FilledForm } from '../../../src/verbs/form/filled-form.ts';
import type { Verbs } from '../../../src/verbs/verbs.ts';
import { expect } from './expect-answer.ts';
import { ana, createHouse, from } from './house.ts';

async function planned(verbs: Verbs, line: string) {
  return expect(await verbs.line(line, from(ana)), 'plan');
}

/** The form of a plan, as its Change button opens it. */
async function formFor(verbs: Verbs, run: string): Promise<FilledForm> {
  return expect(await verbs.press({ action: 'change', run }, from(ana)), 'ask-experiment').form;
}

test('a changed plan is a new draft, and the old one is dropped', async () => {
  const { verbs, read } = createHouse();
  const { record } = await planned(verbs, 'delay web 200ms');
  const form = await formFor(verbs, record.id);
  const values = { ...form.values, latency: '300ms' };
  const sent = await verbs.send({ ...form, pods: '50%', length: '3m', values }, from(ana));
  const changed = expect(sent, 'plan').record;
  assert.notEqual(changed.id, record.id);
  assert.deepEqual(changed.plan.experiment.mode, { mode: 'fixed-percent', value: 50 });
  assert.equal(changed.plan.experiment.parameters['latency'], '300ms');
  assert.equal((await read(record.id)).phase, 'dropped');
});

test('a random share stays one through the form', async () => {
  const { verbs } = createHouse();
  const { record } = await planned(verbs, 'delay web 200ms');
  const form = await formFor(verbs, record.id);
  const changed = expect(await verbs.send({ ...form, pods: 'up to 40%' }, from(ana)), 'plan').record;
  assert.deepEqual(changed.plan.experiment.mode, { mode: 'random-max-percent', value: 40 });
  expect(await verbs.send({ ...form, run: changed.id, pods: 'up to 3' }, from(ana)), 'form-errors');
});

test('a form with faults says each under its field and changes nothing', async () => {
  const { verbs, read } = createHouse();
  const { record } = await planned(verbs, 'delay web 200ms');
  const form = await formFor(verbs, record.id);
  const wrong = { ...form, pods: 'many', length: 'long', targets: ['nothing'], values: { latency: 'slow' } };
  const { errors } = expect(await verbs.send(wrong, from(ana)), 'form-errors');
  assert.deepEqual(Object.keys(errors), ['pods', 'length', 'v-latency']);
  const lost = { ...form, targets: ['nothing'] };
  assert.deepEqual(Object.keys(expect(await verbs.send(lost, from(ana)), 'form-errors').errors), ['targets']);
  assert.equal((await read(record.id)).phase, 'draft');
});

test('a new form opens where the channel stands, says what is missing, then what it would do', async () => {
  const { verbs } = createHouse();
  const opened = expect(await verbs.line('new', from(ana)), 'ask-experiment');
  assert.deepEqual([opened.form.cluster, opened.form.namespace], ['staging', 'shop']);
  assert.deepEqual(Object.keys(opened.missing ?? {}), ['kind']);
  const chosen = { ...opened.form, kind: 'PodChaos', action: 'pod-kill', targets: ['web'] };
  const looked = expect(await verbs.look(chosen, from(ana)), 'ask-experiment');
  assert.equal(looked.preview?.plan.candidates.length, 3);
  assert.equal(looked.line, 'kill staging:shop/web for 2m');
  const { record } = expect(await verbs.send(looked.form, from(ana)), 'plan');
  assert.deepEqual(record.plan.defaults, []);
});

test('a form for a fault that is named begins with it', async () => {
  const { verbs } = createHouse();
  const begun = async (line: string) => expect(await verbs.line(line, from(ana)), 'ask-experiment').form;
  assert.equal((await begun('new delay')).action, 'delay');
  assert.deepEqual([(await begun('new io')).kind, (await begun('new io')).action], ['IOChaos', '']);
  assert.equal((await begun('new kernel')).action, 'kernel-fail');
  expect(await verbs.line('new nonsense', from(ana)), 'refused');
});

test('another cluster takes the namespace and targets back that it does not have', async () => {
  const { verbs } = createHouse();
  const { form } = expect(await verbs.line('new kill', from(ana)), 'ask-experiment');
  const moved = { ...form, cluster: 'nowhere', targets: ['web'] };
  const looked = expect(await verbs.look(moved, from(ana)), 'ask-experiment').form;
  assert.deepEqual([looked.cluster, looked.namespace, looked.targets], ['', '', []]);
});

test('a form opens although the binding of the channel is not answered', async () => {
  const { verbs, bound } = createHouse();
  bound.get = () => {
    throw new Error('Slack is away');
  };
  assert.equal(expect(await verbs.line('new', from(ana)), 'ask-experiment').form.cluster, '');
});

test('fields are offered what is there, to people who are known', async () => {
  const { verbs } = createHouse();
  const ask = async (field: string, query: string, who: Person | string = ana) =>
    (await verbs.suggest({ field, cluster: 'staging', namespace: 'shop', query }, from(who))).map(
      ({ title, suggestions }) => [title, suggestions[0]?.value],
    );
  assert.deepEqual(await ask('namespace', 'sh'), [['Namespaces', 'shop']]);
  assert.deepEqual((await ask('targets', ''))[0], ['Workloads', 'web']);
  assert.deepEqual((await ask('targets', 'app=web,tier=x'))[0], ['As typed', 'app=web,tier=x']);
  assert.deepEqual(await ask('targets', 'web', 'U0OTTO'), []);
  assert.deepEqual(await ask('pods', ''), []);
});

test('which alerts are expected stands in the form as in the line, and can be changed or taken back there', async () => {
  const { verbs } = createHouse();
  const { record } = expect(
    await verbs.line('delay web 200ms expect CheckoutSlow within 60s', from(ana)),
    'plan',
  );
  const form = await formFor(verbs, record.id);
  assert.equal(form.expects, 'must CheckoutSlow within 1m');
  const wrong = expect(await verbs.send({ ...form, expects: 'must Slow*' }, from(ana)), 'form-errors');
  assert.match(wrong.errors['expects'] ?? '', /whole name/u);
  const changed = expect(
    await verbs.send({ ...form, expects: 'never PagerStorm' }, from(ana)),
    'plan',
  ).record;
  assert.equal(changed.plan.manifest.metadata.annotations?.['faultline.dev/alerts'], 'never PagerStorm');
  assert.notEqual(changed.plan.digest, record.plan.digest);
  const without = expect(
    await verbs.send({ ...form, run: changed.id, expects: '' }, from(ana)),
    'plan',
  ).record;
  assert.equal(without.plan.manifest.metadata.annotations?.['faultline.dev/alerts'], undefined);
});

test('the steps of a ramp stand in the form, and can be made one there', async () => {
  const { verbs } = createHouse();
  const { record } = expect(await verbs.line('delay web 200ms pods 1,2,all', from(ana)), 'plan');
  const form = await formFor(verbs, record.id);
  assert.equal(form.pods, '1, 2, all');
  const wrong = expect(await verbs.send({ ...form, pods: '2, 1' }, from(ana)), 'form-errors');
  assert.match(wrong.errors['pods'] ?? '', /wider than the last/u);
  const other = expect(await verbs.send({ ...form, pods: '1, up to 50%' }, from(ana)), 'plan').record;
  assert.deepEqual(other.plan.experiment.steps, [{ mode: 'one' }]);
  const one = expect(await verbs.send({ ...form, run: other.id, pods: '2' }, from(ana)), 'plan').record;
  assert.deepEqual(
    [one.plan.experiment.mode, one.plan.experiment.steps],
    [{ mode: 'fixed', value: 2 }, undefined],
  );
});
