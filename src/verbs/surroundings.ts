// Questions about oneself and one's channel: whoami and here.

import type { Person } from '../identity/person.ts';
import { allowancesOf, type Judge } from './allowance.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import type { SaidPlace } from './command.ts';
import type { Bindings } from './request.ts';
import { findPlace, type KnownCluster, type Place, type PlaceAnswer } from './where.ts';

export interface ChannelBindings extends Bindings {
  /** Stored beside the configuration, which it overrides; logged with who did it. */
  set(channel: string, place: Place, by: Person): Promise<void>;
}

export interface SurroundingPorts {
  readonly known: readonly KnownCluster[];
  readonly bindings: ChannelBindings;
  readonly policy: Judge;
}

export async function whoami(asking: Asking, ports: SurroundingPorts): Promise<Answer> {
  const place = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  const allowances = allowancesOf(asking.person, ports.known, place, ports.policy);
  return { kind: 'whoami', person: asking.person, allowances };
}

export async function here(
  set: SaidPlace | undefined,
  asking: Asking,
  ports: SurroundingPorts,
): Promise<Answer> {
  const bound = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  if (set === undefined)
    return { kind: 'here', set: false, ...(bound === undefined ? {} : { place: bound }) };
  const where = findPlace(set, bound, ports.known, '');
  if (where.kind !== 'place') return unplaced(where, 'here set staging/shop');
  const { place } = where;
  await asking.reach({ kind: 'redis' }, () => ports.bindings.set(asking.channel, place, asking.person));
  return { kind: 'here', place, set: true };
}

/** `line` is asked again with the place that is pressed. */
export function unplaced(where: Exclude<PlaceAnswer, { kind: 'place' }>, line: string): Answer {
  if (where.kind === 'refused') return { kind: 'refused', of: 'place', refusal: where.refusal };
  return { ...where, kind: 'ask-place', line, word: '' };
}
