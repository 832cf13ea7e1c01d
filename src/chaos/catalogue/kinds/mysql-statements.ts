// Which MySQL statements of a Java program are meant, and what becomes of them: the same in pods and on machines.

import { may, must } from '../kind.ts';
import { milliseconds } from '../values/times.ts';
import { oneOf, text } from '../values/words.ts';

const STATEMENTS = ['select', 'insert', 'update', 'delete', 'replace'];

export const mysqlStatements = {
  version: must('mysqlConnectorVersion', oneOf(['8', '5']), 'The connector’s version.'),
  latency: may(
    'latency',
    milliseconds({ least: '1ms', most: '24h', example: '500ms' }),
    'How long each statement is held back.',
  ),
  exception: may('exception', text('a message', 'drill'), 'What statements throw.'),
  database: may('database', text('a database', 'shop'), 'Which database; all when nothing is said.'),
  table: may('table', text('a table', 'orders'), 'Which table; all when nothing is said.'),
  sql: may('sqlType', oneOf(STATEMENTS), 'Which statements; all when nothing is said.', {
    label: 'Statements',
  }),
};
