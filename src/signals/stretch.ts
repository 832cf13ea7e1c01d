// Cuts samples into stretches on one side of the limit; nothing is known about the gaps between them.

import { known, type Sample } from './sample.ts';

export interface Stretch {
  readonly isPast: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A gap longer than this ends a stretch: one missing sample does not, two in a row do. */
export function longestGapMs(stepSeconds: number): number {
  return stepSeconds * 2500;
}

export function stretchesOf(
  samples: readonly Sample[],
  isPast: (value: number) => boolean,
  gapMs: number,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [atMs, value] of known(samples)) {
    const last = stretches.at(-1);
    const past = isPast(value);
    const goesOn = last?.isPast === past && atMs - last.toMs <= gapMs;
    if (goesOn) stretches.splice(-1, 1, { ...last, toMs: atMs });
    else stretches.push({ isPast: past, fromMs: atMs, toMs: atMs });
  }
  return stretches;
}

export function lengthMs({ fromMs, toMs }: Stretch): number {
  return toMs - fromMs;
}
