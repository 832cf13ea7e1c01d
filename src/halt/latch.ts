// The latch: "no new starts", kept in the cluster as a ConfigMap so that it works without Slack, Redis or us.

import { setTimeout as wait } from 'node:timers/promises';
import type { CallOptions, Cluster, ConfigMapValue } from '../chaos/cluster.ts';
import { type LatchData, type LatchScope, latchData, latchOf, type Release } from './latch-data.ts';

export type Latch =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly scopes: readonly LatchScope[]; readonly release?: Release }
  /** Nobody knows: no start is allowed. */
  | { readonly state: 'unreadable'; readonly cause: unknown };

export type ReleaseAnswer =
  | { readonly ok: true; readonly latch: Latch; readonly asked?: Release }
  | { readonly ok: false; readonly refusal: 'not-halted' | 'not-asked' | 'same-person' };

/** The part of a cluster the latch needs. */
export type LatchHome = Pick<Cluster, 'readConfigMap' | 'writeConfigMap'>;

export interface Latches {
  /** By GET, never cached; never rejects. */
  read(cluster: LatchHome, options?: CallOptions): Promise<Latch>;
  /** Adds a scope; rejects with ClusterUnavailable when it could not be written. Takes back a release asked for. */
  close(cluster: LatchHome, scope: LatchScope, options?: CallOptions): Promise<Latch>;
  askRelease(cluster: LatchHome, release: Release, options?: CallOptions): Promise<ReleaseAnswer>;
  /** By another person than the one who asked; either may be the one who halted. */
  confirmRelease(cluster: LatchHome, by: string, options?: CallOptions): Promise<ReleaseAnswer>;
}

const NAME = 'faultline-halt';
const TRIES = 10;

interface Deps {
  /** Faultline's own namespace. */
  readonly namespace: string;
  readonly random?: () => number;
}

export function createLatch({ namespace, random = Math.random }: Deps): Latches {
  /** Reads, decides, writes if nobody wrote in between; `decide` answers without data when there is nothing to write. */
  async function change<T>(
    cluster: LatchHome,
    decide: (now: LatchData) => Decision<T>,
    options?: CallOptions,
  ): Promise<T> {
    for (let left = TRIES; left > 0; left -= 1) {
      const found = await cluster.readConfigMap(namespace, NAME, options);
      const { answer, next } = decide(latchOf(found));
      if (next === undefined || (await write(cluster, next, found, options))) return answer;
      await wait(random() * 50, undefined, options?.signal === undefined ? {} : { signal: options.signal });
    }
    throw new Error(`the latch was written by others ${TRIES} times in a row`);
  }

  function write(
    cluster: LatchHome,
    next: LatchData,
    found?: ConfigMapValue,
    options?: CallOptions,
  ): Promise<boolean> {
    return cluster.writeConfigMap(namespace, NAME, latchData(next, found), found?.resourceVersion, options);
  }

  return {
    async read(cluster, options) {
      try {
        return shown(latchOf(await cluster.readConfigMap(namespace, NAME, options)));
      } catch (cause) {
        return { state: 'unreadable', cause };
      }
    },
    close: (cluster, scope, options) => change(cluster, (now) => closing(now, scope), options),
    askRelease: (cluster, release, options) => change(cluster, (now) => asking(now, release), options),
    confirmRelease: (cluster, by, options) => change(cluster, (now) => confirming(now, by), options),
  };
}

/** Whether a start in this namespace is held back; an unreadable latch holds everything back. */
export function latchCovers(latch: Latch, namespace: string): boolean {
  if (latch.state !== 'closed') return latch.state === 'unreadable';
  return latch.scopes.some(({ scope }) => scope === 'all' || scope === `ns/${namespace}`);
}

interface Decision<T> {
  readonly answer: T;
  readonly next?: LatchData;
}

/** Who halted first, and why, is kept; a release that was asked for is void. */
function closing(now: LatchData, scope: LatchScope): Decision<Latch> {
  const stands = now.scopes.some((one) => one.scope === scope.scope);
  const next: LatchData = { scopes: stands ? now.scopes : [...now.scopes, scope] };
  return { answer: shown(next), next };
}

function asking(now: LatchData, release: Release): Decision<ReleaseAnswer> {
  if (now.scopes.length === 0) return { answer: { ok: false, refusal: 'not-halted' } };
  const next: LatchData = { scopes: now.scopes, release };
  return { answer: { ok: true, latch: shown(next), asked: release }, next };
}

function confirming(now: LatchData, by: string): Decision<ReleaseAnswer> {
  if (now.scopes.length === 0) return { answer: { ok: false, refusal: 'not-halted' } };
  if (now.release === undefined) return { answer: { ok: false, refusal: 'not-asked' } };
  if (now.release.by === by) return { answer: { ok: false, refusal: 'same-person' } };
  const next: LatchData = { scopes: [] };
  return { answer: { ok: true, latch: shown(next), asked: now.release }, next };
}

function shown({ scopes, release }: LatchData): Latch {
  if (scopes.length === 0) return { state: 'open' };
  return { state: 'closed', scopes, ...(release !== undefined && { release }) };
}
