// What a person means by `m1`, `machine/m1`, `m1,m2`, `rack=a` or `machine/*`: machines of the inventory, or why not.

import { isDeepStrictEqual } from 'node:util';
import type { Machine } from '../cluster.ts';
import type { PodSelector, Target } from '../experiment.ts';
import { nearestWords } from '../nearest.ts';
import { type Labels, labelsFrom, labelText, matchesLabels } from '../selector.ts';
import type { TargetAnswer } from '../target.ts';
import type { Around } from './reach.ts';

export function findMachines(typed: string, { namespace, machines }: Around): TargetAnswer {
  const word = typed.replace(/^machine\//u, '');
  if (word === '*') return everything(namespace, machines);
  const labels = labelsFrom(word);
  if (labels !== undefined) return byLabels(labels, machines);
  const names = word.split(',');
  const missing = names.find((name) => !machines.some((machine) => machine.name === name));
  if (missing !== undefined) return noMachine(missing, machines);
  return chosen(word, { physicalMachines: { [namespace]: names } });
}

function everything(namespace: string, machines: readonly Machine[]): TargetAnswer {
  if (machines.length === 0) return noMachine('*', machines);
  return chosen(`${namespace}/*`, { namespaces: [namespace] });
}

function byLabels(labels: Labels, machines: readonly Machine[]): TargetAnswer {
  const word = labelText(labels);
  if (word === '') return { ok: false, refusal: { kind: 'empty-selector', word } };
  return machines.some((machine) => matchesLabels(labels, machine.labels))
    ? { ok: true, word, labels }
    : noMachine(word, machines);
}

function noMachine(word: string, machines: readonly Machine[]): TargetAnswer {
  const names = machines.map(({ name }) => name);
  const nearest = nearestWords(word, names);
  return { ok: false, refusal: { kind: 'no-machine', word, nearest, known: names.toSorted() } };
}

function chosen(word: string, selector: PodSelector): TargetAnswer {
  return { ok: true, word, labels: {}, selector };
}

/** Whether the word, said of the target's namespace, means this very selector. */
export function isWordForMachines({ word, namespace, selector }: Target): boolean {
  const names = word.replace(/^machine\//u, '').split(',');
  const meant = word.endsWith('/*')
    ? { namespaces: [namespace] }
    : { physicalMachines: { [namespace]: names } };
  return isDeepStrictEqual(selector, meant);
}
