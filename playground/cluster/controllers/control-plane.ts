// What every simulated controller is handed: the cluster's parts, its clock and its pace.

import type { Clock } from '../../clock.ts';
import type { Throttle } from '../admission/throttle.ts';
import type { Daemon } from '../daemon.ts';
import type { Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import type { Registry } from '../store/registry.ts';
import type { Catalog } from '../store/resources.ts';
import type { Store } from '../store/store.ts';

export interface ControlPlane {
  readonly clock: Clock;
  readonly store: Store;
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly faults: Faults;
  readonly daemon: Daemon;
  readonly throttle: Throttle;
  readonly random: Random;
  readonly newUid: () => string;
  readonly speed: number;
  readonly latencyMs: number;
  readonly podReadyMs: number;
}

export interface Controller {
  start(): void;
  stop(): void;
}
