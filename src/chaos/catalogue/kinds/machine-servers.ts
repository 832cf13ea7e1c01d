// Machines: Redis and Kafka servers flooded, filled, stopped or misled.

import { may, must } from '../kind.ts';
import { percentText, wholeNumber } from '../values/numbers.ts';
import { password, text, yesNo } from '../values/words.ts';
import { onMachine } from './machine-action.ts';

const redis = {
  addr: must('addr', text('an address with port', '192.0.2.20:6379'), 'The Redis server.', {
    label: 'Server',
  }),
  password: may('password', password(), 'Its password; whoever may read the object can read it.'),
};

const off = { fallback: false, absent: false } as const;

const stopping = {
  conf: may('conf', text('a path', '/etc/redis/redis.conf'), 'Its configuration file.', {
    label: 'Configuration',
  }),
  flush: may('flushConfig', yesNo(), 'Whether the configuration is written first.', off),
  path: may('redisPath', yesNo(), 'A switch in Chaos Mesh, though named like a path.', {
    ...off,
    rare: true,
  }),
};

const kafka = {
  topic: may('topic', text('a topic', 'orders'), 'Which topic.'),
  host: must('host', text('a host', 'kafka.shop.example'), 'The Kafka server.'),
  port: must('port', wholeNumber({ least: 1, most: 65_535, example: '9092' }), 'Its port.'),
  username: may('username', text('a name', 'drill'), 'As whom to speak to it.'),
  password: may('password', password(), 'The password; whoever may read the object can read it.'),
  'message-size': may(
    'messageSize',
    wholeNumber({ least: 1, most: 4_294_967_295, example: '1024', unit: 'bytes' }),
    'How large each message is.',
  ),
};

export const machineServers = [
  onMachine('redis-expiration', {
    title: 'Expire keys of Redis on',
    help: 'Gives keys of a Redis server an end.',
    risk: 'durable',
    parameters: {
      ...redis,
      key: may('key', text('a key', 'cart:42'), 'Which key; all when nothing is said.'),
      expiration: may('expiration', text('a length of time', '1s'), 'How long they live on.'),
      // The webhook has it the wrong way round: it refuses the options that Redis knows.
      option: may(
        'option',
        text('an option of EXPIRE', 'none'),
        'An option of EXPIRE; Chaos Mesh refuses XX, NX, GT and LT.',
        {
          rare: true,
        },
      ),
    },
    phrase: { title: 'Expire[ {key}]', running: 'EXPIRING', done: 'EXPIRED', fault: 'the lost keys' },
  }),
  onMachine('redis-penetration', {
    title: 'Flood Redis on',
    help: 'Asks a Redis server for keys that are not there.',
    risk: 'durable',
    positional: 'requests',
    parameters: {
      requests: must(
        'requestNum',
        wholeNumber({ least: 1, most: 1_000_000_000, example: '10000' }),
        'How often.',
      ),
      ...redis,
    },
    phrase: { title: 'Flood Redis {requests}', running: 'FLOODING', done: 'FLOODED', fault: 'the flood' },
  }),
  onMachine('redis-cacheLimit', {
    title: 'Limit Redis on',
    help: 'Takes memory away from a Redis server.',
    risk: 'durable',
    parameters: {
      ...redis,
      size: may('cacheSize', text('a size', '100M'), 'How much memory is left.'),
      percent: may('percent', percentText('50%'), 'How much is left as a share, with a size of 0.'),
    },
    rules: [{ kind: 'only-with', of: 'percent', with: 'size', values: ['0'] }],
    phrase: { title: 'Limit Redis[ {size}]', running: 'LIMITING', done: 'LIMITED', fault: 'the limit' },
  }),
  onMachine('redis-restart', {
    title: 'Restart Redis on',
    help: 'Restarts a Redis server.',
    risk: 'durable',
    disruptive: true,
    parameters: { ...redis, ...stopping, conf: { ...stopping.conf, required: true } },
    phrase: { title: 'Restart Redis', running: 'RESTARTING', done: 'RESTARTED', fault: 'the restart' },
  }),
  onMachine('redis-stop', {
    title: 'Stop Redis on',
    help: 'Stops a Redis server.',
    risk: 'durable',
    disruptive: true,
    parameters: { ...redis, ...stopping },
    phrase: { title: 'Stop Redis', running: 'STOPPING', done: 'STOPPED', fault: 'the stop' },
  }),
  onMachine('kafka-fill', {
    title: 'Fill Kafka on',
    help: 'Fills a Kafka server with messages; a command makes it read its configuration again.',
    risk: 'code',
    parameters: {
      ...kafka,
      'max-bytes': must(
        'maxBytes',
        wholeNumber({ least: 1, most: Number.MAX_SAFE_INTEGER, example: '1073741824', unit: 'bytes' }),
        'How much it may keep.',
      ),
      reload: must(
        'reloadCommand',
        text('a command', 'systemctl reload kafka'),
        'The command that makes it read its configuration.',
      ),
    },
    phrase: { title: 'Fill Kafka[ {topic}]', running: 'FILLING', done: 'FILLED', fault: 'the full server' },
  }),
  onMachine('kafka-flood', {
    title: 'Flood Kafka on',
    help: 'Sends a Kafka server as many messages as it can.',
    risk: 'durable',
    parameters: {
      ...kafka,
      threads: must(
        'threads',
        wholeNumber({ least: 1, most: 10_000, example: '10' }),
        'How many threads send.',
      ),
    },
    phrase: { title: 'Flood Kafka[ {topic}]', running: 'FLOODING', done: 'FLOODED', fault: 'the flood' },
  }),
  onMachine('kafka-io', {
    title: 'Lock Kafka’s files on',
    help: 'Makes a Kafka server’s files unreadable or unwritable.',
    risk: 'durable',
    parameters: {
      topic: kafka.topic,
      config: may(
        'configFile',
        text('a path', '/etc/kafka/server.properties'),
        'The server’s configuration file.',
      ),
      unreadable: may('nonReadable', yesNo(), 'Whether they cannot be read.', off),
      unwritable: may('nonWritable', yesNo(), 'Whether they cannot be written.', off),
    },
    rules: [{ kind: 'some', of: ['unreadable', 'unwritable'] }],
    phrase: { title: 'Lock Kafka[ {topic}]', running: 'LOCKING', done: 'LOCKED', fault: 'the locked files' },
  }),
];
