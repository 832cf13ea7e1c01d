// AWSChaos: EC2 instances stopped or restarted, volumes detached.

import { kindOf, may, must } from '../kind.ts';
import { text } from '../values/words.ts';
import { onCloud, secret } from './cloud-kind.ts';

const instance = {
  instance: must('ec2Instance*', text('an instance’s id', 'i-0123456789abcdef0'), 'Which instance.'),
  region: must('awsRegion*', text('a region', 'eu-central-1'), 'Where it runs.'),
  secret: secret('the access key'),
  endpoint: may('endpoint', text('an address', 'http://localhost:4566'), 'Another address of AWS’s API.', {
    rare: true,
  }),
};

export const awsChaos = kindOf(
  {
    kind: 'AWSChaos',
    family: 'aws',
    title: 'AWS',
    help: 'EC2 instances stopped or restarted, volumes detached.',
    ...onCloud,
    identity: ['instance', 'region'],
  },
  [
    {
      id: 'ec2-stop',
      action: 'ec2-stop',
      verb: 'aws stop',
      title: 'Stop EC2 instance',
      help: 'Stops an EC2 instance, and starts it again at the end.',
      risk: 'node',
      disruptive: true,
      parameters: instance,
      phrase: { title: 'Stop {instance}', running: 'STOPPING', done: 'STOPPED', fault: 'the stop' },
    },
    {
      id: 'ec2-restart',
      action: 'ec2-restart',
      verb: 'aws restart',
      title: 'Restart EC2 instance',
      help: 'Restarts an EC2 instance, once.',
      risk: 'node',
      disruptive: true,
      oneShot: true,
      parameters: instance,
      phrase: { title: 'Restart {instance}', running: 'RESTARTING', done: 'RESTARTED', fault: 'the restart' },
    },
    {
      id: 'detach-volume',
      action: 'detach-volume',
      verb: 'aws detach-volume',
      title: 'Detach EBS volume',
      help: 'Detaches a volume from an EC2 instance, and attaches it again at the end.',
      risk: 'durable',
      disruptive: true,
      parameters: {
        ...instance,
        volume: must('volumeID', text('a volume’s id', 'vol-0123456789abcdef0'), 'Which EBS volume.'),
        device: must('deviceName', text('a device’s name', '/dev/sdf'), 'As which device it is attached.'),
      },
      phrase: {
        title: 'Detach {volume}',
        running: 'DETACHING',
        done: 'DETACHED',
        fault: 'the detached volume',
      },
    },
  ],
);
