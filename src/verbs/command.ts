// What a line means once it was understood; who asked, and where, comes beside it.

import type { Mode } from '../chaos/experiment.ts';
import type { ListWords } from './list-words.ts';
import type { TargetsWords } from './targets-scope.ts';
import type { VerbName } from './vocabulary.ts';

/** What was said about the place; the channel's binding fills in the rest. */
export interface SaidPlace {
  readonly cluster?: string;
  readonly namespace?: string;
}

/** Another workload of the same cluster, at the other end of a network fault. */
export interface SaidPeer {
  /** A workload's name, or labels. */
  readonly word: string;
  readonly namespace?: string;
  /** What `from` or `to` before it means for this fault. */
  readonly direction: string;
}

export interface InjectCommand {
  readonly verb: 'inject';
  readonly kind: string;
  /** Our action id in the catalogue. */
  readonly action: string;
  /** A workload's name, or labels `app=web,tier=front`. */
  readonly target: string;
  readonly place: SaidPlace;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Names of the parameters that nobody typed. */
  readonly defaulted: readonly string[];
  /** Name of the parameter that was left for the target's pods to say. */
  readonly unsaid?: string;
  /** What they said. */
  readonly found?: string;
  readonly peer?: SaidPeer;
  readonly mode?: Mode;
  /** Of a ramp: those before `mode`. */
  readonly steps?: readonly Mode[];
  readonly durationSeconds?: number;
  /** The alert contract; empty: none any more. */
  readonly expects?: string;
  readonly go: boolean;
  readonly because?: string;
}

/** What the words mean is known once the template is. */
export interface UseCommand {
  readonly verb: 'use';
  readonly template?: string;
  readonly words: readonly string[];
  readonly because?: string;
  /** A place that was picked from buttons. */
  readonly at?: SaidPlace;
}

/** What the words mean is known once the run is. */
export interface AgainCommand {
  readonly verb: 'again';
  readonly run?: string;
  readonly words: readonly string[];
  readonly because?: string;
}

export const SHOW_PARTS = ['yaml', 'events', 'targets', 'alerts', 'chart'] as const;
export type ShowPart = (typeof SHOW_PARTS)[number];

export type Command =
  | { readonly verb: 'hello' }
  | InjectCommand
  | { readonly verb: 'stop'; readonly run?: string; readonly because?: string }
  | { readonly verb: 'start'; readonly run?: string }
  | { readonly verb: 'resume'; readonly run?: string }
  /** `seconds`: it goes on by itself. */
  | { readonly verb: 'pause'; readonly run?: string; readonly seconds?: number }
  | {
      readonly verb: 'approve' | 'deny';
      readonly run?: string;
      /** First characters of the digest, as on the card. */
      readonly code?: string;
      readonly because?: string;
    }
  /** `all`, a cluster, a namespace, or a run: which of them is found out against what exists. */
  | { readonly verb: 'halt'; readonly scope?: string; readonly because?: string }
  | { readonly verb: 'release'; readonly scope?: string; readonly because?: string }
  | { readonly verb: 'list'; readonly said: ListWords }
  | { readonly verb: 'show'; readonly run?: string; readonly part?: ShowPart }
  | { readonly verb: 'here'; readonly set?: SaidPlace }
  | { readonly verb: 'targets'; readonly said: TargetsWords }
  | { readonly verb: 'help'; readonly about?: string }
  /** About a fault that is not asked for. */
  | { readonly verb: 'can'; readonly asked: InjectCommand }
  /** Empty: to be chosen in the form. */
  | { readonly verb: 'new'; readonly kind: string; readonly action: string }
  | { readonly verb: 'apply'; readonly link?: string; readonly cluster?: string; readonly because?: string }
  | UseCommand
  | AgainCommand
  | { readonly verb: 'whoami' | 'clusters' | 'doctor' };

export type CommandVerb = Command['verb'];

/** The verbs of the grammar that a line can mean; a fault's own verb stands for `inject`. */
export type Spoken = VerbName | 'hello' | 'inject';
