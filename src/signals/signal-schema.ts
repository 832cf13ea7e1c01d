// The signals of faultline.yaml: what is written, on top of a preset where one is named, checked as a whole.

import { z } from 'zod';
import { nearestWords } from '../chaos/nearest.ts';
import { complain } from '../config/field-schemas.ts';
import { parseLimit } from './limit-text.ts';
import { findPreset, presetNames } from './presets/presets.ts';
import { readQuery } from './query-template.ts';
import type { BurnRule, Limit, Signal, Unit } from './signal.ts';
import { type WrittenSignal, writtenSignal } from './written-signal.ts';

/** Seconds; long enough that one odd scrape is no breach. */
const DEFAULT_FOR_SECONDS = 15;

export const signalSchema = writtenSignal.transform((written, context): Signal => {
  const merged = { ...presetOf(written, context), ...written };
  const whole = wholeOf(merged, context);
  if (whole === undefined) return z.NEVER;
  checkQuery(whole.query, context);
  checkBurnRate(whole.unit, written.burnRate, context);
  const limit = limitOf(whole, context);
  return limit === undefined ? z.NEVER : signalOf(merged, whole, limit);
});

export const signalsSchema = z.array(signalSchema).max(20).superRefine(checkNames);

function presetOf({ preset }: WrittenSignal, context: z.RefinementCtx): Partial<WrittenSignal> {
  if (preset === undefined) return {};
  const found = findPreset(preset);
  if (found === undefined) {
    const near = nearestWords(preset, presetNames);
    const names = (near.length > 0 ? near : presetNames).map((name) => `\`${name}\``).join(', ');
    complain(context, `There is no preset \`${preset}\`.`, `Use one of: ${names}.`, ['preset']);
    return {};
  }
  const { name, title, query, unit, worse, limit } = found;
  return { name, title, query, unit, worse, limit };
}

const NEEDED = ['name', 'query', 'unit', 'worse', 'limit'] as const;

type Whole = Required<Pick<WrittenSignal, (typeof NEEDED)[number]>>;

/** A preset that is not there has been complained of already. */
function wholeOf(merged: WrittenSignal, context: z.RefinementCtx): Whole | undefined {
  const { name, query, unit, worse, limit } = merged;
  const isWhole = [name, query, unit, worse, limit].every((field) => field !== undefined);
  if (isWhole) return merged as WrittenSignal & Whole;
  if (context.issues.length > 0) return undefined;
  for (const field of NEEDED)
    if (merged[field] === undefined)
      complain(context, 'It is missing.', 'Write it, or name a `preset` that has one.', [field]);
  return undefined;
}

function checkQuery(query: string, context: z.RefinementCtx): void {
  const read = readQuery(query);
  if (read.ok) return;
  for (const { line, column, sentence, cure } of read.faults)
    complain(context, `${sentence} Line ${line}, column ${column} of the query.`, cure, ['query']);
}

function checkBurnRate(unit: Unit, rule: BurnRule | undefined, context: z.RefinementCtx): void {
  if (rule === undefined || unit === '%' || unit === 'ratio') return;
  complain(
    context,
    'A burn rate is about a share of errors.',
    'Give it to a signal whose `unit` is `%` or `ratio`, or leave it out.',
    ['burnRate'],
  );
}

function limitOf({ limit, unit, worse }: Whole, context: z.RefinementCtx): Limit | undefined {
  const read = parseLimit(limit, { unit, worse });
  if (read.ok) return read.limit;
  complain(context, read.sentence, read.cure, ['limit']);
  return undefined;
}

function signalOf({ title, burnRate, ...written }: WrittenSignal, whole: Whole, limit: Limit): Signal {
  const { name, query, unit, worse } = whole;
  return {
    ...{ name, query, unit, worse, limit },
    ...(title === undefined ? {} : { title }),
    forSeconds: written.for ?? DEFAULT_FOR_SECONDS,
    noData: written.noData ?? 'inconclusive',
    stopOnBreach: written.stopOnBreach ?? true,
    startWithoutData: written.startWithoutData ?? false,
    ...(burnRate === undefined ? {} : { burnRate }),
  };
}

function checkNames(signals: readonly Signal[], context: z.RefinementCtx): void {
  for (const [index, { name }] of signals.entries()) {
    const first = signals.findIndex((other) => other.name === name);
    if (first === index) continue;
    const params = { cure: 'Give each its own `name`.' };
    context.addIssue({
      code: 'custom',
      message: `\`${name}\` is there twice.`,
      params,
      path: [index, 'name'],
    });
  }
}
