// Passes, effects and moves of runs as spans.

import type { SpanFacts, Tracing } from '../ops/tracing.ts';
import type { Effect, EffectRunner, EffectRunners } from '../runs/effect.ts';
import type { RunRecord } from '../runs/record.ts';

type Pass = (id: string, signal: AbortSignal) => Promise<void>;

export function tracedPass(pass: Pass, { span }: Tracing): Pass {
  return (id, signal) => span(id, 'pass', {}, () => pass(id, signal));
}

export function tracedRunners(runners: EffectRunners, tracing: Tracing): EffectRunners {
  const traced = Object.entries(runners).map(([kind, runner]) => [
    kind,
    tracedRunner(runner as EffectRunner, tracing),
  ]);
  return Object.fromEntries(traced) as EffectRunners;
}

function tracedRunner(runner: EffectRunner, { span }: Tracing): EffectRunner {
  return {
    ...runner,
    run: (effect, record, context) =>
      span(record.id, `effect ${effect.kind}`, { ...factsOf(record), ...messageOf(effect) }, () =>
        runner.run(effect, record, context),
      ),
  };
}

export function markMove({ mark }: Tracing, record: RunRecord, kind: string): void {
  mark(record.id, `move ${kind}`, { ...factsOf(record), 'faultline.seq': record.seq });
}

function factsOf({ phase, plan }: RunRecord): SpanFacts {
  const { target, kind, action } = plan.experiment;
  return {
    'faultline.phase': phase,
    'faultline.cluster': target.cluster,
    'faultline.namespace': target.namespace,
    'faultline.kind': kind,
    'faultline.action': action,
  };
}

function messageOf(effect: Effect): SpanFacts {
  return 'message' in effect ? { 'faultline.message': effect.message } : {};
}
