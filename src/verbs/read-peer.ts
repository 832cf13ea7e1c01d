// Reads the other end of a network fault: `partition web from cart`, `delay web 200ms to shop/cart`.

import type { Action } from '../chaos/catalogue/action.ts';
import { exampleLine } from '../chaos/catalogue/example-line.ts';
import type { SaidPeer, SaidPlace } from './command.ts';
import type { Sorted } from './options.ts';
import { type Parsed, refuseLine } from './parse-refusal.ts';
import { readTarget } from './place.ts';

/** It stands in the same cluster, in this namespace or another. */
export function readPeer({ options }: Sorted, place: SaidPlace, action: Action): Parsed<{ peer?: SaidPeer }> {
  const [way, second] = (['from', 'to'] as const).filter((word) => options[word] !== undefined);
  const word = way === undefined ? undefined : options[way];
  if (way === undefined || word === undefined) return { ok: true, value: {} };
  const direction = action.peer?.[way];
  const example = exampleLine(action);
  if (direction === undefined) return refuseLine('no-place', 'line', `${way} ${word}`, example);
  if (second !== undefined) return refuseLine('twice', second, options[second] ?? '', example);
  const target = readTarget(word);
  if (target === undefined) return refuseLine('bad-target', 'target', word, `${example} ${way} cart`);
  const { cluster, namespace } = target.place;
  if (cluster !== undefined && cluster !== place.cluster)
    return refuseLine('twice', 'cluster', cluster, example);
  return {
    ok: true,
    value: { peer: { word: target.word, direction, ...(namespace === undefined ? {} : { namespace }) } },
  };
}
