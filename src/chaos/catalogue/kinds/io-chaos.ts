// IOChaos: reads and writes below a volume made slow, failing, wrong, or told of with other attributes.

import { z } from 'zod';
import { containers } from '../containers.ts';
import { kindOf, may, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { listOf } from '../values/collections.ts';
import { errorNumber, percent, wholeNumber } from '../values/numbers.ts';
import { lengthOfTime } from '../values/times.ts';
import { oneOf, text } from '../values/words.ts';
import { fileAttributes } from './file-attributes.ts';

/** Calls of the file system that toda can get between. */
const METHODS = [
  ...['lookup', 'forget', 'getattr', 'setattr', 'readlink', 'mknod', 'mkdir', 'unlink', 'rmdir', 'symlink'],
  ...['rename', 'link', 'open', 'read', 'write', 'flush', 'release', 'fsync', 'opendir', 'readdir'],
  ...['releasedir', 'fsyncdir', 'statfs', 'setxattr', 'getxattr', 'listxattr', 'removexattr', 'access'],
  ...['create', 'getlk', 'setlk', 'bmap'],
];

const FILLINGS = ['zero', 'random'] as const;

const where = {
  volume: may(
    'volumePath*',
    text('the path at which a volume is mounted', '/data'),
    'The volume’s mount path in the container; it must be the root of a mount.',
    { fallback: '/data' },
  ),
  path: may(
    'path',
    text('a path or pattern below the volume', '/data/*.log'),
    'Which files; all when nothing is said.',
  ),
  methods: may(
    'methods',
    listOf(oneOf(METHODS), 'names of file system calls', 'read,write'),
    'Which calls; all when nothing is said.',
  ),
  percent: may('percent', percent(1, 100, '50%', z.int().default(100)), 'The share of calls that is hit.', {
    fallback: 100,
    absent: 100,
  }),
  containers,
};

const most = Number.MAX_SAFE_INTEGER;

export const ioChaos = kindOf(
  {
    kind: 'IOChaos',
    family: 'io',
    title: 'Files',
    help: 'Files of a volume made slow, failing, wrong, or with other attributes.',
    on: 'pods',
    needs: ['daemon'],
    records: 'container',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      id: 'io-latency',
      action: 'latency',
      verb: 'io latency',
      aliases: ['io-delay'],
      title: 'Slow files',
      help: 'Holds back calls to files of a volume.',
      risk: 'reversible',
      positional: 'delay',
      parameters: {
        delay: must(
          'delay',
          lengthOfTime({ least: '1us', most: '24h', example: '100ms' }),
          'How long each call is held back.',
          {
            aliases: ['latency'],
          },
        ),
        ...where,
      },
      phrase: { title: 'Slow files {delay}', running: 'SLOWING', done: 'SLOWED', fault: 'the slow files' },
    },
    {
      id: 'io-error',
      action: 'fault',
      verb: 'io error',
      aliases: ['io-fail'],
      title: 'Failing files',
      help: 'Makes calls to files of a volume fail with an error.',
      risk: 'reversible',
      positional: 'errno',
      parameters: {
        errno: may('errno', errorNumber('EIO'), 'The error that calls answer with.', {
          label: 'Error',
          aliases: ['error'],
          fallback: 5,
        }),
        ...where,
      },
      phrase: {
        title: 'Files fail {errno}',
        running: 'FAILING FILES',
        done: 'FAILED FILES',
        fault: 'the failing files',
      },
    },
    {
      id: 'io-attr',
      action: 'attrOverride',
      verb: 'io attr',
      title: 'Other file attributes',
      help: 'Shows files of a volume with other attributes: size, owner, permissions, times.',
      risk: 'reversible',
      parameters: { ...fileAttributes, ...where },
      rules: [{ kind: 'some', of: Object.keys(fileAttributes) }],
      phrase: {
        title: 'File attributes',
        running: 'CHANGING ATTRIBUTES',
        done: 'CHANGED ATTRIBUTES',
        fault: 'the changed attributes',
      },
    },
    {
      id: 'io-mistake',
      action: 'mistake',
      verb: 'io mistake',
      title: 'Wrong bytes',
      help: 'Puts wrong bytes into what is read and written; what is written stays wrong.',
      risk: 'durable',
      parameters: {
        filling: may('mistake.filling', oneOf(FILLINGS, z.enum(FILLINGS)), 'What the wrong bytes are.'),
        occurrences: may(
          'mistake.maxOccurrences',
          wholeNumber({ least: 1, most, example: '1' }, z.int().min(1)),
          'At how many places of one call at most.',
        ),
        length: may(
          'mistake.maxLength',
          wholeNumber({ least: 1, most, example: '10', unit: 'bytes' }, z.int().min(1)),
          'How many bytes each of them has at most.',
        ),
        ...where,
      },
      rules: [{ kind: 'some', of: ['filling', 'occurrences', 'length'] }],
      phrase: {
        title: 'Wrong bytes',
        running: 'CORRUPTING FILES',
        done: 'CORRUPTED FILES',
        fault: 'the wrong bytes',
      },
    },
  ],
);
