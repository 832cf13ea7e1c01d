// What can be listed: the words of a `list` line, and the filter that they become against what is known.

import { RUN_STATES } from '../runs/found-by.ts';

/** `foreign`: experiments in the clusters that no run of ours made. */
export const LIST_STATES = [...RUN_STATES, 'foreign'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** Words of people for these; `mine` is a person, not a state. */
export const STATE_WORDS: Readonly<Record<string, ListState>> = {
  wait: 'waiting',
  pending: 'waiting',
  active: 'running',
  live: 'running',
  finished: 'ended',
  done: 'ended',
  over: 'ended',
  everything: 'all',
  others: 'foreign',
};

export const MINE_WORDS: readonly string[] = ['mine', 'my', 'me'];

/** `id` where somebody was mentioned, else any part of their name. */
export interface ListedPerson {
  readonly id?: string;
  readonly name: string;
}

/** A line before anybody looked at what exists. */
export interface ListWords {
  readonly state?: ListState;
  readonly mine: boolean;
  readonly by?: ListedPerson;
  readonly cluster?: string;
  readonly namespace?: string;
  /** A kind, an action, a namespace, a cluster, a workload, or a text: what each is, is found out. */
  readonly words: readonly string[];
  /** Stood in quotes. */
  readonly texts: readonly string[];
}

/** What is listed: all of it has to fit. */
export interface ListFilter {
  readonly state: ListState;
  readonly by?: ListedPerson;
  /** Chaos Mesh's kind, and our id of the action. */
  readonly fault?: string;
  readonly action?: string;
  readonly cluster?: string;
  readonly namespace?: string;
  /** A workload. */
  readonly target?: string;
  /** In small letters. */
  readonly texts: readonly string[];
}

/** A place in a list that stays where it is when there is more: the time and id of an entry. */
export interface ListCursor {
  readonly at: number;
  readonly id: string;
  readonly toward: 'older' | 'newer';
}
