// What is hit where it is no pods: machines and instances, each with a name for people and an id that is the same whoever asks.

import type { Action, Parameters } from '../catalogue/action.ts';
import type { Machine } from '../cluster.ts';

export interface Thing {
  /** A machine's address; of an instance everything that tells it from others. */
  readonly id: string;
  readonly name: string;
  /** The id of its record where that is known before: `ns/name` of a machine that was chosen, the address of one that was not. */
  readonly record?: string;
}

export interface Hits {
  readonly on: 'machines' | 'cloud';
  readonly things: readonly Thing[];
}

/** What the parameters name by themselves; empty where targets are chosen. */
export function thingsNamed(
  { on, kind, identity = [], parameters: known }: Action,
  values: Parameters,
): readonly Thing[] {
  const [first] = identity;
  if (first === undefined || values[first] === undefined) return [];
  if (on === 'machines') return (values[first] as readonly string[]).map(machineAt);
  const shown = identity.map(
    (name) => known.find((one) => one.name === name)?.value.shown(values[name]) ?? '',
  );
  return [{ id: [kind, ...shown].join(' '), name: shown[0] ?? '' }];
}

/** What the target of a record is called; an instance's record is JSON, and it is the only one. */
export function nameIn({ on, things }: Hits, recordId: string): string {
  const known = on === 'cloud' ? things[0] : things.find(({ record }) => record === recordId);
  return known?.name ?? machineAt(recordId).name;
}

/** One of the inventory. */
export function listedMachine({ namespace, name, address }: Machine): Thing {
  return { id: address, name, record: `${namespace}/${name}` };
}

/** Without the scheme, which every address has. */
export function machineAt(address: string): Thing {
  return { id: address, name: address.replace(/^https?:\/\//u, ''), record: address };
}

/** In a title: `m1`, `m1, m2 and 3 more` would be too long beside the rest. */
export function wordOfThings(things: readonly Thing[]): string {
  const names = things.map(({ name }) => name);
  return names.length > 3 ? `${names.slice(0, 2).join(',')},+${names.length - 2}` : names.join(',');
}
