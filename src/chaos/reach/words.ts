// What the targets of a fault are called, by what the fault acts on.

import type { ActsOn } from '../catalogue/action.ts';

interface Noun {
  readonly one: string;
  readonly many: string;
}

const NOUNS: Readonly<Record<ActsOn, Noun>> = {
  pods: { one: 'pod', many: 'pods' },
  machines: { one: 'machine', many: 'machines' },
  cloud: { one: 'instance', many: 'instances' },
};

/** `pod`, `machines`: without the number. */
export function nounOf(on: ActsOn, count: number): string {
  return count === 1 ? NOUNS[on].one : NOUNS[on].many;
}

/** `1 pod`, `3 machines` */
export function counted(on: ActsOn, count: number): string {
  return `${count} ${nounOf(on, count)}`;
}
