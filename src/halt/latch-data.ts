// How the latch is written into its ConfigMap, and read back from whatever somebody put there by hand.

import { z } from 'zod';
import type { ConfigMapValue } from '../chaos/cluster.ts';

export type Scope = 'all' | `ns/${string}`;

export interface LatchScope {
  readonly scope: Scope;
  readonly by: string;
  /** Milliseconds. */
  readonly at: number;
  readonly reason: string;
}

export interface Release {
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

export interface LatchData {
  readonly scopes: readonly LatchScope[];
  readonly release?: Release;
}

/** `kubectl label configmap faultline-halt faultline.dev/halt=all` closes the latch by itself. */
export const HALT_LABEL = 'faultline.dev/halt';

const SCOPES = z.array(
  z.object({
    scope: z.union([z.literal('all'), z.templateLiteral(['ns/', z.string().min(1)])]),
    by: z.string().default('somebody'),
    at: z.number().default(0),
    reason: z.string().default(''),
  }),
);

const RELEASE = z.object({ by: z.string(), at: z.number(), reason: z.string() });

/** Data that cannot be understood closes everything: better one start too few. */
export function latchOf(found: ConfigMapValue | undefined): LatchData {
  if (found === undefined) return { scopes: [] };
  const written = scopesIn(found.data['scopes']);
  const labelled = found.labels[HALT_LABEL] === 'all' && !written.some(({ scope }) => scope === 'all');
  const scopes = labelled ? [...written, byHand('the ConfigMap is labelled')] : written;
  const release = RELEASE.safeParse(json(found.data['release']));
  return { scopes, ...(release.success && { release: release.data }) };
}

/** Other labels and keys somebody added stay. */
export function latchData(
  { scopes, release }: LatchData,
  found: ConfigMapValue | undefined,
): Pick<ConfigMapValue, 'data' | 'labels'> {
  const { [HALT_LABEL]: _, ...labels } = found?.labels ?? {};
  const { scopes: __, release: ___, ...data } = found?.data ?? {};
  const all = scopes.some(({ scope }) => scope === 'all');
  return {
    labels: { ...labels, 'app.kubernetes.io/managed-by': 'faultline', ...(all && { [HALT_LABEL]: 'all' }) },
    data: {
      ...data,
      ...(scopes.length > 0 && { scopes: JSON.stringify(scopes) }),
      ...(release !== undefined && { release: JSON.stringify(release) }),
    },
  };
}

function scopesIn(text: string | undefined): readonly LatchScope[] {
  if (text === undefined || text.trim() === '') return [];
  const parsed = SCOPES.safeParse(json(text));
  return parsed.success ? parsed.data : [byHand('the scopes in the ConfigMap are not readable')];
}

function byHand(reason: string): LatchScope {
  return { scope: 'all', by: 'somebody with access to the cluster', at: 0, reason };
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
