// What was observed, and what it means for a run in each phase.

import type { ChaosObject } from '../chaos/cluster.ts';
import { blocked, drift, isAnother } from '../plan/drift.ts';
import type { Plan } from '../plan/plan.ts';
import { quorum } from '../policy/quorum.ts';
import { onAlerts } from './alerts.ts';
import { onAnnotated } from './annotation.ts';
import { beside } from './beside.ts';
import { isWhole, withGone, withProven, withSeen } from './children.ts';
import { enter, enterDraft, enterRecovering, type Patch } from './enter.ts';
import type { Observation } from './input.ts';
import { onMessage } from './message-receipts.ts';
import { isNews, isSame, readiness } from './news.ts';
import { isLive } from './phases.ts';
import { atStepOf, enterBetween, goesWider, isAhead, isOfAnotherStep, notBegun, onStepGate } from './ramp.ts';
import type { RunRecord } from './record.ts';
import { isBeforeStart, isEnded } from './record.ts';
import { onCreated, onGone, onSeen } from './sight.ts';
import { onMeasured } from './signals.ts';
import { onSilenced, onUnsilenced } from './silences.ts';
import { healed, waited } from './tries.ts';

type Of<K extends Observation['kind']> = Extract<Observation, { kind: K }>;
type Rule<K extends Observation['kind']> = (record: RunRecord, seen: Of<K>, now: number) => Patch | undefined;

const checked: Rule<'checked'> = (record, { plan, asked }, now) => {
  if (record.phase !== 'checking') return undefined;
  if (blocked(plan)) return enter(record, 'refused', now, { plan, tell: 'refused' });
  if (plan.digest !== record.plan.digest) return enterDraft(record, now, { plan, askedAt: undefined });
  if (plan.verdict.kind === 'allow')
    return enter(record, 'approved', now, { plan, startAsked: true, approvedAt: now });
  const met = isMet(record, plan);
  return met
    ? enter(record, 'approved', now, { plan })
    : enter(record, 'awaiting', now, { plan, asked, askedAt: record.askedAt ?? now });
};

/** Votes bind to the digest: a plan that only seemed to have drifted keeps them. */
function isMet(record: RunRecord, plan: Plan): boolean {
  return (
    plan.verdict.kind === 'approvals' && quorum(plan.verdict.approvals, record.votes, record.requester.id).met
  );
}

const reviewed: Rule<'reviewed'> = (record, _seen, now) =>
  record.phase === 'awaiting' ? enter(record, 'checking', now) : undefined;

/** A run that is held is asked about so often: what holds it is over in seconds, or stays for long. */
const HELD_MS = 3_000;

const gate: Rule<'gate'> = (record, seen, now) => {
  const { latch, sentence, plan, before, held } = seen;
  if (record.phase === 'between') return onStepGate(record, seen, now);
  if (record.phase !== 'approved') return undefined;
  if (latch === 'closed') return enter(record, 'cancelled', now, { trouble: sentence });
  if (latch === 'unreadable') return { trouble: sentence, ...waited(record, 'gate', now) };
  if (isAnother(record.plan, plan)) return enter(record, 'checking', now);
  const [worse = held] = drift(record.plan, plan);
  if (worse !== undefined) return { trouble: worse, ...waited(record, 'gate', now, { waitMs: HELD_MS }) };
  return enter(record, 'starting', now, { ...(before && { before }), ...beside(record, seen, now) });
};

const creating: Rule<'creating'> = (record, _seen, now) =>
  record.phase === 'starting' ? { createSentAt: now } : undefined;

const created: Rule<'created'> = (record, { object }, now) =>
  isEnded(record.phase) || record.object || isOfAnotherStep(record, object)
    ? undefined
    : onCreated(record, object, now);

/** The cluster's truth wins: what stands there is followed, whatever the record still waited for. */
const rewound: Rule<'rewound'> = (record, { object }, now) => {
  if (isBeforeStart(record.phase)) return enter(record, 'injecting', now, followed(record, object, now));
  if (!isAhead(record, object)) return undefined;
  const { stop } = record;
  const facts = followed(record, object, now);
  // Somebody or something has ended the run before: that holds for what stands now as well.
  return stop !== undefined && stop.why !== 'ended'
    ? { ...facts, ...enterRecovering(record, now, stop) }
    : enter(record, 'injecting', now, { ...facts, stop: undefined });
};

function followed(record: RunRecord, object: ChaosObject, now: number): Patch {
  const at = atStepOf(record, object, now);
  const past = { deleteAccepted: false, hold: undefined, stepEndedAt: undefined };
  return {
    ...(at.step !== undefined && past),
    ...at,
    ...onCreated({ ...record, ...at, object: undefined }, object, now),
  };
}

const createRefused: Rule<'create-refused'> = (record, { refusal }, now) => {
  if (record.phase !== 'starting') return undefined;
  const trouble = refusal.sentence;
  // An earlier try without an answer may still land: then it must be seen and taken back.
  if (record.tries['create']) return { ...enterRecovering(record, now, { why: 'late', at: now }), trouble };
  return notBegun(record, now, trouble) ?? enter(record, 'failed', now, { trouble });
};

const removed: Rule<'removed'> = (record) =>
  record.deleteAccepted ? undefined : { deleteAccepted: true, ...healed(record, 'remove') };

const holdRefused: Rule<'hold-refused'> = (record, { sentence }) =>
  record.hold === undefined ? undefined : { hold: undefined, trouble: sentence };

const childGone: Rule<'child-gone'> = (record, { object }) =>
  isLive(record) && isWhole(record) ? withGone(record, object) : undefined;

const proved: Rule<'proved'> = (record, { proof, ready, clean, children }, now) => {
  const seen = children === undefined ? {} : withSeen(record, children);
  const family = clean === undefined ? {} : { ...seen, ...withProven({ ...record, ...seen }, clean) };
  if (record.phase !== 'verifying' && record.phase !== 'stuck')
    return isLive(record) && Object.keys(family).length > 0 ? family : undefined;
  const facts = { ...family, ...readiness(record, ready), ...healed(record, 'prove') };
  if (proof.complete) return enterProved(record, { proof, ...facts }, now);
  const news = !isSame(proof.targets, record.proof?.targets) || isNews(record, facts);
  return news ? { proof, ...facts } : undefined;
};

/** A stuck run whose proof came late passes verification once more. */
function enterProved(record: RunRecord, facts: Patch, now: number): Patch {
  if (!record.object) return enterNeverMade(record, now);
  if (record.phase === 'stuck') return enter(record, 'verifying', now, facts);
  if (goesWider(record)) return enterBetween(record, facts, now);
  return enter(record, 'recovered', now, { ...facts, recoveredAt: now });
}

/** Nothing stands and nothing can land any more: there was nothing to recover from. */
function enterNeverMade(record: RunRecord, now: number): Patch {
  const asked = record.stop?.why === 'stopped' || record.stop?.why === 'halted';
  const trouble = record.trouble ?? 'the cluster never made the object';
  return notBegun(record, now, trouble) ?? enter(record, asked ? 'cancelled' : 'failed', now, { trouble });
}

const told: Rule<'told'> = (record) => (record.tell ? { tell: undefined } : undefined);

const tried: Rule<'tried'> = (record, { effect, error, waitMs, unsent }, now) => {
  const patch = waited(record, effect, now, { waitMs, error });
  return unsent ? { ...patch, ...withoutPosting(record, effect) } : patch;
};

/** Nothing is under way any more: the next try posts at once instead of looking first. */
function withoutPosting(record: RunRecord, effect: string): Patch {
  const key = effect.slice('post:'.length);
  const { [key]: stands, ...messages } = record.messages;
  return stands?.state === 'posting' ? { messages } : {};
}

const pictured: Rule<'pictured'> = ({ signals }, { pictures }, now) =>
  signals === undefined || signals.pictures
    ? undefined
    : { signals: { ...signals, pictures, picturedAt: now } };

const RULES: { readonly [K in Observation['kind']]: Rule<K> } = {
  checked,
  reviewed,
  gate,
  creating,
  created,
  'create-refused': createRefused,
  seen: onSeen,
  gone: onGone,
  'child-gone': childGone,
  rewound,
  removed,
  'hold-refused': holdRefused,
  proved,
  posting: onMessage,
  looked: onMessage,
  posted: onMessage,
  shown: onMessage,
  unpostable: onMessage,
  told,
  tried,
  alerts: onAlerts,
  measured: onMeasured,
  pictured,
  silenced: onSilenced,
  unsilenced: (record, _seen, now) => onUnsilenced(record, now),
  annotated: onAnnotated,
};

/** What an observation changes; undefined when it is nothing new. */
export function onObservation<K extends Observation['kind']>(
  record: RunRecord,
  observation: Of<K>,
  now: number,
): Patch | undefined {
  const rule = RULES[observation.kind as K] as unknown as Rule<K>;
  return rule(record, observation, now);
}
