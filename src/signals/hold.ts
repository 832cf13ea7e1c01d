// Why a run must not start as its signals stand: one of them burns already, or nothing is known of it.

import { amountWords } from './amount-words.ts';
import type { GateCause } from './gate.ts';
import type { GateSeen } from './measuring.ts';
import { causeWords, titleOf } from './seen.ts';

/** undefined: nothing holds it. */
export function heldBy(gates: readonly GateSeen[]): string | undefined {
  const closed = gates.filter(({ gate }) => !gate.mayStart);
  const [first] = closed;
  if (first === undefined) return undefined;
  const rest = closed.length === 1 ? '' : ` and ${closed.length - 1} more`;
  return `${sentenceOf(first)}${rest}`;
}

function sentenceOf({ signal, gate }: GateSeen): string {
  if (gate.state === 'no-data') return `nothing is known of ${titleOf(signal)}: ${unknownWords(gate.cause)}`;
  const { value, limit } = gate.now;
  const [now, most] = [amountWords(value, signal.unit), amountWords(limit, signal.unit)];
  if ('burnRate' in gate) return `${titleOf(signal)} spends its error budget too fast already`;
  return `${titleOf(signal)} is at ${now} already (limit ${most})`;
}

function unknownWords(cause: GateCause): string {
  switch (cause) {
    case 'no-baseline':
      return 'too little was measured before';
    case 'baseline-zero':
      return 'it was zero before, so its limit is unknown';
    case 'window-unseen':
      return 'too little of its window was seen';
    default:
      return causeWords(cause);
  }
}
