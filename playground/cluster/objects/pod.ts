// The parts of Pods, Nodes and ReplicaSets that the simulated controllers read and write.

import type { KubeObject } from './kube-object.ts';

export interface Container {
  name: string;
  image: string;
  [field: string]: unknown;
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: { running?: { startedAt: string } };
}

export interface PodCondition {
  type: string;
  status: 'True' | 'False';
  lastTransitionTime: string;
}

export interface Pod extends KubeObject {
  spec: {
    nodeName?: string;
    containers: Container[];
    initContainers?: Container[];
    hostNetwork?: boolean;
    [field: string]: unknown;
  };
  status: {
    phase?: string;
    podIP?: string;
    containerStatuses?: ContainerStatus[];
    conditions?: PodCondition[];
    [field: string]: unknown;
  };
}

/** What Deployments, ReplicaSets and DaemonSets share: a selector and a template. */
export interface Workload extends KubeObject {
  spec: {
    replicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    template?: {
      metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
      spec: Pod['spec'];
    };
    [field: string]: unknown;
  };
}

export function isReady(pod: KubeObject): boolean {
  const { status } = pod as Pod;
  return (status?.conditions ?? []).some((entry) => entry.type === 'Ready' && entry.status === 'True');
}

export function isTerminating(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}
