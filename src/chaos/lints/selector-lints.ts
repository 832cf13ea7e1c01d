// Lints about the choice of pods: nothing asked, no phase, several workloads, parts that cannot be judged (L6, 00.1).

import { actsOn } from '../catalogue/catalogue.ts';
import { asList, asObject } from '../narrow.ts';
import { isChoosing, readSelector } from '../pod-selector.ts';
import { nounOf } from '../reach/words.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

const path = 'spec.selector';

export const selectorSaid: Check = ({ manifest: { kind, spec }, wholeNamespace = false }) => {
  const on = actsOn({ kind });
  if (on === 'cloud' || isByAddress(spec)) return [];
  if (!isChoosing(readSelector(spec['selector'])) && !wholeNamespace) return [everything(nounOf(on, 1))];
  if (on === 'machines') return [];
  // Of the other end it makes no difference: a pod that does not run sends and receives nothing.
  return phaseSaid('spec.selector', spec['selector']);
};

/** Machines that are named outright; whether they are both ways, or neither, is another check. */
function isByAddress(spec: LintSubject['manifest']['spec']): boolean {
  return spec['address'] !== undefined;
}

function everything(target: string): Lint {
  return {
    severity: 'block',
    check: 'empty-selector',
    path,
    sentence: `The selector is empty: it means every ${target} of the namespace.`,
    cure: 'Name labels, or list what is meant; in a line the whole namespace is said as `shop/*`.',
  };
}

function phaseSaid(where: string, selector: unknown): readonly Lint[] {
  const { podPhaseSelectors, pods } = asObject(selector);
  if (asList(podPhaseSelectors).length > 0 || Object.keys(asObject(pods)).length > 0) return [];
  const sentence = 'Pods that are pending or completed can be chosen too, since no phase is named.';
  const cure = 'podPhaseSelectors: [Running]';
  return [{ severity: 'warn', check: 'L6-phase', path: `${where}.podPhaseSelectors`, sentence, cure }];
}

/** Labels may be shared by more than was meant; what lists its workloads, pods or nodes was meant. */
export const severalWorkloads: Check = (subject) => {
  const names = (subject.preview?.workloads ?? []).map(({ kind, name }) => `${kind} ${name}`);
  if (names.length < 2) return [];
  const sentence = `It can hit ${names.length} workloads: ${listed(names)}.`;
  if (isOutright(subject)) return [{ severity: 'warn', check: 'several-workloads', path, sentence }];
  const cure = 'List them in an expression, `{key: app, operator: In, values: […]}`, or choose one of them.';
  return [{ severity: 'block', check: 'several-workloads', path, sentence, cure }];
};

function isOutright({ manifest: { spec }, wholeNamespace = false }: LintSubject): boolean {
  const { pods, nodes, expressionSelectors = [] } = readSelector(spec['selector']);
  const isListed = expressionSelectors.some(({ operator }) => operator === 'In');
  return wholeNamespace || isListed || pods !== undefined || nodes !== undefined;
}

export const unjudged: Check = ({ preview }) =>
  (preview?.unjudged ?? []).map((part) => ({
    severity: 'warn',
    check: 'selector-unknown',
    path: `${path}.${part}`,
    sentence: `What ${part} leaves of the pods is not known here: all that could match are counted.`,
  }));

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
