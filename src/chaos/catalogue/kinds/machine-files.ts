// Machines: files made, changed, renamed and deleted.

import { z } from 'zod';
import { may, must } from '../kind.ts';
import { wholeNumber } from '../values/numbers.ts';
import { text } from '../values/words.ts';
import { onMachine } from './machine-action.ts';

const path = text('a path', '/var/drill/a.txt');
const file = must('file-name', path, 'Which file.');
const either = {
  file: may('file-name', path, 'Which file.'),
  folder: may('dir-name', text('a path', '/var/drill'), 'Which folder.'),
};

export const machineFiles = [
  onMachine('file-create', {
    title: 'Create file on',
    help: 'Creates a file or a folder.',
    risk: 'durable',
    parameters: either,
    rules: [{ kind: 'some', of: ['file', 'folder'] }],
    phrase: {
      title: 'Create[ {file}][ {folder}]',
      running: 'CREATING',
      done: 'CREATED',
      fault: 'the new file',
    },
  }),
  onMachine('file-delete', {
    title: 'Delete file on',
    help: 'Moves a file or a folder away, and back at the end.',
    risk: 'durable',
    parameters: either,
    rules: [{ kind: 'some', of: ['file', 'folder'] }],
    phrase: {
      title: 'Delete[ {file}][ {folder}]',
      running: 'DELETING',
      done: 'DELETED',
      fault: 'the deleted file',
    },
  }),
  onMachine('file-modify', {
    title: 'Permissions of file on',
    help: 'Gives a file other permissions.',
    risk: 'durable',
    parameters: {
      file,
      privilege: must(
        'privilege',
        wholeNumber({ least: 1, most: 7777, example: '777' }, z.int32()),
        'Its permissions as chmod takes them.',
      ),
    },
    phrase: {
      title: 'Permissions {privilege} of {file}',
      running: 'CHANGING',
      done: 'CHANGED',
      fault: 'the permissions',
    },
  }),
  onMachine('file-rename', {
    title: 'Rename file on',
    help: 'Gives a file another name.',
    risk: 'durable',
    parameters: {
      source: must('source-file', path, 'Which file.'),
      dest: must('dest-file', text('a path', '/var/drill/b.txt'), 'Its other name.', { label: 'Name' }),
    },
    phrase: { title: 'Rename {source}', running: 'RENAMING', done: 'RENAMED', fault: 'the other name' },
  }),
  onMachine('file-append', {
    title: 'Append to file on',
    help: 'Appends a text to a file.',
    risk: 'durable',
    parameters: {
      file,
      data: must('data', text('a text', 'drill'), 'What is appended.'),
      count: may('count', wholeNumber({ least: 1, most: 1_000_000, example: '3' }), 'How often.'),
    },
    phrase: { title: 'Append to {file}', running: 'APPENDING', done: 'APPENDED', fault: 'the appended text' },
  }),
  onMachine('file-replace', {
    title: 'Replace in file on',
    help: 'Replaces a text in a file.',
    risk: 'durable',
    parameters: {
      file,
      origin: must('origin-string', text('a text', 'on'), 'What is replaced.', { label: 'Text' }),
      dest: must('dest-string', text('a text', 'off'), 'What stands there instead.', {
        label: 'Replacement',
      }),
      line: may('line', wholeNumber({ least: 1, most: 10_000_000, example: '3' }), 'Only in this line.'),
    },
    phrase: {
      title: 'Replace in {file}',
      running: 'REPLACING',
      done: 'REPLACED',
      fault: 'the replaced text',
    },
  }),
];
