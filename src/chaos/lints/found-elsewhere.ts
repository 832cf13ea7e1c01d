// What is found without a lint: by the catalogue's own values, and where YAML is read.

import type { ListedCheck } from './listed-check.ts';

export const FOUND_ELSEWHERE: readonly ListedCheck[] = [
  {
    id: 'L8',
    says: 'Clocks, methods of files, patterns of names and times outside of what there is',
    checks: { 'bad-value': 'block' },
    by: 'catalogue',
  },
  {
    id: 'L14',
    says: 'An Azure fault without its secret, which would panic; the keys inside of a secret are not read',
    checks: { 'missing-field': 'block' },
    by: 'catalogue',
  },
  {
    id: 'L15',
    says: 'Actions on machines that Chaos Mesh has fields for and refuses; sizes without a unit',
    checks: { 'unknown-value': 'block', 'bad-value': 'block' },
    by: 'catalogue',
  },
  {
    id: 'L26',
    says: 'Fields nobody knows, which a server drops in silence; creates ask for strict validation too',
    checks: { 'unknown-field': 'block' },
    by: 'YAML',
  },
  {
    id: 'T19',
    says: 'What is known and checked, and not started from here: machines and clouds, inventory, a status check alone',
    checks: { 'not-run-yet': 'block' },
    by: 'YAML',
  },
  {
    id: 'T10',
    says: 'Text that is no YAML, a key said twice, a value of the wrong type, a number that two readers read differently',
    checks: { syntax: 'block', 'duplicate-key': 'block', 'wrong-type': 'block', octal: 'block' },
    by: 'YAML',
  },
  {
    id: 'T11',
    says: 'A kind or version nobody knows, or an object of something else',
    checks: { 'unknown-kind': 'block', 'api-version': 'block', 'not-chaos': 'block' },
    by: 'YAML',
  },
  {
    id: 'T12',
    says: 'Meant for another cluster (`faultline.dev/cluster`), or given paused',
    checks: { 'cluster-pin': 'block', 'comes-paused': 'block' },
    by: 'YAML',
  },
  {
    id: 'T13',
    says: 'Left out or assumed: what a cluster wrote, fields of other actions, the namespace',
    checks: { 'written-by-cluster': 'info', 'without-effect': 'info', 'namespace-assumed': 'info' },
    by: 'YAML',
  },
  {
    id: 'T14',
    says: 'A template that is not two documents, whose head contradicts itself, or whose places and parameters do not fit',
    checks: { template: 'block', 'template-head': 'block', 'template-place': 'block' },
    by: 'YAML',
  },
];
