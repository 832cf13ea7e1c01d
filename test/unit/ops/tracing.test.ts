// Spans of runs: one trace a run whoever makes them, nested as the work is, and nothing at all where nobody asked.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import {
  type Context,
  type ContextManager,
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { markMove, tracedPass, tracedRunners } from '../../../src/app/traced.ts';
import { createTracing, NO_TRACING, traceIdOf } from '../../../src/ops/tracing.ts';
import type { EffectRunners } from '../../../src/runs/effect.ts';
import { draft } from '../runs/sample-run.ts';

interface Seen {
  readonly name: string;
  readonly traceId: string;
  readonly parent: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  ended: boolean;
  failed?: string;
}

/** Keeps what an SDK would send. */
function recording() {
  const seen: Seen[] = [];
  const startSpan = (name: string, options: SpanOptions = {}, above: Context = ROOT_CONTEXT): Span => {
    const parent = trace.getSpanContext(above) ?? INVALID_SPAN_CONTEXT;
    const id = String(seen.length + 1).padStart(16, '0');
    const { traceId } = parent;
    const one: Seen = {
      name,
      traceId,
      parent: parent.spanId,
      id,
      attributes: options.attributes ?? {},
      ended: false,
    };
    seen.push(one);
    return {
      spanContext: () => ({ traceId, spanId: id, traceFlags: 1 }),
      isRecording: () => true,
      setStatus: ({ message }: { message?: string }) => {
        one.failed = message ?? '';
      },
      end: () => {
        one.ended = true;
      },
    } as unknown as Span;
  };
  return { seen, tracing: createTracing({ tracer: { startSpan } as unknown as Tracer }) };
}

/** As an SDK brings one along. */
function following(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (within, work, self, ...args) => storage.run(within, () => work.call(self as never, ...args)),
    bind: (_within, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

test('spans of one run are of one trace, which every replica works out alike', async () => {
  const first = recording();
  const second = recording();
  await first.tracing.span('r-234567', 'pass', {}, async () => undefined);
  second.tracing.mark('r-234567', 'move approve', { 'faultline.seq': 3 });
  second.tracing.mark('r-abcdef', 'move approve', {});
  const [one, two, other] = [...first.seen, ...second.seen];
  assert.equal(one?.traceId, two?.traceId);
  assert.equal(one?.traceId, traceIdOf('r-234567'));
  assert.match(String(one?.traceId), /^[0-9a-f]{32}$/);
  assert.notEqual(other?.traceId, one?.traceId);
  assert.deepEqual(two?.attributes, { 'faultline.seq': 3, 'faultline.run': 'r-234567' });
  assert.ok(one?.ended && two?.ended);
});

test('what fails says so on its span, and fails on', async () => {
  const { seen, tracing } = recording();
  const fails = tracing.span('r-1', 'effect create', {}, () => Promise.reject(new Error('no answer')));
  await assert.rejects(fails, /no answer/);
  assert.deepEqual([seen[0]?.failed, seen[0]?.ended], ['no answer', true]);
});

test('effects and moves stand below the pass in which they are made, and only below that of their run', async (t) => {
  context.setGlobalContextManager(following());
  t.after(() => context.disable());
  const { seen, tracing } = recording();
  const record = draft();
  const look = { run: async () => markMove(tracing, record, 'seen') as undefined };
  const runners = tracedRunners({ look } as unknown as EffectRunners, tracing);
  const { signal } = new AbortController();
  const pass = tracedPass(async () => {
    await runners.look.run({ kind: 'look' }, record, { now: 0, signal });
    tracing.mark('r-other', 'move halt', {});
  }, tracing);
  await pass(record.id, signal);
  const [outer, effect, move, other] = seen;
  assert.deepEqual(
    seen.map(({ name }) => name),
    ['pass', 'effect look', 'move seen', 'move halt'],
  );
  assert.deepEqual([effect?.parent, move?.parent], [outer?.id, effect?.id]);
  assert.equal(other?.traceId, traceIdOf('r-other'));
  assert.notEqual(other?.parent, outer?.id);
  assert.equal(effect?.attributes['faultline.cluster'], 'staging');
});

test('without an SDK nothing is recorded, and it is known that nobody hears', async () => {
  const tracing = createTracing();
  assert.equal(tracing.isHeard(), false);
  assert.equal(await tracing.span('r-1', 'pass', {}, async () => 7), 7);
});

test('where nobody asked for spans the work is called and nothing else', async () => {
  const work = Promise.resolve(7);
  assert.equal(
    NO_TRACING.span('r-1', 'pass', {}, () => work),
    work,
  );
  NO_TRACING.mark('r-1', 'move approve', {});
});
