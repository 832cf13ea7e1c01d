// Everything a verb can answer, refusals included, as one closed union; views/ turns each into words.

import type { SuggestedContract } from '../alerts/suggest-contract.ts';
import type { ClusterFacts } from '../chaos/cluster-facts.ts';
import type { TemplateFault } from '../chaos/templates/template.ts';
import type { CheckedDocument } from '../chaos/yaml/check-yaml.ts';
import type { Person } from '../identity/person.ts';
import type { LogEntry } from '../runs/log.ts';
import type { RunRecord } from '../runs/record.ts';
import type { SignalPicture } from '../runs/signals.ts';
import type { Allowance } from './allowance.ts';
import type { GivenYaml } from './apply.ts';
import type { AskTemplate } from './ask-template.ts';
import type { CardPlace } from './card-place.ts';
import type { ShowPart } from './command.ts';
import type { DoctorLine } from './doctor.ts';
import type { Ended } from './end-now.ts';
import type { FormFields } from './form/fields.ts';
import type { FilledForm } from './form/filled-form.ts';
import type { FormErrors } from './form/read-form.ts';
import type { HelpAnswer } from './help.ts';
import type { ListAnswer } from './list.ts';
import type { Refused, VerbRefusal } from './refused.ts';
import type { ForeignAnswer } from './show-foreign.ts';
import type { TargetsAnswer } from './targets.ts';
import type { ListedTemplate } from './use.ts';
import type { Place, PlaceAnswer } from './where.ts';

/** Why `go` was typed and the plan is shown all the same. */
export type GoNotTaken = 'approvals' | 'warnings' | 'blocked' | 'reason';

export interface ClusterState {
  readonly name: string;
  readonly production: boolean;
  readonly connected: boolean;
  readonly halts: readonly HaltNote[];
  /** Experiments that are not over: of our runs, and of others. */
  readonly ours: number;
  readonly foreign: number;
  /** Machines of the inventory. */
  readonly machines: number;
  readonly facts?: ClusterFacts;
}

/** One closed latch: who halted what, and why. */
export interface HaltNote {
  readonly cluster: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  /** Name of a person, or what closed it from outside. */
  readonly by?: string;
  readonly at?: number;
  readonly reason?: string;
  /** The latch could not be read, so nothing starts there either. */
  readonly unreadable?: boolean;
}

export interface HaltOutcome {
  readonly cluster: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  readonly latched: boolean;
  /** Deletions: accepted is not recovered. */
  readonly ended: Ended;
  /** Why the latch is not known to be closed. */
  readonly trouble?: string;
}

export type Answer =
  | {
      readonly kind: 'hello';
      readonly person: Person;
      readonly place?: Place;
      /** A workload of the place, to make the example line from. */
      readonly example?: string;
      readonly halts: readonly HaltNote[];
      readonly running: readonly RunRecord[];
      readonly waiting: readonly RunRecord[];
      readonly mine: readonly RunRecord[];
      readonly allowances: readonly Allowance[];
      /** Runs could not be read. */
      readonly blind: boolean;
    }
  | {
      readonly kind: 'plan';
      readonly record: RunRecord;
      readonly card: CardPlace;
      readonly goNotTaken?: GoNotTaken;
      /** Nothing starts there now. */
      readonly halted?: HaltNote;
      /** The plan became another since it was shown. */
      readonly changed?: boolean;
      /** What is not as it was in the run that it repeats. */
      readonly differs?: readonly string[];
      /** Alerts that runs alike had, and that nothing here expects. */
      readonly suggests?: SuggestedContract;
    }
  /** Of a run that is kept nowhere. */
  | { readonly kind: 'can'; readonly record: RunRecord; readonly line?: string; readonly halted?: HaltNote }
  | { readonly kind: 'plan-dropped'; readonly record: RunRecord }
  | {
      readonly kind: 'ask-place';
      readonly line: string;
      readonly word: string;
      readonly choices: readonly Place[];
      /** It was named, and only its namespace is asked for. */
      readonly cluster?: string;
    }
  | { readonly kind: 'ask-reason'; readonly record: RunRecord }
  /** The form of an experiment, new or to be changed. */
  | {
      readonly kind: 'ask-experiment';
      readonly form: FilledForm;
      readonly fields: FormFields;
      readonly clusters: readonly { readonly name: string; readonly production: boolean }[];
      /** What it would do now; a run that is kept nowhere. */
      readonly preview?: RunRecord;
      /** The line that asks for the same. */
      readonly line?: string;
      /** Why there is no preview, by field. */
      readonly missing?: FormErrors;
    }
  | { readonly kind: 'ask-denial'; readonly record: RunRecord }
  /** The form for YAML, with what was found in what was given before. */
  | {
      readonly kind: 'ask-yaml';
      readonly given: Pick<GivenYaml, 'text' | 'cluster' | 'reason' | 'seen'>;
      readonly documents?: readonly CheckedDocument[];
      /** Why the text is of no use at all. */
      readonly unusable?: string;
      readonly where?: Exclude<PlaceAnswer, { kind: 'place' }>;
    }
  | {
      readonly kind: 'templates';
      readonly templates: readonly ListedTemplate[];
      readonly faults: readonly TemplateFault[];
    }
  | AskTemplate
  | { readonly kind: 'form-errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'requested'; readonly record: RunRecord }
  | { readonly kind: 'vote-plan'; readonly record: RunRecord; readonly codeWas?: string }
  | { readonly kind: 'voted'; readonly vote: 'approve' | 'deny'; readonly record: RunRecord }
  | { readonly kind: 'started'; readonly record: RunRecord }
  | {
      readonly kind: 'stopped';
      readonly record: RunRecord;
      /** What was deleted at once, where it was pressed. */
      readonly ended: Ended;
    }
  /** Redis was not there, so only the cluster was told. */
  | { readonly kind: 'stopped-blind'; readonly run: string; readonly ended: Ended }
  | { readonly kind: 'retried'; readonly record: RunRecord }
  /** It is asked for; the card says when it is so. */
  | { readonly kind: 'held'; readonly record: RunRecord; readonly paused: boolean }
  /** The cluster's own words. */
  | {
      readonly kind: 'not-held';
      readonly record: RunRecord;
      readonly paused: boolean;
      readonly sentence: string;
    }
  | { readonly kind: 'ask-keep'; readonly record: RunRecord }
  | {
      readonly kind: 'alert-answered';
      readonly how: 'kept' | 'unrelated' | 'related';
      readonly record: RunRecord;
    }
  | { readonly kind: 'abandon-asked' | 'abandoned'; readonly record: RunRecord }
  | { readonly kind: 'that-is-a-run'; readonly record: RunRecord }
  | {
      readonly kind: 'offer-halt';
      /** `all`, or a cluster's name. */
      readonly scope: string;
      /** Runs that it would end or call off; undefined: not known now. */
      readonly open: number | undefined;
    }
  | {
      readonly kind: 'halted';
      readonly outcomes: readonly HaltOutcome[];
      readonly withdrawn: number;
      /** Runs could not be reached; their objects were. */
      readonly blind: boolean;
    }
  | {
      readonly kind: 'release-asked';
      readonly by: Person;
      readonly reason: string;
      readonly halts: readonly HaltNote[];
    }
  | { readonly kind: 'released'; readonly halts: readonly HaltNote[]; readonly by: Person }
  | ListAnswer
  | ForeignAnswer
  | {
      readonly kind: 'details';
      readonly record: RunRecord;
      readonly log: readonly LogEntry[];
      readonly part?: ShowPart;
      /** Of its signals, where they were asked for; empty: nothing is measured, or it could not be drawn. */
      readonly pictures?: readonly SignalPicture[];
      /** The object as it was or would be created. */
      readonly yaml: string;
      /** The kubectl line that ends the run without us. */
      readonly kubectl: string;
    }
  | {
      readonly kind: 'whoami';
      readonly person: Person;
      readonly allowances: readonly Allowance[];
    }
  | { readonly kind: 'here'; readonly place?: Place; readonly set: boolean }
  | TargetsAnswer
  | { readonly kind: 'clusters'; readonly clusters: readonly ClusterState[] }
  | { readonly kind: 'doctor'; readonly lines: readonly DoctorLine[] }
  | HelpAnswer
  | Refused;

export function refusedVerb(refusal: VerbRefusal): Answer {
  return { kind: 'refused', of: 'verb', refusal };
}
