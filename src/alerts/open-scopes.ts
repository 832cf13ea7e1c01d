// The runs that alerts may belong to now, read anew when a second old; any replica may ask at any time.

import { type Correlator, createCorrelator } from './correlate.ts';
import type { Scope } from './scope.ts';

export interface OpenScopes {
  /** Rejects with StoreUnavailable. */
  current(): Promise<OpenNow>;
}

export interface OpenNow {
  readonly all: Correlator;
  /** By the run's id. */
  readonly scopes: ReadonlyMap<string, Scope>;
  /** When it was read, by the monotonic clock. */
  readonly at: number;
}

export interface OpenScopesDeps {
  /** Of every run that hears alerts. */
  readonly read: () => Promise<readonly Scope[]>;
  readonly monotonic: () => number;
  readonly everyMs?: number;
}

export function createOpenScopes({ read, monotonic, everyMs = 1_000 }: OpenScopesDeps): OpenScopes {
  let now: OpenNow | undefined;
  let reading: Promise<OpenNow> | undefined;

  async function readAgain(): Promise<OpenNow> {
    const at = monotonic();
    const scopes = await read();
    now = { all: createCorrelator(scopes), scopes: new Map(scopes.map((one) => [one.run, one])), at };
    return now;
  }

  return {
    current() {
      if (now !== undefined && monotonic() - now.at < everyMs) return Promise.resolve(now);
      reading ??= readAgain().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
