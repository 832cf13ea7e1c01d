// What is known of each target after the end: clean, still carrying the fault, or not proven.

import type { ActsOn } from '../../chaos/catalogue/action.ts';
import { counted } from '../../chaos/reach/words.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { TargetProof } from '../../runs/seen-in-cluster.ts';
import { isWhole } from './family.ts';
import { listOf, onOf, saying, targetName } from './phrases.ts';
import type { Scene } from './scene.ts';

const MARKS: Readonly<Record<TargetProof['clean'], string>> = { clean: '✓', carries: '✗', unknown: '?' };

/** More targets than these are told as a count; each has a line in Details. */
const MOST_LINES = 10;

/** One line per target, `✓ web-b: ready, no entry left`; the unclean ones first. */
export function proofLines({ proof, plan }: RunRecord, most = MOST_LINES): readonly string[] {
  if (proof === undefined) return [];
  const ordered = proof.targets.toSorted((a, b) => urgency(a) - urgency(b));
  const lines = ordered.slice(0, most).map((target) => proofLine(target, plan));
  const rest = ordered.length - most;
  return rest > 0 ? [...lines, `and ${rest} more in Details`] : lines;
}

function urgency({ clean }: TargetProof): number {
  return clean === 'clean' ? 1 : 0;
}

function proofLine({ id, clean, sentence }: TargetProof, plan: RunRecord['plan']): string {
  const name = targetName(id, plan);
  const words = saying(sentence, 200);
  return `${MARKS[clean]} ${words.includes(name) ? words : `${name}: ${words}`}`;
}

/** Of pods it is seen; of anything else somebody says so who was told to take the fault back. */
const PROVEN: Readonly<Record<ActsOn, string>> = {
  pods: 'proven clean',
  machines: 'taken back by chaosd',
  cloud: 'accepted by the cloud',
};

/** `3/3 proven clean`; undefined when there was nothing to prove. */
export function provenWords(record: RunRecord): string | undefined {
  const { proof, plan } = record;
  if (isWhole(record)) return provenFamily(record);
  if (proof === undefined || proof.targets.length === 0) return undefined;
  return `${cleanCount(proof.targets)}/${proof.targets.length} ${PROVEN[onOf({ plan })]}`;
}

/** `3/3 started faults proven clean`; what is clean and gone is only counted, and has no line of its own. */
function provenFamily({ children = [], childrenProven = 0 }: RunRecord): string {
  const faults = children.filter(({ kind }) => kind !== 'Schedule' && kind !== 'Workflow');
  const all = faults.length + childrenProven;
  const clean = faults.filter((child) => child.clean === true).length + childrenProven;
  return all === 0 ? 'it had started nothing' : `${clean}/${all} started faults proven clean`;
}

/** `3/3 ready` */
export function readyWords({ ready }: RunRecord): string | undefined {
  return ready === undefined ? undefined : `${ready.now}/${ready.of} ready`;
}

function cleanCount(targets: readonly TargetProof[]): number {
  return targets.filter(({ clean }) => clean === 'clean').length;
}

/** What Chaos Mesh says of a target is no proof, so without one nothing counts as clean. */
export function targetsOf({ proof, records, trouble }: RunRecord): readonly TargetProof[] {
  if (proof !== undefined) return proof.targets;
  return records.map(({ id, phase, failure }) => ({
    id,
    // After trouble the records may be old news.
    clean: phase === 'Not Injected' || trouble !== undefined ? 'unknown' : 'carries',
    sentence: failure ?? '',
  }));
}

/** `web-b STILL HAS the delay; 2 of 3 clean`, `web-b IS NOT PROVEN CLEAN; 2 of 3 clean`, `2/3 ready` */
export function leftWords(scene: Scene): string {
  const { plan } = scene.record;
  const targets = targetsOf(scene.record);
  const carrying = targets.filter(({ clean }) => clean === 'carries');
  const unproven = targets.filter(({ clean }) => clean === 'unknown');
  const clean = `${cleanCount(targets)} of ${targets.length} clean`;
  if (targets.length === 0) return 'IT IS NOT PROVEN that nothing of it is left';
  if (scene.record.plan.oneShot) return healedWords(scene.record, [...carrying, ...unproven]);
  if (carrying.length > 0)
    return `${namesOf(carrying, plan)} STILL ${carrying.length === 1 ? 'HAS' : 'HAVE'} ${scene.phrase.fault}; ${clean}`;
  return `${namesOf(unproven, plan)} ${unproven.length === 1 ? 'IS' : 'ARE'} NOT PROVEN CLEAN of ${scene.phrase.fault}; ${clean}`;
}

/** A kill is over at once; what may be missing is the pod that should have come back. */
function healedWords(record: RunRecord, left: readonly TargetProof[]): string {
  const ready = readyWords(record);
  const names = left.length === 0 ? '' : `: ${namesOf(left, record.plan)}`;
  return `NOT HEALED${names}${ready === undefined ? '' : `; ${ready}`}`;
}

/** The same in the card's second line: `1 pod still has the delay`. */
export function leftCount(scene: Scene): string {
  const targets = targetsOf(scene.record);
  const carrying = targets.filter(({ clean }) => clean === 'carries').length;
  const unproven = targets.filter(({ clean }) => clean === 'unknown').length;
  if (scene.record.plan.oneShot) return readyWords(scene.record) ?? 'not healed';
  if (isWhole(scene.record)) return `${carrying + unproven} of what it started not proven clean`;
  const on = onOf(scene.record);
  if (carrying > 0)
    return `${counted(on, carrying)} still ${carrying === 1 ? 'has' : 'have'} ${scene.phrase.fault}`;
  return unproven > 0 ? `${counted(on, unproven)} not proven clean` : 'not proven clean';
}

/** Why: what was found at the targets that are not clean, and the last failure. */
export function leftReasons(record: RunRecord, most = 3): readonly string[] {
  const left = targetsOf(record).filter(({ clean, sentence }) => clean !== 'clean' && sentence !== '');
  const rest = left.length - most;
  return [
    ...left.slice(0, most).map((target) => proofLine(target, record.plan)),
    ...(rest > 0 ? [`and ${rest} more in Details`] : []),
    ...(record.trouble === undefined ? [] : [saying(record.trouble)]),
  ];
}

function namesOf(targets: readonly TargetProof[], plan: RunRecord['plan']): string {
  return listOf(targets.map(({ id }) => targetName(id, plan)));
}
