// Reads `[cluster:][ns/]TARGET` and the places in which things are asked for.

import type { SaidPlace } from './command.ts';

export interface TargetWords {
  readonly place: SaidPlace;
  readonly word: string;
}

/** Names as Kubernetes takes them; https://kubernetes.io/docs/concepts/overview/working-with-objects/names */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const LABELS =
  /^[A-Za-z0-9][-A-Za-z0-9_./]*=[-A-Za-z0-9_.]*(,[A-Za-z0-9][-A-Za-z0-9_./]*=[-A-Za-z0-9_.]*)*,?$/;
/** kubectl's words for a kind before a name, `deploy/web`, and what we call it. */
const KINDS: Readonly<Record<string, string>> = {
  ...saidAs('deployment', ['deploy', 'deployments']),
  ...saidAs('statefulset', ['sts', 'statefulsets']),
  ...saidAs('daemonset', ['ds', 'daemonsets']),
  ...saidAs('replicaset', ['rs', 'replicasets']),
  ...saidAs('pod', ['po', 'pods']),
  ...saidAs('node', ['no', 'nodes']),
  ...saidAs('machine', ['machines', 'pm', 'physicalmachine', 'physicalmachines']),
};

function saidAs(kind: string, others: readonly string[]): Record<string, string> {
  return Object.fromEntries([kind, ...others].map((word) => [word, kind]));
}

export function readTarget(raw: string): TargetWords | undefined {
  // A sentence may end after it.
  const typed = raw.replace(/^[@#]/, '').replace(/\.+$/, '');
  const [head, rest] = cut(typed, ':');
  const { namespace, word } = readName(head === undefined ? typed : rest);
  const place = placeOf(head, namespace);
  const target = isLabels(word) ? word : word.toLowerCase();
  return place !== undefined && isTarget(target) ? { place, word: target } : undefined;
}

/** A name without its kind, for where only the name is looked for. */
export function bareName(word: string): string {
  return isLabels(word) ? word : word.slice(word.indexOf('/') + 1);
}

/** `web`, `shop/web`, `deploy/web`, `shop/deploy/web`; the kind stays before the name. */
function readName(text: string): { readonly namespace?: string; readonly word: string } {
  const [first, rest] = cut(text, '/');
  if (first === undefined) return { word: text };
  const kind = kindIn(first);
  const { namespace, word } = readName(rest);
  if (kind !== undefined)
    return { word: `${kind}/${word}`, ...(namespace === undefined ? {} : { namespace }) };
  // A second namespace is none: the whole stays, and is no target.
  return { namespace: first, word: namespace === undefined ? word : rest };
}

function kindIn(word: string): string | undefined {
  const plain = word.toLowerCase().replace(/\.apps$/, '');
  return Object.hasOwn(KINDS, plain) ? KINDS[plain] : undefined;
}

/** A name, labels, a kind and a name, several names, or everything. */
function isTarget(word: string): boolean {
  if (word === '*' || word === 'machine/*' || isLabels(word)) return true;
  const [kind, name, more] = word.split('/');
  if (name !== undefined) return more === undefined && kindIn(kind ?? '') !== undefined && NAME.test(name);
  const names = word.split(',');
  return (
    names.length <= MOST_NAMES && new Set(names).size === names.length && names.every((one) => NAME.test(one))
  );
}

const MOST_NAMES = 10;

/** A key said twice would match nothing, or with the last one winning something else than was meant. */
export function isLabels(word: string): boolean {
  if (!LABELS.test(word)) return false;
  const keys = word.split(',').map((pair) => pair.split('=')[0] ?? '');
  return new Set(keys).size === keys.length;
}

/** `staging/shop`, `staging:shop`, `shop`; a lone word is left to whoever knows the clusters. */
export function readPlace(raw: string): SaidPlace | undefined {
  const [cluster, namespace] = cut(raw.replace(/^[@#]/, '').replace(':', '/'), '/');
  return placeOf(cluster, namespace === '' ? undefined : namespace);
}

/** Splits at the first mark, unless that mark belongs to a label's key as in `app.kubernetes.io/name=web`. */
function cut(text: string, mark: string): readonly [string | undefined, string] {
  const at = text.indexOf(mark);
  const equals = text.indexOf('=');
  if (at < 0 || (equals >= 0 && mark === '/' && text.slice(0, at).includes('.'))) return [undefined, text];
  return [text.slice(0, at), text.slice(at + 1)];
}

function placeOf(cluster: string | undefined, namespace: string | undefined): SaidPlace | undefined {
  const [inCluster, inNamespace] = [cluster?.toLowerCase(), namespace?.toLowerCase()];
  for (const name of [inCluster, inNamespace]) {
    if (name !== undefined && !NAME.test(name)) return undefined;
  }
  return {
    ...(inCluster === undefined ? {} : { cluster: inCluster }),
    ...(inNamespace === undefined ? {} : { namespace: inNamespace }),
  };
}
