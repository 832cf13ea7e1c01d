// A run's record: the one JSON value that says where a run stands and what was done for it.

import type { TargetRecord } from '../chaos/cluster.ts';
import type { Person } from '../identity/person.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunAlerts } from './alerts.ts';
import type { Annotation } from './annotation.ts';
import type { Rest } from './fault-time.ts';
import type { Hold } from './hold.ts';
import type { FromTemplate, Repeats } from './origin.ts';
import type { Before, Child, Proof, Readiness, RunObject } from './seen-in-cluster.ts';
import type { RunSignals } from './signals.ts';
import type { RunSilences } from './silences.ts';

export const OPEN_PHASES = [
  'draft',
  'checking',
  'awaiting',
  'approved',
  'starting',
  'injecting',
  'running',
  'paused',
  'recovering',
  'verifying',
  'between',
  'stuck',
] as const;

export const ENDED_PHASES = [
  'dropped',
  'refused',
  'denied',
  'expired',
  'withdrawn',
  'cancelled',
  'failed',
  'recovered',
  'abandoned',
] as const;

export type OpenPhase = (typeof OPEN_PHASES)[number];
export type EndedPhase = (typeof ENDED_PHASES)[number];
export type Phase = OpenPhase | EndedPhase;

export interface Vote {
  readonly by: Person;
  readonly vote: 'approve' | 'deny';
  readonly at: number;
  readonly why?: string;
}

/** Why a run leaves injection before or at its end. */
export interface Stop {
  readonly why:
    | 'stopped'
    | 'halted'
    | 'ended'
    | 'gone'
    | 'not-injected'
    | 'late'
    | 'alert'
    | 'breach'
    | 'held';
  readonly at: number;
  /** Name of the person, where one asked. */
  readonly by?: string;
  readonly reason?: string;
}

/** A message we keep in Slack. `posting` stands before the call, so that a lost answer is looked up, not repeated. */
export type Message =
  | { readonly state: 'posting'; readonly at: number; readonly looked?: boolean }
  | {
      readonly state: 'posted';
      readonly channel: string;
      readonly ts: string;
      /** Hash of the view shown. */
      readonly shown: string;
      /** The record's `facts` when that view was made. */
      readonly facts: number;
      readonly at: number;
      /** When it was last made to show something else. */
      readonly editedAt?: number;
      /** The one more edit half a minute after the end was made. */
      readonly settled?: boolean;
    }
  | { readonly state: 'given-up'; readonly at: number; readonly error: string };

/** A failed or waiting effect: how often it was tried and when next. */
export interface Try {
  readonly count: number;
  readonly at: number;
  readonly error?: string;
}

export interface RunRecord {
  /** 2: a ramp, which older versions would make at once as wide as it gets. */
  readonly schema: 1 | 2;
  readonly id: string;
  /** Hash of the newest log entry; what a swap compares. */
  readonly head: string;
  readonly seq: number;
  /** `seq` at which something that people see last changed. */
  readonly facts: number;
  readonly phase: Phase;
  /** Milliseconds of Redis TIME at which the phase was entered. */
  readonly since: number;
  readonly createdAt: number;
  readonly requester: Person;
  /** Channel id where it was asked, and where the card goes. */
  readonly origin: string;
  readonly channel: string;
  readonly reason?: string;
  readonly template?: FromTemplate;
  readonly repeats?: Repeats;
  readonly plan: Plan;
  /** The YAML it was asked for in, as somebody wrote it, where that is short enough to be kept. */
  readonly given?: string;
  readonly votes: readonly Vote[];
  /** The people chosen to be asked. */
  readonly asked: readonly Person[];
  /** Someone who may start it has said start: the press that policy allows at once, or the requester's Start now. */
  readonly startAsked: boolean;
  /** When people were first asked about this plan; the request expires from here. */
  readonly askedAt?: number | undefined;
  readonly approvedAt?: number | undefined;
  /** `facts` when `awaiting` was left: what the DMs have to show at last. */
  readonly decidedFacts?: number;
  readonly object?: RunObject | undefined;
  /** Redis time of the newest create that was sent; a create in flight can land until 5 s after. */
  readonly createSentAt?: number | undefined;
  readonly before?: Before;
  readonly deleteAccepted?: boolean;
  readonly plannedEnd?: number | undefined;
  /** Redis time at which the object was made: the cluster's clock may be another. */
  readonly beganAt?: number | undefined;
  /** Of a ramp: at which of its steps it is, from 0; absent at the first. */
  readonly step?: number;
  /** Of a ramp after its first step: when that began. */
  readonly firstBeganAt?: number;
  /** Of a ramp between two steps, or that ended there: when the fault of the last one was over. */
  readonly stepEndedAt?: number | undefined;
  /** Of a ramp: the times between its steps so far. */
  readonly rests?: readonly Rest[];
  readonly injectedAt?: number | undefined;
  readonly progressAt?: number;
  readonly records: readonly TargetRecord[];
  /** What the run's Schedule or Workflow started, while anything of it may be left. */
  readonly children?: readonly Child[];
  /** How many more were proven clean and are gone. */
  readonly childrenProven?: number;
  /** The last of these by uid, so that late news of one does not count it twice. */
  readonly childrenPast?: readonly string[];
  readonly ready?: Readiness;
  readonly stop?: Stop | undefined;
  readonly hold?: Hold | undefined;
  /** Absent: nobody tells this bot of alerts. */
  readonly alerts?: RunAlerts;
  /** Absent: nothing is measured. */
  readonly signals?: RunSignals;
  /** Absent: nothing is silenced for it. */
  readonly silences?: RunSilences;
  /** Absent: there was no Grafana to be marked in when it started. */
  readonly annotation?: Annotation;
  readonly recoveredAt?: number;
  readonly proof?: Proof | undefined;
  /** How many people were mentioned since it got stuck this time. */
  readonly escalations: number;
  /** How many times it got stuck. */
  readonly stuckTimes?: number;
  /** First of the two people who want to abandon a stuck run. */
  readonly abandonAskedBy?: Person | undefined;
  /** Why it stands where it stands: the refusal, the silent part, the last failure; for people. */
  readonly trouble?: string | undefined;
  /** The phase before `stuck`, and before the end. */
  readonly from?: Phase;
  /** The requester is to be shown the plan again, privately, since it changed. */
  readonly tell?: 'plan-changed' | 'refused' | 'failed' | undefined;
  readonly messages: Readonly<Record<string, Message>>;
  readonly tries: Readonly<Record<string, Try>>;
}

export function isEnded(phase: Phase): phase is EndedPhase {
  return (ENDED_PHASES as readonly string[]).includes(phase);
}

/** The card is posted on entering `awaiting`, else `approved`; these phases come before it. */
export function isBeforeCard(phase: Phase): boolean {
  return phase === 'draft' || phase === 'checking' || phase === 'dropped';
}

/** Nothing of the run can be in the cluster yet. */
export function isBeforeStart(phase: Phase): boolean {
  return phase === 'draft' || phase === 'checking' || phase === 'awaiting' || phase === 'approved';
}
