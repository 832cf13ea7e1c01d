// A signal as operators write it in YAML, each field by itself; signal-schema.ts makes one of them.

import { z } from 'zod';
import { complain, durationSeconds, kubernetesName, text } from '../config/field-schemas.ts';
import { UNITS } from './signal.ts';

/** A number without quotes is what people write, and means its text. */
const amountText = z.union([text, z.number().nonnegative().transform(String)]);

/** The share of requests that must succeed: `99.9%` becomes 99.9. */
const objectivePercent = amountText.transform((written, context) => {
  const percent = Number(/^(\d{1,2}(?:\.\d{1,5})?)\s*%?$/u.exec(written)?.[1]);
  if (percent > 0 && percent < 100) return percent;
  complain(context, `\`${written}\` is no objective.`, 'Write it like `99.9%`, below 100.');
  return z.NEVER;
});

const burnRate = z
  .strictObject({
    objective: objectivePercent.describe('The share of requests that must succeed, `99.9%`.'),
    factor: z
      .number()
      .positive()
      .max(10_000)
      .prefault(14.4)
      .describe('How many times faster than the error budget allows is too fast.'),
    window: durationSeconds.prefault('5m').describe('Over how long the errors are averaged.'),
  })
  .transform(({ objective, factor, window }) => ({
    ...{ objectivePercent: objective, factor, windowSeconds: window },
  }));

export const writtenSignal = z.strictObject({
  preset: text
    .exactOptional()
    .describe(
      'A ready signal to begin with, `http-p99`; what else is written here counts instead of its own.',
    ),
  name: kubernetesName
    .exactOptional()
    .describe('How people and pictures call it; absent: the name of the preset.'),
  title: text.max(80).exactOptional().describe('What it is, in a few words.'),
  query: text
    .max(4000)
    .exactOptional()
    .describe(
      'PromQL with places: `{{cluster}}`, `{{namespace}}`, `{{workload}}`, `{{workloads}}`, `{{pods}}`, `{{service}}`. Of several series the worst counts.',
    ),
  unit: z
    .enum(UNITS)
    .exactOptional()
    .describe('`ms`, `s`, `%`, `req/s`, `bytes`, `count`, `ratio` or nothing.'),
  worse: z.enum(['higher', 'lower']).exactOptional().describe('Which way is bad: `higher` or `lower`.'),
  limit: amountText
    .exactOptional()
    .describe(
      '`500ms`, `2x baseline`, `2x baseline, at least 1%`, `+20% of baseline` or `+2 points of baseline`.',
    ),
  for: durationSeconds.exactOptional().describe('How long it must be past the limit to be a breach.'),
  noData: z
    .enum(['inconclusive', 'breach'])
    .exactOptional()
    .describe('What a run without data is worth: `inconclusive` or `breach`; it never passes.'),
  stopOnBreach: z.boolean().exactOptional().describe('true: a breach ends the fault at once.'),
  startWithoutData: z
    .boolean()
    .exactOptional()
    .describe('true: a run may start when nothing is known about this signal.'),
  burnRate: burnRate.exactOptional().describe('Also a breach: an error budget spent too fast.'),
});

export type WrittenSignal = z.output<typeof writtenSignal>;
