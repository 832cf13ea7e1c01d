// Lints that need the pods: nothing to hit, host network, containers, everything at once (L6, L7, L9, L25).

import { actionOfSpec } from '../catalogue/catalogue.ts';
import type { Pod } from '../cluster.ts';
import { headroomOf } from '../headroom.ts';
import { asText, asTexts } from '../narrow.ts';
import type { Preview } from '../preview.ts';
import type { Check, Lint } from './lint.ts';

export const podsFound: Check = ({ manifest, preview }) => {
  if (preview === undefined) return [];
  const path = 'spec.selector';
  if (preview.candidates.length === 0)
    return [{ severity: 'block', check: 'no-pods', path, sentence: whyNone(preview) }];
  if (asText(manifest.spec['mode']) !== 'random-max-percent') return [];
  const sentence = 'A random percentage may come out as no pod at all, and then nothing happens.';
  return [{ severity: 'warn', check: 'L6-maybe-none', path: 'spec.mode', sentence }];
};

function whyNone({ notRunning }: Preview): string {
  if (notRunning.length === 0) return 'No pod matches the selector.';
  const [first] = notRunning;
  return notRunning.length === 1
    ? `The one pod that matches, ${first?.name}, does not run: it is ${first?.phase}.`
    : `None of the ${notRunning.length} pods that match is running.`;
}

export const terminating: Check = ({ preview }) => {
  const names = (preview?.candidates ?? []).filter((pod) => pod.deleting).map((pod) => pod.name);
  if (names.length === 0) return [];
  const sentence = `${listed(names)} already being deleted and may be the one chosen.`;
  return [{ severity: 'info', check: 'terminating-pods', path: 'spec.selector', sentence }];
};

/** Chaos Mesh refuses such a pod while applying, and then neither the end nor a deletion helps. */
export const hostNetwork: Check = ({ manifest, preview, otherEnd = [] }) => {
  const pods = [...(preview?.candidates ?? []), ...otherEnd];
  const names = pods.filter((pod) => pod.hostNetwork).map((pod) => pod.name);
  if (manifest.kind !== 'NetworkChaos' || names.length === 0) return [];
  const sentence = `${listed(names)} on the host’s network: a network fault would hang there for ever.`;
  return [{ severity: 'block', check: 'L9-host-network', path: 'spec.selector', sentence }];
};

/** A second end without pods fails the whole experiment. */
export const otherEndFound: Check = ({ manifest: { spec }, otherEnd }) => {
  if (otherEnd === undefined) return [];
  if (otherEnd.length > 0) return (spec['direction'] ?? 'to') === 'to' ? [] : [otherEndToo(otherEnd)];
  const sentence = 'No pod stands at the other end: nothing would be injected at all.';
  return [{ severity: 'block', check: 'L6-other-end', path: 'spec.target.selector', sentence }];
};

/** Rules are set on both ends then, and its records name both. */
function otherEndToo(pods: readonly Pod[]): Lint {
  const names = pods.map(({ name }) => name).toSorted();
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const many = names.length === 1 ? '1 pod' : `${names.length} pods`;
  const sentence = `It acts on the other end too, ${many}: ${names.slice(0, 5).join(', ')}${rest}. Limits count the target alone.`;
  return { severity: 'info', check: 'other-end-too', path: 'spec.target.selector', sentence };
}

export const containers: Check = ({ manifest, preview }) => {
  const wanted = asTexts(manifest.spec['containerNames']);
  const pods = preview?.candidates ?? [];
  return wanted.flatMap((name): readonly Lint[] => {
    const lacking = pods.filter((pod) => !pod.containers.includes(name));
    if (lacking.length === 0) return [];
    const known = [...new Set(lacking.flatMap((pod) => pod.containers))];
    const sentence = `${lacking.length} of ${pods.length} pods have no container “${name}”.`;
    const cure = known.length > 0 ? `They have ${known.join(', ')}.` : undefined;
    const path = 'spec.containerNames';
    return [{ severity: 'block', check: 'L7-container', path, sentence, ...(cure && { cure }) }];
  });
};

/** Chaos Mesh takes as many as there are, without a word. */
export const fewerThanAsked: Check = ({ manifest: { spec }, preview }) => {
  const all = preview?.candidates.length ?? 0;
  const asked = Number(asText(spec['value']));
  if (spec['mode'] !== 'fixed' || all === 0 || !(asked > all)) return [];
  const sentence = `${asked} pods were asked for and ${all} ${all === 1 ? 'matches' : 'match'}: more cannot be hit, until there are more.`;
  return [{ severity: 'info', check: 'fewer-than-asked', path: 'spec.value', sentence }];
};

export const allReplicas: Check = ({ preview }) => {
  const all = preview?.candidates.length ?? 0;
  if (preview === undefined || all === 0 || preview.affected.most < all) return [];
  const sentence =
    all === 1
      ? 'It is the only pod: none stays untouched.'
      : `All ${all} pods are hit: none stays untouched.`;
  return [{ severity: 'warn', check: 'L25-all-replicas', path: 'spec.mode', sentence }];
};

/** Chaos Mesh deletes pods without asking the budget, so the budget does not hold anything back. */
export const budget: Check = ({ manifest, preview, budgets }) => {
  const disruptive = actionOfSpec(manifest.kind, manifest.spec)?.disruptive ?? false;
  if (preview === undefined || !disruptive) return [];
  const { budget: tightest } = headroomOf(preview, budgets ?? []);
  const { most } = preview.affected;
  if (tightest === undefined || tightest.allowed >= most) return [];
  const allowed = tightest.allowed === 0 ? 'none' : `only ${tightest.allowed}`;
  const sentence = `Takes ${most} away where the disruption budget ${tightest.name} allows ${allowed} now.`;
  return [{ severity: 'warn', check: 'L25-budget', path: 'spec.mode', sentence }];
};

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${shown}${more} ${names.length === 1 ? 'is' : 'are'}`;
}
