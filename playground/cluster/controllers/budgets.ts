// Keeps the status of PodDisruptionBudgets: how many healthy pods there are and how many may go.

import {
  type Fields,
  fieldsAt,
  type KubeObject,
  keyOf,
  labelsOf,
  listAt,
  specOf,
} from '../objects/kube-object.ts';
import { isReady, isTerminating } from '../objects/pod.ts';
import { resourceKey } from '../store/resources.ts';
import { expressionsOf, labelsMatch } from '../store/selectors.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createWorkqueue } from './workqueue.ts';

function amount(value: unknown, total: number): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  return Math.ceil((Number.parseInt(value, 10) / 100) * total);
}

function desiredHealthy(spec: Fields, total: number): number {
  const unavailable = amount(spec['maxUnavailable'], total);
  if (unavailable !== undefined) return Math.max(0, total - unavailable);
  return amount(spec['minAvailable'], total) ?? 1;
}

export function createBudgets({
  registry,
  catalog,
  store,
  clock,
  latencyMs,
  speed,
}: ControlPlane): Controller {
  const budgets = catalog.plural('poddisruptionbudgets');
  const pods = catalog.plural('pods');

  function matched(budget: KubeObject): KubeObject[] {
    const selector = specOf(budget)['selector'];
    const expressions = expressionsOf(listAt(selector, 'matchExpressions'));
    return registry
      .list(pods, budget.metadata.namespace)
      .filter((pod) => labelsMatch(labelsOf(pod), fieldsAt(selector, 'matchLabels'), expressions));
  }

  function reconcile(key: string): Record<string, never> {
    const [namespace, name = ''] = key.split('/');
    registry.edit(budgets, namespace, name, (draft) => {
      const chosen = matched(draft);
      const currentHealthy = chosen.filter((pod) => isReady(pod) && !isTerminating(pod)).length;
      const desired = desiredHealthy(specOf(draft), chosen.length);
      draft['status'] = {
        ...fieldsAt(draft, 'status'),
        expectedPods: chosen.length,
        currentHealthy,
        desiredHealthy: desired,
        disruptionsAllowed: Math.max(0, currentHealthy - desired),
        observedGeneration: draft.metadata.generation ?? 1,
      };
    });
    return {};
  }

  const queue = createWorkqueue({ clock, latencyMs, speed, reconcile });
  const watched = [resourceKey(budgets), resourceKey(pods)];

  function addAll(namespace?: string): void {
    for (const budget of registry.list(budgets, namespace)) queue.add(keyOf(budget));
  }

  return followStore({
    store,
    queue,
    addAll,
    onChange({ resource, object }) {
      if (watched.includes(resource)) addAll(object.metadata.namespace);
    },
  });
}
