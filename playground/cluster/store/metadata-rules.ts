// What Kubernetes demands of names, labels and annotations before it stores an object.

import { type KubeObject, labelsOf } from '../objects/kube-object.ts';
import type { Cause } from '../objects/status-error.ts';

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const ANNOTATION_BYTES = 256 * 1024;

const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
  `and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const LABEL_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start " +
  `and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`;

function invalidValue(field: string, value: string, text: string): Cause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: "${value}": ${text}`, field };
}

function nameProblems(object: KubeObject): Cause[] {
  const { name } = object.metadata;
  if (name === '' || name === undefined) {
    const message = 'Required value: name or generateName is required';
    return [{ reason: 'FieldValueRequired', message, field: 'metadata.name' }];
  }
  // RBAC names may hold colons: they only have to be path segments.
  if (object.apiVersion.startsWith('rbac.')) return [];
  if (name.length > 253) return [invalidValue('metadata.name', name, 'must be no more than 253 bytes')];
  if (!new RegExp(`^${SUBDOMAIN}$`).test(name)) return [invalidValue('metadata.name', name, SUBDOMAIN_TEXT)];
  return [];
}

function labelProblem(value: unknown): Cause[] {
  if (typeof value !== 'string') return [invalidValue('metadata.labels', String(value), 'must be a string')];
  if (value.length > 63) return [invalidValue('metadata.labels', value, 'must be no more than 63 bytes')];
  if (!new RegExp(`^${LABEL_VALUE}$`).test(value))
    return [invalidValue('metadata.labels', value, LABEL_TEXT)];
  return [];
}

function annotationProblems(object: KubeObject): Cause[] {
  const entries = Object.entries(object.metadata.annotations ?? {});
  const bytes = entries.reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(String(value)), 0);
  if (bytes <= ANNOTATION_BYTES) return [];
  const message = `Too long: may not be more than ${ANNOTATION_BYTES} bytes`;
  return [{ reason: 'FieldValueTooLong', message, field: 'metadata.annotations' }];
}

export function metadataProblems(object: KubeObject): Cause[] {
  return [
    ...nameProblems(object),
    ...Object.values(labelsOf(object)).flatMap(labelProblem),
    ...annotationProblems(object),
  ];
}
