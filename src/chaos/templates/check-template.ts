// The experiment of a template with values in its places, checked as any YAML is; lines are those of the template's file.

import { type CheckedDocument, checkDocument } from '../yaml/check-yaml.ts';
import { readDocuments } from '../yaml/documents.ts';
import type { Expected } from '../yaml/metadata.ts';
import { fillPlaces } from './fill.ts';
import { readParameter, sampleOf } from './parameter-value.ts';
import { readTemplate } from './read-template.ts';
import type { Template, TemplateParameter, TemplateValue, TemplateValues } from './template.ts';

/** Undefined only for a template that was never read by `readTemplate`. */
export function checkTemplate(
  { text, cluster }: Template,
  values: TemplateValues,
  expected: Expected,
): CheckedDocument | undefined {
  const read = readDocuments(text);
  const experiment = read.ok ? read.documents[1] : undefined;
  if (!read.ok || experiment === undefined) return undefined;
  fillPlaces(experiment, values);
  return checkDocument(experiment, read.lines, {
    ...expected,
    ...(cluster === undefined ? {} : { pin: cluster }),
  });
}

/** The namespace that the places mean when nobody says another. */
export function sampleValues(
  { parameters }: Pick<Template, 'parameters'>,
  namespace: string,
): TemplateValues {
  return new Map(parameters.map((parameter) => [parameter.name, sampleValue(parameter, namespace)]));
}

function sampleValue(parameter: TemplateParameter, namespace: string): TemplateValue {
  if (parameter.type === 'workload') return workloadValue(sampleOf(parameter), namespace);
  const isOpen = parameter.type === 'namespace' && parameter.default === undefined;
  const read = readParameter(parameter, isOpen ? namespace : sampleOf(parameter));
  return read.ok ? read.value : { whole: '', text: '' };
}

/** Without a cluster to look in, a name is taken for the label that names are most often kept in. */
function workloadValue(name: string, namespace: string): TemplateValue {
  const whole = { namespaces: [namespace], labelSelectors: { app: name }, podPhaseSelectors: ['Running'] };
  return { whole, text: name };
}

/** A template's file checked as it stands: its head, its places, and its experiment with defaults and examples. */
export function checkTemplateText(file: string, text: string, expected: Expected): CheckedDocument {
  const read = readTemplate(file, text);
  const positionOf = () => ({ line: 1, column: 1 });
  if (!read.ok) {
    const { name, findings } = read;
    return { line: 1, kind: 'Template', ...(name === undefined ? {} : { name }), findings, positionOf };
  }
  const { template } = read;
  const checked = checkTemplate(template, sampleValues(template, expected.namespace), expected);
  return { ...(checked ?? { line: 1, findings: [], positionOf }), name: template.name };
}
