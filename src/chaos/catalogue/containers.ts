// Which containers of a pod are meant: the same parameter in most kinds.

import { may } from './kind.ts';
import { listOf } from './values/collections.ts';
import { dnsName } from './values/words.ts';

export const containers = may(
  'containerNames',
  listOf(dnsName('a container’s name', 'app'), 'names of containers'),
  'Which containers; the pod’s first when nothing is said.',
  { aliases: ['container'] },
);
