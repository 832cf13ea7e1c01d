// KernelChaos: calls inside the kernel made to fail for the processes of pods; the whole node may suffer.

import { z } from 'zod';
import { containers } from '../containers.ts';
import { kindOf, may, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { listOf, structured } from '../values/collections.ts';
import { percent, wholeNumber } from '../values/numbers.ts';
import { coded, text } from '../values/words.ts';

const callchain = structured(
  z.array(
    z.strictObject({
      funcname: z.string().optional(),
      parameters: z.string().optional(),
      predicate: z.string().optional(),
    }),
  ),
  'frames of the kernel’s call stack, each with funcname, parameters and predicate',
  '[{funcname: __x64_sys_mount}]',
);

export const kernelChaos = kindOf(
  {
    kind: 'KernelChaos',
    family: 'kernel',
    title: 'Kernel',
    help: 'Calls inside the kernel made to fail; the whole node may suffer.',
    on: 'pods',
    needs: ['daemon', 'bpfki'],
    records: 'pod',
    target: commonFields,
    ignoresOthers: false,
  },
  [
    {
      id: 'kernel-fail',
      verb: 'kernel fail',
      title: 'Failing kernel calls of',
      help: 'Makes memory allocation or disk requests fail inside the kernel.',
      risk: 'node',
      toldBy: 'failKernRequest',
      positional: 'type',
      parameters: {
        type: must(
          'failKernRequest*.failtype*',
          coded({ slab: 0, 'alloc-page': 1, bio: 2 }, z.int().min(0).max(2)),
          'What fails: slab and alloc-page are memory, bio is disks.',
          { aliases: ['failtype'], absent: 'slab' },
        ),
        headers: may(
          'failKernRequest.headers',
          listOf(text('a header', 'linux/fs.h'), 'headers of the kernel'),
          'Headers that the predicates need.',
        ),
        callchain: may(
          'failKernRequest.callchain',
          callchain,
          'Only below these calls; anywhere when nothing is said.',
        ),
        probability: may(
          'failKernRequest.probability',
          percent(0, 100, '1%', z.int().min(0).max(100)),
          'The share of calls that fail.',
        ),
        times: may(
          'failKernRequest.times',
          wholeNumber({ least: 0, most: 2 ** 31 - 1, example: '10' }, z.int32().min(0)),
          'How often at most.',
        ),
        containers: { ...containers, rare: true, help: 'Chaos Mesh takes this and ignores it.' },
      },
      phrase: {
        title: 'Kernel fails {type}',
        running: 'FAILING CALLS',
        done: 'FAILED CALLS',
        fault: 'the failing calls',
      },
    },
  ],
);
