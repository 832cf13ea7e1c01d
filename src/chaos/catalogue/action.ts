// What the catalogue knows of one action: words, parameters, risk, and how it is written into a Chaos Mesh spec.

import type { z } from 'zod';
import type { JsonObject } from '../narrow.ts';
import type { Value } from './values/value.ts';

export type Parameters = Readonly<Record<string, unknown>>;

/** Worst first. */
export const RISKS = ['code', 'node', 'durable', 'healed', 'reversible'] as const;

export type Risk = (typeof RISKS)[number];

/** What must be there beside Chaos Mesh's controller. */
export const NEEDS = ['daemon', 'dns-server', 'bpfki', 'secret', 'chaosd'] as const;

export type Need = (typeof NEEDS)[number];

/** First version of Chaos Mesh that knows it. */
export type Since = '2.7' | '2.8' | '2.9';

/** What faults act on: pods chosen by labels, machines with chaosd, or an instance of a cloud. */
export const ACTS_ON = ['pods', 'machines', 'cloud'] as const;

export type ActsOn = (typeof ACTS_ON)[number];

export interface Parameter {
  readonly name: string;
  /** Other names it may be typed by; the path in the spec always works. */
  readonly aliases: readonly string[];
  readonly label: string;
  readonly help: string;
  /** A value that is accepted, as a person types it. */
  readonly example: string;
  /** What one may type and the range, `10 ms to 4 min`, for help and forms. */
  readonly range: string;
  /** Used when nothing is typed; absent: the parameter is required when `required`, else left out. */
  readonly fallback?: unknown;
  readonly required: boolean;
  /** Where it stands in the spec, `delay.latency`. */
  readonly path: string;
  /** The parts of `path` that the CRD requires wherever what holds them is there. */
  readonly demanded: readonly string[];
  readonly value: Value;
  /** What Chaos Mesh does when the field is missing; an optional value equal to it is not kept. */
  readonly absent?: unknown;
  /** Where a line says nothing: what the target's pods have, when they have one. */
  readonly fromPods?: 'container';
  /** Belongs to another action first, or is seldom wanted: help names it without explaining. */
  readonly rare: boolean;
  /** Chaos Mesh makes one up when nothing is said, another one each time. */
  readonly made?: true;
  readonly since?: Since;
  /** Takes what a person typed or a form sent, gives the value kept in `Experiment.parameters`. */
  readonly schema: z.ZodType;
}

/** What must hold between parameters; checked by Chaos Mesh's webhook too, in its own words. */
export type Rule =
  | { readonly kind: 'some' | 'one' | 'together'; readonly of: readonly string[] }
  /** `of` must be said when `with` is one of `values`. */
  | {
      readonly kind: 'needed-with';
      readonly of: string;
      readonly with: string;
      readonly values: readonly unknown[];
    }
  /** `of` may only be said while `with` is one of `values`. */
  | {
      readonly kind: 'only-with';
      readonly of: string;
      readonly with: string;
      readonly values: readonly unknown[];
    };

/** Words for cards and plans, made from the parameters. */
export interface Phrase {
  /** `Kill`, `Delay 200 ms`: starts the card's first line. */
  readonly title: string;
  /** What stands between title and targets: `Kill 1 of 3 web`, `Delay 200 ms · 1 of 3 web`. */
  readonly joiner: ' ' | ' · ';
  /** While it is being injected, in capitals: `KILLING`. */
  readonly running: string;
  /** Once it has happened, in capitals: `KILLED`. */
  readonly done: string;
  /** The fault as a thing a pod can still have: `the delay`. */
  readonly fault: string;
}

export interface Action {
  /** Our id, unique in the catalogue. */
  readonly id: string;
  readonly kind: string;
  /** The word that stands before it when two words are typed, `io` in `io latency`. */
  readonly family: string;
  /** Chaos Mesh's own action name; absent for kinds without one. */
  readonly action?: string;
  /** What people type, one word or family and word; aliases work too. All are unique in the catalogue. */
  readonly verb: string;
  readonly aliases: readonly string[];
  readonly title: string;
  /** One sentence of help. */
  readonly help: string;
  readonly risk: Risk;
  /** Takes its targets out of service, so that they count against readiness at once. */
  readonly disruptive: boolean;
  readonly oneShot: boolean;
  readonly on: ActsOn;
  /**
   * Parameters that together say which thing is hit where none is chosen, the first being its name: an instance with its
   * region, machines by address.
   */
  readonly identity?: readonly string[];
  readonly needs: readonly Need[];
  readonly since?: Since;
  /** Shape of record ids: `ns/pod`, `ns/pod/container`, with the volume's path, or the kind's own. */
  readonly records: 'pod' | 'container' | 'volume' | 'other';
  /** Among the first that a newcomer is told of. */
  readonly first: boolean;
  /** Name of the parameter that may stand alone in a line, `latency` in `delay web 200ms`. */
  readonly positional?: string;
  /** Words that may stand before another workload (`partition web from cart`), and the direction each means. */
  readonly peer?: Readonly<Record<string, string>>;
  readonly parameters: readonly Parameter[];
  readonly rules: readonly Rule[];
  readonly phrase: (parameters: Parameters) => Phrase;
  /** The part of the spec that only this action has; selector, mode and duration are added by manifest.ts. */
  readonly spec: (parameters: Parameters) => JsonObject;
  /** Back from a spec of this kind; undefined when it is another action or says more than the catalogue can. */
  readonly parse: (spec: JsonObject) => Parameters | undefined;
}
