// TimeChaos: the clocks of containers set off.

import { containers } from '../containers.ts';
import { kindOf, may, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { listOf } from '../values/collections.ts';
import { lengthOfTime } from '../values/times.ts';
import { oneOf } from '../values/words.ts';

/** https://man7.org/linux/man-pages/man2/clock_gettime.2.html */
const CLOCKS = [
  ...['CLOCK_REALTIME', 'CLOCK_MONOTONIC', 'CLOCK_PROCESS_CPUTIME_ID', 'CLOCK_THREAD_CPUTIME_ID'],
  ...['CLOCK_MONOTONIC_RAW', 'CLOCK_REALTIME_COARSE', 'CLOCK_MONOTONIC_COARSE', 'CLOCK_BOOTTIME'],
  ...['CLOCK_REALTIME_ALARM', 'CLOCK_BOOTTIME_ALARM'],
];

export const timeChaos = kindOf(
  {
    kind: 'TimeChaos',
    family: 'time',
    title: 'Time',
    help: 'The clocks of containers set off.',
    on: 'pods',
    needs: ['daemon'],
    records: 'container',
    target: commonFields,
    ignoresOthers: false,
  },
  [
    {
      id: 'clock',
      verb: 'clock',
      aliases: ['time-offset', 'skew', 'clock-skew'],
      title: 'Clock of',
      help: 'Sets the clocks that a container’s processes read forward or back.',
      risk: 'reversible',
      positional: 'offset',
      parameters: {
        offset: must(
          'timeOffset*',
          lengthOfTime({ least: '-87600h', most: '87600h', example: '-5m' }),
          'How far the clock is set forward, or back with a minus.',
        ),
        clocks: may(
          'clockIds',
          listOf(oneOf(CLOCKS), 'names of clocks', 'CLOCK_REALTIME'),
          'Which clocks; CLOCK_REALTIME when nothing is said.',
          { absent: ['CLOCK_REALTIME'] },
        ),
        containers,
      },
      phrase: {
        title: 'Clock {offset}',
        running: 'SETTING CLOCKS',
        done: 'SET CLOCKS',
        fault: 'the wrong clock',
      },
    },
  ],
);
