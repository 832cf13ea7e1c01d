import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Parameters } from '../../../../src/chaos/catalogue/action.ts';
import {
  actionById,
  actionOfSpec,
  actions,
  findAction,
  wordsOf,
} from '../../../../src/chaos/catalogue/catalogue.ts';
import { parseParameters } from '../../../../src/chaos/catalogue/parse-parameters.ts';
import { SPEC_SCHEMAS } from '../../../../src/chaos/catalogue/spec-schemas.ts';
import { manifestOf } from '../../../../src/chaos/manifest.ts';
import { fc } from '../../../seeded.ts';
import { anExperiment } from '../sample-objects.ts';
import { examplesOf, neededOf } from './parameter-samples.ts';

function action(word: string): Action {
  const found = findAction(word);
  assert.ok(found, word);
  return found;
}

test('every word of the catalogue means one action', () => {
  const words = actions().flatMap(wordsOf);
  assert.equal(new Set(words).size, words.length);
});

test('an action is found by verb, alias, our id and Chaos Mesh’s name, in any case', () => {
  assert.equal(findAction('kill')?.id, 'pod-kill');
  assert.equal(findAction('DOWN')?.id, 'pod-failure');
  assert.equal(findAction('pod-failure')?.id, 'pod-failure');
  assert.equal(findAction('latency')?.id, 'delay');
  assert.equal(findAction('ghost'), undefined);
  assert.equal(actionById('StressChaos', 'cpu')?.verb, 'cpu');
});

test('every example in the catalogue is accepted', () => {
  for (const one of actions()) {
    for (const { name, schema, example } of one.parameters)
      assert.ok(schema.safeParse(example).success, `${one.id} ${name}`);
    const answer = parseParameters(one, examplesOf(one));
    assert.ok(answer.ok, `${one.id}: ${JSON.stringify(answer)}`);
  }
});

test('what is written into a spec is read back as the same parameters', () => {
  for (const one of actions()) {
    for (const given of [examplesOf(one), neededOf(one)]) {
      const answer = parseParameters(one, given);
      assert.ok(answer.ok, `${one.id}: ${JSON.stringify(answer)}`);
      const spec = one.spec(answer.parameters);
      assert.equal(actionOfSpec(one.kind, spec)?.id, one.id);
      assert.deepEqual({ ...one.parse(spec) }, { ...answer.parameters });
    }
  }
});

test('text with a lost character is no value, wherever in a value it stands', () => {
  const everywhere = ['\ufffd', '\ud800', '\uffff'].flatMap((lost) => [
    ...[lost, `a=${lost}`, `{a: ${lost}}`],
    ...[{ a: lost }, { [lost]: 'a' }, [lost]],
  ]);
  for (const { id, parameters } of actions())
    for (const { name, schema } of parameters) {
      const taken = everywhere.filter((raw) => schema.safeParse(raw).success);
      assert.deepEqual(taken, [], `${id} ${name}`);
    }
  const mysql = action('jvm-mysql');
  const answer = parseParameters(mysql, { ...neededOf(mysql), table: 'caf\ufffd' });
  assert.match(answer.ok ? '' : answer.sentence, /caf\ufffd has a character that got lost/);
});

test('bytes that are no whole text are read back as bytes', () => {
  const read = (body: string) => action('http-replace').parse({ ...replaced, replace: { body } })?.['body'];
  const replaced = action('http-replace').spec(neededOf(action('http-replace')));
  assert.equal(read(Buffer.from('café').toString('base64')), 'café');
  assert.equal(read(Buffer.from('\ufffd').toString('base64')), 'base64:77+9');
});

test('what an action writes stays within the schema of its kind', () => {
  for (const one of actions()) {
    const answer = parseParameters(one, examplesOf(one));
    assert.ok(answer.ok);
    const experiment = { kind: one.kind, action: one.id, parameters: answer.parameters };
    const { spec } = manifestOf(anExperiment(experiment), 'probe');
    SPEC_SCHEMAS[one.kind]?.parse(spec);
    assert.ok(SPEC_SCHEMAS[one.kind], `${one.kind} has no schema`);
  }
});

test('a spec that says more than the catalogue can is not read as one of its actions', () => {
  const delay = { latency: '1s' };
  assert.equal(action('delay').parse({ action: 'delay', delay: { ...delay, tomorrow: 'yes' } }), undefined);
  assert.equal(action('delay').parse({ action: 'delay', delay, tomorrow: { yes: 1 } }), undefined);
  assert.equal(action('delay').parse({ action: 'loss', delay }), undefined);
  assert.equal(action('cpu').parse({ stressors: { memory: { workers: 1 } } }), undefined);
  assert.deepEqual(
    action('fail').parse({ action: 'pod-failure', gracePeriod: 0, mode: 'one', value: '' }),
    {},
  );
});

test('values are kept in one form, whichever way they were typed', () => {
  const table: readonly (readonly [string, string, string, unknown])[] = [
    ['delay', '200ms', 'latency', '200ms'],
    ['delay', '200 MS', 'latency', '200ms'],
    ['delay', '1.5s', 'latency', '1.5s'],
    ['delay', '1m30s', 'latency', '90s'],
    ['delay', '1500µs', 'latency', '1500us'],
    ['cpu', '80%', 'load', 80],
    ['cpu', '80 %', 'load', 80],
    ['cpu', '80', 'load', 80],
    ['loss', '12.5 %', 'loss', 12.5],
    ['clock', '-90m', 'offset', '-90m'],
    ['clock', '-1h30m', 'offset', '-5400s'],
    ['bandwidth', '10 MBPS', 'rate', '10mbps'],
    ['memory', '50%', 'size', '50%'],
    ['io-error', 'enospc', 'errno', 28],
    ['io-error', '5', 'errno', 5],
    ['kernel-fail', '1', 'type', 'alloc-page'],
  ];
  for (const [verb, typed, name, kept] of table) {
    const answer = parseParameters(action(verb), {}, typed);
    assert.ok(answer.ok, typed);
    assert.equal(answer.parameters[name], kept);
  }
});

test('a wrong value is answered with its field, a sentence and a line that works', () => {
  const table: readonly (readonly [string, string | undefined, string, RegExp])[] = [
    ['delay', undefined, 'latency', /needs a value/],
    ['delay', '200', 'latency', /200 has no unit/],
    ['delay', '-200ms', 'latency', /outside from 1ms to 4m/],
    ['delay', '5h', 'latency', /outside/],
    ['delay', 'fast', 'latency', /not a length of time/],
    ['cpu', undefined, 'load', /needs a value/],
    ['cpu', '-5%', 'load', /-5% is not a whole percentage from 1 to 100/],
    ['cpu', '0', 'load', /is not/],
    ['cpu', '101%', 'load', /is not/],
    ['cpu', 'x'.repeat(5000), 'load', /^x{30}… is not/],
    ['kill', '80%', 'value', /has no place in kill/],
  ];
  for (const [verb, typed, field, sentence] of table) {
    const answer = parseParameters(action(verb), {}, typed);
    assert.ok(!answer.ok, typed);
    assert.equal(answer.field, field);
    assert.match(answer.sentence, sentence);
    assert.ok(answer.example.startsWith(`${verb} web`), answer.example);
    assert.ok(answer.sentence.length < 200);
  }
});

test('a named parameter that does not exist is refused with the nearest one', () => {
  const answer = parseParameters(action('delay'), { jiter: '10ms' }, '200ms');
  assert.ok(!answer.ok);
  assert.equal(answer.field, 'jiter');
  assert.match(answer.sentence, /Did you mean jitter\?/);
});

test('a named parameter at fault is shown with an example of itself', () => {
  const answer = parseParameters(action('cpu'), { workers: 'many' }, '80%');
  assert.ok(!answer.ok);
  assert.equal(answer.example, 'workers=2');
});

test('what Chaos Mesh would refuse, or take for nothing, is refused with the parameter at fault', () => {
  const where = { class: 'A', method: 'b' };
  const table: readonly (readonly [string, Parameters, string, RegExp])[] = [
    ['delay', { latency: '1s', direction: 'from' }, 'target', /needs target too/],
    ['delay', { latency: '1s', external: '10.0.0.1', direction: 'both' }, 'target', /needs target too/],
    ['delay', { latency: '1s', gap: 5 }, 'reorder', /gap needs reorder too/],
    ['loss', { loss: 10, jitter: '20ms' }, 'latency', /jitter needs latency too/],
    ['cpu', { load: 80, memory: '64MB' }, 'memory-workers', /memory needs memory-workers too/],
    ['netem', {}, 'latency', /latency or loss or duplicate or corrupt or rate/],
    ['memory', { size: '64 apples' }, 'size', /is not a size/],
    ['io-error', { errno: 0 }, 'errno', /0 is not an error’s number/],
    ['io-latency', { delay: '1s', percent: 0 }, 'percent', /from 1 to 100/],
    ['io-latency', { delay: '1s', methods: 'reed' }, 'methods', /Did you mean read/],
    ['io-attr', {}, 'size', /needs a value/],
    ['dns-error', { patterns: 'a*b' }, 'patterns', /only at the end/],
    ['http-delay', { delay: 'soon' }, 'delay', /not a length of time/],
    ['http-abort', { port: 0 }, 'port', /from 1 to 65535/],
    ['http-abort', { method: 'FETCH' }, 'method', /is not one of/],
    ['http-replace', { port: 80 }, 'new-path', /needs a value/],
    ['jvm-latency', where, 'latency', /needs a value/],
    ['jvm-stress', {}, 'cpu', /cpu or memory/],
    ['jvm-stress', { cpu: 1, memory: 'heap' }, 'memory', /only one of/],
    ['jvm-mysql', { version: '8' }, 'latency', /latency or exception/],
    ['detach-volume', { instance: 'i-1', region: 'eu' }, 'volume', /needs a value/],
    [
      'disk-detach',
      { machine: 'm', group: 'g', subscription: 's', disk: 'd', lun: 0 },
      'secret',
      /needs a value/,
    ],
    ['machine-network-dns', { ip: '10.0.0.1' }, 'name', /only together/],
    ['machine-network-loss', { percent: 0, device: 'eth0' }, 'percent', /above 0/],
    ['machine-disk-fill', { size: '100' }, 'size', /with its unit/],
    ['machine-kafka-io', { unreadable: 'no' }, 'unreadable', /unreadable or unwritable/],
  ];
  for (const [word, given, field, sentence] of table) {
    const answer = parseParameters(action(word), given);
    assert.ok(!answer.ok, `${word} ${JSON.stringify(given)}`);
    assert.equal(answer.field, field, word);
    assert.match(answer.sentence, sentence);
  }
});

test('a spec of several parts, or with parts that have no effect, is one action still', () => {
  const both = { stressors: { cpu: { workers: 1, load: 50 }, memory: { workers: 2, size: '64MB' } } };
  assert.equal(actionOfSpec('StressChaos', both)?.id, 'cpu');
  const http = { abort: true, delay: '1s', port: 80, target: 'Request' };
  assert.equal(actionOfSpec('HTTPChaos', http)?.id, 'http-abort');
  assert.deepEqual(action('http-abort').parse(http), { port: 80, target: 'Request', delay: '1s' });
  const delay = {
    action: 'delay',
    delay: { latency: '1s' },
    loss: { loss: '10' },
    bandwidth: { rate: '1mbit' },
  };
  assert.deepEqual(action('delay').parse(delay), { latency: '1s', jitter: '0ms', correlation: 0, loss: 10 });
});

test('defaults that were used are named', () => {
  const answer = parseParameters(action('delay'), {}, '200ms');
  assert.deepEqual(answer, {
    ok: true,
    parameters: { latency: '200ms', jitter: '0ms', correlation: 0 },
    defaulted: ['jitter', 'correlation'],
  });
});

test('phrases read as on the card', () => {
  assert.equal(action('delay').phrase({ latency: '200ms' }).title, 'Delay 200 ms');
  assert.equal(action('cpu').phrase({ load: 80 }).title, 'CPU 80 %');
  assert.equal(action('kill').phrase({}).done, 'KILLED');
});

test('no value whatsoever makes parsing throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...actions()),
      fc.dictionary(fc.string(), fc.anything()),
      fc.anything(),
      (one, raw, value) => {
        parseParameters(one, raw);
        parseParameters(one, Object.fromEntries(one.parameters.map(({ name }) => [name, value])));
        one.parse(raw);
      },
    ),
    { numRuns: 200 },
  );
});
