// One fault driven from nothing to all injected and back to nothing, with a look at everything that should have changed.
import assert from 'node:assert/strict';
import { ApiFault } from '../engine/api.ts';
import { hasCondition, recordsOf, type Watched } from '../engine/object-watch.ts';
import { type Fault, rigNamespace, type Through } from './fault.ts';
import { pathOf, type Rig } from './rig.ts';

const pause = { metadata: { annotations: { 'experiment.chaos-mesh.org/pause': 'true' } } };

let created = 0;

/** Resolves with the object's name. */
export async function createFault(
  { engine }: Rig,
  { kind, action, spec }: Omit<Fault, 'through'>,
): Promise<string> {
  created += 1;
  const name = `${action.replaceAll(/[^a-z0-9]+/giu, '-').toLowerCase()}-${created}`;
  const metadata = { name, namespace: rigNamespace };
  const object = { apiVersion: 'chaos-mesh.org/v1alpha1', kind, metadata, spec };
  const answer = await engine.api.call('POST', `${pathOf(kind)}?fieldValidation=Strict`, object);
  if (answer.status !== 201) throw new ApiFault(`POST ${kind} ${action}`, answer);
  return name;
}

/** Injected, paused until all is recovered, deleted; what happens once is only injected and deleted. */
export async function drive(rig: Rig, fault: Fault): Promise<void> {
  const watch = await rig.watch(fault.kind);
  const told = toldTo(rig, fault.through);
  const name = await createFault(rig, fault);
  const injected = await watch.until(name, (object) => hasCondition(object, 'AllInjected'));
  assert.ok(recordsOf(injected).length > 0);
  if (fault.through !== 'api-server') assert.ok(toldTo(rig, fault.through) > told, 'nobody was told of it');
  if (!fault.oneShot) {
    if (fault.through !== 'api-server')
      assert.notDeepEqual(carriedBy(rig, fault.through), [], 'nothing carries it');
    await rig.engine.api.call('PATCH', pathOf(fault.kind, name), pause);
    await watch.until(name, isRecovered);
  }
  await remove(rig, fault.kind, name);
  assert.deepEqual(carriedBy(rig, fault.through), [], 'something carries it still');
}

/** Resolves when it is gone. */
export async function remove(rig: Rig, kind: string, name: string): Promise<Watched> {
  const watch = await rig.watch(kind);
  const answer = await rig.engine.api.call('DELETE', pathOf(kind, name));
  if (answer.status !== 200) throw new ApiFault(`DELETE ${kind} ${name}`, answer);
  return watch.until(name, (_, gone) => gone);
}

/** AllRecovered alone would also be true of what was never injected. */
function isRecovered(object: Watched): boolean {
  const records = recordsOf(object);
  return (
    hasCondition(object, 'AllRecovered') &&
    records.length > 0 &&
    records.every(({ phase, recoveredCount }) => phase === 'Not Injected' && recoveredCount > 0)
  );
}

/** How often this one was told anything. */
function toldTo({ engine, chaosd, aws }: Rig, through: Through): number {
  switch (through) {
    case 'daemon':
      return engine.daemon.calls().length;
    case 'chaosd':
      return chaosd.attacks().length;
    case 'aws':
      return aws.calls().length;
    case 'api-server':
      return 0;
  }
}

function carriedBy({ engine, chaosd, aws }: Rig, through: Through): readonly unknown[] {
  switch (through) {
    case 'daemon':
      return engine.daemon.carried();
    case 'chaosd':
      return chaosd.carried();
    case 'aws':
      return aws.carried();
    case 'api-server':
      return [];
  }
}
