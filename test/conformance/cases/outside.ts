// Faults that hit no pods: machines told through their chaosd, and the one cloud whose address can be set.
import { type Case, type Chapter, onOutside } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos } from '../manifests.ts';
import type { Scene } from '../scene.ts';
import {
  failuresOf,
  hasConditions,
  hasFailed,
  isInjected,
  nameless,
  recordLines,
  recordsOf,
  stateOf,
} from '../seen.ts';

const cpu = { action: 'stress-cpu', mode: 'all', 'stress-cpu': { load: 80, workers: 1 } };

function attack(spec: Json): Json {
  return chaos('PhysicalMachineChaos', 'attack', { ...cpu, ...spec });
}

/** A machine of the inventory; every one is the same chaosd. */
function machine(scene: Scene, name: string, labels: Json = {}): Json {
  return chaos('PhysicalMachine', name, { address: scene.outside().address }, { labels });
}

interface Driven {
  readonly name: string;
  /** What chooses the machine. */
  readonly by: (scene: Scene) => Json;
  readonly record?: string;
  readonly listed?: readonly (readonly [name: string, labels: Json])[];
}

const driven: readonly Driven[] = [
  { name: 'by its address', by: (scene) => ({ address: [scene.outside().address] }) },
  {
    name: 'by its name in the inventory',
    record: 'NS/MACHINE',
    listed: [['m1', {}]],
    by: ({ namespace }) => ({ selector: { physicalMachines: { [namespace]: ['m1'] } } }),
  },
  {
    name: 'by the labels of its PhysicalMachine',
    record: 'NS/MACHINE',
    listed: [['m1', { rack: 'a' }]],
    by: ({ namespace }) => ({ selector: { namespaces: [namespace], labelSelectors: { rack: 'a' } } }),
  },
  {
    name: 'as one of two',
    record: 'NS/MACHINE',
    listed: [
      ['m1', { rack: 'a' }],
      ['m2', { rack: 'a' }],
    ],
    by: ({ namespace }) => ({
      mode: 'one',
      selector: { namespaces: [namespace], labelSelectors: { rack: 'a' } },
    }),
  },
];

/** One that was chosen is called as in the inventory, one that was named by its address. */
function drivenCase({ name, by, record = 'ADDRESS', listed = [] }: Driven): Case {
  return {
    name: `a machine chosen ${name} is attacked, stands in a record, and is taken back`,
    needs: ['outside'],
    expected: {
      ids: [record],
      injected: ['machine Injected 1/0'],
      carried: [true, false],
      last: ['machine Not Injected 1/1'],
    },
    async observe(scene) {
      for (const [machineName, labels] of listed) await scene.make(machine(scene, machineName, labels));
      const { address, carries } = scene.outside();
      const one = await scene.start(attack(by(scene)));
      const injected = await one.until(isInjected, 'is injected');
      const during = carries(injected);
      await scene.remove('PhysicalMachineChaos', 'attack');
      const last = await one.untilGone();
      return {
        ids: nameless(
          recordsOf(injected).map(({ id }) => id.replace(address, 'ADDRESS').replace(/m[12]$/, 'MACHINE')),
        ),
        injected: machineLines(injected),
        carried: [during, carries(last)],
        last: machineLines(last),
      };
    },
  };
}

/** An address has slashes of its own. */
function machineLines(object: Json): string[] {
  return recordLines(object).map((line) => line.replace(/^\S+/, 'machine'));
}

async function account(scene: Scene): Promise<void> {
  const stringData = { aws_access_key_id: 'any', aws_secret_access_key: 'any' };
  await scene.make({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'account' }, stringData });
}

function order(scene: Scene, action: string, more: Json = {}): Json {
  const ec2Instance = `i-${scene.namespace.split('-').at(-1)}`;
  return chaos('AWSChaos', 'order', {
    ...{ action, awsRegion: 'eu-central-1', ec2Instance, secretName: 'account' },
    ...more,
  });
}

function ordered(action: string, more: Json, carrier: 'ec2Instance' | 'volumeID'): Case {
  return {
    name: `AWSChaos ${action} is ordered, its record names the instance, and it is taken back`,
    needs: ['outside'],
    expected: { named: true, injected: 'Injected 1/0', carried: [true, false], last: 'Not Injected 1/1' },
    async observe(scene) {
      await account(scene);
      const wanted = order(scene, action, more);
      const { ordered: isOrdered } = scene.outside();
      const one = await scene.start(wanted);
      const injected = await one.until(isInjected, 'is injected');
      const during = isOrdered(injected, wanted.spec[carrier]);
      await scene.remove('AWSChaos', 'order');
      const last = await one.untilGone();
      return {
        named: JSON.parse(recordsOf(injected)[0].id).ec2Instance === wanted.spec.ec2Instance,
        injected: phaseLine(injected),
        carried: [during, isOrdered(last, wanted.spec[carrier])],
        last: phaseLine(last),
      };
    },
  };
}

function phaseLine(object: Json): string {
  return recordsOf(object)
    .map(({ phase, injectedCount, recoveredCount }) => `${phase} ${injectedCount}/${recoveredCount}`)
    .join();
}

export const outside: Chapter = {
  title: 'outside of the cluster',
  cases: [
    ...driven.map(drivenCase),
    {
      name: 'addresses get a scheme, and every attack an id',
      needs: ['outside'],
      expected: { machine: 'http://192.0.2.60:31768', address: ['http://192.0.2.61:31768'], uid: true },
      async observe(scene) {
        const listed = await scene.make(chaos('PhysicalMachine', 'm1', { address: '192.0.2.60:31768' }));
        const { body } = await scene.post(attack({ address: ['192.0.2.61:31768'] }), { dryRun: 'All' });
        const { address, uid } = body.spec;
        return { machine: listed.spec.address, address, uid: uid !== '' };
      },
    },
    {
      name: 'a choice that no machine meets says so, and nothing becomes true',
      needs: ['outside'],
      expected: {
        state: { conditions: '', phase: 'Run', records: [] },
        text: 'Failed to select targets: no physical machine is selected',
      },
      async observe(scene) {
        const selector = { namespaces: [scene.namespace], labelSelectors: { rack: 'nowhere' } };
        const one = await scene.start(attack({ selector }));
        const text = await scene.told.text('attack', 'Failed');
        return { state: stateOf(await one.until(hasConditions, 'has conditions')), text };
      },
    },
    {
      name: 'a machine named twice, or not at all, is refused',
      needs: ['outside'],
      expected: [403, 403],
      async observe(scene) {
        const { address } = scene.outside();
        const selector = { namespaces: [scene.namespace] };
        const both = await scene.post(attack({ address: [address], selector }));
        const neither = await scene.post(attack({}));
        return [both.code, neither.code];
      },
    },
    {
      name: 'what chaosd refuses stands in the record with its words, and is tried until it gives in',
      ...onOutside,
      expected: {
        failure: ['Apply: {"error":"no room"}: HTTP status is not OK'],
        lines: ['machine Not Injected 0/0'],
        injected: ['machine Injected 1/0'],
      },
      async observe(scene) {
        const { address, failApply, heal } = scene.outside();
        failApply('no room');
        const one = await scene.start(attack({ address: [address] }));
        const failing = await one.until(hasFailed, 'has failed');
        heal();
        const injected = await one.until(isInjected, 'is injected');
        await scene.remove('PhysicalMachineChaos', 'attack');
        await one.untilGone();
        return {
          failure: failuresOf(failing),
          lines: machineLines(failing),
          injected: machineLines(injected),
        };
      },
    },
    {
      name: 'while chaosd takes nothing back, a deleted attack stays and says why',
      ...onOutside,
      expected: {
        failure: ['Recover: {"error":"not now"}: HTTP status is not OK'],
        lines: ['machine Injected 1/0'],
        carried: [true, false],
      },
      async observe(scene) {
        const { address, carries, failRecover, heal } = scene.outside();
        const one = await scene.start(attack({ address: [address] }));
        await one.until(isInjected, 'is injected');
        failRecover('not now');
        await scene.remove('PhysicalMachineChaos', 'attack');
        const failing = await one.until(hasFailed, 'has failed');
        const during = carries(failing);
        heal();
        const last = await one.untilGone();
        return {
          failure: failuresOf(failing),
          lines: machineLines(failing),
          carried: [during, carries(last)],
        };
      },
    },
    ordered('ec2-stop', {}, 'ec2Instance'),
    ordered('detach-volume', { volumeID: 'vol-1', deviceName: '/dev/sdf' }, 'volumeID'),
    {
      name: 'AWSChaos ec2-restart happens once: its record stays Injected, whatever the duration',
      needs: ['outside'],
      expected: { conditions: 'AllInjected Selected', phase: 'Run', line: 'Injected 1/0' },
      async observe(scene) {
        await account(scene);
        const one = await scene.start(order(scene, 'ec2-restart', { duration: '1s' }));
        const injected = await one.until(isInjected, 'is injected');
        const { conditions, phase } = stateOf(injected);
        return { conditions, phase, line: phaseLine(injected) };
      },
    },
    {
      name: 'an instance whose secret is not there is never touched, and goes cleanly',
      needs: ['outside'],
      expected: { failure: ['Apply: Secret "account" not found'], line: 'Not Injected 0/0', gone: true },
      async observe(scene) {
        const one = await scene.start(order(scene, 'ec2-stop'));
        const failing = await one.until(hasFailed, 'has failed');
        await scene.remove('AWSChaos', 'order');
        await one.untilGone();
        return { failure: failuresOf(failing), line: phaseLine(failing), gone: true };
      },
    },
  ],
};
