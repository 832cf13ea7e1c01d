// Whether what was seen differs from what the record has; a new resourceVersion alone is no news.

import type { TargetRecord } from '../chaos/cluster.ts';
import type { Patch } from './enter.ts';
import type { Ready } from './input.ts';
import type { RunRecord } from './record.ts';
import type { Readiness } from './seen-in-cluster.ts';

export function isNews(record: RunRecord, facts: Patch): boolean {
  const version = record.object?.resourceVersion;
  const told = { ...facts, object: facts.object && { ...facts.object, resourceVersion: version } };
  return Object.entries(told).some(([key, value]) => !isSame(record[key as keyof RunRecord], value));
}

export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** A target that changed is progress: it moves the deadline of injecting and recovering. */
export function progress(record: RunRecord, records: readonly TargetRecord[], now: number): Patch {
  return isSame(records.map(counts), record.records.map(counts)) ? {} : { progressAt: now };
}

const counts = ({ id, phase, injectedCount, recoveredCount }: TargetRecord): unknown[] => [
  id,
  phase,
  injectedCount,
  recoveredCount,
];

export function readiness(record: RunRecord, ready: Ready | undefined): { readonly ready?: Readiness } {
  if (!ready) return {};
  return { ready: { ...ready, lowest: Math.min(ready.now, record.ready?.lowest ?? ready.now) } };
}
