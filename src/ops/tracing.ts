// Spans of runs for OpenTelemetry: the API alone, which does nothing until somebody starts node with an SDK.

import { createHash } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';

export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

export interface Tracing {
  /** The work as a span of the run's trace; what it rejects with is written on the span and passed on. */
  span<T>(run: string, name: string, facts: SpanFacts, work: () => Promise<T>): Promise<T>;
  /** Something that took no time. */
  mark(run: string, name: string, facts: SpanFacts): void;
  /** An SDK takes the spans. */
  isHeard(): boolean;
}

export interface TracingOptions {
  readonly tracer?: Tracer;
}

/** The attribute by which every span of a run is found, beside its trace. */
const RUN = 'faultline.run';

export function createTracing({ tracer = trace.getTracer('faultline') }: TracingOptions = {}): Tracing {
  const start = (run: string, name: string, facts: SpanFacts): { span: Span; around: Context } => {
    const above = parentOf(run);
    const span = tracer.startSpan(name, { attributes: { ...facts, [RUN]: run } as Attributes }, above);
    return { span, around: trace.setSpan(above, span) };
  };
  return {
    async span(run, name, facts, work) {
      const { span, around } = start(run, name, facts);
      try {
        // Calls to Redis, Slack and the cluster that an SDK knows stand below it.
        return await context.with(around, work);
      } catch (error) {
        span.setStatus({
          code: SpanStatusCode.ERROR,
          ...(error instanceof Error && { message: error.message }),
        });
        throw error;
      } finally {
        span.end();
      }
    },
    mark: (run, name, facts) => start(run, name, facts).span.end(),
    isHeard() {
      const span = tracer.startSpan('start');
      const heard = span.isRecording();
      span.end();
      return heard;
    },
  };
}

/** Where nobody asked for spans, nothing is made that the API would throw away. */
export const NO_TRACING: Tracing = {
  span: (_run, _name, _facts, work) => work(),
  mark: () => undefined,
  isHeard: () => true,
};

/**
 * Every replica works out the same trace from the run's id, so that their spans join without being told of each other.
 * It counts as sampled: runs are few, and half a run says little.
 */
export function traceIdOf(run: string): string {
  return createHash('sha256').update(`faultline ${run}`).digest('hex').slice(0, 32);
}

/** What is at work for this run already, else the run itself. */
function parentOf(run: string): Context {
  const traceId = traceIdOf(run);
  const active = context.active();
  if (trace.getSpanContext(active)?.traceId === traceId) return active;
  const spanId = traceId.slice(0, 16);
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId, isRemote: true },
    traceFlags: TraceFlags.SAMPLED,
  });
}
