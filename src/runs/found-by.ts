// By which words and texts a run is found, as a pure function of its record.

import { namespacesOf } from '../chaos/namespaces.ts';
import type { Person } from '../identity/person.ts';
import type { IndexEntry } from '../store/run-index.ts';
import { isLive } from './phases.ts';
import { isEnded, type RunRecord } from './record.ts';

export const RUN_STATES = ['open', 'waiting', 'running', 'stuck', 'ended', 'all'] as const;
export type RunState = (typeof RUN_STATES)[number];

export type Facet = 'by' | 'who' | 'kind' | 'action' | 'cluster' | 'ns' | 'target';

export function wordOf(facet: Facet, value: string): string {
  return `${facet}:${value.toLowerCase().replace(/\s+/gu, ' ')}`;
}

/** Runs grow old with their record; their text need not be longer than what people remember of them. */
const LONGEST_TEXT = 600;

const NOT_LISTED: IndexEntry = { words: [], text: '' };

/** Plans that nobody pressed are no runs yet, and would bury those that are. */
export function wasPressed({ phase }: RunRecord): boolean {
  return phase !== 'draft' && phase !== 'dropped';
}

export function indexEntryOf(record: RunRecord): IndexEntry {
  if (!wasPressed(record)) return NOT_LISTED;
  const words = [...statesOf(record), ...peopleOf(record.requester), ...faultOf(record), ...placesOf(record)];
  return { words: [...new Set(words)], text: textOf(record) };
}

function statesOf(record: RunRecord): readonly RunState[] {
  const { phase } = record;
  if (isEnded(phase)) return ['all', 'ended'];
  return [
    ...(['all', 'open'] as const),
    ...(phase === 'awaiting' || phase === 'approved' || phase === 'between' ? (['waiting'] as const) : []),
    ...(isLive(record) ? (['running'] as const) : []),
    ...(phase === 'stuck' ? (['stuck'] as const) : []),
  ];
}

/** By id, by each part of the name, and by what stands before the @ of the address. */
function peopleOf({ id, name, email }: Person): readonly string[] {
  const handle = email.split('@')[0] ?? '';
  const names = [name, ...name.split(/\s+/u), handle].filter((one) => one !== '');
  return [wordOf('by', id), ...names.map((one) => wordOf('who', one))];
}

function faultOf({ plan: { experiment } }: RunRecord): readonly string[] {
  return [wordOf('kind', experiment.kind), wordOf('action', experiment.action)];
}

function placesOf({ plan: { experiment } }: RunRecord): readonly string[] {
  const { cluster, word, labels } = experiment.target;
  const names = [word, ...word.split(','), ...Object.values(labels)].map(bare);
  return [
    wordOf('cluster', cluster),
    ...namespacesOf(experiment).map((namespace) => wordOf('ns', namespace)),
    ...names.filter((name) => name !== '' && name !== '*').map((name) => wordOf('target', name)),
  ];
}

/** `web` of `deployment/web`. */
function bare(word: string): string {
  return word.slice(word.indexOf('/') + 1);
}

function textOf({ id, reason = '', plan }: RunRecord): string {
  const { manifest, experiment } = plan;
  const { namespace, word } = experiment.target;
  const text = [id, manifest.metadata.name, namespace, word, reason].join(' ').toLowerCase();
  return [...text].slice(0, LONGEST_TEXT).join('');
}
