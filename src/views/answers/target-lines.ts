// Where each target stands: what Chaos Mesh says of it, and what was proven since.

import type { RecordPhase, TargetRecord } from '../../chaos/cluster.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { TargetProof } from '../../runs/seen-in-cluster.ts';
import { saying, targetName } from '../run/phrases.ts';

const PHASES: Readonly<Record<RecordPhase, string>> = {
  'Not Injected': 'not injected',
  Injected: 'INJECTED',
  'Not Injected/Wait': 'about to be injected',
  'Injected/Wait': 'about to recover',
};

const PROOFS: Readonly<Record<TargetProof['clean'], string>> = {
  clean: '✓ proven clean',
  carries: '✗ STILL CARRIES IT',
  unknown: '? not proven clean',
};

/** `web-b: INJECTED`, `web-b: not injected · ✓ proven clean: ready, no entry left` */
export function targetLines({ records, proof, plan }: RunRecord): readonly string[] {
  const line = (id: string, ...words: Words) => lineOf(targetName(id, plan), ...words);
  const targets = proof?.targets ?? [];
  const proven = new Map(targets.map((one) => [one.id, one] as const));
  const seen = records.map((record) => line(record.id, recordWords(record), proven.get(record.id)));
  const ids = new Set(records.map(({ id }) => id));
  const others = targets.filter(({ id }) => !ids.has(id));
  return [...seen, ...others.map((one) => line(one.id, undefined, one))];
}

/** The same of an experiment of which nothing is ever proven. */
export function recordLines(records: readonly TargetRecord[]): readonly string[] {
  return records.map((record) => lineOf(saying(record.id, 200), recordWords(record), undefined));
}

type Words = readonly [state: string | undefined, proof: TargetProof | undefined];

function lineOf(name: string, ...[state, proof]: Words): string {
  const proven = proof && `${PROOFS[proof.clean]}: ${saying(proof.sentence, 160)}`;
  return `${name}: ${[state, proven].filter(Boolean).join(' · ')}`;
}

function recordWords({ phase, failure }: TargetRecord): string {
  // A phase that a newer Chaos Mesh writes is shown as it is.
  const words = Object.hasOwn(PHASES, phase) ? PHASES[phase] : saying(phase, 60);
  return failure === undefined ? words : `${words} (${saying(failure, 160)})`;
}
