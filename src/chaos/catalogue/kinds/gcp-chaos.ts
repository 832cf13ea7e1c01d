// GCPChaos: instances of Compute Engine stopped or reset, disks detached.

import { kindOf, must } from '../kind.ts';
import { listOf } from '../values/collections.ts';
import { text } from '../values/words.ts';
import { onCloud, secret } from './cloud-kind.ts';

const instance = {
  instance: must('instance*', text('an instance’s name', 'node-1'), 'Which instance.'),
  zone: must('zone*', text('a zone', 'europe-west3-a'), 'Where it runs.'),
  project: must('project*', text('a project’s id', 'shop-staging'), 'The project it belongs to.'),
  secret: secret('the service account'),
};

export const gcpChaos = kindOf(
  {
    kind: 'GCPChaos',
    family: 'gcp',
    title: 'Google Cloud',
    help: 'Instances of Compute Engine stopped or reset, disks detached.',
    ...onCloud,
    identity: ['instance', 'zone', 'project'],
  },
  [
    {
      id: 'node-stop',
      action: 'node-stop',
      verb: 'gcp stop',
      title: 'Stop GCP instance',
      help: 'Stops an instance of Compute Engine, and starts it again at the end.',
      risk: 'node',
      disruptive: true,
      parameters: instance,
      phrase: { title: 'Stop {instance}', running: 'STOPPING', done: 'STOPPED', fault: 'the stop' },
    },
    {
      id: 'node-reset',
      action: 'node-reset',
      verb: 'gcp reset',
      title: 'Reset GCP instance',
      help: 'Resets an instance of Compute Engine, once.',
      risk: 'node',
      disruptive: true,
      oneShot: true,
      parameters: instance,
      phrase: { title: 'Reset {instance}', running: 'RESETTING', done: 'RESET', fault: 'the reset' },
    },
    {
      id: 'disk-loss',
      action: 'disk-loss',
      verb: 'gcp disk-loss',
      title: 'Detach GCP disk',
      help: 'Detaches disks from an instance, and attaches them again at the end.',
      risk: 'durable',
      disruptive: true,
      parameters: {
        ...instance,
        devices: must(
          'deviceNames',
          listOf(text('a device’s name', 'data-1'), 'names of devices'),
          'Which disks.',
        ),
      },
      phrase: {
        title: 'Detach {devices}',
        running: 'DETACHING',
        done: 'DETACHED',
        fault: 'the detached disks',
      },
    },
  ],
);
