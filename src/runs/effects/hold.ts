// The effect that pauses an object or lets it go on, as the person who asked.

import type { EffectRunner } from '../effect.ts';
import { type ClusterEffectDeps, partsOf, refOf } from './ports.ts';

export function createHold(deps: ClusterEffectDeps): EffectRunner {
  return {
    async run(_effect, record, { signal }) {
      const { hold, object } = record;
      if (hold === undefined || object === undefined) return undefined;
      const { cluster } = partsOf(deps, record);
      const answer = await cluster.pause({ ...refOf(record), uid: object.uid }, hold.paused, hold.by, {
        signal,
      });
      if (answer.ok) return { kind: 'seen', object: answer.object };
      return answer.refusal.reason === 'not-found'
        ? { kind: 'gone', uid: object.uid }
        : { kind: 'hold-refused', sentence: answer.refusal.sentence };
    },
  };
}
