// Machines: packets that leave them delayed, lost, doubled or damaged.

import { may, must } from '../kind.ts';
import { percentText } from '../values/numbers.ts';
import { lengthOfTime } from '../values/times.ts';
import { text } from '../values/words.ts';
import { onMachine } from './machine-action.ts';
import { addresses, device, flags, flagsOnTcp, protocol } from './machine-wires.ts';

const filter = {
  ...addresses,
  protocol,
  'source-port': may('source-port', text('a port', '8080'), 'Only packets from this port.'),
  'egress-port': may('egress-port', text('a port', '5432'), 'Only packets to this port.'),
};
const correlation = may(
  'correlation',
  percentText('25%'),
  'How much one packet’s fate resembles the one before.',
);
const share = (help: string) => must('percent', percentText('10%', { above: 0 }), help);

export const machinePackets = [
  onMachine('network-delay', {
    title: 'Delay machine',
    help: 'Holds back packets that leave a machine.',
    risk: 'reversible',
    positional: 'latency',
    parameters: {
      latency: must(
        'latency',
        lengthOfTime({ least: '1ms', most: '4m', example: '200ms' }),
        'How long each packet is held back.',
      ),
      device,
      jitter: may(
        'jitter',
        lengthOfTime({ least: '0ms', most: '4m', example: '20ms' }),
        'How much that varies.',
      ),
      correlation,
      ...filter,
      flags,
    },
    rules: [flagsOnTcp],
    phrase: { title: 'Delay {latency}', running: 'DELAYING', done: 'DELAYED', fault: 'the delay' },
  }),
  onMachine('network-loss', {
    title: 'Packet loss of machine',
    help: 'Drops a share of the packets that leave a machine.',
    risk: 'reversible',
    positional: 'percent',
    parameters: { percent: share('The share that is dropped.'), device, correlation, ...filter },
    phrase: { title: 'Loss {percent}', running: 'DROPPING', done: 'DROPPED', fault: 'the packet loss' },
  }),
  onMachine('network-duplicate', {
    title: 'Duplicate packets of machine',
    help: 'Sends a share of the packets that leave a machine twice.',
    risk: 'reversible',
    positional: 'percent',
    parameters: { percent: share('The share that is sent twice.'), device, correlation, ...filter },
    phrase: {
      title: 'Duplicate {percent}',
      running: 'DUPLICATING',
      done: 'DUPLICATED',
      fault: 'the doubled packets',
    },
  }),
  onMachine('network-corrupt', {
    title: 'Corrupt packets of machine',
    help: 'Damages a share of the packets that leave a machine.',
    risk: 'reversible',
    positional: 'percent',
    parameters: { percent: share('The share that is damaged.'), device, correlation, ...filter },
    phrase: { title: 'Corrupt {percent}', running: 'CORRUPTING', done: 'CORRUPTED', fault: 'the corruption' },
  }),
];
