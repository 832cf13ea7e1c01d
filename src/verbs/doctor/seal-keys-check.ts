// Whether there is a key to seal with, and whether each stands there once.

import { broken, type Check, fine, weak } from './check.ts';

const AREA = 'seal keys';

export function sealKeysCheck(keys: readonly string[]): Check {
  return {
    area: AREA,
    subject: 'FAULTLINE_SEAL_KEYS',
    run: async () => {
      if (keys.length === 0) {
        return [
          broken(AREA, 'There is no key to seal with: nothing can be created.', 'openssl rand -hex 32'),
        ];
      }
      if (new Set(keys).size < keys.length) {
        return [weak(AREA, 'A key stands there twice.', 'Remove one of the two from FAULTLINE_SEAL_KEYS.')];
      }
      const others = keys.length - 1;
      return [
        fine(
          AREA,
          others === 0 ? 'One key signs and verifies.' : `The first key signs, all ${keys.length} verify.`,
        ),
      ];
    },
  };
}
