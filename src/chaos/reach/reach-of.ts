// The table of who can be hit, by what a fault acts on.

import type { ActsOn } from '../catalogue/action.ts';
import { cloudReach } from './cloud.ts';
import { machineReach } from './machines.ts';
import { podReach } from './pods.ts';
import type { Reach } from './reach.ts';

const REACH: Readonly<Record<ActsOn, Reach>> = {
  pods: podReach,
  machines: machineReach,
  cloud: cloudReach,
};

export function reachOf({ on }: { readonly on: ActsOn }): Reach {
  return REACH[on];
}
