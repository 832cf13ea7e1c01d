// Builds the ReplicaSets and Pods that controllers create from templates.

import type { Fields, KubeObject, Metadata, OwnerReference } from '../objects/kube-object.ts';
import type { Workload } from '../objects/pod.ts';
import { hashText } from '../random.ts';

function ownerOf(owner: KubeObject): OwnerReference {
  const { name, uid } = owner.metadata;
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return (object.metadata.ownerReferences ?? []).some((entry) => entry.uid === owner.metadata.uid);
}

/** The registry fills in what is empty here. */
export function newMetadata(more: Partial<Metadata>): Metadata {
  return { name: '', uid: '', resourceVersion: '', creationTimestamp: '', ...more };
}

export function templateHash(workload: Workload): string {
  return hashText(JSON.stringify(workload.spec.template ?? {}));
}

function namespaceOf(object: KubeObject): { namespace?: string } {
  const { namespace } = object.metadata;
  return namespace === undefined ? {} : { namespace };
}

export function newReplicaSet(deployment: Workload, hash: string): KubeObject {
  const template = structuredClone(deployment.spec.template);
  const labels = { ...template?.metadata?.labels, 'pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: newMetadata({
      name: `${deployment.metadata.name}-${hash}`,
      ...namespaceOf(deployment),
      labels,
      annotations: { 'deployment.kubernetes.io/revision': '1' },
      ownerReferences: [ownerOf(deployment)],
    }),
    spec: {
      replicas: deployment.spec.replicas ?? 1,
      selector: { matchLabels: { ...deployment.spec.selector?.matchLabels, 'pod-template-hash': hash } },
      template: { ...template, metadata: { ...template?.metadata, labels } },
    },
    status: { replicas: 0 },
  };
}

export function newPod(owner: Workload, more: { readonly nodeName?: string } = {}): KubeObject {
  const template = owner.spec.template;
  const spec = structuredClone(template?.spec ?? { containers: [] });
  const defaults: Fields = {
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: newMetadata({
      generateName: `${owner.metadata.name}-`,
      ...namespaceOf(owner),
      labels: { ...template?.metadata?.labels },
      ...(template?.metadata?.annotations === undefined
        ? {}
        : { annotations: { ...template.metadata.annotations } }),
      ownerReferences: [ownerOf(owner)],
    }),
    spec: { ...defaults, ...spec, ...more },
    status: { phase: 'Pending' },
  };
}
