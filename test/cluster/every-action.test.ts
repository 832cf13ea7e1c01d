// Every kind and action of Chaos Mesh, driven by the real controller to all injected and back; or said why that cannot be.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { experimentActions } from './catalogue/spec-schemas.ts';
import { failuresOf, hasCondition, recordsOf } from './engine/object-watch.ts';
import { type Undrivable, undrivable } from './engine/undrivable.ts';
import { cloudFaults, googleFaults } from './faults/cloud-faults.ts';
import { createFault, drive, remove } from './faults/drive.ts';
import { type Fault, forms, onTarget, rigNamespace } from './faults/fault.ts';
import { machineFaults } from './faults/machine-faults.ts';
import { podFaults } from './faults/pod-faults.ts';
import { type Rig, startRig } from './faults/rig.ts';

const nilPointer = 'nil pointer dereference';
let rig: Rig;

before(async () => {
  rig = await startRig();
});

afterEach(() => {
  rig.engine.daemon.setFaults({});
  rig.chaosd.setFaults({});
});

after(() => rig?.stop());

const machine = (): readonly Fault[] => machineFaults(rig.chaosd.address);

test('every action of every experiment kind is either driven here or listed with its reason', (t) => {
  const asked = Object.entries(experimentActions()).flatMap(([kind, actions]) =>
    (actions.length > 0 ? actions : (forms[kind] ?? [])).map((action) => `${kind} ${action}`),
  );
  const named = ({ kind, action }: Fault | Undrivable): string => `${kind} ${action}`;
  const driven = [...podFaults, ...machine(), ...cloudFaults].map(named);
  assert.deepEqual([...driven, ...undrivable.map(named)].sort(), asked.toSorted());
  t.diagnostic(`${driven.length} driven, ${undrivable.length} cannot be`);
});

for (const kind of [...new Set(podFaults.map((fault) => fault.kind))])
  test(`${kind}: each action is injected into a pod and taken back`, async (t) => {
    for (const fault of podFaults.filter((one) => one.kind === kind))
      await t.test(fault.action, () => drive(rig, fault));
  });

test('PhysicalMachineChaos: each action is told to a chaosd and taken back', async (t) => {
  for (const fault of machine()) await t.test(fault.action, () => drive(rig, fault));
});

test('a machine is also found by its PhysicalMachine', async () => {
  const labels = { app: 'machine' };
  await rig.engine.api.create({
    ...{ apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PhysicalMachine' },
    metadata: { name: 'machine', namespace: rigNamespace, labels },
    spec: { address: rig.chaosd.address },
  });
  const [first] = machine();
  assert.ok(first);
  const { address: _, ...spec } = first.spec;
  const selector = { namespaces: [rigNamespace], labelSelectors: labels };
  await drive(rig, { ...first, spec: { ...spec, selector } });
});

test('AWSChaos: each action is told to the cloud and taken back', async (t) => {
  for (const fault of cloudFaults) await t.test(fault.action, () => drive(rig, fault));
});

const cpu: Fault = {
  ...{ kind: 'StressChaos', action: 'cpu', through: 'daemon' },
  spec: { ...onTarget, mode: 'all', stressors: { cpu: { workers: 1 } } },
};

test('a daemon that is down or slow holds up the records of its node alone', async () => {
  const watch = await rig.watch('StressChaos');
  await rig.engine.daemon.stopOn('node-a');
  const name = await createFault(rig, cpu);
  const partial = await watch.until(name, (object) => failuresOf(object).length > 0);
  assert.match(failuresOf(partial).join('\n'), /connection refused|Unavailable/);
  assert.ok(!hasCondition(partial, 'AllInjected'));
  await watch.until(name, (object) => recordsOf(object).some(({ phase }) => phase === 'Injected'));
  rig.engine.daemon.setFaults({ slowMs: 200, node: 'node-a' });
  await rig.engine.daemon.startOn('node-a');
  await watch.until(name, (object) => hasCondition(object, 'AllInjected'));
  await remove(rig, 'StressChaos', name);
  assert.deepEqual(rig.engine.daemon.carried(), []);
});

test('a chaosd that refuses is tried again until it gives in, both ways', async () => {
  const [fault] = machine();
  assert.ok(fault);
  const watch = await rig.watch(fault.kind);
  rig.chaosd.setFaults({ failApply: 'no room' });
  const name = await createFault(rig, fault);
  const failing = await watch.until(name, (object) => failuresOf(object).length > 0);
  assert.match(failuresOf(failing)[0] ?? '', /no room.*HTTP status is not OK/s);
  rig.chaosd.setFaults({ slowMs: 50, failRecover: 'not now' });
  await watch.until(name, (object) => hasCondition(object, 'AllInjected'));
  const gone = remove(rig, fault.kind, name);
  await watch.until(name, (object) => failuresOf(object).some((message) => message.includes('not now')));
  rig.chaosd.setFaults({});
  await gone;
  assert.deepEqual(rig.chaosd.carried(), []);
});

test('a node without a daemon in the EndpointSlice is named in the record', async () => {
  const { api } = rig.engine;
  const slice = '/apis/discovery.k8s.io/v1/namespaces/chaos-mesh/endpointslices/chaos-daemon-x7k2p';
  const { endpoints } = await api.get<{ readonly endpoints: readonly { readonly nodeName: string }[] }>(
    slice,
  );
  const watch = await rig.watch('StressChaos');
  await api.call('PATCH', slice, { endpoints: endpoints.filter(({ nodeName }) => nodeName !== 'node-b') });
  const name = await createFault(rig, cpu);
  const failing = await watch.until(name, (object) => failuresOf(object).length > 0);
  assert.match(failuresOf(failing).join('\n'), /cannot find daemonIP on node node-b/);
  await api.call('PATCH', slice, { endpoints });
  await watch.until(name, (object) => hasCondition(object, 'AllInjected'));
  await remove(rig, 'StressChaos', name);
});

/** What nobody carries out fails again and again, says why, and is deleted without a trace. */
async function failsForEver(fault: Omit<Fault, 'through'>, why: RegExp): Promise<void> {
  const watch = await rig.watch(fault.kind);
  const name = await createFault(rig, fault);
  const failing = await watch.until(name, (object) => failuresOf(object).length > 0);
  assert.match(failuresOf(failing).join('\n'), why);
  assert.ok(recordsOf(failing).every(({ injectedCount }) => injectedCount === 0));
  await remove(rig, fault.kind, name);
}

test('kernel chaos fails for ever: its records are not what its code expects', () =>
  failsForEver(
    {
      kind: 'KernelChaos',
      action: 'failKernRequest',
      spec: { ...onTarget, failKernRequest: { failtype: 0 } },
    },
    /too few parts of namespacedname/,
  ));

test('Google is asked at an address of its own, whatever is configured', async (t) => {
  for (const fault of googleFaults) await t.test(fault.action, () => failsForEver(fault, /googleapis\.com/));
});

/** Resolves once the controller has said in its log that it stumbled over what is not there. */
async function panicked(): Promise<void> {
  const log = join(rig.engine.logs, 'chaos-controller-manager.log');
  for (const deadline = Date.now() + 10_000; !readFileSync(log, 'utf8').includes(nilPointer); await sleep(50))
    assert.ok(Date.now() < deadline, 'the controller did not panic');
}

test('raw stress-ng arguments reach no daemon, alone or beside stressors', async () => {
  const form = { kind: 'StressChaos', action: 'stressngStressors' };
  const spec = { ...onTarget, stressngStressors: '--cpu 1' };
  const watch = await rig.watch(form.kind);
  const alone = await createFault(rig, { ...form, spec });
  await panicked();
  const last = await remove(rig, form.kind, alone);
  assert.ok(recordsOf(last).every(({ injectedCount }) => injectedCount === 0));
  const both = { ...spec, stressors: { cpu: { workers: 1 } } };
  const beside = await createFault(rig, { ...form, spec: both });
  await watch.until(beside, (object) => hasCondition(object, 'AllInjected'));
  const { request } = rig.engine.daemon.calls().findLast(({ method }) => method === 'ExecStressors') ?? {};
  assert.deepEqual([request?.['cpuStressors'], request?.['memoryStressors']], ['', '']);
  await remove(rig, form.kind, beside);
});
