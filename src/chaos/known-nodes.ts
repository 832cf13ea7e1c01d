// A choice by labels of nodes as a choice of nodes by name, where the nodes are known.

import type { ClusterNode } from './circumstances.ts';
import type { PodSelector } from './experiment.ts';
import { matchesLabels } from './selector.ts';

/** Carried by no node: a choice of none is not a choice of all. */
const NO_NODE = '';

/** Nodes that are named and nodes that carry the labels are both meant, as Chaos Mesh joins them. */
export function withKnownNodes(
  selector: PodSelector,
  nodes: ReadonlyMap<string, ClusterNode> | undefined,
): PodSelector {
  const { nodeSelectors = {}, ...others } = selector;
  if (nodes === undefined || Object.keys(nodeSelectors).length === 0) return selector;
  const labelled = [...nodes.values()].filter(({ labels }) => matchesLabels(nodeSelectors, labels));
  const names = [...(others.nodes ?? []), ...labelled.map(({ name }) => name)];
  return { ...others, nodes: names.length === 0 ? [NO_NODE] : names };
}
