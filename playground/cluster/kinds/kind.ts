// What the sandbox has to know of one Chaos Mesh kind: schema, admission rules, targets, applying, recovering.

import type { Fields } from '../objects/kube-object.ts';
import type { ObjectShape } from './shape.ts';

export type Phase = 'Not Injected' | 'Injected' | 'Not Injected/Wait' | 'Injected/Wait';

export interface RecordEvent {
  readonly type: 'Succeeded' | 'Failed';
  readonly operation: 'Apply' | 'Recover';
  readonly message?: string;
  readonly timestamp: string;
}

/** One entry of `status.experiment.containerRecords`. */
export interface TargetRecord {
  id: string;
  selectorKey: string;
  phase: Phase;
  injectedCount: number;
  recoveredCount: number;
  events?: RecordEvent[];
}

export interface Target {
  readonly id: string;
  readonly selectorKey: string;
  readonly phase: Phase;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string | undefined;
}

export interface Experiment {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Fields;
  readonly records: readonly TargetRecord[];
  /** `status.instances`, which kinds may change. */
  readonly instances: Record<string, unknown>;
}

export interface Outcome {
  readonly phase: Phase;
  readonly error?: string;
}

/** How one selector of a kind is read: `.` for the source, `.Target` for a network target. */
export interface SelectorUse {
  readonly key: string;
  readonly selector: Fields;
  readonly mode: string;
  readonly value: string;
  /** Undefined selects pods; a list selects these containers, an empty one the first container. */
  readonly containers: readonly string[] | undefined;
  /** Ends the ids of its records: the path of a volume. */
  readonly suffix?: string;
}

/** Machines by address, or chosen from the inventory. */
export interface MachineUse {
  readonly addresses: readonly string[];
  readonly selector: Fields;
  readonly mode: string;
  readonly value: string;
}

export interface ChaosKind {
  readonly kind: string;
  readonly plural: string;
  /** Extra columns of `kubectl get`: spec fields by name. */
  readonly columns: readonly string[];
  readonly spec: ObjectShape;
  /** Selectors in the spec that the webhooks fill with the own namespace and check rights for. */
  selectors(spec: Fields): SelectorUse[];
  /** What the mutating webhook writes besides defaults; `now` in milliseconds. */
  generated?(spec: Fields, now: number): Fields;
  /** Ids of what a kind without pods acts on. */
  outside?(spec: Fields): readonly string[];
  /** How a kind that acts on machines chooses them; the webhooks neither fill this in nor check rights for it. */
  machines?(spec: Fields): MachineUse;
  isOneShot(spec: Fields): boolean;
  /** Go-style field errors of the validating webhook, in its order. */
  problems(spec: Fields): string[];
  apply(target: Target, experiment: Experiment, tools: ChaosTools): Outcome;
  recover(target: Target, experiment: Experiment, tools: ChaosTools): Outcome;
}

/** The kinds of the objects per pod in which faults are written down. */
export type PodObjectKind = 'PodNetworkChaos' | 'PodIOChaos' | 'PodHttpChaos';

/** What an experiment has to say in a pod's object. */
export interface PodEntries {
  /** By field; each entry has its `source`. */
  readonly lists: Readonly<Record<string, readonly Fields[]>>;
  /** Fields that stay when the entries go. */
  readonly kept?: Fields;
}

/** The hands of the simulated controller: what kinds use to change pods. */
export interface ChaosTools {
  /** The text of the error a daemon or API call fails with, if it does. */
  failure(operation: 'apply' | 'recover', kind: string, target: Target): string | undefined;
  /** The same for calls that go through the chaos-daemon on the pod's node. */
  daemonFailure(operation: 'apply' | 'recover', kind: string, target: Target): string | undefined;
  /** The same for calls to the chaosd of a machine. */
  chaosdFailure(operation: 'apply' | 'recover', experiment: Experiment, target: Target): string | undefined;
  hasSecret(namespace: string, name: string): boolean;
  /** Of the machine that a record means: one of the inventory by its name, another by its address. */
  addressOf(target: Target): string;
  /** Notes that a fault is really on something outside of the cluster, or no longer is. */
  injectAt(id: string, experiment: Experiment): void;
  releaseAt(id: string, experiment: Experiment): void;
  podExists(target: Target): boolean;
  podUid(target: Target): string;
  podIp(id: string): string | undefined;
  killPod(target: Target, graceSeconds: number): void;
  restartContainer(target: Target): void;
  swapImages(target: Target, experimentName: string): void;
  restoreImages(target: Target, experimentName: string): void;
  /** Notes that the fault is really on the pod, or no longer is. */
  inject(target: Target, experiment: Experiment): void;
  release(target: Target, experiment: Experiment): void;
  /** Replaces this experiment's entries in the pod's object; returns the generation to wait for. */
  commit(kind: PodObjectKind, target: Target, source: string, entries: PodEntries): number;
  podState(
    kind: PodObjectKind,
    target: Target,
  ): { readonly observed: number; readonly failed: string } | undefined;
}
