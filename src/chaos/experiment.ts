// What somebody wants to inject: one value whichever way it came in (slash text, form or YAML).

export type Mode =
  | { readonly mode: 'one' | 'all' }
  | { readonly mode: 'fixed' | 'fixed-percent' | 'random-max-percent'; readonly value: number };

type Texts = Readonly<Record<string, string>>;

export interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/**
 * Chaos Mesh's PodSelectorSpec and PhysicalMachineSelectorSpec, in their own words; `pods` or `physicalMachines` makes all
 * other fields void.
 */
export interface PodSelector {
  readonly namespaces?: readonly string[];
  readonly labelSelectors?: Texts;
  readonly expressionSelectors?: readonly Expression[];
  readonly annotationSelectors?: Texts;
  readonly fieldSelectors?: Texts;
  readonly nodes?: readonly string[];
  readonly nodeSelectors?: Texts;
  readonly podPhaseSelectors?: readonly string[];
  readonly pods?: Readonly<Record<string, readonly string[]>>;
  /** Instead of what only pods have, where machines are chosen. */
  readonly physicalMachines?: Readonly<Record<string, readonly string[]>>;
}

/** Which pods or machines may be hit; what parameters name, an instance of a cloud for one, is only called by its word. */
export interface Target {
  readonly cluster: string;
  /** The object's own. */
  readonly namespace: string;
  /** The word a person used, `web`; shown, never sent. */
  readonly word: string;
  /** The labels that are asked for; empty only where `selector` chooses in another way. */
  readonly labels: Texts;
  /** All of the selector, where it says something else than what runs in the namespace with these labels. */
  readonly selector?: PodSelector;
}

export interface Experiment {
  /** Chaos Mesh's kind, `PodChaos`. */
  readonly kind: string;
  /** Our action id in the catalogue, `pod-kill`, `delay`, `cpu`. */
  readonly action: string;
  readonly target: Target;
  readonly mode: Mode;
  /** Of a ramp: how many are hit in the steps before, each wider than the last; `mode` is the widest, and the ceiling. */
  readonly steps?: readonly Mode[];
  /** How long the fault lasts, in a ramp each step of it; for one-shot actions how long the targets are watched. */
  readonly durationSeconds: number;
  /** The action's own parameters, named as in the catalogue (`latency: '200ms'`, `load: 80`). */
  readonly parameters: Readonly<Record<string, unknown>>;
  /**
   * The Schedule or Workflow that starts this, and maybe more: then kind, action, target, mode and parameters are those of
   * the fault in it that weighs most, and the duration is that of the whole.
   */
  readonly orchestrated?: Orchestrated;
  /** Labels and annotations that the object carries beside ours, from the YAML it came in. */
  readonly carries?: { readonly labels?: Texts; readonly annotations?: Texts };
}

export type OrchestrationKind = 'Schedule' | 'Workflow';

export interface Orchestrated {
  readonly kind: OrchestrationKind;
  /** As given, with the namespace written into selectors that name none. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A Chaos Mesh object as we send it; empty lists and maps are dropped, since they freeze an experiment. */
export interface Manifest {
  readonly apiVersion: 'chaos-mesh.org/v1alpha1';
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}
