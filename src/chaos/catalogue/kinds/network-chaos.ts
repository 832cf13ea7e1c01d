// NetworkChaos: packets of pods delayed, lost, doubled, damaged, held to a rate, or cut off.

import type { Rule } from '../action.ts';
import { kindOf } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { besides, corruptPart, delayPart, duplicatePart, lossPart, together } from './netem-parts.ts';
import { bandwidthPart, partitionWay, way } from './network-ways.ts';

/** The webhook's: rules on the other end need that end, and it cannot be an address. */
const ENDS: readonly Rule[] = [
  { kind: 'needed-with', of: 'target', with: 'direction', values: ['from', 'both'] },
  { kind: 'only-with', of: 'external', with: 'direction', values: ['to'] },
];

const tc = {
  risk: 'reversible',
  peer: { to: 'to', from: 'from' },
  rules: ENDS,
  fixed: { direction: 'to' },
} as const;

export const networkChaos = kindOf(
  {
    kind: 'NetworkChaos',
    family: 'network',
    title: 'Network',
    help: 'Packets of pods delayed, lost, doubled, damaged, held to a rate, or cut off.',
    on: 'pods',
    needs: ['daemon'],
    records: 'pod',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      ...tc,
      id: 'delay',
      action: 'delay',
      verb: 'delay',
      aliases: ['latency', 'slow'],
      title: 'Delay',
      help: 'Holds back every packet that leaves the pods.',
      first: true,
      positional: 'latency',
      parameters: { ...delayPart, ...way, ...besides('delay') },
      phrase: { title: 'Delay {latency}', running: 'DELAYING', done: 'DELAYED', fault: 'the delay' },
    },
    {
      ...tc,
      id: 'loss',
      action: 'loss',
      verb: 'loss',
      aliases: ['lose', 'drop', 'packet-loss'],
      title: 'Packet loss',
      help: 'Drops a share of the packets that leave the pods.',
      positional: 'loss',
      parameters: { ...lossPart, ...way, ...besides('loss') },
      phrase: { title: 'Loss {loss}', running: 'DROPPING', done: 'DROPPED', fault: 'the packet loss' },
    },
    {
      ...tc,
      id: 'duplicate',
      action: 'duplicate',
      verb: 'duplicate',
      aliases: ['dup'],
      title: 'Duplicate packets',
      help: 'Sends a share of the packets that leave the pods twice.',
      positional: 'duplicate',
      parameters: { ...duplicatePart, ...way, ...besides('duplicate') },
      phrase: {
        title: 'Duplicate {duplicate}',
        running: 'DUPLICATING',
        done: 'DUPLICATED',
        fault: 'the doubled packets',
      },
    },
    {
      ...tc,
      id: 'corrupt',
      action: 'corrupt',
      verb: 'corrupt',
      aliases: ['corruption'],
      title: 'Corrupt packets',
      help: 'Flips a bit in a share of the packets that leave the pods.',
      positional: 'corrupt',
      parameters: { ...corruptPart, ...way, ...besides('corrupt') },
      phrase: {
        title: 'Corrupt {corrupt}',
        running: 'CORRUPTING',
        done: 'CORRUPTED',
        fault: 'the corruption',
      },
    },
    {
      ...tc,
      id: 'netem',
      action: 'netem',
      verb: 'netem',
      aliases: [],
      title: 'Network emulation',
      help: 'Delay, loss, duplicates, corruption and a rate together.',
      parameters: { ...together, ...way },
      rules: [...ENDS, { kind: 'some', of: ['latency', 'loss', 'duplicate', 'corrupt', 'rate'] }],
      phrase: {
        title:
          'Netem[ delay {latency}][ loss {loss}][ duplicate {duplicate}][ corrupt {corrupt}][ rate {rate}]',
        running: 'SHAPING',
        done: 'SHAPED',
        fault: 'the network emulation',
      },
    },
    {
      ...tc,
      id: 'bandwidth',
      action: 'bandwidth',
      verb: 'bandwidth',
      aliases: ['throttle', 'rate-limit'],
      title: 'Bandwidth',
      help: 'Holds what leaves the pods to a rate.',
      positional: 'rate',
      parameters: { ...bandwidthPart, ...way },
      phrase: { title: 'Bandwidth {rate}', running: 'THROTTLING', done: 'THROTTLED', fault: 'the limit' },
    },
    {
      id: 'partition',
      action: 'partition',
      verb: 'partition',
      aliases: ['isolate', 'cut-off'],
      title: 'Partition',
      help: 'Drops every packet between the pods and another workload, or everybody.',
      risk: 'reversible',
      peer: { from: 'both', to: 'to' },
      parameters: partitionWay,
      phrase: {
        title: 'Partition[ from {target}][ from {external}]',
        running: 'CUTTING OFF',
        done: 'CUT OFF',
        fault: 'the partition',
      },
    },
  ],
);
