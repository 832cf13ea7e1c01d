// What per-pod objects still hold of network, io and http faults: the only trace such a fault leaves in the cluster.

import { asList, asNumber, asObject, asText, at } from './narrow.ts';

/** Stands for a change whose experiment the object no longer names. */
export const SOMETHING = '*';

/**
 * Experiments `ns/name` with an entry in a PodNetworkChaos, PodIOChaos or PodHttpChaos; plus SOMETHING when the newest
 * change has not been carried out: emptied, but the daemon not yet told.
 */
export function residueIn(raw: unknown): readonly string[] {
  const entries = Object.values(asObject(at(raw, 'spec'))).flatMap(asList);
  const sources = entries.map((entry) => asText(at(entry, 'source'))).filter((source) => source !== '');
  return [...new Set(isBehind(raw) ? [...sources, SOMETHING] : sources)];
}

function isBehind(raw: unknown): boolean {
  if (asText(at(raw, 'status', 'failedMessage')) !== '') return true;
  return asNumber(at(raw, 'status', 'observedGeneration')) < asNumber(at(raw, 'metadata', 'generation'));
}
