// The effects of runs on alerts: what was kept for a run is judged against its contract, and what it expects is silenced.

import { contractOf, expectedOf } from '../chaos/alert-contract.ts';
import { GRACE_MS, NOTHING_HEARD, type OnSurprise } from '../runs/alerts.ts';
import type { Effect, EffectRunner } from '../runs/effect.ts';
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
  const { batches, onSurprise } = deps;
  return {
    ...createSilenceEffects(deps),
    alerts: {
      async run(_effect, record, { now }) {
        const { cursor } = record.alerts ?? NOTHING_HEARD;
        const read = await batches.read(record.id, cursor);
        const heard = { kind: 'alerts' as const, cursor: read.cursor, more: read.dropped };
        if (read.cursor !== cursor)
          return { ...heard, heard: judged(record, read.texts), onSurprise: onSurprise(record) };
        const isLate = isEnded(record.phase) && now >= record.since + GRACE_MS;
        return isLate ? { ...heard, heard: [], onSurprise: 'tell', over: true } : undefined;
      },
    },
  };
}

function judged(record: RunRecord, texts: readonly string[]) {
  const contract = contractOf(record.plan.manifest.metadata);
  return texts.map((text) => {
    const alert = JSON.parse(text) as WaitingAlert;
    return { ...alert, expected: expectedOf(contract, alert.name) };
  });
}
