// The effects on clusters, as one part of the conductor's table.

import type { EffectRunners } from '../effect.ts';
import { createHold } from './hold.ts';
import type { ClusterEffectDeps } from './ports.ts';
import { createProve } from './prove.ts';
import { createCheck, createCreate, createGate, createReview } from './start.ts';
import { createClear, createLook, createRemove } from './watch.ts';

export function createClusterEffects(
  deps: ClusterEffectDeps,
): Pick<
  EffectRunners,
  'check' | 'review' | 'gate' | 'create' | 'look' | 'remove' | 'clear' | 'hold' | 'prove'
> {
  return {
    check: createCheck(deps),
    review: createReview(deps),
    gate: createGate(deps),
    create: createCreate(deps),
    look: createLook(deps),
    remove: createRemove(deps),
    clear: createClear(deps),
    hold: createHold(deps),
    prove: createProve(deps),
  };
}
