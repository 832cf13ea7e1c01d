// Why the catalogue refuses what the webhooks take, beside the lints, which say so themselves; undefined: no reason is known.

import { kinds } from '../../src/chaos/catalogue/catalogue.ts';
import type { YamlFinding } from '../../src/chaos/yaml/finding.ts';

/** `docs/faults.md` has the range of every parameter. */
const RANGE = 'outside of the range that the catalogue gives the parameter';
const ZERO = 'left out, which the mutating webhook fills with a zero value that does nothing';
const EMPTY = 'an empty text, which the mutating webhook replaces by the default';
const BYTES = 'a list of bytes where text is expected, which the mutating webhook writes as text';
const SEVERAL = 'parts of several faults in one object, of which one is carried out';

export function stricterBecause(kind: string, { check, path, sentence }: YamlFinding): string | undefined {
  if (check === 'more-than-one') return SEVERAL;
  if (check === 'unknown-value' && sentence.includes('cannot be “”')) return EMPTY;
  if (check === 'wrong-type' && path.endsWith('.replace.body')) return BYTES;
  if (check === 'missing-field' && path.startsWith('spec.selector.')) return ZERO;
  if (!isOfParameter(kind, path)) return undefined;
  if (check === 'bad-value') return RANGE;
  return check === 'missing-field' ? ZERO : undefined;
}

/** The path is a parameter's, within one, or holds one. */
function isOfParameter(kind: string, path: string): boolean {
  const actions = kinds().find((one) => one.kind === kind)?.actions ?? [];
  const paths = actions.flatMap(({ parameters }) => parameters.map((one) => `spec.${one.path}`));
  return paths.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
}
