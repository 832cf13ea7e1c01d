// Faults on machines with chaosd: chosen from the inventory by name or selector, or named outright by address.

import type { Parameters } from '../catalogue/action.ts';
import { actionById } from '../catalogue/catalogue.ts';
import type { Machine } from '../cluster.ts';
import type { Experiment, PodSelector, Target } from '../experiment.ts';
import { hasEntries, isOnly, readSelector, selectedNamespaces, someOf } from '../pod-selector.ts';
import { affectedBy } from '../preview.ts';
import { labelText } from '../selector.ts';
import { findMachines } from './find-machines.ts';
import { listedMachine, machineAt, type Thing, thingsNamed, wordOfThings } from './hits.ts';
import { machineMatches } from './machine-selector.ts';
import { modeOf, modeSpec } from './mode.ts';
import type { Picture, Reach, Sight } from './reach.ts';

export const machineReach: Reach = {
  find(word, said, around) {
    const named = addressed(said);
    if (named.length === 0) return findMachines(word, around);
    return { ok: true, word: wordOfThings(named), labels: {} };
  },
  spec: (experiment) => ({
    ...(addressed(experiment).length === 0 && { selector: machineSelectorOf(experiment.target) }),
    ...modeSpec(experiment.mode),
  }),
  read({ namespace, spec }, parameters, { cluster, word }) {
    const mode = modeOf(spec);
    const selector = readSelector(spec['selector']);
    const place = { cluster, namespace };
    const target =
      parameters['address'] === undefined
        ? targetFrom(selector, place, word)
        : { ...place, word: word ?? wordOfAddresses(parameters), labels: {} };
    return mode && { target, mode };
  },
  look(experiment, picture) {
    const named = addressed(experiment);
    return named.length > 0 ? byAddress(experiment, named) : fromInventory(experiment, picture);
  },
};

export function machineSelectorOf({ namespace, labels, selector }: Target): PodSelector {
  return selector ?? { namespaces: [namespace], labelSelectors: labels };
}

/** Machines of the inventory that a target chooses, by name. */
export function machinesChosen(target: Target, picture: Pick<Picture, 'machines'>): readonly Machine[] {
  const selector = machineSelectorOf(target);
  return selectedNamespaces(selector, target.namespace)
    .flatMap(picture.machines)
    .filter((machine) => machineMatches(selector, machine))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

type Said = Pick<Experiment, 'kind' | 'action' | 'parameters'>;

function addressed({ kind, action: id, parameters }: Said): readonly Thing[] {
  const action = actionById(kind, id);
  return action === undefined ? [] : thingsNamed(action, parameters);
}

function wordOfAddresses(parameters: Parameters): string {
  return wordOfThings((parameters['address'] as readonly string[]).map(machineAt));
}

function targetFrom(
  selector: PodSelector,
  { cluster, namespace }: Pick<Target, 'cluster' | 'namespace'>,
  word: string | undefined,
): Target {
  const labels = selector.labelSelectors ?? {};
  const short = { cluster, namespace, word: word ?? wordFor(selector, namespace), labels };
  return isShort(selector, namespace) ? short : { ...short, selector };
}

function isShort({ namespaces = [], labelSelectors, ...others }: PodSelector, namespace: string): boolean {
  const isPlain = !Object.values(others).some(hasEntries) && hasEntries(labelSelectors);
  return isPlain && isOnly(namespaces, namespace);
}

/** Machines by name, by labels, or all of the namespace. */
function wordFor(selector: PodSelector, namespace: string): string {
  const { physicalMachines, labelSelectors = {}, namespaces: _, ...others } = selector;
  if (hasEntries(physicalMachines)) return someOf(Object.values(physicalMachines).flat());
  if (hasEntries(labelSelectors)) return labelText(labelSelectors);
  return Object.values(others).some(hasEntries) ? 'chosen' : `${namespace}/*`;
}

/** Nobody knows of an address more than that somebody typed it. */
function byAddress({ target, mode }: Experiment, things: readonly Thing[]): Sight {
  return {
    known: true,
    workloads: things.map(({ name }) => asWorkload(name, target.namespace)),
    candidates: things.map(({ name }) => name),
    affected: affectedBy(mode, things.length),
    hits: { on: 'machines', things },
  };
}

function fromInventory({ target, mode }: Experiment, picture: Picture): Sight {
  const machines = machinesChosen(target, picture);
  const own = target.namespace;
  return {
    known: machines.length > 0,
    workloads: machines.map(({ name, namespace }) => asWorkload(name, namespace)),
    candidates: machines.map(({ name, namespace }) => (namespace === own ? name : `${namespace}/${name}`)),
    affected: affectedBy(mode, machines.length),
    total: new Set(
      selectedNamespaces(machineSelectorOf(target), own)
        .flatMap(picture.machines)
        .map(({ address }) => address),
    ).size,
    hits: { on: 'machines', things: machines.map(listedMachine) },
  };
}

/** A machine is a workload of one: which it is, is promised; whether it is up, nobody sees. */
function asWorkload(name: string, namespace: string): Sight['workloads'][number] {
  return { kind: 'PhysicalMachine', namespace, name, replicas: 1, ready: 1 };
}
