// Everything a verb can refuse, and what had to answer and did not; views/ has a sentence for each.

import type { TargetRefusal } from '../chaos/target.ts';
import type { TemplateFault } from '../chaos/templates/template.ts';
import type { PersonRefusal } from '../identity/person.ts';
import type { RunRefusal } from '../runs/input.ts';
import type { RunRecord } from '../runs/record.ts';
import type { NoCard } from '../slack/channels.ts';
import type { ParseRefusal } from './parse-refusal.ts';
import type { Place, PlaceRefusal } from './where.ts';

/** What had to answer and did not, in time or at all. */
export type Part =
  | { readonly kind: 'redis' }
  | { readonly kind: 'slack' }
  | { readonly kind: 'cluster'; readonly name: string };

/** What somebody wanted of a run. */
export type Wish =
  | 'request'
  | 'approve'
  | 'deny'
  | 'start'
  | 'stop'
  | 'pause'
  | 'resume'
  | 'retry'
  | 'abandon'
  | 'change'
  | 'show'
  | 'again'
  | 'keep'
  | 'rule';

/** Nothing was done. */
export type Refused =
  | { readonly kind: 'refused'; readonly of: 'parse'; readonly refusal: ParseRefusal }
  | { readonly kind: 'refused'; readonly of: 'person'; readonly refusal: PersonRefusal }
  | { readonly kind: 'refused'; readonly of: 'place'; readonly refusal: PlaceRefusal }
  | {
      readonly kind: 'refused';
      readonly of: 'target';
      readonly refusal: TargetRefusal;
      readonly place: Place;
      /** Names that would have been found there. */
      readonly known: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly of: 'run';
      readonly wish: Wish;
      readonly refusal: RunRefusal;
      readonly record?: RunRecord;
    }
  | { readonly kind: 'refused'; readonly of: 'which'; readonly refusal: WhichRefusal }
  | { readonly kind: 'refused'; readonly of: 'verb'; readonly refusal: VerbRefusal };

/** Which run was meant is not clear. */
export type WhichRefusal =
  | { readonly kind: 'no-such-run'; readonly word: string }
  | { readonly kind: 'none-here' }
  | { readonly kind: 'several-runs'; readonly word?: string; readonly records: readonly RunRecord[] };

export type VerbRefusal =
  /** Something did not answer; nothing came of this verb. */
  | { readonly kind: 'unreachable'; readonly part: Part; readonly verb?: string }
  /** No channel can take the card, and without a card nothing is injected. */
  | { readonly kind: 'no-card'; readonly why: NoCard; readonly bound?: string }
  | { readonly kind: 'reason-needed'; readonly example: string }
  | { readonly kind: 'unknown-scope'; readonly scope: string; readonly known: readonly string[] }
  | { readonly kind: 'not-halted' }
  | { readonly kind: 'own-release' }
  | { readonly kind: 'no-release-asked' }
  /** A press whose value is none of ours, or a button of another version. */
  | { readonly kind: 'unknown-press' }
  /** A link that leads to no message, or to one that is not read from here. */
  | { readonly kind: 'unreadable-link'; readonly why: 'no-message' | 'elsewhere' | 'not-read' }
  /** The configuration names no folder of templates. */
  | { readonly kind: 'no-templates' }
  | { readonly kind: 'templates-unreadable'; readonly folder: string; readonly why: string }
  | {
      readonly kind: 'unknown-template';
      readonly name: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | { readonly kind: 'faulty-template'; readonly fault: TemplateFault }
  | { readonly kind: 'not-yet'; readonly what: string }
  /** A fault of ours; the log has the rest under this id. */
  | { readonly kind: 'fault'; readonly id: string };
