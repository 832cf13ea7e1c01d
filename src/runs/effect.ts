// The closed union of what the world may be made to do for a run, and what carries each of them out.

import type { Observation } from './input.ts';
import type { RunRecord } from './record.ts';

export const EFFECT_KINDS = [
  'check',
  'gate',
  'create',
  'look',
  'remove',
  'clear',
  'hold',
  'prove',
  'post',
  'edit',
  'tell',
  'alerts',
  'measure',
  'picture',
  'silence',
  'unsilence',
  'annotate',
] as const;

export type Effect =
  /** Lint, preview, headroom, policy and dry run as the requester; answers `checked`. */
  | { readonly kind: 'check' }
  /** Compute the plan that people are asked about once more; answers `reviewed` when it is another one. */
  | { readonly kind: 'review' }
  /** Read the latch and compute the plan once more; answers `gate`. */
  | { readonly kind: 'gate' }
  | { readonly kind: 'create' }
  /** GET by name; answers `seen` or `gone`. */
  | { readonly kind: 'look' }
  | { readonly kind: 'remove' }
  /** Delete what the run's Schedule or Workflow has left behind. */
  | { readonly kind: 'clear' }
  /** Pause the object or let it go on, as the person who asked; answers `seen`, `gone` or `hold-refused`. */
  | { readonly kind: 'hold' }
  /** Look at every target; answers `proved`. */
  | { readonly kind: 'prove' }
  /** Keys: `card`, `reply:approved`, `reply:injected`, `reply:halted`, `reply:stuck`, `reply:stuck-1` …, `reply:surprise-1` …, `reply:breach`, `reply:verdict`, `dm:U…:PLAN`. */
  | { readonly kind: 'post'; readonly message: string }
  | { readonly kind: 'edit'; readonly message: string }
  /** Show the requester, privately and once, what became of the draft. */
  | { readonly kind: 'tell' }
  /** Read the alerts that were found to belong to the run; answers `alerts`. */
  | { readonly kind: 'alerts' }
  /** Ask how the signals stand; answers `measured`. */
  | { readonly kind: 'measure' }
  /** Draw the signals and keep the pictures in Slack; answers `pictured`. Doubled, a file is there that nobody sees. */
  | { readonly kind: 'picture' }
  /** Silence the alerts that are expected of the run, on its targets; answers `silenced`. */
  | { readonly kind: 'silence' }
  /** End whatever silences of the run stand; answers `unsilenced`. */
  | { readonly kind: 'unsilence' }
  /** Make the run's mark on people's dashboards level with it; answers `annotated`. */
  | { readonly kind: 'annotate' };

export function effectKey(effect: Effect): string {
  return 'message' in effect ? `${effect.kind}:${effect.message}` : effect.kind;
}

export interface EffectContext {
  /** Redis TIME of the read this pass works on, in milliseconds. */
  readonly now: number;
  /** Fires when the pass is over or the job's lock was lost. */
  readonly signal: AbortSignal;
}

/**
 * Carries out one kind of effect. It must be safe late and doubled.
 * Resolves with the receipt, or undefined when there is nothing new; rejects when it should be tried again.
 */
export interface EffectRunner<E extends Effect = Effect> {
  /** Swapped into the record before `run`; a lost swap stops the effect. */
  readonly before?: (effect: E, record: RunRecord) => Observation | undefined;
  readonly run: (effect: E, record: RunRecord, context: EffectContext) => Promise<Observation | undefined>;
}

export type EffectRunners = {
  readonly [K in Effect['kind']]: EffectRunner<Extract<Effect, { kind: K }>>;
};
