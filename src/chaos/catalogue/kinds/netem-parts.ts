// The parts of netem, which NetworkChaos joins under whatever action it is asked for.

import { may, must, rarely } from '../kind.ts';
import { percentText, wholeNumber } from '../values/numbers.ts';
import { netemTime } from '../values/times.ts';
import { rate } from '../values/words.ts';

export const delayPart = {
  latency: must('delay.latency*', netemTime('1ms', '200ms'), 'How long each packet is held back.', {
    label: 'Delay',
  }),
  jitter: may('delay.jitter', netemTime('0ms', '20ms'), 'How much the delay varies around its value.', {
    fallback: '0ms',
    absent: '0ms',
  }),
  correlation: correlation('delay', 'a packet’s delay'),
  reorder: may(
    'delay.reorder.reorder*',
    percentText('5%'),
    'The share of packets sent at once, before those held back.',
    { rare: true },
  ),
  gap: may(
    'delay.reorder.gap*',
    wholeNumber({ least: 1, most: 1_000_000, example: '5' }),
    'Every how many packets one is sent at once.',
    { rare: true },
  ),
  'reorder-correlation': may(
    'delay.reorder.correlation',
    percentText('25%'),
    'How much the choice of a packet resembles the one before.',
    { absent: 0, rare: true },
  ),
};

export const lossPart = {
  loss: must('loss.loss*', percentText('10%'), 'The share of packets that is dropped.'),
  correlation: correlation('loss', 'the loss of a packet'),
};

export const duplicatePart = {
  duplicate: must('duplicate.duplicate*', percentText('10%'), 'The share of packets that is sent twice.'),
  correlation: correlation('duplicate', 'the doubling of a packet'),
};

export const corruptPart = {
  corrupt: must('corrupt.corrupt*', percentText('10%'), 'The share of packets that is damaged.'),
  correlation: correlation('corrupt', 'the damage to a packet'),
};

export const ratePart = {
  rate: may('rate.rate*', rate('1mbit'), 'The most that leaves the pods.', { since: '2.7' }),
};

const parts = {
  delay: delayPart,
  loss: lossPart,
  duplicate: duplicatePart,
  corrupt: corruptPart,
  rate: ratePart,
};

type Drafts = Parameters<typeof rarely>[0];

/** What all other parts can say, by names of their own, beside the part an action is named after. */
export function besides(own: keyof typeof parts): Drafts {
  const others = Object.entries(parts).filter(([part]) => part !== own);
  return rarely(Object.assign({}, ...others.map(([part, drafts]) => renamed(part, drafts))) as Drafts);
}

/** All of them, none of them needed. */
export const together: Drafts = Object.fromEntries(
  Object.entries(parts)
    .flatMap(([part, drafts]) => Object.entries(rarely(renamed(part, drafts))))
    .map(([name, draft]) => [name, { ...draft, rare: false }]),
);

/** Every part has a correlation. */
function renamed(part: string, drafts: Drafts): Drafts {
  const { correlation: shared, ...others } = drafts;
  return shared === undefined
    ? others
    : { ...others, [`${part}-correlation`]: { ...shared, label: `Correlation of the ${part}` } };
}

function correlation(part: string, what: string) {
  return may(`${part}.correlation`, percentText('25%'), `How much ${what} resembles the one before.`, {
    fallback: 0,
    absent: 0,
  });
}
