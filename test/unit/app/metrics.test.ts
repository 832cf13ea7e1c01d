// What a scrape hears of runs, latches, watches and health, and what moves say of themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clusters } from '../../../src/app/clusters.ts';
import { registerMetrics, tellMove } from '../../../src/app/metric-parts.ts';
import { timedPass } from '../../../src/app/timed-pass.ts';
import { createHealth } from '../../../src/ops/health.ts';
import { createMetrics } from '../../../src/ops/metrics.ts';
import type { Message, RunRecord } from '../../../src/runs/record.ts';
import { draft, T0 } from '../runs/sample-run.ts';

const of = (phase: RunRecord['phase'], more: Partial<RunRecord> = {}): RunRecord => ({
  ...draft(),
  phase,
  since: T0,
  ...more,
});

interface World {
  readonly records?: readonly RunRecord[];
  readonly redisDown?: boolean;
  readonly latch?: 'open' | 'closed' | 'unreadable';
}

async function scraped({ records = [], redisDown = false, latch = 'open' }: World): Promise<string> {
  const metrics = createMetrics({ processMetrics: false });
  const health = createHealth();
  health.add('redis', () => ({ ok: !redisDown, detail: '' }));
  const asked = async <T>(answer: T): Promise<T> => {
    if (redisDown) throw new Error('no redis');
    return answer;
  };
  const runs = {
    pending: () => asked(records.map(({ id }) => id)),
    readMany: () => asked(records.map((record) => JSON.stringify(record))),
    due: () => asked({ ids: [], waitMs: undefined, lagMs: 1_500 }),
    lastTime: () => T0,
  };
  const clusters = {
    all: [{ cluster: { name: 'prod' }, cache: { silentMs: () => 42_000 } }],
  } as unknown as Clusters;
  const latches = { read: async () => ({ state: latch }) as never };
  registerMetrics({ metrics, redis: { runs }, clusters, latches, health });
  return metrics.text();
}

test('a scrape tells of runs by phase, of who waits for votes and how long, and of what is overdue', async () => {
  const records = [
    of('running'),
    of('awaiting', { askedAt: T0 - 90_000 }),
    of('awaiting', { askedAt: T0 - 30_000 }),
    of('recovered'),
  ];
  const text = await scraped({ records });
  for (const line of [
    'faultline_runs{phase="running"} 1',
    'faultline_runs{phase="awaiting"} 2',
    'faultline_runs{phase="stuck"} 0',
    'faultline_approvals_waiting 2',
    'faultline_approvals_oldest_seconds 90',
    'faultline_due_lag_seconds 1.5',
    'faultline_watch_age_seconds{cluster="prod"} 42',
    'faultline_ready{check="redis"} 1',
  ])
    assert.ok(text.includes(`${line}\n`), `${line} in\n${text}`);
  assert.doesNotMatch(text, /recovered/);
});

test('while nobody waits there is no oldest', async () => {
  assert.doesNotMatch(await scraped({}), /^faultline_approvals_oldest_seconds \d/m);
});

test('without Redis the rest is told, and that it is away', async () => {
  const text = await scraped({ redisDown: true, latch: 'closed' });
  assert.doesNotMatch(text, /^faultline_(runs|approvals_waiting|due_lag_seconds)[ {]/m);
  for (const line of [
    'faultline_ready{check="redis"} 0',
    'faultline_watch_age_seconds{cluster="prod"} 42',
    'faultline_latch{cluster="prod",state="open"} 0',
    'faultline_latch{cluster="prod",state="closed"} 1',
    'faultline_latch{cluster="prod",state="unreadable"} 0',
  ])
    assert.ok(text.includes(`${line}\n`), line);
});

function told(before: RunRecord | undefined, after: RunRecord): readonly string[] {
  const said: string[] = [];
  const metrics = {
    move: (kind: string) => void said.push(kind),
    decided: (outcome: string, seconds: number) => void said.push(`${outcome} after ${seconds} s`),
    slackLimit: (_method: string, limit: string) => void said.push(limit),
  };
  tellMove(metrics, after, 'seen', before);
  return said;
}

test('the time to a decision runs from asking people to the end of the vote', () => {
  const awaiting = of('awaiting', { askedAt: T0 });
  const later = T0 + 61_000;
  assert.deepEqual(told(awaiting, of('approved', { since: later })), ['seen', 'approved after 61 s']);
  assert.deepEqual(told(awaiting, of('denied', { since: later })), ['seen', 'denied after 61 s']);
  assert.deepEqual(told(awaiting, of('checking', { since: later })), ['seen']);
  assert.deepEqual(told(awaiting, awaiting), ['seen']);
  assert.deepEqual(told(of('running'), of('recovering')), ['seen']);
  assert.deepEqual(told(undefined, of('draft')), ['seen']);
});

test('a change of a card that waits for its edit already joins that edit', () => {
  const card: Message = { state: 'posted', channel: 'C1', ts: '1.0', shown: 'x', facts: 3, at: T0 };
  const with_ = (facts: number) => of('running', { facts, messages: { card } });
  assert.deepEqual(told(with_(4), with_(5)), ['seen', 'coalesced']);
  assert.deepEqual(told(with_(3), with_(4)), ['seen']);
  assert.deepEqual(told(with_(4), with_(4)), ['seen']);
  assert.deepEqual(told(of('running', { facts: 4 }), of('running', { facts: 5 })), ['seen']);
});

test('a pass is timed, whether it ends well or not', async () => {
  const said: string[] = [];
  let now = 0;
  const deps = {
    monotonic: () => now,
    metrics: { passed: (outcome: string, seconds: number) => void said.push(`${outcome} ${seconds}`) },
  };
  const { signal } = new AbortController();
  const takes = (ms: number, fails = false) =>
    timedPass(
      {
        pass: async () => {
          now += ms;
          if (fails) throw new Error('no redis');
        },
      },
      deps,
    );
  await takes(250)('r-1', signal);
  await assert.rejects(takes(500, true)('r-1', signal), /no redis/);
  assert.deepEqual(said, ['ok 0.25', 'failed 0.5']);
});
