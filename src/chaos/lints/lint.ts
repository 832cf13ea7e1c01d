// One thing Chaos Mesh would accept although it is wrong, and what a check gets to see.

import type { Circumstances } from '../circumstances.ts';
import type { Budget, ChaosObject, Machine, Pod } from '../cluster.ts';
import type { Manifest } from '../experiment.ts';
import type { OptMarks } from '../marks.ts';
import type { Preview } from '../preview.ts';
import type { Hits } from '../reach/hits.ts';

/** The same shape as a plan's finding. */
export interface Lint {
  readonly severity: 'block' | 'warn' | 'info';
  readonly check: string;
  /** Path in the manifest, `spec.selector`. */
  readonly path: string;
  readonly sentence: string;
  readonly cure?: string;
}

export interface LintSubject {
  readonly manifest: Pick<Manifest, 'kind' | 'metadata' | 'spec'>;
  /** Absent when the cluster's cache cannot say: checks of pods are then left out. */
  readonly preview?: Preview;
  /** What is hit where it is no pods; absent: pods are, or the cluster's cache cannot say. */
  readonly hits?: Hits;
  /** The inventory, by namespace. */
  readonly machines?: (namespace: string) => readonly Machine[];
  /** Somebody said in so many words that the whole namespace is meant. */
  readonly wholeNamespace?: boolean;
  /** Pods at the other end of a network fault; absent: there is none, or it is not known. */
  readonly otherEnd?: readonly Pod[];
  /** Experiments that exist, ours included. */
  readonly experiments?: readonly ChaosObject[];
  readonly budgets?: readonly Budget[];
  /** Namespaces nothing may be injected into. */
  readonly protectedNamespaces?: readonly string[];
  /** Namespaces the installation serves; absent: all. */
  readonly servedNamespaces?: readonly string[];
  /** What stands around the pods; absent: no cluster was looked at. */
  readonly circumstances?: Circumstances;
  readonly marks?: OptMarks;
}

export type Check = (subject: LintSubject) => readonly Lint[];
