// PodChaos: pods deleted, made unavailable, or containers restarted.

import { z } from 'zod';
import { containers } from '../containers.ts';
import { kindOf, may } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { wholeNumber } from '../values/numbers.ts';

const LONGEST_GRACE = 31_536_000;

export const podChaos = kindOf(
  {
    kind: 'PodChaos',
    family: 'pod',
    title: 'Pods',
    help: 'Pods deleted or made unavailable, containers restarted.',
    on: 'pods',
    needs: [],
    records: 'pod',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      id: 'pod-kill',
      action: 'pod-kill',
      verb: 'kill',
      aliases: ['podkill', 'kill-pod'],
      title: 'Kill',
      help: 'Deletes pods, once; their controller makes new ones.',
      risk: 'healed',
      disruptive: true,
      oneShot: true,
      first: true,
      parameters: {
        grace: may(
          'gracePeriod',
          wholeNumber({ least: 0, most: LONGEST_GRACE, example: '5', unit: 'seconds' }, z.int().min(0)),
          'Seconds a pod gets to end by itself; 0 ends it at once.',
          { label: 'Grace period', fallback: 0, absent: 0 },
        ),
      },
      phrase: { title: 'Kill', joiner: ' ', running: 'KILLING', done: 'KILLED', fault: 'the kill' },
    },
    {
      id: 'pod-failure',
      action: 'pod-failure',
      verb: 'fail',
      aliases: ['down', 'podfailure', 'fail-pod', 'failure'],
      title: 'Fail',
      help: 'Makes pods unavailable for a while by swapping their images for one that does nothing.',
      risk: 'healed',
      disruptive: true,
      first: true,
      parameters: {},
      phrase: { title: 'Fail', joiner: ' ', running: 'FAILING', done: 'DOWN', fault: 'the failure' },
    },
    {
      id: 'container-kill',
      action: 'container-kill',
      verb: 'kill-container',
      aliases: ['restart', 'containerkill'],
      title: 'Restart a container of',
      help: 'Kills containers, once; the kubelet starts them anew.',
      risk: 'healed',
      disruptive: true,
      oneShot: true,
      needs: ['daemon'],
      records: 'container',
      parameters: {
        containers: {
          ...containers,
          required: true,
          fromPods: 'container',
          help: 'Which containers are killed; the only one when pods have one.',
        },
      },
      positional: 'containers',
      phrase: {
        title: 'Restart {containers}',
        running: 'RESTARTING',
        done: 'RESTARTED',
        fault: 'the restart',
      },
    },
  ],
);
