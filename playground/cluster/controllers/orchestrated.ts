// What the controllers of Schedules and Workflows share: making what they start, and telling whether that is over.

import { type Admission, createAdmission } from '../admission/admission.ts';
import type { ChaosKind } from '../kinds/kind.ts';
import { CHAOS_KINDS } from '../kinds/kind-table.ts';
import {
  type Fields,
  isFields,
  type KubeObject,
  listAt,
  type OwnerReference,
  specOf,
  statusOf,
  textAt,
} from '../objects/kube-object.ts';
import { CHAOS_GROUP, type Resource } from '../store/resources.ts';
import { desiredPhaseOf, recordsOf } from './chaos-status.ts';
import type { ControlPlane } from './control-plane.ts';
import { newMetadata } from './pod-templates.ts';

export interface Birth {
  readonly kind: string;
  readonly owner: KubeObject;
  readonly generateName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Fields;
}

export interface Nursery {
  resourceOf(kind: string): Resource;
  /** As the controller's own account, through the webhooks like anybody's. */
  make(birth: Birth): KubeObject;
}

export function createNursery({ registry, catalog, faults, clock }: ControlPlane): Nursery {
  const admission: Admission = createAdmission({ faults, clock });
  const resourceOf = (kind: string): Resource => {
    const found = catalog.byKind(`${CHAOS_GROUP}/v1alpha1`, kind);
    if (found === undefined) throw new Error(`the sandbox serves no ${kind}`);
    return found;
  };
  return {
    resourceOf,
    make({ kind, owner, generateName, labels, spec }) {
      const { namespace } = owner.metadata;
      const metadata = newMetadata({
        generateName,
        ...(namespace !== undefined && { namespace }),
        labels: { ...labels },
        ownerReferences: [ownerOf(owner)],
      });
      const object = { apiVersion: `${CHAOS_GROUP}/v1alpha1`, kind, metadata, spec };
      const resource = resourceOf(kind);
      const user = 'system:serviceaccount:chaos-mesh:chaos-controller-manager';
      const admitted = admission.admit({
        ...{ resource, object, previous: undefined, user, strict: false },
        may: () => true,
      });
      return registry.create(resource, admitted);
    },
  };
}

function ownerOf({ apiVersion, kind, metadata: { name, uid } }: KubeObject): OwnerReference {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function rowOf(kind: string): ChaosKind | undefined {
  return CHAOS_KINDS.find((row) => row.kind === kind);
}

export function isTrue(object: KubeObject, type: string): boolean {
  return listAt(statusOf(object), 'conditions')
    .filter(isFields)
    .some((one) => textAt(one, 'type') === type && textAt(one, 'status') === 'True');
}

/** Nothing more happens to it: an experiment that is taken back, one that happened once, a Workflow at its end. */
export function isFinished(object: KubeObject): boolean {
  if (object.kind === 'Workflow') return isTrue(object, 'Accomplished');
  const records = recordsOf(object) ?? [];
  const all = (phase: string): boolean => records.every((record) => record.phase === phase);
  if (isOnce(object)) return records.length > 0 && all('Injected');
  return desiredPhaseOf(object) === 'Stop' && all('Not Injected');
}

export function isOnce(object: KubeObject): boolean {
  return rowOf(object.kind)?.isOneShot(specOf(object)) === true;
}
