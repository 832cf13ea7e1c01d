// Machines: their network cut, held to a rate, flooded, taken down, or misled by names.

import { z } from 'zod';
import { may, must } from '../kind.ts';
import { wholeNumber } from '../values/numbers.ts';
import { lengthOfTime } from '../values/times.ts';
import { oneOf, rate, text } from '../values/words.ts';
import { onMachine } from './machine-action.ts';
import { addresses, device, flags, flagsOnTcp, protocol } from './machine-wires.ts';

const most = 2 ** 31 - 1;

export const machineNetwork = [
  onMachine('network-partition', {
    title: 'Partition machine',
    help: 'Cuts a machine off from an address.',
    risk: 'reversible',
    parameters: {
      ...addresses,
      device,
      direction: may(
        'direction',
        oneOf(['to', 'from']),
        'Whether packets to the address or from it are dropped.',
        { fallback: 'to' },
      ),
      protocol,
      flags,
    },
    rules: [{ kind: 'some', of: ['ip', 'hostname'] }, flagsOnTcp],
    phrase: {
      title: 'Partition[ from {ip}][ from {hostname}]',
      running: 'CUTTING OFF',
      done: 'CUT OFF',
      fault: 'the partition',
    },
  }),
  onMachine('network-bandwidth', {
    title: 'Bandwidth of machine',
    help: 'Holds what leaves a machine to a rate.',
    risk: 'reversible',
    positional: 'rate',
    parameters: {
      rate: must('rate*', rate('1mbit'), 'The most that leaves it.'),
      device,
      limit: may(
        'limit*',
        wholeNumber({ least: 1, most, example: '20971520', unit: 'bytes' }, z.int32().min(1)),
        'How much may wait to be sent.',
        {
          fallback: 20_971_520,
        },
      ),
      buffer: may(
        'buffer*',
        wholeNumber({ least: 1, most, example: '10000', unit: 'bytes' }, z.int32().min(1)),
        'How much may be sent at once.',
        {
          fallback: 10_000,
        },
      ),
      peakrate: may(
        'peakrate',
        wholeNumber({ least: 0, most: Number.MAX_SAFE_INTEGER, example: '250000' }),
        'The rate at which that leaves.',
        {
          rare: true,
        },
      ),
      minburst: may(
        'minburst',
        wholeNumber({ least: 0, most, example: '1500' }, z.int32()),
        'The least that is sent at the peak rate.',
        {
          rare: true,
        },
      ),
      ...addresses,
    },
    phrase: { title: 'Bandwidth {rate}', running: 'THROTTLING', done: 'THROTTLED', fault: 'the limit' },
  }),
  onMachine('network-dns', {
    title: 'DNS of machine',
    help: 'Gives a machine another DNS server, or one name another address.',
    risk: 'reversible',
    parameters: {
      server: may('dns-server', text('an address', '203.0.113.53'), 'The DNS server it asks.'),
      ip: may('dns-ip', text('an address', '203.0.113.7'), 'The address the name gets.', {
        label: 'Address',
      }),
      name: may('dns-domain-name', text('a name', 'db.shop.example'), 'The name that gets it.'),
    },
    rules: [
      { kind: 'together', of: ['ip', 'name'] },
      { kind: 'some', of: ['server', 'name'] },
    ],
    phrase: { title: 'DNS[ of {name}]', running: 'MISLEADING', done: 'MISLED', fault: 'the wrong names' },
  }),
  onMachine('network-flood', {
    title: 'Flood from machine',
    help: 'Sends as much as it can from a machine to an address.',
    risk: 'reversible',
    positional: 'rate',
    parameters: {
      rate: must('rate*', text('a rate of iperf', '10m'), 'How much is sent.'),
      ip: must('ip-address', text('an address', '203.0.113.7'), 'Where it goes.', { label: 'Address' }),
      port: must('port', text('a port', '5201'), 'To which port.'),
      seconds: must('duration*', text('a length of time of iperf', '30s'), 'How long it is sent.', {
        label: 'Length',
      }),
      parallel: may(
        'parallel',
        wholeNumber({ least: 1, most: 10_000, example: '1' }, z.int32()),
        'Over how many connections.',
      ),
    },
    phrase: { title: 'Flood {ip}', running: 'FLOODING', done: 'FLOODED', fault: 'the flood' },
  }),
  onMachine('network-down', {
    title: 'Network of machine down',
    help: 'Takes a network interface of a machine down for a while.',
    risk: 'node',
    disruptive: true,
    positional: 'device',
    parameters: {
      device,
      length: must(
        'duration',
        lengthOfTime({ least: '1s', most: '24h', example: '10s' }),
        'How long it stays down.',
      ),
    },
    phrase: {
      title: '{device} down {length}',
      running: 'TAKING DOWN',
      done: 'DOWN',
      fault: 'the interface down',
    },
  }),
];
