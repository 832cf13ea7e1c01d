// The Schedules, Workflows, templates and status checks anywhere in an object, each with where it stands.

import { pathText } from '../field-path.ts';
import { asList, asObject, isObject, type JsonObject } from '../narrow.ts';
import type { Lint, LintSubject } from './lint.ts';

export interface Found {
  readonly spec: JsonObject;
  readonly keys: readonly string[];
}

export interface FoundSchedule extends Found {
  /** In a template of a Workflow, where other rules hold. */
  readonly isNested: boolean;
}

type Manifest = LintSubject['manifest'];

export function workflowsIn({ kind, spec }: Manifest): readonly Found[] {
  if (kind === 'Workflow') return [{ spec, keys: ['spec'] }];
  const { workflow } = spec;
  return kind === 'Schedule' && isObject(workflow) ? [{ spec: workflow, keys: ['spec', 'workflow'] }] : [];
}

export function templatesIn(manifest: Manifest): readonly Found[] {
  return workflowsIn(manifest).flatMap(templatesOf);
}

export function templatesOf({ spec, keys }: Found): readonly Found[] {
  return asList(spec['templates']).map((one, at) => ({
    spec: asObject(one),
    keys: [...keys, 'templates', String(at)],
  }));
}

export function schedulesIn(manifest: Manifest): readonly FoundSchedule[] {
  const own = manifest.kind === 'Schedule' ? [{ spec: manifest.spec, keys: ['spec'], isNested: false }] : [];
  const nested = below(templatesIn(manifest), 'schedule').map((one) => ({ ...one, isNested: true }));
  return [...own, ...nested];
}

export function statusChecksIn(manifest: Manifest): readonly Found[] {
  return manifest.kind === 'StatusCheck'
    ? [{ spec: manifest.spec, keys: ['spec'] }]
    : below(templatesIn(manifest), 'statusCheck');
}

function below(all: readonly Found[], key: string): readonly Found[] {
  return all.flatMap(({ spec, keys }) => {
    const inner = spec[key];
    return isObject(inner) ? [{ spec: inner, keys: [...keys, key] }] : [];
  });
}

/** `field` is a key of what was found, or a path of several. */
export function lintAt(
  severity: Lint['severity'],
  check: string,
  { keys }: Found,
  field: string,
  sentence: string,
  cure?: string,
): Lint {
  const path = pathText([...keys, ...(field === '' ? [] : field.split('.'))]);
  return { severity, check, path, sentence, ...(cure !== undefined && { cure }) };
}
