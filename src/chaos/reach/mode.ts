// How many of those chosen are hit, as it stands in a spec.

import type { Manifest, Mode } from '../experiment.ts';
import { asText } from '../narrow.ts';

export function modeSpec(mode: Mode): Readonly<Record<string, string>> {
  // `value` is text in every kind; a number fails the schema.
  return 'value' in mode ? { mode: mode.mode, value: String(mode.value) } : { mode: mode.mode };
}

export function modeOf(spec: Manifest['spec']): Mode | undefined {
  const mode = asText(spec['mode']);
  switch (mode) {
    case 'one':
    case 'all':
      return { mode };
    case 'fixed':
    case 'fixed-percent':
    case 'random-max-percent': {
      const text = asText(spec['value']);
      return /^[0-9]{1,6}$/u.test(text) ? { mode, value: Number(text) } : undefined;
    }
    default:
      return undefined;
  }
}
