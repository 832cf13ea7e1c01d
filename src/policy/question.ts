// What policy is asked: may this person do this, here, to so many pods.

import type { Experiment } from '../chaos/experiment.ts';
import type { Person } from '../identity/person.ts';

export interface PolicyQuestion {
  readonly experiment: Experiment;
  /** The catalogue's risk class. */
  readonly risk: string;
  readonly oneShot: boolean;
  readonly affected: { readonly least: number; readonly most: number };
  /** Pods or machines the target has. */
  readonly total: number;
  /** The most that can be hit of them, from 0 to 1; absent where nobody knows of how many, as of a cloud's instances. */
  readonly share?: number;
  readonly person: Person;
  readonly cluster: {
    readonly name: string;
    readonly production: boolean;
    /** The only namespaces open here; absent: all but the protected ones. */
    readonly namespaces?: readonly string[];
  };
}
