// The attributes of a file that IOChaos can show otherwise than they are.

import { z } from 'zod';
import { may } from '../kind.ts';
import { structured } from '../values/collections.ts';
import { wholeNumber } from '../values/numbers.ts';
import { oneOf } from '../values/words.ts';

const KINDS = ['namedPipe', 'charDevice', 'blockDevice', 'directory', 'regularFile', 'symlink', 'socket'];

const large = { least: 0, most: Number.MAX_SAFE_INTEGER };
const small = { least: 0, most: 2 ** 31 - 1 };

const time = structured(
  z.strictObject({ sec: z.int(), nsec: z.int() }),
  'seconds and nanoseconds since 1970',
  '{sec: 0, nsec: 0}',
);

export const fileAttributes = {
  size: may('attr.size', wholeNumber({ ...large, example: '0', unit: 'bytes' }), 'Its size.'),
  perm: may(
    'attr.perm',
    wholeNumber({ least: 0, most: 65_535, example: '72' }),
    'Its permissions as a decimal number: 72 is 0110 in octal.',
    { label: 'Permissions' },
  ),
  uid: may('attr.uid', wholeNumber({ ...small, example: '1000' }, z.int32()), 'Its owner.', {
    label: 'Owner',
  }),
  gid: may('attr.gid', wholeNumber({ ...small, example: '1000' }, z.int32()), 'Its group.', {
    label: 'Group',
  }),
  kind: may('attr.kind', oneOf(KINDS), 'What it is.'),
  nlink: may('attr.nlink', wholeNumber({ ...small, example: '1' }, z.int32()), 'How many names it has.', {
    label: 'Links',
  }),
  ino: may('attr.ino', wholeNumber({ ...large, example: '42' }), 'Its number in the file system.', {
    label: 'Inode',
  }),
  blocks: may('attr.blocks', wholeNumber({ ...large, example: '8' }), 'How many blocks it takes.'),
  rdev: may('attr.rdev', wholeNumber({ ...small, example: '1' }, z.int32()), 'Which device it stands for.', {
    label: 'Device',
  }),
  atime: may('attr.atime', time, 'When it was read last.', { label: 'Read at' }),
  mtime: may('attr.mtime', time, 'When it was written last.', { label: 'Written at' }),
  ctime: may('attr.ctime', time, 'When its attributes were changed last.', { label: 'Changed at' }),
};
