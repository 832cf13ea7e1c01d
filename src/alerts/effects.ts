// The effects of runs on alerts: what was kept for a run is judged against its contract, and what it expects is silenced.

import { contractOf, expectedOf } from '../chaos/alert-contract.ts';
import { type Batch, GRACE_MS, NOTHING_HEARD, type OnSurprise, SETTLED_MS } from '../runs/alerts.ts';
import type { Effect, EffectRunner } from '../runs/effect.ts';
import { faultBegan } from '../runs/fault-time.ts';
import { isEnded, type RunRecord } from '../runs/record.ts';
import type { AlertBatches } from '../store/alert-batches.ts';
import type { WaitingAlert } from './intake.ts';
import { createSilenceEffects, type SilenceEffectDeps, type SilenceEffects } from './silence-effects.ts';

export interface AlertEffectDeps extends SilenceEffectDeps {
  readonly batches: Pick<AlertBatches, 'read'>;
  readonly onSurprise: (record: RunRecord) => OnSurprise;
}

type Hear = Extract<Effect, { kind: 'alerts' }>;

export function createAlertEffects(
  deps: AlertEffectDeps,
): SilenceEffects & { readonly alerts: EffectRunner<Hear> } {
  return {
    ...createSilenceEffects(deps),
    alerts: {
      async run(_effect, record, { now }) {
        const { cursor } = record.alerts ?? NOTHING_HEARD;
        const stage = stageOf(record, now);
        if (stage === 'over') return { ...NOTHING, cursor, over: true };
        const batch = isTime(record) ? await heardSince(record, cursor, deps) : undefined;
        return stage === 'settles' ? { ...(batch ?? { ...NOTHING, cursor }), settled: true } : batch;
      },
    },
  };
}

/** `settles`: what fired before the end has had time to arrive; `over`: nothing is waited for any more. */
function stageOf({ phase, since, alerts }: RunRecord, now: number): 'on' | 'settles' | 'over' {
  const endedMs = isEnded(phase) ? now - since : 0;
  if (endedMs >= GRACE_MS) return 'over';
  return endedMs >= SETTLED_MS && alerts?.settled !== true ? 'settles' : 'on';
}

async function heardSince(
  record: RunRecord,
  cursor: string,
  { batches, onSurprise }: AlertEffectDeps,
): Promise<({ readonly kind: 'alerts' } & Batch) | undefined> {
  const read = await batches.read(record.id, cursor);
  if (read.cursor === cursor) return undefined;
  const heard = judged(record, read.texts);
  return { kind: 'alerts', cursor: read.cursor, more: read.dropped, heard, onSurprise: onSurprise(record) };
}

/** What began before the fault can be told only once it is known when that began. */
function isTime(record: RunRecord): boolean {
  return isEnded(record.phase) || faultBegan(record) !== undefined;
}

const NOTHING = { kind: 'alerts', heard: [], more: 0, onSurprise: 'tell' } as const;

function judged(record: RunRecord, texts: readonly string[]) {
  const contract = contractOf(record.plan.manifest.metadata);
  return texts.map((text) => {
    const alert = JSON.parse(text) as WaitingAlert;
    return { ...alert, expected: expectedOf(contract, alert.name) };
  });
}
