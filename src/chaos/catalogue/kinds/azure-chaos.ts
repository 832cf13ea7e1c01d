// AzureChaos: virtual machines stopped or restarted, disks detached.

import { kindOf, must } from '../kind.ts';
import { wholeNumber } from '../values/numbers.ts';
import { text } from '../values/words.ts';
import { onCloud, secret } from './cloud-kind.ts';

const machine = {
  machine: must('vmName*', text('a virtual machine’s name', 'node-1'), 'Which machine.', { aliases: ['vm'] }),
  group: must(
    'resourceGroupName*',
    text('a resource group', 'shop-staging'),
    'The resource group it belongs to.',
  ),
  subscription: must(
    'subscriptionID*',
    text('a subscription’s id', '00000000-0000-0000-0000-000000000000'),
    'The subscription that pays for it.',
  ),
  // Without it every attempt ends in a nil pointer: the CRD says optional, the code reads it always.
  secret: { ...secret('client id, secret and tenant'), required: true },
};

export const azureChaos = kindOf(
  {
    kind: 'AzureChaos',
    family: 'azure',
    title: 'Azure',
    help: 'Virtual machines stopped or restarted, disks detached.',
    ...onCloud,
    identity: ['machine', 'group', 'subscription'],
  },
  [
    {
      id: 'vm-stop',
      action: 'vm-stop',
      verb: 'azure stop',
      title: 'Stop Azure machine',
      help: 'Stops a virtual machine, and starts it again at the end.',
      risk: 'node',
      disruptive: true,
      parameters: machine,
      phrase: { title: 'Stop {machine}', running: 'STOPPING', done: 'STOPPED', fault: 'the stop' },
    },
    {
      id: 'vm-restart',
      action: 'vm-restart',
      verb: 'azure restart',
      title: 'Restart Azure machine',
      help: 'Restarts a virtual machine, once.',
      risk: 'node',
      disruptive: true,
      oneShot: true,
      parameters: machine,
      phrase: { title: 'Restart {machine}', running: 'RESTARTING', done: 'RESTARTED', fault: 'the restart' },
    },
    {
      id: 'disk-detach',
      action: 'disk-detach',
      verb: 'azure disk-detach',
      title: 'Detach Azure disk',
      help: 'Detaches a data disk, and attaches it again at the end.',
      risk: 'durable',
      disruptive: true,
      parameters: {
        ...machine,
        disk: must('diskName', text('a disk’s name', 'data-1'), 'Which data disk.'),
        lun: must('lun', wholeNumber({ least: 0, most: 63, example: '0' }), 'Its logical unit number.', {
          label: 'LUN',
        }),
      },
      phrase: { title: 'Detach {disk}', running: 'DETACHING', done: 'DETACHED', fault: 'the detached disk' },
    },
  ],
);
