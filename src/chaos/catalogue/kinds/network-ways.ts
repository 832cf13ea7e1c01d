// Which packets NetworkChaos acts on: direction, the other end, addresses, interfaces; and how a rate is held.

import { z } from 'zod';
import { asList, asObject, asTextMap, asTexts } from '../../narrow.ts';
import { labelText } from '../../selector.ts';
import { may, must } from '../kind.ts';
import { podSelectorField } from '../pod-selector-field.ts';
import { listOf, structured } from '../values/collections.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { Value } from '../values/value.ts';
import { oneOf, rate, text } from '../values/words.ts';

const DIRECTIONS = ['to', 'from', 'both'] as const;

const endpoint = z.strictObject({
  selector: podSelectorField,
  mode: z.enum(['one', 'all', 'fixed', 'fixed-percent', 'random-max-percent']),
  value: z.string().optional(),
});

/** Its labels say what it is; a single label's value is what people call it. */
function shownEndpoint(kept: unknown): string {
  const selector = asObject(asObject(kept)['selector']);
  const listed = asList(selector['expressionSelectors']).flatMap((one) => asTexts(asObject(one)['values']));
  if (listed.length > 0) return listed.join(', ');
  const labels = asTextMap(selector['labelSelectors']);
  const [only, ...more] = Object.values(labels);
  if (only !== undefined && more.length === 0) return only;
  return labelText(labels) || 'other pods';
}

const otherEnd: Value = {
  ...structured(
    endpoint,
    'another selector with its mode, as Chaos Mesh writes it',
    '{selector: {namespaces: [shop], labelSelectors: {app: cart}}, mode: all}',
  ),
  shown: shownEndpoint,
};

const ends = {
  target: may('target', otherEnd, 'The pods at the other end; `to cart` or `from cart` says the same.', {
    label: 'Other end',
    rare: true,
  }),
  external: may(
    'externalTargets',
    listOf(text('an address', '203.0.113.7'), 'IPv4 addresses, networks or domains, with :port or without'),
    'Addresses outside of the cluster at the other end.',
    { label: 'Outside addresses' },
  ),
  device: may(
    'device',
    text('an interface', 'eth0'),
    'The network interface of the pods; their first when nothing is said.',
    {
      rare: true,
    },
  ),
  'target-device': may(
    'targetDevice',
    text('an interface', 'eth0'),
    'The network interface of the pods at the other end.',
    {
      rare: true,
    },
  ),
};

const direction = may(
  'direction',
  oneOf(DIRECTIONS, z.enum(DIRECTIONS).default('to')),
  'Whether packets to the other end, from it, or both are meant.',
  { absent: 'to', rare: true },
);

export const way = { direction, ...ends };

const BEHAVIOURS = ['drop', 'reject'] as const;

export const partitionWay = {
  direction: { ...direction, fallback: 'both' },
  ...ends,
  behavior: may(
    'partitionBehavior',
    oneOf(BEHAVIOURS, z.enum(BEHAVIOURS)),
    'Whether packets vanish or are refused; only with a Chaos Mesh newer than 2.8.',
    { absent: 'drop', rare: true, since: '2.9' },
  ),
};

const most = 2 ** 31 - 1;

export const bandwidthPart = {
  rate: must('bandwidth.rate*', rate('1mbit'), 'The most that leaves the pods.'),
  limit: may(
    'bandwidth.limit*',
    wholeNumber({ least: 1, most, example: '20971520', unit: 'bytes' }, z.int32().min(1)),
    'How much may wait to be sent before packets are dropped.',
    { fallback: 20_971_520 },
  ),
  buffer: may(
    'bandwidth.buffer*',
    wholeNumber({ least: 1, most, example: '10000', unit: 'bytes' }, z.int32().min(1)),
    'How much may be sent at once.',
    { fallback: 10_000 },
  ),
  peakrate: may(
    'bandwidth.peakrate',
    wholeNumber(
      { least: 0, most: Number.MAX_SAFE_INTEGER, example: '250000', unit: 'bytes a second' },
      z.int().min(0),
    ),
    'The rate at which what may be sent at once leaves.',
    { rare: true },
  ),
  minburst: may(
    'bandwidth.minburst',
    wholeNumber({ least: 0, most, example: '1500', unit: 'bytes' }, z.int32().min(0)),
    'The least that is sent at the peak rate.',
    { rare: true },
  ),
};
