// Chaos Mesh's selection: which pods or containers an experiment takes, by selector, mode and value.

import type { MachineUse, SelectorUse } from '../kinds/kind.ts';
import {
  type Fields,
  fieldsAt,
  type KubeObject,
  keyOf,
  labelsOf,
  listAt,
  textsAt,
} from '../objects/kube-object.ts';
import type { Pod } from '../objects/pod.ts';
import { type Random, shuffled } from '../random.ts';
import type { Registry } from '../store/registry.ts';
import type { Catalog } from '../store/resources.ts';
import { expressionsOf, fieldValue, isSelectable, labelsMatch } from '../store/selectors.ts';

export type Selection =
  | { readonly ok: true; readonly ids: readonly string[] }
  | { readonly ok: false; readonly error: string };

export interface SelectDeps {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly random: Random;
}

export interface Select {
  pods(use: SelectorUse): Selection;
  machines(use: MachineUse): Selection;
}

export function createSelect(deps: SelectDeps): Select {
  return { pods: createPodSelect(deps), machines: createMachineSelect(deps) };
}

function createPodSelect({ registry, catalog, random }: SelectDeps): Select['pods'] {
  const pods = catalog.plural('pods');
  const nodes = catalog.plural('nodes');

  function listed(byNamespace: Fields): Pod[] {
    return Object.keys(byNamespace).flatMap((namespace) =>
      textsAt(byNamespace, namespace)
        .map((name) => registry.get(pods, namespace, name))
        .filter((pod) => pod !== undefined),
    ) as Pod[];
  }

  function nodeNames(selector: Fields): string[] | undefined {
    const labels = fieldsAt(selector, 'nodeSelectors');
    const named = textsAt(selector, 'nodes');
    if (Object.keys(labels).length === 0) return named.length === 0 ? undefined : named;
    const chosen = registry.list(nodes).filter((node) => labelsMatch(labelsOf(node), labels));
    return [...named, ...chosen.map((node) => node.metadata.name)];
  }

  function candidates(selector: Fields): Pod[] {
    const named = fieldsAt(selector, 'pods');
    if (Object.keys(named).length > 0) return listed(named);
    const onNodes = nodeNames(selector);
    const all = textsAt(selector, 'namespaces').flatMap((namespace) =>
      registry.list(pods, namespace),
    ) as Pod[];
    return all.filter(
      (pod) => matches(pod, selector) && (onNodes === undefined || onNodes.includes(pod.spec.nodeName ?? '')),
    );
  }

  return (use) => {
    const unknown = Object.keys(fieldsAt(use.selector, 'fieldSelectors')).find(
      (key) => !isSelectable('Pod', key),
    );
    if (unknown !== undefined) return { ok: false, error: `field label not supported: ${unknown}` };
    const absent = textsAt(use.selector, 'nodes').find(
      (name) => registry.get(nodes, undefined, name) === undefined,
    );
    if (absent !== undefined)
      return { ok: false, error: `cannot parse node selector, msg: Node "${absent}" not found` };
    const found = candidates(use.selector);
    if (found.length === 0) return { ok: false, error: 'no pod is selected' };
    const chosen = pick(found, use, random);
    const end = use.suffix === undefined ? '' : `/${use.suffix}`;
    const ids = chosen.flatMap((pod) => targetIds(pod, use.containers)).map((id) => `${id}${end}`);
    return ids.length === 0 ? { ok: false, error: 'no target has been selected' } : { ok: true, ids };
  };
}

function matches(pod: KubeObject, selector: Fields): boolean {
  const expressions = expressionsOf(listAt(selector, 'expressionSelectors'));
  return (
    labelsMatch(labelsOf(pod), fieldsAt(selector, 'labelSelectors'), expressions) &&
    labelsMatch(pod.metadata.annotations ?? {}, fieldsAt(selector, 'annotationSelectors')) &&
    Object.entries(fieldsAt(selector, 'fieldSelectors')).every(
      ([key, value]) => fieldValue(pod, key) === value,
    ) &&
    phaseMatches(String((pod as Pod).status.phase), textsAt(selector, 'podPhaseSelectors'))
  );
}

function phaseMatches(phase: string, wanted: readonly string[]): boolean {
  const excluded = wanted.filter((entry) => entry.startsWith('!')).map((entry) => entry.slice(1));
  const included = wanted.filter((entry) => !entry.startsWith('!'));
  return !excluded.includes(phase) && (included.length === 0 || included.includes(phase));
}

type Picking = Pick<SelectorUse, 'mode' | 'value'>;

function pick<T>(found: readonly T[], use: Picking, random: Random): readonly T[] {
  if (use.mode === 'all') return found;
  return shuffled(random, found).slice(0, pickedCount(found.length, use, random));
}

function pickedCount(total: number, { mode, value }: Picking, random: Random): number {
  const amount = Number.parseInt(value, 10);
  if (mode === 'fixed') return Math.min(total, amount);
  if (mode === 'fixed-percent') return Math.max(1, Math.ceil((total * amount) / 100));
  if (mode === 'random-max-percent') return Math.floor((total * Math.floor(random() * (amount + 1))) / 100);
  return 1;
}

/** No container names means the first container; init containers are never taken. */
function targetIds(pod: Pod, containers: readonly string[] | undefined): string[] {
  if (containers === undefined) return [keyOf(pod)];
  const names = pod.spec.containers.map(({ name }) => name);
  const chosen =
    containers.length === 0 ? names.slice(0, 1) : names.filter((name) => containers.includes(name));
  return chosen.map((name) => `${keyOf(pod)}/${name}`);
}

/** Without namespaces those of all are meant, unlike of pods. */
function createMachineSelect({ registry, catalog, random }: SelectDeps): Select['machines'] {
  const machines = catalog.plural('physicalmachines');

  function chosen(selector: Fields): readonly string[] {
    const named = fieldsAt(selector, 'physicalMachines');
    const namespaces = textsAt(selector, 'namespaces');
    const all = registry.list(machines);
    const isListed = ({ metadata: { namespace = '', name } }: KubeObject): boolean =>
      textsAt(named, namespace).includes(name);
    const isMeant = (machine: KubeObject): boolean =>
      (namespaces.length === 0 || namespaces.includes(machine.metadata.namespace ?? '')) &&
      matchesMachine(machine, selector);
    return all.filter(Object.keys(named).length > 0 ? isListed : isMeant).map(keyOf);
  }

  return (use) => {
    const found = use.addresses.length > 0 ? use.addresses : chosen(use.selector);
    if (found.length === 0) return { ok: false, error: 'no physical machine is selected' };
    return { ok: true, ids: pick(found, use, random) };
  };
}

function matchesMachine(machine: KubeObject, selector: Fields): boolean {
  const expressions = expressionsOf(listAt(selector, 'expressionSelectors'));
  return (
    labelsMatch(labelsOf(machine), fieldsAt(selector, 'labelSelectors'), expressions) &&
    labelsMatch(machine.metadata.annotations ?? {}, fieldsAt(selector, 'annotationSelectors')) &&
    Object.entries(fieldsAt(selector, 'fieldSelectors')).every(
      ([key, value]) => fieldValue(machine, key) === value,
    )
  );
}
