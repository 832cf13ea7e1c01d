// Lints on the words of a selector that admission lets pass and the choice of pods then fails on (00.1, 2.1).

import { actsOn } from '../catalogue/catalogue.ts';
import type { Expression } from '../experiment.ts';
import { at, isObject } from '../narrow.ts';
import { nearestWords } from '../nearest.ts';
import { readSelector } from '../pod-selector.ts';
import { MACHINE_FIELDS } from '../reach/machine-selector.ts';
import { nounOf } from '../reach/words.ts';
import type { Check, Lint } from './lint.ts';

const FIELDS: Readonly<Record<'pods' | 'machines', readonly string[]>> = {
  pods: [
    ...['metadata.name', 'metadata.namespace', 'spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName'],
    ...['spec.serviceAccountName', 'status.phase', 'status.podIP', 'status.nominatedNodeName'],
  ],
  machines: MACHINE_FIELDS,
};
const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/u;

export const selectorWords: Check = ({ manifest: { kind, spec } }) => {
  const on = actsOn({ kind });
  if (on === 'cloud') return [];
  const where = isObject(spec['target']) ? ['spec.selector', 'spec.target.selector'] : ['spec.selector'];
  return where.flatMap((path) => wordsIn(on, path, at({ spec }, ...path.split('.'))));
};

function wordsIn(on: keyof typeof FIELDS, path: string, raw: unknown): readonly Lint[] {
  const selector = readSelector(raw);
  const { fieldSelectors = {}, podPhaseSelectors = [], expressionSelectors = [] } = selector;
  return [
    ...Object.keys(fieldSelectors)
      .filter((field) => !FIELDS[on].includes(field))
      .map((field) => noField(on, path, field)),
    ...podPhaseSelectors.flatMap((phase) => phaseWord(path, phase)),
    ...VALUES.flatMap((field) =>
      Object.entries(selector[field] ?? {}).flatMap(([key, value]) =>
        labelValue(`${path}.${field}`, key, value),
      ),
    ),
    ...expressionSelectors.flatMap((rule, nth) => expression(`${path}.expressionSelectors.${nth}`, rule)),
  ];
}

/** All of these are read as labels, annotations too. */
const VALUES = ['labelSelectors', 'nodeSelectors', 'annotationSelectors'] as const;

function noField(on: keyof typeof FIELDS, path: string, field: string): Lint {
  const sentence = `No ${nounOf(on, 1)} can be chosen by the field ${field}: none would be.`;
  return block('selector-field', `${path}.fieldSelectors`, sentence, `Known are ${FIELDS[on].join(', ')}.`);
}

function phaseWord(path: string, word: string): readonly Lint[] {
  const phase = word.replace(/^!/u, '');
  if (PHASES.includes(phase)) return [];
  const [near] = nearestWords(phase, PHASES);
  const cure = near === undefined ? `Known are ${PHASES.join(', ')}.` : `Did you mean ${near}?`;
  return [block('selector-phase', `${path}.podPhaseSelectors`, `Pods have no phase “${phase}”.`, cure)];
}

function labelValue(path: string, key: string, value: string): readonly Lint[] {
  if (LABEL_VALUE.test(value)) return [];
  const sentence = `${key.slice(0, 60)} cannot be asked for “${value.slice(0, 40)}”: it is read as the value of a label, which that is not.`;
  return [block('selector-value', path, sentence, 'Letters, digits, dashes, dots; 63 characters at most.')];
}

function expression(path: string, { key, operator, values = [] }: Expression): readonly Lint[] {
  if (!OPERATORS.includes(operator)) {
    const [near] = nearestWords(operator, OPERATORS);
    const cure = near === undefined ? `Known are ${OPERATORS.join(', ')}.` : `Did you mean ${near}?`;
    return [
      block(
        'selector-expression',
        `${path}.operator`,
        `“${operator.slice(0, 40)}” is no way to compare labels.`,
        cure,
      ),
    ];
  }
  const needsValues = operator === 'In' || operator === 'NotIn';
  if (needsValues === values.length > 0) return [];
  const sentence = needsValues
    ? `${operator} of ${key} needs values.`
    : `${operator} of ${key} takes no values.`;
  return [block('selector-expression', `${path}.values`, sentence)];
}

function block(check: string, path: string, sentence: string, cure?: string): Lint {
  return { severity: 'block', check, path, sentence, ...(cure && { cure }) };
}
