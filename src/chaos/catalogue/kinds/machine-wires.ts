// Which packets of a machine are meant: the same in most faults of its network.

import type { Rule } from '../action.ts';
import { may, must } from '../kind.ts';
import { oneOf, text } from '../values/words.ts';

export const device = must('device', text('an interface', 'eth0'), 'The network interface.');
export const addresses = {
  ip: may('ip-address', text('an address or network', '203.0.113.7'), 'Only packets to this address.', {
    label: 'Address',
  }),
  hostname: may('hostname', text('a name', 'db.shop.example'), 'Only packets to this host.', {
    label: 'Host',
  }),
};
export const protocol = may(
  'ip-protocol',
  oneOf(['tcp', 'udp', 'icmp', 'all']),
  'Only packets of this protocol.',
);
export const flags = may(
  'accept-tcp-flags',
  text('TCP flags', 'SYN,ACK SYN,ACK'),
  'Let packets with these flags through.',
  {
    label: 'TCP flags',
    rare: true,
  },
);
export const flagsOnTcp: Rule = { kind: 'only-with', of: 'flags', with: 'protocol', values: ['tcp'] };
