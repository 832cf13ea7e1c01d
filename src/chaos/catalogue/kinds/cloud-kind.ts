// What the kinds that act on a cloud's machines have in common: no pods, one record, an account's secret.

import { z } from 'zod';
import { may } from '../kind.ts';
import { dnsName } from '../values/words.ts';

export const onCloud = {
  on: 'cloud',
  needs: ['secret'],
  records: 'other',
  target: { duration: z.string().optional() },
  ignoresOthers: true,
} as const;

export function secret(what: string) {
  return may(
    'secretName',
    dnsName('a secret’s name', 'cloud-account'),
    `The secret with ${what}, in the experiment’s namespace.`,
  );
}
