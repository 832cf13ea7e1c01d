// A Schedule, Workflow or StatusCheck that was given: its own fields and lints, and all those of the experiments inside of it.

import { actionOfSpec } from '../catalogue/catalogue.ts';
import { keysOf, pathText } from '../field-path.ts';
import { lintsOf } from '../lints.ts';
import { LENGTH } from '../manifest.ts';
import type { JsonObject } from '../narrow.ts';
import { isOrchestration } from '../orchestration/body.ts';
import { endedSpec } from '../orchestration/compose.ts';
import { everyFaultIn, type Fault, faultsOf, treeOf } from '../orchestration/tree.ts';
import type { Finding } from './finding.ts';
import { notInside } from './known-kinds.ts';

export interface GivenSpec {
  readonly kind: string;
  readonly spec: JsonObject;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  /** The document has annotations to add to. */
  readonly hasAnnotations: boolean;
}

export function orchestrationFindings(
  given: GivenSpec,
  fields: readonly Finding[],
  ofSpec: (kind: string, spec: JsonObject) => readonly Finding[],
): readonly Finding[] {
  const lints = lintsOf({ manifest: given }).map((lint) => withEdit(lint, given));
  const inner = faultsIn(given)
    .filter((fault) => !fields.some((one) => isBlockIn(one, fault)))
    .flatMap((fault) => [
      ...ofSpec(fault.kind, lintedSpec(fault)).map((finding) => moved(finding, fault.keys)),
      ...[notInside(fault.kind) ?? []]
        .flat()
        .map((finding) => moved({ ...finding, path: 'spec' }, fault.keys)),
    ]);
  return [...lints, ...inner];
}

/** Those that run, with the deadline of their step, and those of templates that nobody runs. */
function faultsIn({ kind, spec }: GivenSpec): readonly Fault[] {
  if (!isOrchestration(kind)) return [];
  const run = new Map(faultsOf(treeOf(kind, spec)).map((fault) => [pathText(fault.keys), fault]));
  return everyFaultIn(spec).map((fault) => run.get(pathText(fault.keys)) ?? fault);
}

/** That a step lacks its deadline is said of the step; its fault is judged as if it had one. */
function lintedSpec(fault: Fault): JsonObject {
  const isInStep = fault.keys.includes('templates') && !fault.keys.includes('schedule');
  const isOnce = actionOfSpec(fault.kind, fault.spec)?.oneShot === true;
  return isInStep && !isOnce && fault.within === undefined
    ? { duration: '1m', ...fault.spec }
    : endedSpec(fault);
}

function isBlockIn({ severity, path }: Finding, { keys }: Fault): boolean {
  const prefix = pathText(keys);
  return severity === 'block' && (path === prefix || path.startsWith(`${prefix}.`));
}

/** From a finding about `spec` of an experiment to where that stands in the whole. */
function moved(finding: Finding, prefix: readonly string[]): Finding {
  const place = (keys: readonly string[]) => [...prefix, ...keys.slice(1)];
  const keys = place(finding.keys ?? keysOf(finding.path));
  const { wanted } = finding;
  return {
    ...finding,
    keys,
    path: pathText(keys),
    ...(wanted && { wanted: { ...wanted, path: place(wanted.path) } }),
  };
}

/** Cures that one small edit brings about. */
const EDITS: Readonly<Record<string, unknown>> = {
  'L16-history': 3,
  'L16-policy': 'Forbid',
  'L21-no-policy': 'Forbid',
  'L19-no-deadline': '2m',
  'L23-endless': '5m',
};

function withEdit(lint: Finding, { hasAnnotations }: GivenSpec): Finding {
  const keys = keysOf(lint.path);
  if (lint.check === 'no-planned-end') {
    const wanted = hasAnnotations
      ? { path: keys, value: '1h' }
      : { path: keys.slice(0, -1), value: `{ ${LENGTH}: 1h }` };
    return { ...lint, keys, wanted };
  }
  const value = EDITS[lint.check];
  return value === undefined ? { ...lint, keys } : { ...lint, keys, wanted: { path: keys, value } };
}
