// What can move a run: intents of people, observations of the world, and the passing of time.

import type { ChaosObject, ClusterRefusal } from '../chaos/cluster.ts';
import type { Person } from '../identity/person.ts';
import type { Plan } from '../plan/plan.ts';
import type { Batch } from './alerts.ts';
import type { AnnotationState } from './annotation.ts';
import type { RunRecord } from './record.ts';
import type { Before, Proof } from './seen-in-cluster.ts';
import type { Measurement, RunSignals, SignalPicture } from './signals.ts';

export const INTENT_KINDS = [
  'request',
  'approve',
  'deny',
  'start',
  'stop',
  'halt',
  'retry',
  'abandon',
  'pause',
  'resume',
  'keep',
  'rule',
] as const;

export const OBSERVATION_KINDS = [
  'checked',
  'reviewed',
  'gate',
  'creating',
  'created',
  'create-refused',
  'seen',
  'gone',
  'child-gone',
  'rewound',
  'removed',
  'hold-refused',
  'proved',
  'posting',
  'looked',
  'posted',
  'shown',
  'unpostable',
  'told',
  'tried',
  'alerts',
  'measured',
  'pictured',
  'silenced',
  'unsilenced',
  'annotated',
] as const;

/** What a person wants of a run. */
export type Intent =
  /** The button of a draft's plan, carrying the digest that was shown. */
  | { readonly kind: 'request'; readonly by: Person; readonly digest: string; readonly reason?: string }
  | { readonly kind: 'approve'; readonly by: Person; readonly digest: string }
  | { readonly kind: 'deny'; readonly by: Person; readonly digest: string; readonly why?: string }
  | { readonly kind: 'start'; readonly by: Person }
  | { readonly kind: 'stop'; readonly by: Person; readonly why?: string }
  | { readonly kind: 'halt'; readonly by: Person; readonly why?: string }
  | { readonly kind: 'retry'; readonly by: Person }
  | { readonly kind: 'abandon'; readonly by: Person }
  /** `seconds`: after which it goes on by itself. */
  | { readonly kind: 'pause'; readonly by: Person; readonly seconds?: number }
  | { readonly kind: 'resume'; readonly by: Person }
  /** Let it go on in spite of an unexpected alert. */
  | { readonly kind: 'keep'; readonly by: Person; readonly why?: string; readonly nth?: number }
  /** Whether what a surprise told of belongs to the run; `nth`: under which it was pressed. */
  | { readonly kind: 'rule'; readonly by: Person; readonly related: boolean; readonly nth?: number };

/** Ready pods of the workload, of how many. */
export interface Ready {
  readonly now: number;
  readonly of: number;
}

/** Of a ramp, the step whose effect it is a receipt of: it says nothing of another one. */
export interface OfStep {
  readonly ofStep?: number;
}

/** What was seen, and the receipts of effects. */
export type Observation = Seen & OfStep;

type Seen =
  | { readonly kind: 'checked'; readonly plan: Plan; readonly asked: readonly Person[] }
  /** What was asked for is no longer what would happen. */
  | { readonly kind: 'reviewed'; readonly changes: readonly string[] }
  | {
      readonly kind: 'gate';
      readonly latch: 'open' | 'closed' | 'unreadable';
      readonly sentence?: string;
      readonly plan: Plan;
      readonly before?: Before;
      /** Another run is at work on the same workload. */
      readonly held?: string;
      /** Somebody tells us of alerts: they are heard from now on. */
      readonly hearsAlerts?: true;
      /** Slack ids of those who carry the pagers. */
      readonly onCall?: readonly string[];
      /** What is measured beside it. */
      readonly measures?: Pick<RunSignals, 'names' | 'from' | 'stepSeconds'>;
      /** Somebody lets us silence alerts that are expected. */
      readonly silences?: true;
      /** There is a Grafana for it to be marked in. */
      readonly annotates?: true;
    }
  /** Written before a create is sent, so that whoever comes after knows one may be in flight. */
  | { readonly kind: 'creating' }
  | { readonly kind: 'created'; readonly object: ChaosObject }
  | { readonly kind: 'create-refused'; readonly refusal: ClusterRefusal }
  | {
      readonly kind: 'seen';
      readonly object: ChaosObject;
      readonly ready?: Ready;
      /** All that the run's Schedule or Workflow has started and that stands now. */
      readonly children?: readonly ChaosObject[];
    }
  /** 404 or another uid; `last` is the object of the DELETED event, the controller's last word. */
  | { readonly kind: 'gone'; readonly uid?: string; readonly last?: ChaosObject }
  /** The last word of an experiment that the run's Schedule or Workflow started. */
  | { readonly kind: 'child-gone'; readonly object: ChaosObject }
  /** A sealed object of this run stands although the record has not started it: Redis was rewound. */
  | { readonly kind: 'rewound'; readonly object: ChaosObject }
  | { readonly kind: 'removed' }
  /** The cluster does not let that person pause the object, or let it go on. */
  | { readonly kind: 'hold-refused'; readonly sentence: string }
  | {
      readonly kind: 'proved';
      readonly proof: Proof;
      readonly ready?: Ready;
      /** By uid: children of which nothing is left. */
      readonly clean?: readonly string[];
      readonly children?: readonly ChaosObject[];
    }
  | { readonly kind: 'posting'; readonly message: string }
  | { readonly kind: 'looked'; readonly message: string }
  | {
      readonly kind: 'posted';
      readonly message: string;
      readonly channel: string;
      readonly ts: string;
      readonly shown: string;
      readonly facts: number;
    }
  | { readonly kind: 'shown'; readonly message: string; readonly shown: string; readonly facts: number }
  | { readonly kind: 'unpostable'; readonly message: string; readonly error: string }
  | { readonly kind: 'told' }
  /**
   * An effect did not happen: try again in `waitMs`, or after the usual doubling wait when absent.
   * `unsent`: a post that Slack refused for now, so that there is nothing to look for.
   */
  | {
      readonly kind: 'tried';
      readonly effect: string;
      readonly error: string;
      readonly waitMs?: number;
      readonly unsent?: true;
    }
  /** Alerts that were found to belong to the run since the last batch. */
  | ({ readonly kind: 'alerts' } & Batch)
  | ({ readonly kind: 'measured' } & Measurement)
  | { readonly kind: 'pictured'; readonly pictures: readonly SignalPicture[] }
  /** `more`: how many silences were too many; `until`: Redis time at which they end by themselves. */
  | { readonly kind: 'silenced'; readonly count: number; readonly more: number; readonly until: number }
  | { readonly kind: 'unsilenced' }
  | { readonly kind: 'annotated'; readonly state: AnnotationState };

export type Input = Intent | Observation | { readonly kind: 'tick' };

export const INPUT_KINDS = ['open', 'tick', ...INTENT_KINDS, ...OBSERVATION_KINDS] as const;

/** Why an intent does not count; a value with a sentence in views/. */
export type RunRefusal =
  | { readonly kind: 'unknown-run'; readonly run: string }
  /** Redis did not answer: nothing was started. */
  | { readonly kind: 'not-connected' }
  /** The append came after the person had been told that nothing was started. */
  | { readonly kind: 'too-late' }
  /** It was sent, and no answer came: it may have counted. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'own-run' }
  | { readonly kind: 'not-a-voter'; readonly groups: readonly string[] }
  | { readonly kind: 'already-voted'; readonly vote: 'approve' | 'deny'; readonly at: number }
  /** The press was on an older plan; it counts for nothing. */
  | { readonly kind: 'old-plan' }
  | { readonly kind: 'blocked' }
  /** Not possible in this phase: somebody was first, or it is over. */
  | { readonly kind: 'not-now' }
  | { readonly kind: 'second-person-needed' };

export type Answer =
  | { readonly ok: true; readonly record: RunRecord; readonly changed: boolean }
  | { readonly ok: false; readonly refusal: RunRefusal; readonly record?: RunRecord };
