// What can be typed: the verbs by what they are for, or one of them in full.

import type { Action, ActsOn, Parameter } from '../chaos/catalogue/action.ts';
import { actions, findAction, findKind, kinds, wordsInKind, wordsOf } from '../chaos/catalogue/catalogue.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import type { Kind } from '../chaos/catalogue/kind.ts';
import { nearestWords } from '../chaos/nearest.ts';
import { refuseLine } from './parse-refusal.ts';
import { findVerb, VERB_NAMES, VERBS, type VerbName, verbWords } from './vocabulary.ts';

export interface HelpEntry {
  readonly usage: string;
  readonly help: string;
  readonly example: string;
  readonly aliases: readonly string[];
  readonly values: readonly { readonly name: string; readonly help: string; readonly range: string }[];
  /** Names of values that are seldom wanted. */
  readonly rare: readonly string[];
  /** It hits pods, and takes what every such fault takes. */
  readonly hitsPods: boolean;
}

export type HelpAnswer =
  | { readonly kind: 'help'; readonly faults: readonly HelpEntry[]; readonly verbs: readonly HelpEntry[] }
  | { readonly kind: 'help-about'; readonly entry: HelpEntry }
  | { readonly kind: 'help-family'; readonly family: HelpEntry; readonly faults: readonly HelpEntry[] };

type HelpOutcome =
  | HelpAnswer
  | {
      readonly kind: 'refused';
      readonly of: 'parse';
      readonly refusal: ReturnType<typeof refuseLine>['refusal'];
    };

export function help(about: string | undefined): HelpOutcome {
  if (about === undefined) return { kind: 'help', faults: allFaults(), verbs: VERB_NAMES.map(aboutVerb) };
  const [word = about] = about.split(' ');
  const action = findAction(about) ?? findAction(word);
  if (action !== undefined) return { kind: 'help-about', entry: aboutFault(action) };
  const name = findVerb(word);
  if (name !== undefined) return { kind: 'help-about', entry: aboutVerb(name) };
  const kind = findKind(word);
  if (kind !== undefined) {
    return { kind: 'help-family', family: aboutFamily(kind), faults: kind.actions.map(aboutFault) };
  }
  return unknown(about);
}

function unknown(about: string): HelpOutcome {
  const words = [...verbWords(), ...actions().flatMap(wordsOf), ...kinds().map(({ family }) => family)];
  const [nearest] = nearestWords(about, words);
  const more = nearest === undefined ? {} : { nearest };
  const { refusal } = refuseLine('unknown-verb', 'verb', about, 'help', more);
  return { kind: 'refused', of: 'parse', refusal };
}

/** What has a verb of its own, then the families whose action is said after their word. */
function allFaults(): readonly HelpEntry[] {
  const alone = actions().filter(({ verb }) => !verb.includes(' '));
  const families = kinds().filter((kind) => kind.actions.some(({ verb }) => verb.includes(' ')));
  return [...alone.map(aboutFault), ...families.map(aboutFamily)];
}

/** What stands for whoever is hit. */
const TARGETS: Readonly<Record<ActsOn, string>> = { pods: 'TARGET', machines: 'MACHINE', cloud: 'INSTANCE' };

const SHOWN_ACTIONS = 8;

function aboutFamily(kind: Kind): HelpEntry {
  const words = kind.actions.map((action) => wordsInKind(action)[0] ?? action.verb);
  const shown = words.length > SHOWN_ACTIONS ? 'ACTION' : words.join('|');
  const [first] = kind.actions;
  return {
    usage: `${kind.family} ${shown} ${TARGETS[kind.on]}`,
    help: kind.help,
    example: first === undefined ? `help ${kind.family}` : exampleLine(first),
    aliases: [],
    values: [],
    rare: [],
    hitsPods: kind.on === 'pods',
  };
}

function aboutFault(action: Action): HelpEntry {
  const value = action.parameters.find((parameter) => parameter.name === action.positional);
  const peer = action.peer === undefined ? undefined : `[${Object.keys(action.peer).join('|')} OTHER]`;
  const [often, seldom] = byUse(action.parameters);
  return {
    usage: [action.verb, TARGETS[action.on], value?.example, peer].filter(Boolean).join(' '),
    help: action.help,
    example: exampleLine(action),
    aliases: wordsOf(action).slice(1),
    values: often.map(({ name, help, range }) => ({ name, help, range })),
    rare: seldom.map(({ name }) => name),
    hitsPods: action.on === 'pods',
  };
}

function byUse(all: readonly Parameter[]): readonly [readonly Parameter[], readonly Parameter[]] {
  return [all.filter(({ rare }) => !rare), all.filter(({ rare }) => rare)];
}

function aboutVerb(name: VerbName): HelpEntry {
  const { usage, help, example, aliases } = VERBS[name];
  return { usage, help, example, aliases, values: [], rare: [], hitsPods: false };
}
