// What PromQL asks for that the bot does not export: names, and labels in selectors.

import { collectDefaultMetrics, Registry } from 'prom-client';
import { METRICS, metricRows } from '../../../src/ops/metric-table.ts';

/** Prometheus adds these itself. */
const ADDED = ['job', 'instance', 'le'];
const PARTS = /_(bucket|sum|count)$/u;

/** In words; empty: all of it is exported. */
export function notExported(promql: string): readonly string[] {
  const selectors = [...promql.matchAll(/([a-z][a-z0-9_]*)(?:\{([^}]*)\})?/gu)];
  return selectors.flatMap(([, name = '', matchers]) => offences(name, matchers));
}

function offences(name: string, matchers = ''): readonly string[] {
  if (!/^(faultline|process|nodejs)_/u.test(name)) return [];
  const labels = labelsOf(name);
  if (labels === undefined) return [`${name} is not exported`];
  const asked = [...matchers.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/gu)].map(([, label = '']) => label);
  return asked
    .filter((label) => ![...labels, ...ADDED].includes(label))
    .map((label) => `${name} has no label ${label}`);
}

function labelsOf(name: string): readonly string[] | undefined {
  const row = metricRows().find((one) => one.name === (name in METRICS ? name : name.replace(PARTS, '')));
  if (row !== undefined) return isAskedRight(name, row.type) ? row.labels : undefined;
  return ofProcess.has(name) ? ['type', 'kind', 'space', 'version'] : undefined;
}

/** A histogram has no series of its own name. */
function isAskedRight(name: string, type: string): boolean {
  return (type === 'histogram') === PARTS.test(name);
}

const ofProcess = new Set(await processNames());

async function processNames(): Promise<readonly string[]> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const text = await registry.metrics();
  registry.clear();
  return [...text.matchAll(/^([a-z0-9_]+)(?:\{| )/gmu)].map(([, name = '']) => name);
}
