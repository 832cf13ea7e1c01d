// JVMChaos: methods of Java programs made slow, failing or wrong; their processors, memory and databases stressed.

import { z } from 'zod';
import { containers } from '../containers.ts';
import { kindOf, may, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { wholeNumber } from '../values/numbers.ts';
import { milliseconds } from '../values/times.ts';
import { oneOf, text } from '../values/words.ts';
import { mysqlStatements } from './mysql-statements.ts';

const time = milliseconds({ least: '1ms', most: '24h', example: '500ms' });

const agent = {
  port: may(
    'port',
    wholeNumber({ least: 1, most: 65_535, example: '9277' }, z.int32()),
    'The port of the agent in the pod.',
    {
      absent: 9277,
      rare: true,
    },
  ),
  pid: may(
    'pid',
    wholeNumber({ least: 1, most: 4_194_304, example: '1' }),
    'The Java process; found by itself when nothing is said.',
    {
      label: 'Process',
      rare: true,
    },
  ),
  name: may(
    'name',
    text('a name', 'slow-checkout'),
    'The name of the rule; made by Chaos Mesh when nothing is said.',
    {
      label: 'Rule’s name',
      rare: true,
      made: true,
    },
  ),
  containers,
};

const where = {
  class: must('class', text('a Java class', 'com.example.Checkout'), 'The class.'),
  method: must('method', text('a method', 'pay'), 'Its method.'),
};

const exception = text('a Java exception', "java.io.IOException('drill')");

export const jvmChaos = kindOf(
  {
    kind: 'JVMChaos',
    family: 'jvm',
    title: 'Java',
    help: 'Methods of Java programs made slow, failing or wrong.',
    on: 'pods',
    needs: ['daemon'],
    records: 'container',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      id: 'jvm-latency',
      action: 'latency',
      verb: 'jvm latency',
      title: 'Slow method',
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
    },
    {
      id: 'jvm-return',
      action: 'return',
      verb: 'jvm return',
      title: 'Other return value',
      help: 'Makes a Java method return another value.',
      risk: 'reversible',
      parameters: {
        ...where,
        value: must('returnValue', text('a Java value', '42'), 'What it returns instead.', {
          since: '2.8',
          label: 'Value',
        }),
        ...agent,
      },
      phrase: {
        title: '{class}.{method} returns {value}',
        running: 'MISLEADING',
        done: 'MISLED',
        fault: 'the other value',
      },
    },
    {
      id: 'jvm-exception',
      action: 'exception',
      verb: 'jvm exception',
      aliases: ['jvm-throw'],
      title: 'Exception',
      help: 'Makes a Java method throw.',
      risk: 'reversible',
      parameters: { ...where, exception: must('exception', exception, 'What it throws.'), ...agent },
      phrase: {
        title: '{class}.{method} throws',
        running: 'THROWING',
        done: 'THREW',
        fault: 'the exception',
      },
    },
    {
      id: 'jvm-stress',
      action: 'stress',
      verb: 'jvm stress',
      title: 'Stress a JVM of',
      help: 'Keeps processors busy, or takes memory, inside a Java process.',
      risk: 'healed',
      parameters: {
        cpu: may(
          'cpuCount',
          wholeNumber({ least: 1, most: 8192, example: '1' }),
          'How many processors are kept busy.',
          {
            label: 'Processors',
          },
        ),
        memory: may('memType', oneOf(['stack', 'heap']), 'Which memory is filled.'),
        ...agent,
      },
      rules: [{ kind: 'one', of: ['cpu', 'memory'] }],
      phrase: { title: 'Stress JVM', running: 'STRESSING', done: 'STRESSED', fault: 'the load' },
    },
    {
      id: 'jvm-gc',
      action: 'gc',
      verb: 'jvm gc',
      title: 'Garbage collection in',
      help: 'Makes a Java process collect garbage, once.',
      risk: 'healed',
      parameters: agent,
      phrase: {
        title: 'Garbage collection',
        running: 'COLLECTING',
        done: 'COLLECTED',
        fault: 'the collection',
      },
    },
    {
      id: 'jvm-rule',
      action: 'ruleData',
      verb: 'jvm rule',
      aliases: ['jvm-byteman'],
      title: 'Byteman rule in',
      help: 'Runs Byteman rules of your own inside a Java process, which nobody checks.',
      risk: 'code',
      parameters: {
        rule: must('ruleData', text('rules of Byteman', 'RULE drill'), 'The rules.', {
          aliases: ['rule-data'],
        }),
        ...agent,
      },
      phrase: { title: 'Byteman rule', running: 'RUNNING RULES', done: 'RAN RULES', fault: 'the rules' },
    },
    {
      id: 'jvm-mysql',
      action: 'mysql',
      verb: 'jvm mysql',
      title: 'Failing MySQL in',
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
    },
  ],
);
