// Machines: processors, memory, disks, processes, clocks, virtual machines, and commands of one's own.

import { may, must } from '../kind.ts';
import { listOf } from '../values/collections.ts';
import { wholeNumber } from '../values/numbers.ts';
import { lengthOfTime } from '../values/times.ts';
import { shaped, text, yesNo } from '../values/words.ts';
import { onMachine } from './machine-action.ts';

/** https://github.com/alecthomas/units; a number alone is refused. */
const SIZE = /^([0-9]+(\.[0-9]+)?(c|[KMGTPE](iB|B)?|kB))+$/u;

const size = (example: string) => shaped(SIZE, 'a size with its unit such as 256MB or 1GiB', example);
const options = may(
  'options',
  listOf(text('an option', '--timeout=60'), 'options of stress-ng'),
  'Further options of stress-ng.',
  {
    rare: true,
  },
);
const path = may(
  'path',
  text('a path', '/var/drill'),
  'Which file or folder; a new one when nothing is said.',
);
const processes = must(
  'payload-process-num',
  wholeNumber({ least: 1, most: 255, example: '1' }),
  'How many processes do it.',
);
const pid = must(
  'pid',
  wholeNumber({ least: 1, most: 4_194_304, example: '4242' }),
  'The process’s number.',
  {
    label: 'Process',
  },
);

export const machineSystem = [
  onMachine('stress-cpu', {
    title: 'Stress CPU of machine',
    help: 'Keeps processors of a machine busy.',
    risk: 'reversible',
    positional: 'load',
    parameters: {
      load: must(
        'load',
        wholeNumber({ least: 1, most: 100, example: '80', unit: '%' }),
        'How busy each worker is, in percent.',
      ),
      workers: may('workers', wholeNumber({ least: 1, most: 8192, example: '2' }), 'How many threads work.', {
        fallback: 1,
      }),
      options,
    },
    phrase: { title: 'CPU {load} %', running: 'STRESSING', done: 'STRESSED', fault: 'the CPU load' },
  }),
  onMachine('stress-mem', {
    title: 'Stress memory of machine',
    help: 'Takes memory of a machine.',
    risk: 'durable',
    positional: 'size',
    parameters: { size: must('size', size('256MB'), 'How much memory is taken.'), options },
    phrase: { title: 'Memory {size}', running: 'FILLING', done: 'FILLED', fault: 'the memory load' },
  }),
  onMachine('disk-read-payload', {
    title: 'Read load on machine',
    help: 'Reads from a machine’s disk as fast as it can.',
    risk: 'reversible',
    positional: 'size',
    parameters: { size: must('size', size('1GB'), 'How much is read.'), path, processes },
    phrase: { title: 'Read {size}', running: 'READING', done: 'READ', fault: 'the read load' },
  }),
  onMachine('disk-write-payload', {
    title: 'Write load on machine',
    help: 'Writes to a machine’s disk as fast as it can.',
    risk: 'reversible',
    positional: 'size',
    parameters: { size: must('size', size('1GB'), 'How much is written.'), path, processes },
    phrase: { title: 'Write {size}', running: 'WRITING', done: 'WRITTEN', fault: 'the write load' },
  }),
  onMachine('disk-fill', {
    title: 'Fill disk of machine',
    help: 'Fills a machine’s disk.',
    risk: 'durable',
    positional: 'size',
    parameters: {
      size: must('size', size('1GB'), 'How much is filled.'),
      path,
      fallocate: may('fill-by-fallocate', yesNo(), 'Whether space is only reserved, which is faster.', {
        fallback: false,
        absent: false,
      }),
    },
    phrase: { title: 'Fill disk {size}', running: 'FILLING', done: 'FILLED', fault: 'the full disk' },
  }),
  onMachine('process', {
    title: 'Signal a process of machine',
    help: 'Sends a signal to a process of a machine; what brings it back runs as a command.',
    risk: 'code',
    disruptive: true,
    positional: 'process',
    parameters: {
      process: must('process', text('a process’s name or number', 'nginx'), 'Which process.'),
      signal: may('signal', wholeNumber({ least: 1, most: 64, example: '9' }), 'The signal’s number.', {
        fallback: 9,
      }),
      recover: may(
        'recoverCmd',
        text('a command', 'systemctl start nginx'),
        'The command that brings it back.',
      ),
    },
    phrase: {
      title: 'Signal {signal} to {process}',
      running: 'SIGNALLING',
      done: 'SIGNALLED',
      fault: 'the signal',
    },
  }),
  onMachine('clock', {
    title: 'Clock of machine',
    help: 'Sets the clock that a process of a machine reads forward or back.',
    risk: 'node',
    positional: 'offset',
    parameters: {
      offset: must(
        'time-offset',
        lengthOfTime({ least: '-87600h', most: '87600h', example: '-5m' }),
        'How far the clock is set.',
      ),
      pid,
      clocks: may('clock-ids-slice', text('names of clocks with commas', 'CLOCK_REALTIME'), 'Which clocks.'),
    },
    phrase: {
      title: 'Clock {offset}',
      running: 'SETTING CLOCKS',
      done: 'SET CLOCKS',
      fault: 'the wrong clock',
    },
  }),
  onMachine('vm', {
    title: 'Stop virtual machine on',
    help: 'Stops a virtual machine that runs on a machine.',
    risk: 'node',
    disruptive: true,
    positional: 'vm',
    parameters: {
      vm: must('vm-name', text('a virtual machine’s name', 'guest-1'), 'Which virtual machine.', {
        label: 'Virtual machine',
      }),
    },
    phrase: { title: 'Stop {vm}', running: 'STOPPING', done: 'STOPPED', fault: 'the stop' },
  }),
  onMachine('user_defined', {
    title: 'Commands on machine',
    help: 'Runs commands of your own on a machine, which nobody checks.',
    risk: 'code',
    parameters: {
      attack: must('attackCmd', text('a command', 'touch drill'), 'The command that breaks something.'),
      recover: must('recoverCmd', text('a command', 'rm drill'), 'The command that repairs it.'),
    },
    phrase: {
      title: 'Run {attack}',
      running: 'RUNNING COMMANDS',
      done: 'RAN COMMANDS',
      fault: 'the command’s effect',
    },
  }),
];
