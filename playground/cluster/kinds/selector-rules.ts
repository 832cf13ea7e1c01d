// The part that all pod-selecting kinds share: selector schema, mode and value, duration.

import { type Fields, fieldsAt, textAt } from '../objects/kube-object.ts';
import { parseGoDuration } from './duration.ts';
import type { SelectorUse } from './kind.ts';
import { integer, list, map, object, oneOf, type Shape, text } from './shape.ts';

const SELECTOR = object({
  namespaces: { type: 'list', of: text(), emptyIsHarmless: true },
  labelSelectors: map(text()),
  expressionSelectors: list(
    object({ key: text(), operator: text(), values: list(text()) }, ['key', 'operator']),
  ),
  annotationSelectors: map(text()),
  fieldSelectors: map(text()),
  nodes: list(text()),
  nodeSelectors: map(text()),
  podPhaseSelectors: list(text()),
  pods: map(list(text())),
});

const MODE = oneOf('one', 'all', 'fixed', 'fixed-percent', 'random-max-percent');

export const TARGETING: Readonly<Record<string, Shape>> = {
  selector: SELECTOR,
  mode: MODE,
  value: text(),
  duration: text(),
  remoteCluster: text(),
};

export const TARGETING_REQUIRED = ['selector', 'mode'] as const;

export const TARGET = object({ selector: SELECTOR, mode: MODE, value: text() }, TARGETING_REQUIRED);

export const CONTAINER_NAMES = list(text());

export const GRACE = integer({ min: 0 });

export function selectorUse(key: string, holder: Fields, containers?: readonly string[]): SelectorUse {
  return {
    key,
    selector: fieldsAt(holder, 'selector'),
    mode: textAt(holder, 'mode'),
    value: textAt(holder, 'value'),
    containers,
  };
}

export function fieldError(path: string, value: unknown, message: string): string {
  const shown = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return `${path}: Invalid value: ${shown}: ${message}`;
}

export function durationProblems(spec: Fields, path = 'Spec.Duration'): string[] {
  const value = textAt(spec, 'duration');
  if (value === '') return [];
  const parsed = parseGoDuration(value);
  return parsed.ok ? [] : [fieldError(path, value, `parse duration field error: ${parsed.error}`)];
}

function valueMessage(mode: string, value: string): string | undefined {
  if (mode !== 'fixed' && !mode.endsWith('percent')) return undefined;
  if (!/^[+-]?\d+$/.test(value)) {
    return `parse value field error:strconv.Atoi: parsing "${value}": invalid syntax`;
  }
  const amount = Number(value);
  if (mode === 'fixed') return amount > 0 ? undefined : 'value must be greater than 0 with mode:fixed';
  return amount > 0 && amount <= 100
    ? undefined
    : `value of ${amount} is invalid, Must be (0,100] with mode:${mode}`;
}

/** The webhook walks embedded structs, so container kinds get the same error under two paths. */
export function valueProblems(holder: Fields, paths: readonly string[]): string[] {
  const value = textAt(holder, 'value');
  const message = valueMessage(textAt(holder, 'mode'), value);
  return message === undefined ? [] : paths.map((path) => fieldError(path, value, message));
}

export const CONTAINER_PATHS = ['Spec.ContainerSelector.value', 'Spec.ContainerSelector.PodSelector.value'];
