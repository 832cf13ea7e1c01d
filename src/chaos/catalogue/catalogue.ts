// The index of everything that can be injected.

import type { Action, ActsOn } from './action.ts';
import type { Kind } from './kind.ts';
import { awsChaos } from './kinds/aws-chaos.ts';
import { azureChaos } from './kinds/azure-chaos.ts';
import { blockChaos } from './kinds/block-chaos.ts';
import { dnsChaos } from './kinds/dns-chaos.ts';
import { gcpChaos } from './kinds/gcp-chaos.ts';
import { httpChaos } from './kinds/http-chaos.ts';
import { ioChaos } from './kinds/io-chaos.ts';
import { jvmChaos } from './kinds/jvm-chaos.ts';
import { kernelChaos } from './kinds/kernel-chaos.ts';
import { machineChaos } from './kinds/machine-chaos.ts';
import { networkChaos } from './kinds/network-chaos.ts';
import { podChaos } from './kinds/pod-chaos.ts';
import { stressChaos } from './kinds/stress-chaos.ts';
import { timeChaos } from './kinds/time-chaos.ts';

const KINDS: readonly Kind[] = [
  ...[podChaos, networkChaos, stressChaos, timeChaos, ioChaos, dnsChaos, httpChaos],
  ...[jvmChaos, kernelChaos, blockChaos, awsChaos, gcpChaos, azureChaos, machineChaos],
];

const ALL: readonly Action[] = KINDS.flatMap(({ actions: all }) => all);

const BY_WORD = new Map(ALL.flatMap((action) => wordsOf(action).map((word) => [word, action] as const)));

export function kinds(): readonly Kind[] {
  return KINDS;
}

export function actions(): readonly Action[] {
  return ALL;
}

/** Kinds that have an action here, each once. */
export function experimentKinds(): readonly string[] {
  return KINDS.map(({ kind }) => kind);
}

/** By the verb, an alias or Chaos Mesh's own action name, in any case. */
export function findAction(word: string): Action | undefined {
  return BY_WORD.get(word.toLowerCase());
}

/** By kind and our id, as an Experiment names it. */
export function actionById(kind: string, id: string): Action | undefined {
  return ALL.find((action) => action.kind === kind && action.id === id);
}

/** The action a Chaos Mesh object carries out, when the catalogue knows it. */
export function actionOfSpec(kind: string, spec: Readonly<Record<string, unknown>>): Action | undefined {
  const ofKind = ALL.filter((action) => action.kind === kind);
  return (
    ofKind.find((action) => action.action !== undefined && action.action === spec['action']) ??
    ofKind.find((action) => action.action === undefined && action.parse(spec) !== undefined)
  );
}

/** By the family's word or Chaos Mesh's name of the kind: `io`, `IOChaos`, `iochaos`. */
export function findKind(word: string): Kind | undefined {
  const wanted = word.toLowerCase();
  return KINDS.find(({ kind, family }) => family === wanted || kind.toLowerCase() === wanted);
}

/** What a kind acts on; pods, for one that nobody knows. */
export function actsOn({ kind }: { readonly kind: string }): ActsOn {
  return KINDS.find((one) => one.kind === kind)?.on ?? 'pods';
}

/** By the word that follows the family's: our own, or Chaos Mesh's name of the action. */
export function findInKind({ actions: all }: Kind, word: string): Action | undefined {
  const wanted = word.toLowerCase();
  return all.find((action) => wordsInKind(action).includes(wanted));
}

/** What may be said of an action once its kind was named; the first is the one shown. */
export function wordsInKind({ verb, action, id, family }: Action): readonly string[] {
  const own = verb.startsWith(`${family} `) ? verb.slice(family.length + 1) : verb;
  return [...new Set([own, ...(action === undefined ? [] : [action.toLowerCase()]), id])];
}

/** Every word that means this action by itself; the first is the one shown. */
export function wordsOf(action: Action): readonly string[] {
  const { verb, id, family, aliases } = action;
  const joined = wordsInKind(action).map((word) =>
    word.startsWith(`${family}-`) ? word : `${family}-${word}`,
  );
  return [...new Set([verb, ...(id.includes(' ') ? [] : [id]), ...joined, ...aliases])];
}
