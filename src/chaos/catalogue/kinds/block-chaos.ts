// BlockChaos: a volume's block device made slow.

import { containers } from '../containers.ts';
import { kindOf, may, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { percentText } from '../values/numbers.ts';
import { lengthOfTime } from '../values/times.ts';
import { text } from '../values/words.ts';

export const blockChaos = kindOf(
  {
    kind: 'BlockChaos',
    family: 'block',
    title: 'Block devices',
    help: 'A volume’s block device made slow.',
    on: 'pods',
    needs: ['daemon'],
    records: 'volume',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      id: 'block-delay',
      action: 'delay',
      verb: 'block delay',
      aliases: ['block-latency'],
      title: 'Slow block device of',
      help: 'Holds back requests to the device of a hostPath or local volume.',
      risk: 'reversible',
      positional: 'latency',
      parameters: {
        latency: must(
          'delay.latency',
          lengthOfTime({ least: '1us', most: '1h', example: '100ms' }),
          'How long each request is held back.',
        ),
        volume: must('volumeName*', text('a volume’s name in the pod', 'data'), 'Which volume of the pod.'),
        jitter: may(
          'delay.jitter',
          lengthOfTime({ least: '0ms', most: '1h', example: '10ms' }),
          'How much that varies.',
          {
            fallback: '0ms',
            absent: '0ms',
          },
        ),
        correlation: may(
          'delay.correlation',
          percentText('25%'),
          'How much a request’s delay resembles the one before.',
          {
            fallback: 0,
            absent: 0,
          },
        ),
        containers,
      },
      phrase: {
        title: 'Slow block device {latency}',
        running: 'SLOWING',
        done: 'SLOWED',
        fault: 'the slow device',
      },
    },
  ],
);
