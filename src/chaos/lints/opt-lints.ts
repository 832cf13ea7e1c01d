// Lints about what said no, or did not say yes, to being a target: namespaces, workloads and pods by their marks (C3).

import { findKind } from '../catalogue/catalogue.ts';
import { markOn, type OptMarks } from '../marks.ts';
import { at, isObject } from '../narrow.ts';
import { selectedNamespaces } from '../pod-selector.ts';
import type { Check, Lint, LintSubject } from './lint.ts';

const path = 'spec.selector';

export const optedOut: Check = (subject) => {
  const { marks, preview, otherEnd = [] } = subject;
  if (marks === undefined || !isOnPods(subject)) return [];
  const pods = [...(preview?.candidates ?? []), ...otherEnd];
  return [
    ...marked(marks, namespacesWithMarks(subject), ({ name }) => `namespace ${name}`),
    ...marked(marks, preview?.workloads ?? [], ({ kind, name }) => `${kind} ${name}`),
    ...marked(marks, pods, ({ name }) => name),
  ];
};

export const optedIn: Check = (subject) => {
  const optIn = subject.marks?.optIn ?? [];
  if (optIn.length === 0 || !isOnPods(subject)) return [];
  const known = subject.circumstances?.namespaces;
  return hitNamespaces(subject).flatMap((name): readonly Lint[] => {
    const namespace = known?.get(name);
    if (namespace !== undefined && markOn(namespace, optIn) !== undefined) return [];
    const sentence =
      namespace === undefined
        ? `Whether ${name} is open to experiments is not known: its labels cannot be read.`
        : `${name} is not open to experiments: it does not say ${optIn.join(' or ')}.`;
    const cure = `Have the namespace labelled \`${optIn[0]}\`.`;
    return [{ severity: 'block', check: 'not-opted-in', path: `${path}.namespaces`, sentence, cure }];
  });
};

/** Chaos Mesh drops pods of other namespaces without a word when it is configured so. */
const INJECT = 'chaos-mesh.org/inject';

export const annotated: Check = (subject) => {
  const { circumstances } = subject;
  if (circumstances?.installation?.filtersNamespaces !== true || !isOnPods(subject)) return [];
  return hitNamespaces(subject).flatMap((name): readonly Lint[] => {
    const namespace = circumstances.namespaces?.get(name);
    if (namespace === undefined || namespace.annotations[INJECT] === 'enabled') return [];
    const sentence = `Chaos Mesh only hits annotated namespaces here, and ${name} is not: no pod would be chosen.`;
    const cure = `kubectl annotate namespace ${name} ${INJECT}=enabled`;
    return [{ severity: 'block', check: 'not-annotated', path: `${path}.namespaces`, sentence, cure }];
  });
};

/** Machines and clouds have no pods that could say anything. */
function isOnPods({ manifest: { kind } }: LintSubject): boolean {
  return findKind(kind)?.on === 'pods';
}

function namespacesWithMarks(subject: LintSubject) {
  const known = subject.circumstances?.namespaces;
  return hitNamespaces(subject).flatMap((name) => {
    const marks = known?.get(name);
    return marks === undefined ? [] : [{ name, ...marks }];
  });
}

/** Those whose pods are chosen, at either end. */
function hitNamespaces({ manifest: { metadata, spec } }: LintSubject): readonly string[] {
  const selectors = [spec['selector'], at(spec['target'], 'selector')].filter(isObject);
  return [...new Set(selectors.flatMap((one) => selectedNamespaces(one, metadata.namespace)))];
}

function marked<T extends Parameters<typeof markOn>[0]>(
  { optOut }: OptMarks,
  objects: readonly T[],
  nameOf: (object: T) => string,
): readonly Lint[] {
  const found = objects.flatMap((object) => {
    const mark = markOn(object, optOut);
    return mark === undefined ? [] : [{ name: nameOf(object), mark }];
  });
  const [first, ...others] = found;
  if (first === undefined) return [];
  const names = found.slice(0, 3).map(({ name }) => name);
  const more = others.length > 2 ? ` and ${others.length - 2} more` : '';
  const sentence = `${names.join(', ')}${more} opted out (${first.mark}), and the selector would hit ${others.length === 0 ? 'it' : 'them'} all the same.`;
  const cure = 'Choose others by a narrower selector, or ask who marked them.';
  return [{ severity: 'block', check: 'opted-out', path, sentence, cure }];
}
