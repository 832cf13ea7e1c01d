// How findings in a text are marked by what they mean: in the way, to be read first, good to know.

import type { YamlFinding } from '../../chaos/yaml/finding.ts';

export const FINDING_MARKS: Readonly<Record<YamlFinding['severity'], string>> = {
  block: '✗',
  warn: '⚠',
  info: '·',
};
