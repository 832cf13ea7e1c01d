// The least a Pod or a workload must hold, so that the controllers can work with it.

import { fieldsAt, type KubeObject, listAt, specOf } from '../objects/kube-object.ts';
import type { Cause } from '../objects/status-error.ts';

const WORKLOADS = ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'];

function required(field: string): Cause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function containerCauses(podSpec: unknown, path: string): Cause[] {
  return listAt(podSpec, 'containers').length > 0 ? [] : [required(`${path}.containers`)];
}

export function workloadCauses(object: KubeObject): Cause[] {
  const spec = specOf(object);
  if (object.kind === 'Pod') return containerCauses(spec, 'spec');
  if (!WORKLOADS.includes(object.kind)) return [];
  const selector = Object.keys(fieldsAt(spec, 'selector')).length > 0 ? [] : [required('spec.selector')];
  return [...selector, ...containerCauses(fieldsAt(spec, 'template')['spec'], 'spec.template.spec')];
}
