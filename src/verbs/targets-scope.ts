// Where targets are looked for, and by which parts of a name, from the words of a line and what exists.

import type { SaidPlace } from './command.ts';
import type { KnownCluster } from './where.ts';

/** What was typed; a word may turn out to be a cluster, a namespace or a part of a name. */
export interface TargetsWords {
  readonly machinesOnly: boolean;
  readonly place: SaidPlace;
  readonly words: readonly string[];
}

export interface TargetsScope {
  readonly machinesOnly: boolean;
  /** Absent: everywhere. */
  readonly cluster?: string;
  readonly namespace?: string;
  /** In small letters; all of them in the name. */
  readonly parts: readonly string[];
}

export function scopeOf(
  { machinesOnly, place, words }: TargetsWords,
  known: readonly KnownCluster[],
): TargetsScope {
  let scope: TargetsScope = { machinesOnly, ...place, parts: [] };
  for (const word of words) scope = narrowed(scope, word, known);
  return scope;
}

/** `prod`, `shop`, `web`, `staging/shop`, `prod:shop/web`: each piece is the widest thing that it can be. */
function narrowed(scope: TargetsScope, word: string, known: readonly KnownCluster[]): TargetsScope {
  const pieces = word.split(/[:/]/u).filter((piece) => piece !== '' && piece !== '*');
  let narrow = scope;
  for (const [nth, piece] of pieces.entries()) {
    const isSaid = nth < pieces.length - 1 || /[:/*]$/u.test(word);
    narrow = withPiece(narrow, piece, { cluster: word.includes(`${piece}:`), place: isSaid }, known);
  }
  return narrow;
}

/** `said`: a mark after the piece says what it is, whether such a one exists or not. */
function withPiece(
  scope: TargetsScope,
  piece: string,
  said: { readonly cluster: boolean; readonly place: boolean },
  known: readonly KnownCluster[],
): TargetsScope {
  const isCluster = said.cluster || known.some(({ name }) => name === piece);
  if (scope.cluster === undefined && isCluster) return { ...scope, cluster: piece };
  const seen = known.filter(({ name }) => scope.cluster === undefined || name === scope.cluster);
  const isPlace = said.place || seen.some((one) => one.namespaces().includes(piece));
  if (scope.namespace === undefined && isPlace) return { ...scope, namespace: piece };
  return { ...scope, parts: [...scope.parts, piece] };
}
