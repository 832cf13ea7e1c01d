// What the log says of one input: enough to follow and prove the run, without copies of what the record keeps.

import type { Person } from '../identity/person.ts';
import type { Batch } from './alerts.ts';
import type { Input } from './input.ts';
import type { RunRecord } from './record.ts';

export function actorOf(input: Input): string {
  return 'by' in input ? input.by.id : 'faultline';
}

/** The entry's data: where the run stands after it, and the words of the input. */
export function entryData(
  before: RunRecord | undefined,
  after: RunRecord,
  input: Input,
): Record<string, unknown> {
  const phase = before?.phase === after.phase ? {} : { phase: after.phase };
  return { ...phase, ...words(input, after) };
}

/** The first entry: who asked, and the whole plan. */
export function openingData(record: RunRecord): Record<string, unknown> {
  const { phase, requester, plan, reason, template, repeats } = record;
  return {
    ...{ phase, by: person(requester), plan },
    ...(reason === undefined ? {} : { reason }),
    ...(template === undefined ? {} : { template }),
    ...(repeats === undefined ? {} : { repeats: repeats.run }),
  };
}

const person = ({ id, name, user }: Person): Record<string, unknown> => ({ id, name, user });

function words(input: Input, after: RunRecord): Record<string, unknown> {
  switch (input.kind) {
    case 'request':
    case 'approve':
    case 'deny':
    case 'start':
    case 'stop':
    case 'halt':
    case 'retry':
    case 'abandon':
    case 'keep':
    case 'rule':
      return intentWords(input);
    case 'checked':
    case 'gate':
      return {
        digest: input.plan.digest,
        verdict: input.plan.verdict,
        ...('latch' in input ? { latch: input.latch } : {}),
      };
    case 'created':
    case 'seen':
    case 'rewound':
      return {
        uid: input.object.uid,
        records: after.records.slice(0, 50),
        deleting: input.object.deleting,
        ...childrenWords(after),
      };
    case 'child-gone': {
      const { kind, name, uid, records } = input.object;
      return { child: kind, name, uid, records: records.slice(0, 50) };
    }
    case 'proved':
      return { complete: input.proof.complete, targets: input.proof.targets.slice(0, 50) };
    case 'measured': {
      const { seen, stops, judged, over } = input;
      return {
        seen,
        ...(stops !== undefined && { stops }),
        ...(judged && { judged }),
        ...(over && { over }),
      };
    }
    case 'pictured':
      return { pictures: input.pictures.map(({ file, alt }) => ({ file, alt })) };
    case 'alerts':
      return alertWords(input);
    default:
      return { ...input, kind: undefined };
  }
}

/** By name and state; a flood is told by its number. */
function alertWords({ heard, more, cursor, over }: Batch): Record<string, unknown> {
  const said = heard.slice(0, 20).map(({ key, name, expected, score, why, startedAt, resolvedAt }) => ({
    ...{ key, name, expected, score, why, startedAt },
    ...(resolvedAt !== undefined && { resolvedAt }),
  }));
  return { heard: said, of: heard.length, ...(more > 0 && { more }), cursor, ...(over && { over }) };
}

function childrenWords({ children }: RunRecord): Record<string, unknown> {
  if (children === undefined) return {};
  return { children: children.slice(-50).map(({ kind, name, gone }) => ({ kind, name, gone })) };
}

function intentWords(input: Extract<Input, { readonly by: unknown }>): Record<string, unknown> {
  const { kind: _kind, by, ...rest } = input;
  return { ...rest, by: person(by) };
}
