// What the rest of the house may ask of runs.

import type { Person } from '../identity/person.ts';
import type { Plan } from '../plan/plan.ts';
import type { IndexPage, IndexQuestion } from '../store/run-index.ts';
import type { RunAlerts } from './alerts.ts';
import type { Answer, Intent, RunRefusal } from './input.ts';
import type { LogEntry } from './log.ts';
import type { FromTemplate, Repeats } from './origin.ts';
import type { RunRecord } from './record.ts';

export interface NewRun {
  readonly requester: Person;
  /** Channel ids. */
  readonly origin: string;
  readonly channel: string;
  readonly reason?: string;
  readonly template?: FromTemplate;
  readonly repeats?: Repeats;
  /** The plan's manifest name must be made from this id. */
  readonly id: string;
  readonly plan: Plan;
  /** The YAML it came in, at most `MOST_GIVEN` characters. */
  readonly given?: string;
  /** Of one that is made again: its alerts are heard at once. */
  readonly alerts?: RunAlerts;
}

/** A record is rewritten with every move, so it keeps no long texts. */
export const MOST_GIVEN = 4_000;

/** What Slack sends once may arrive twice; the first result stands. */
export interface Delivery {
  /** `trigger_id`, `event_id`, or action_ts with the person. */
  readonly id: string;
  /** Redis time after which nothing of this may count, from `deadline()`. */
  readonly notAfter: number;
}

export interface RunPage extends Omit<IndexPage, 'runs'> {
  /** Newest first, each with when it was opened. */
  readonly runs: readonly { readonly at: number; readonly record: RunRecord }[];
}

export interface Runs {
  /** Draws an id, `r-` and six characters; unique among all runs kept. */
  newId(): string;
  /** Redis time plus 2.5 s, by the last TIME seen; undefined when Redis was never reached. */
  deadline(): number | undefined;
  open(run: NewRun, delivery: Delivery): Promise<Answer>;
  /** Never "busy": tried again until the delivery's notAfter. */
  move(id: string, intent: Intent, delivery: Delivery): Promise<Answer>;
  /** undefined: no such run. Rejects when Redis does not answer. */
  read(id: string): Promise<RunRecord | undefined>;
  /** Newest first: open runs and those ended lately, at most `limit`. */
  recent(limit: number): Promise<readonly RunRecord[]>;
  /** One page of the runs that are found by all of these words and texts. */
  find(question: IndexQuestion): Promise<RunPage>;
  log(id: string): Promise<readonly LogEntry[]>;
  /** Asks for a pass of the conductor; never rejects. */
  wake(id: string): Promise<void>;
}

export type { Answer, RunRefusal };
