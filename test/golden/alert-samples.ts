// Records of runs with alerts beside them: as expected, by surprise, kept, not related, in a flood, with every verdict.

import type { RunAlerts, SeenAlert } from '../../src/runs/alerts.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { SignalPicture } from '../../src/runs/signals.ts';
import { chartOf } from '../../src/signals/charts.ts';
import type { Picture } from '../../src/signals/picture/picture.ts';
import { sentenceOf } from '../../src/signals/picture/sentence.ts';
import { at, sampleDelay } from './sample-record.ts';

const CONTRACT = 'must CheckoutSlow within 60s; may WebRestarts; never PagerStorm';

function alert(name: string, rest: Partial<SeenAlert> = {}): SeenAlert {
  return {
    ...{ key: name, name, why: 'same namespace', score: 30, expected: 'none' as const },
    ...{ startedAt: at('11:07:10'), heardAt: at('11:07:11'), ...rest },
  };
}

const errors = alert('CheckoutErrorsHigh', { summary: '8 % (limit 2 %)' });
const slow = alert('CheckoutSlow', { expected: 'must', startedAt: at('11:05:51'), score: 80 });
const storm = alert('PagerStorm', { expected: 'never' });
const old = alert('DiskFull', { startedAt: at('10:00:00') });

function withAlerts(record: RunRecord, alerts: Partial<RunAlerts>): RunRecord {
  const { manifest } = record.plan;
  const metadata = { ...manifest.metadata, annotations: { 'faultline.dev/alerts': CONTRACT } };
  const plan = { ...record.plan, manifest: { ...manifest, metadata } };
  return { ...record, plan, alerts: { cursor: '1-0', seen: [], ...alerts } };
}

function unpromised(record: RunRecord, alerts: Partial<RunAlerts>): RunRecord {
  return { ...record, alerts: { cursor: '1-0', seen: [], ...alerts } };
}

const running = sampleDelay({ injectedAt: at('11:05:10') });
const surprise = { nth: 1, at: at('11:07:11'), stopAt: at('11:07:41'), keys: ['CheckoutErrorsHigh'] };
const stopped = { why: 'alert' as const, at: at('11:07:41'), reason: 'CheckoutErrorsHigh' };
const recovered = sampleDelay({
  phase: 'recovered',
  injectedAt: at('11:05:10'),
  recoveredAt: at('11:07:19'),
  stop: { why: 'ended', at: at('11:07:10') },
  proof: { at: at('11:07:19'), complete: true, targets: [] },
});
const flood = ['CartErrorsHigh', 'SearchSlow', 'QueueLong', 'PaymentsDown'].map((name) => alert(name));

export const silencedRun: RunRecord = {
  ...withAlerts(running, {}),
  silences: { state: 'on', at: at('11:05:11'), alerts: 2, count: 12, until: at('11:08:10') },
};

export const alertCards: Readonly<Record<string, RunRecord>> = {
  'running-no-alerts': unpromised(running, {}),
  'running-alerts-expected': withAlerts(running, { seen: [slow] }),
  'running-alerts-surprise': withAlerts(running, { seen: [slow, errors], surprise }),
  'recovered-alerts-passed': withAlerts(recovered, { seen: [slow] }),
  'recovered-alerts-breached': withAlerts(recovered, { seen: [storm, errors, old] }),
  'recovered-alerts-inconclusive': withAlerts(
    { ...recovered, stop: { why: 'stopped', at: at('11:05:20'), by: 'Ana' } },
    {},
  ),
};

const SIGNALS = { names: ['p99', 'errors', 'rate'], from: at('11:00:10'), stepSeconds: 5 };
const p99 = {
  ...{ name: 'p99', title: 'checkout p99', unit: 'ms', kind: 'breached' as const, limit: 500 },
  ...{ baseline: { median: 240.4, low: 210, high: 280 }, worst: { at: at('11:06:00'), value: 1_900 } },
  ...{ breachedAt: at('11:05:40'), recoveredAfterSeconds: 48 },
  lastTime: { run: 'r-2b4c6d', at: at('10:00'), worst: 1_200 },
};
const errors5xx = {
  ...{ name: 'errors', title: 'checkout errors', unit: '%', kind: 'inconclusive' as const },
  why: 'no data (Prometheus did not answer in time)',
};
const rate = { name: 'rate', title: 'checkout rate', unit: 'req/s', kind: 'passed' as const, limit: 40 };
const byBreach = { why: 'breach' as const, at: at('11:06:10'), reason: 'checkout p99' };

export const measuredRun: RunRecord = {
  ...recovered,
  stop: byBreach,
  signals: { ...SIGNALS, seen: [p99, errors5xx, rate], judged: true, stoppedBy: 'p99' },
};

export const signalCards: Readonly<Record<string, RunRecord>> = {
  'running-signals-blind': {
    ...running,
    signals: {
      ...SIGNALS,
      seen: [
        { ...errors5xx, kind: 'open' as const },
        { ...rate, kind: 'open' as const },
      ],
    },
  },
  'recovered-signals-breached': measuredRun,
  'recovered-signals-passed': { ...recovered, signals: { ...SIGNALS, seen: [rate], judged: true } },
};

const fault = { from: at('11:05:10'), to: at('11:07:10') };

/** A value a quarter of a minute, from five minutes before the fault. */
function pictureOf(title: string, unit: string, values: readonly (number | null)[]): Picture {
  const [from, to] = [at('11:00:10'), at('11:08:10')];
  const points = values.map((value, step) => [from + step * 15_000, value] as const);
  return { title, unit, from, to, series: [{ name: title, points }], fault, marks: [] };
}

function pictured(file: string, picture: Picture): SignalPicture {
  const chart = chartOf(picture, picture.title);
  return { file, alt: sentenceOf(picture), ...(chart && { chart }) };
}

const usual = (value: number): number[] => Array.from({ length: 20 }, (_, step) => value + (step % 3));
const p99Picture: Picture = {
  ...pictureOf('checkout p99', 'ms', [
    ...usual(239.4),
    260,
    700,
    1_312.5,
    1_900,
    1_850,
    1_420,
    640,
    300,
    241,
  ]),
  threshold: { value: 500, side: 'above' },
};
const errorsPicture = pictureOf('checkout errors', '%', []);
const ratePicture: Picture = {
  ...pictureOf('checkout rate', 'req/s', [...usual(80.25), null, null, 61.5, 58.24, 70, 79, 81]),
  threshold: { value: 40, side: 'below' },
};
export const picturesOfSignals = [pictured('F0ONE', p99Picture), pictured('F0THREE', ratePicture)];

export const signalReplies: Readonly<Record<string, readonly [string, RunRecord]>> = {
  'breach-stopped': [
    'reply:breach',
    { ...running, phase: 'recovering', stop: byBreach, signals: { ...SIGNALS, seen: [p99] } },
  ],
  'breach-goes-on': [
    'reply:breach',
    { ...running, signals: { ...SIGNALS, seen: [p99, { ...p99, title: 'cart p99' }] } },
  ],
  'verdict-signals-breached': [
    'reply:verdict',
    {
      ...recovered,
      signals: {
        ...SIGNALS,
        seen: [p99, errors5xx, rate],
        judged: true,
        pictures: [pictured('F0TWO', errorsPicture), ...picturesOfSignals],
      },
    },
  ],
};

export const alertReplies: Readonly<Record<string, readonly [string, RunRecord]>> = {
  'surprise-asking': ['reply:surprise-1', unpromised(running, { seen: [errors], surprise })],
  'surprise-flood': [
    'reply:surprise-1',
    unpromised(running, {
      seen: [errors, ...flood.map((one) => ({ ...one, resolvedAt: at('11:07:30') }))],
      surprise: { ...surprise, keys: [errors, ...flood].map(({ key }) => key) },
    }),
  ],
  'surprise-kept': [
    'reply:surprise-1',
    unpromised(running, {
      seen: [errors],
      surprise: { ...surprise, kept: { by: 'Ana', at: at('11:07:20'), why: 'that page is *old* <!here>' } },
    }),
  ],
  'surprise-not-related': [
    'reply:surprise-1',
    unpromised(running, {
      seen: [{ ...errors, ruling: { related: false, by: 'Mara', at: at('11:07:25') } }],
      surprise,
    }),
  ],
  'surprise-stopped': [
    'reply:surprise-1',
    unpromised(
      { ...running, phase: 'recovering', stop: stopped },
      { seen: [{ ...errors, resolvedAt: at('11:08:10') }], surprise },
    ),
  ],
  'surprise-must-not-fire': [
    'reply:surprise-1',
    withAlerts(running, { seen: [storm], surprise: { nth: 1, at: at('11:07:11'), keys: ['PagerStorm'] } }),
  ],
  'verdict-alerts-breached': ['reply:verdict', withAlerts(recovered, { seen: [storm, errors] })],
};
