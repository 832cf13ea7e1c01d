// One Kubernetes cluster with Chaos Mesh, as the product talks to it; adapters: kube-cluster.ts.

import type { Circumstances, Marks } from './circumstances.ts';
import type { Manifest } from './experiment.ts';
import type { SeenInstallation } from './installation-probe.ts';

/** Whom a request is made as; the bot itself when absent. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type RecordPhase = 'Not Injected' | 'Injected' | 'Not Injected/Wait' | 'Injected/Wait';

/** One target of an experiment as Chaos Mesh keeps it in `status.experiment.containerRecords`. */
export interface TargetRecord {
  /** `ns/pod`, `ns/pod/container`, `ns/machine` or its address, or JSON that names a cloud's instance. */
  readonly id: string;
  readonly selectorKey: string;
  readonly phase: RecordPhase;
  readonly injectedCount: number;
  readonly recoveredCount: number;
  /** Message of the newest event when that event is a failure. */
  readonly failure?: string;
}

/** A Chaos Mesh experiment object, stripped to what is read. */
export interface ChaosObject extends ObjectRef {
  readonly uid: string;
  readonly resourceVersion: string;
  /** Milliseconds; whole seconds, as Kubernetes keeps it. Chaos Mesh counts the duration from here. */
  readonly createdAt: number;
  readonly deleting: boolean;
  readonly finalizers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly paused: boolean;
  /** Absent until the controller has written status. */
  readonly desiredPhase?: 'Run' | 'Stop';
  readonly records: readonly TargetRecord[];
  /** What controls it: a Schedule, or a step of a Workflow. */
  readonly owner?: { readonly kind: string; readonly name: string; readonly uid: string };
  /** Of a Workflow: its last step is over, or it was aborted. */
  readonly over?: boolean;
}

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly deleting: boolean;
  readonly hostNetwork: boolean;
  readonly containers: readonly string[];
  readonly restarts: number;
  /** Controller that owns it, resolved to the workload (Deployment, StatefulSet …) where known. */
  readonly owner?: { readonly kind: string; readonly name: string };
}

export interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** matchLabels of its selector. */
  readonly selector: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly ready: number;
  /** Present where they say something. */
  readonly annotations?: Marks['annotations'];
  /** Pods of an older version are still being replaced. */
  readonly rollingOut?: boolean;
}

/** A machine of the inventory, which says where its chaosd is spoken to and not whether anybody answers there. */
export interface Machine {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly address: string;
}

export interface Budget {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly disruptionsAllowed: number;
}

/** Why the API server would not do it; definite: nothing was or will be done. */
export interface ClusterRefusal {
  readonly reason:
    | 'forbidden'
    | 'denied'
    | 'invalid'
    | 'exists'
    | 'not-found'
    | 'conflict'
    | 'throttled'
    | 'no-webhook';
  /** The server's own words, cleaned of stack traces and duplicates. */
  readonly sentence: string;
  /** Offending fields, as the server names them. */
  readonly fields: readonly string[];
}

export type CreateAnswer =
  | { readonly ok: true; readonly object: ChaosObject }
  | { readonly ok: false; readonly refusal: ClusterRefusal };

/** The call's outcome is unknown: time-out, reset, 5xx. Always carries `cause`. */
export class ClusterUnavailable extends Error {
  readonly cluster: string;
  constructor(cluster: string, cause: unknown) {
    super(`cluster ${cluster} did not answer`, { cause });
    this.name = 'ClusterUnavailable';
    this.cluster = cluster;
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * What the product asks of a cluster. Every method rejects with ClusterUnavailable when the outcome is unknown
 * (time-out 4 s unless said otherwise); refusals are values.
 */
export interface Cluster {
  readonly name: string;
  readonly production: boolean;
  /** POST of an experiment, as a person, with strict field validation; dry runs pass every webhook. */
  create(
    manifest: Manifest,
    as: Identity,
    options?: CallOptions & { readonly dryRun?: boolean },
  ): Promise<CreateAnswer>;
  /** GET by name, never from a cache; undefined is a 404. */
  get(ref: ObjectRef, options?: CallOptions): Promise<ChaosObject | undefined>;
  /** Live list of one kind by its labels; a kind that is not served has none. */
  list(
    kind: string,
    namespace: string,
    labels: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): Promise<readonly ChaosObject[]>;
  /** DELETE with the uid as precondition, as the bot or a person. `gone`: 404 or another uid by then. */
  remove(
    ref: ObjectRef,
    uid: string,
    as?: Identity,
    options?: CallOptions,
  ): Promise<
    { readonly ok: true; readonly gone: boolean } | { readonly ok: false; readonly refusal: ClusterRefusal }
  >;
  /**
   * Sets or takes away Chaos Mesh's pause on the object with this uid, as a person. Chaos Mesh takes the fault off and
   * its duration runs on.
   */
  pause(
    object: ObjectRef & { readonly uid: string },
    paused: boolean,
    as: Identity,
    options?: CallOptions & { readonly dryRun?: boolean },
  ): Promise<CreateAnswer>;
  /** Live list of pods by namespace and labels (never the cache: used as evidence of recovery). */
  pods(
    namespace: string,
    labels: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): Promise<readonly Pod[]>;
  /**
   * Names of experiments `ns/name` that still have an entry on this pod in PodNetworkChaos, PodIOChaos or
   * PodHttpChaos, or whose newest change the per-pod object has not carried out (observedGeneration behind,
   * failedMessage set). Live, never cached.
   */
  residue(namespace: string, pod: string, options?: CallOptions): Promise<readonly string[]>;
  /** A ConfigMap's data, or undefined when there is none. */
  readConfigMap(namespace: string, name: string, options?: CallOptions): Promise<ConfigMapValue | undefined>;
  /** Creates or replaces the data; `expected` is the resourceVersion last read, absent to create. False: somebody was first. */
  writeConfigMap(
    namespace: string,
    name: string,
    value: {
      readonly data: Readonly<Record<string, string>>;
      readonly labels: Readonly<Record<string, string>>;
    },
    expected?: string,
    options?: CallOptions,
  ): Promise<boolean>;
}

export interface ConfigMapValue {
  readonly data: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly resourceVersion: string;
}

/** What a cluster's reflectors know without asking: filled once, then kept by watches. */
export interface ClusterCache {
  readonly cluster: string;
  /** All reflectors have listed and their last event or bookmark is fresh. */
  synced(): boolean;
  /** Schedules and Workflows among them. `touching`: leaves out those that cannot touch these namespaces, as cheaply as can be told. */
  experiments(touching?: readonly string[]): readonly ChaosObject[];
  pods(namespace: string): readonly Pod[];
  workloads(namespace: string): readonly Workload[];
  budgets(namespace: string): readonly Budget[];
  /** Empty where the cluster does not serve the inventory. */
  machines(namespace: string): readonly Machine[];
  namespaces(): readonly string[];
  /** What stands around the pods of these namespaces. */
  readonly circumstances?: (namespaces: readonly string[]) => Circumstances;
  /** The Chaos Mesh there and how long ago it was looked at; undefined: not known. */
  readonly installation?: () => SeenInstallation | undefined;
  /** Called for every change of an experiment or a pod, deletions included (with the last object seen). */
  onChange(listener: (change: CacheChange) => void): () => void;
}

/** Deleted before our eyes, the object being that of the DELETED event; or missing from a later list, the object being old. */
export type Gone = 'deleted' | 'missing';

export type CacheChange =
  | { readonly kind: 'experiment'; readonly object: ChaosObject; readonly gone: Gone | undefined }
  /** A step of a Workflow, between it and what it injects. */
  | { readonly kind: 'step'; readonly object: ChaosObject; readonly gone: Gone | undefined }
  | { readonly kind: 'pod'; readonly pod: Pod; readonly gone: Gone | undefined };
