// StressChaos: work that eats a container's processor time or memory.

import { z } from 'zod';
import { containers } from '../containers.ts';
import { kindOf, may, must, rarely } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { listOf } from '../values/collections.ts';
import { percent, wholeNumber } from '../values/numbers.ts';
import { shaped, text } from '../values/words.ts';

/** https://pkg.go.dev/github.com/docker/go-units#FromHumanSize, or a share of all memory. */
const SIZE = /^([0-9]+(\.[0-9]+)* ?[kmgtp]?i?b?|(100|[1-9]?[0-9])%)$/iu;

const workers = wholeNumber({ least: 1, most: 8192, example: '2' }, z.int().max(8192));
const options = listOf(text('an option of stress-ng', '--cpu-method'), 'options of stress-ng');

const memoryPart = {
  size: must(
    'stressors.memory.size',
    shaped(SIZE, 'a size such as 256MB, or a share of all memory such as 50%', '256MB'),
    'How much memory is taken.',
    { absent: '0B' },
  ),
  workers: may('stressors.memory.workers*', workers, 'How many processes take that much each.', {
    fallback: 1,
  }),
  oom: may(
    'stressors.memory.oomScoreAdj',
    wholeNumber({ least: -1000, most: 1000, example: '500' }, z.int().min(-1000).max(1000).default(0)),
    'How likely the kernel ends these processes first when memory runs out.',
    { label: 'OOM score', fallback: 0, absent: 0 },
  ),
  options: may('stressors.memory.options', options, 'Further options of stress-ng.', { rare: true }),
};

const { size, workers: memoryWorkers, oom, options: memoryOptions } = rarely(memoryPart);

export const stressChaos = kindOf(
  {
    kind: 'StressChaos',
    family: 'stress',
    title: 'Processor and memory',
    help: 'Work that eats a container’s processor time or memory.',
    on: 'pods',
    needs: ['daemon'],
    records: 'container',
    target: commonFields,
    ignoresOthers: false,
  },
  [
    {
      id: 'cpu',
      verb: 'cpu',
      aliases: ['cpu-stress', 'burn'],
      title: 'Stress CPU of',
      help: 'Keeps processors busy inside a container, within its limits.',
      risk: 'reversible',
      first: true,
      toldBy: 'stressors.cpu',
      positional: 'load',
      parameters: {
        load: must(
          'stressors.cpu.load',
          percent(1, 100, '80%', z.int().min(0).max(100)),
          'How busy each worker is.',
          // Chaos Mesh takes an absent load for a full one.
          { absent: 100 },
        ),
        workers: may('stressors.cpu.workers*', workers, 'How many threads work, each up to the load.', {
          fallback: 1,
        }),
        options: may('stressors.cpu.options', options, 'Further options of stress-ng.', { rare: true }),
        containers,
        memory: { ...size, absent: undefined },
        'memory-workers': memoryWorkers,
        'memory-oom': oom,
        'memory-options': memoryOptions,
      },
      phrase: {
        title: 'CPU {load}[ and memory {memory}]',
        running: 'STRESSING',
        done: 'STRESSED',
        fault: 'the CPU load',
      },
    },
    {
      id: 'memory',
      verb: 'memory',
      aliases: ['mem', 'memory-stress', 'ram'],
      title: 'Stress memory of',
      help: 'Takes memory inside a container; past its limit the kernel ends a process.',
      risk: 'durable',
      toldBy: 'stressors.memory',
      positional: 'size',
      parameters: { ...memoryPart, containers },
      phrase: { title: 'Memory {size}', running: 'FILLING', done: 'FILLED', fault: 'the memory load' },
    },
    {
      id: 'stress-ng',
      verb: 'stress-ng',
      aliases: ['stressng'],
      title: 'stress-ng in',
      help: 'Runs stress-ng with arguments of your own, which nobody checks.',
      risk: 'code',
      ignores: ['stressors'],
      parameters: {
        arguments: must(
          'stressngStressors',
          text('arguments of stress-ng', '--cpu=1'),
          'What stress-ng is started with.',
          {
            aliases: ['args'],
          },
        ),
        containers,
      },
      phrase: { title: 'stress-ng {arguments}', running: 'STRESSING', done: 'STRESSED', fault: 'the load' },
    },
  ],
);
