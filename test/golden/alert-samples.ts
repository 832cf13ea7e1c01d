// Records of runs with alerts beside them: as expected, by surprise, kept, not related, in a flood, with every verdict.

import type { RunAlerts, SeenAlert } from '../../src/runs/alerts.ts';
import type { RunRecord } from '../../src/runs/record.ts';
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
