// Lints that need to know which machines or instances are hit: none, all of them, or some that another experiment holds (L6, L13, L25).

import { actionOfSpec } from '../catalogue/catalogue.ts';
import type { ChaosObject } from '../cluster.ts';
import { asText } from '../narrow.ts';
import { readSelector, selectedNamespaces } from '../pod-selector.ts';
import { affectedBy } from '../preview.ts';
import { listedMachine, type Thing, thingsNamed } from '../reach/hits.ts';
import { machineMatches } from '../reach/machine-selector.ts';
import { modeOf } from '../reach/mode.ts';
import { counted } from '../reach/words.ts';
import type { Check, Lint, LintSubject } from './lint.ts';
import { isOver } from './overlap-lint.ts';

export const machinesFound: Check = ({ manifest: { spec }, hits }) => {
  if (hits?.on !== 'machines') return [];
  if (hits.things.length === 0) return [none];
  if (asText(spec['mode']) !== 'random-max-percent') return [];
  const sentence = 'A random percentage may come out as no machine at all, and then nothing happens.';
  return [{ severity: 'warn', check: 'L6-maybe-none', path: 'spec.mode', sentence }];
};

const none: Lint = {
  severity: 'block',
  check: 'no-machines',
  path: 'spec.selector',
  sentence: 'No machine of the inventory matches the selector.',
  cure: 'Machines are listed as objects of the kind PhysicalMachine; one that is not can be named by its address.',
};

/** One that was named is what was meant; of several, that none is left is worth a word. */
export const allMachines: Check = ({ manifest: { spec }, hits }) => {
  const mode = modeOf(spec);
  if (hits?.on !== 'machines' || mode === undefined || hits.things.length < 2) return [];
  if (affectedBy(mode, hits.things.length).most < hits.things.length) return [];
  const sentence = `All ${counted('machines', hits.things.length)} are hit: none stays untouched.`;
  return [{ severity: 'warn', check: 'L25-all-machines', path: 'spec.mode', sentence }];
};

export const thingOverlap: Check = ({ manifest, hits, experiments = [], machines = () => [] }) => {
  if (hits === undefined) return [];
  const others = experiments.filter((other) => isAnother(manifest, other) && !isOver(other));
  return others.flatMap((other) => {
    const held = new Set(thingsOf(other, machines));
    return lintOf(
      manifest,
      other,
      hits.things.filter(({ id }) => held.has(id)),
    );
  });
};

type Manifest = LintSubject['manifest'];

function isAnother({ metadata }: Manifest, other: ChaosObject): boolean {
  return other.name !== metadata.name || other.namespace !== metadata.namespace;
}

/** Ids of what an experiment holds: once Chaos Mesh has chosen among machines, its records say which. */
function thingsOf(other: ChaosObject, machines: NonNullable<LintSubject['machines']>): readonly string[] {
  const action = actionOfSpec(other.kind, other.spec);
  if (action === undefined || action.on === 'pods') return [];
  const named = thingsNamed(action, action.parse(other.spec) ?? {}).map(({ id }) => id);
  if (action.on === 'cloud') return named;
  if (named.length > 0) return named;
  const selector = readSelector(other.spec['selector']);
  const chosen = new Set(other.records.map(({ id }) => id));
  return selectedNamespaces(selector, other.namespace)
    .flatMap(machines)
    .filter((machine) => machineMatches(selector, machine))
    .map(listedMachine)
    .filter(({ record = '' }) => chosen.size === 0 || chosen.has(record))
    .map(({ id }) => id);
}

function lintOf(manifest: Manifest, other: ChaosObject, shared: readonly Thing[]): readonly Lint[] {
  if (shared.length === 0) return [];
  const names = shared.length > 3 ? `${shared.length} of these` : shared.map(({ name }) => name).join(', ');
  const about = { check: 'L13-held', path: 'spec' };
  if (other.spec['action'] !== manifest.spec['action']) {
    const sentence = `${other.name} holds ${names} too; what is seen will be of both.`;
    return [{ ...about, severity: 'info', sentence }];
  }
  const sentence = `${other.name} already does the same to ${names}; whichever ends first ends it for both.`;
  return [{ ...about, severity: 'warn', sentence }];
}
