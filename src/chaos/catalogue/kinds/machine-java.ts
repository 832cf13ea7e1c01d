// Machines: methods, memory and databases of a Java process.

import { z } from 'zod';
import { may, must } from '../kind.ts';
import { wholeNumber } from '../values/numbers.ts';
import { milliseconds } from '../values/times.ts';
import { oneOf, text } from '../values/words.ts';
import { onMachine } from './machine-action.ts';
import { mysqlStatements } from './mysql-statements.ts';

const time = milliseconds({ least: '1ms', most: '24h', example: '500ms' });

const agent = {
  pid: must(
    'pid',
    wholeNumber({ least: 1, most: 4_194_304, example: '4242' }),
    'The Java process’s number.',
    {
      label: 'Process',
    },
  ),
  port: may(
    'port',
    wholeNumber({ least: 1, most: 65_535, example: '9288' }, z.int32()),
    'The port of the agent.',
    {
      rare: true,
    },
  ),
};

const where = {
  class: must('class', text('a Java class', 'com.example.Checkout'), 'The class.'),
  method: must('method', text('a method', 'pay'), 'Its method.'),
};

export const machineJava = [
  onMachine('jvm-latency', {
    title: 'Slow method on machine',
    help: 'Holds back a Java method.',
    risk: 'reversible',
    positional: 'latency',
    parameters: { latency: must('latency', time, 'How long each call is held back.'), ...where, ...agent },
    phrase: {
      title: 'Slow {class}.{method} {latency}',
      running: 'SLOWING',
      done: 'SLOWED',
      fault: 'the slow method',
    },
  }),
  onMachine('jvm-return', {
    title: 'Other return value on machine',
    help: 'Makes a Java method return another value.',
    risk: 'reversible',
    parameters: {
      ...where,
      value: must('value', text('a Java value', '42'), 'What it returns instead.'),
      ...agent,
    },
    phrase: {
      title: '{class}.{method} returns {value}',
      running: 'MISLEADING',
      done: 'MISLED',
      fault: 'the other value',
    },
  }),
  onMachine('jvm-exception', {
    title: 'Exception on machine',
    help: 'Makes a Java method throw.',
    risk: 'reversible',
    parameters: {
      ...where,
      exception: must(
        'exception',
        text('a Java exception', "java.io.IOException('drill')"),
        'What it throws.',
      ),
      ...agent,
    },
    phrase: { title: '{class}.{method} throws', running: 'THROWING', done: 'THREW', fault: 'the exception' },
  }),
  onMachine('jvm-stress', {
    title: 'Stress a JVM on machine',
    help: 'Keeps processors busy, or takes memory, inside a Java process.',
    risk: 'healed',
    parameters: {
      cpu: may(
        'cpu-count',
        wholeNumber({ least: 1, most: 8192, example: '1' }),
        'How many processors are kept busy.',
        {
          label: 'Processors',
        },
      ),
      memory: may('mem-type', oneOf(['stack', 'heap']), 'Which memory is filled.'),
      ...agent,
    },
    rules: [{ kind: 'one', of: ['cpu', 'memory'] }],
    phrase: { title: 'Stress JVM', running: 'STRESSING', done: 'STRESSED', fault: 'the load' },
  }),
  onMachine('jvm-gc', {
    title: 'Garbage collection on machine',
    help: 'Makes a Java process collect garbage, once.',
    risk: 'healed',
    parameters: agent,
    phrase: {
      title: 'Garbage collection',
      running: 'COLLECTING',
      done: 'COLLECTED',
      fault: 'the collection',
    },
  }),
  onMachine('jvm-rule-data', {
    title: 'Byteman rule on machine',
    help: 'Runs Byteman rules of your own inside a Java process, which nobody checks.',
    risk: 'code',
    parameters: { rule: must('rule-data', text('rules of Byteman', 'RULE drill'), 'The rules.'), ...agent },
    phrase: { title: 'Byteman rule', running: 'RUNNING RULES', done: 'RAN RULES', fault: 'the rules' },
  }),
  onMachine('jvm-mysql', {
    title: 'Failing MySQL on machine',
    help: 'Makes a Java program’s MySQL statements slow, or throw.',
    risk: 'reversible',
    parameters: {
      ...mysqlStatements,
      ...agent,
    },
    rules: [{ kind: 'some', of: ['latency', 'exception'] }],
    phrase: {
      title: 'MySQL[ {latency}][ of {table}]',
      running: 'FAILING SQL',
      done: 'FAILED SQL',
      fault: 'the failing SQL',
    },
  }),
];
