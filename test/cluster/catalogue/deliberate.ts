// Where the catalogue says something else than the CRD on purpose, each with its reason.
import type { Difference } from './compare-schemas.ts';

export interface Deliberate {
  /** A path as in a difference; `*` stands for any part of it. */
  readonly at: string;
  readonly fact: string;
  readonly why: string;
}

export const deliberate: readonly Deliberate[] = [
  {
    at: '*etworkChaos*.partitionBehavior',
    fact: 'field',
    why: 'the webhooks that were built write it into every NetworkChaos; the CRDs published with them do not have it yet',
  },
  {
    at: '*tatusCheck*.type',
    fact: 'required',
    why: 'it has a default, so that it may be left out all the same',
  },
  {
    at: '*.task.container.resources.*{}',
    fact: 'pattern',
    why: 'quantities are Kubernetes’ own; the dry run has the last word on the container of a Task',
  },
];

export function isCovered({ at, fact }: Difference, one: Deliberate): boolean {
  return one.fact === fact && patternOf(one.at).test(at);
}

function patternOf(at: string): RegExp {
  const parts = at.split('*').map((part) => part.replace(/[.[\]{}()+?^$|\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u');
}
