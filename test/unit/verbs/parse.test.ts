import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, wordsInKind, wordsOf } from '../../../src/chaos/catalogue/catalogue.ts';
import { exampleLine } from '../../../src/chaos/catalogue/example-line.ts';
import type { Command, InjectCommand } from '../../../src/verbs/command.ts';
import { parseCommand } from '../../../src/verbs/parse.ts';
import type { ParseFault, ParseRefusal } from '../../../src/verbs/parse-refusal.ts';
import { VERB_NAMES, VERBS } from '../../../src/verbs/vocabulary.ts';
import { fc } from '../../seeded.ts';

function understood(line: string): Command {
  const parsed = parseCommand(line);
  assert.ok(parsed.ok, `${line}: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

function injected(line: string): InjectCommand {
  const command = understood(line);
  assert.equal(command.verb, 'inject', line);
  return command as InjectCommand;
}

function refused(line: string): ParseRefusal {
  const parsed = parseCommand(line);
  assert.ok(!parsed.ok, `${line}: ${JSON.stringify(parsed)}`);
  return parsed.refusal;
}

test('no word means two verbs', () => {
  const words = [
    ...actions().flatMap(wordsOf),
    ...VERB_NAMES.flatMap((name) => [name, ...VERBS[name].aliases]),
  ];
  const twice = words.filter((word, at) => words.indexOf(word) !== at);
  assert.deepEqual(twice, []);
});

test('every line that is offered as one that works is understood', () => {
  for (const name of VERB_NAMES) understood(VERBS[name].example);
});

test('the same is meant in any order, with or without dashes, quotes and units apart', () => {
  const wanted = injected('delay staging:shop/web 200ms pods 2 for 2m because it is slow');
  for (const line of [
    'delay 200ms staging:shop/web --for 2m --pods 2 because it is slow',
    'delay 200 ms web for=2m pods=2 on staging in shop because \u201cit is slow\u201d',
    'DELAY web\u00a0200ms \u2014for 2 minutes \u2014pods 2 --cluster staging --namespace shop because it is slow',
    'delay latency=200ms 2pods staging:shop/web -d 120s because: it is slow',
    'latency staging:web 200ms 2 pods for 2 min --context staging --ns=shop because "it is slow"',
  ]) {
    assert.deepEqual(injected(line), wanted, line);
  }
});

test('a target is named with its kind, its namespace, or as more than one workload', () => {
  const table = [
    ['kill deploy/web', undefined, 'deployment/web'],
    ['kill staging:shop/deployments.apps/web', 'shop', 'deployment/web'],
    ['kill sts/shop/web', 'shop', 'statefulset/web'],
    ['kill shop/node/n1', 'shop', 'node/n1'],
    ['kill po/web-a', undefined, 'pod/web-a'],
    ['kill shop/*', 'shop', '*'],
    ['kill shop/web,cart', 'shop', 'web,cart'],
    ['kill -l app.kubernetes.io/name=web', undefined, 'app.kubernetes.io/name=web'],
  ] as const;
  for (const [line, namespace, target] of table) {
    assert.equal(injected(line).target, target, line);
    assert.equal(injected(line).place.namespace, namespace, line);
  }
  for (const line of ['kill a/b/c', 'kill pod/', 'kill web,web', 'kill pod/node/x', 'kill shop/', 'kill we*'])
    assert.equal(parseCommand(line).ok, false, line);
});

test('every fault on pods is asked for by any of its words, by kind and action, and by the names of Chaos Mesh', () => {
  for (const action of actions().filter(({ on }) => on === 'pods')) {
    const rest = exampleLine(action).slice(action.verb.length + 1);
    const wanted = injected(`${action.verb} ${rest}`);
    assert.equal(wanted.action, action.id);
    const inKind = wordsInKind(action).flatMap((word) => [
      `${action.family} ${word}`,
      `inject ${action.kind} ${word}`,
      `inject ${action.family} ${word.toUpperCase()}`,
    ]);
    const own = action.action === undefined ? [] : [`inject ${action.kind} ${action.action}`];
    for (const start of [...wordsOf(action), ...inKind, ...own]) {
      assert.deepEqual(injected(`${start} ${rest}`), wanted, start);
    }
  }
});

test('the line that is offered for labels works, also where a value stands beside them', () => {
  const parsed = parseCommand('KernelChaos k=v');
  assert.ok(!parsed.ok);
  assert.equal(parsed.refusal.example, 'kernel fail -l k=v slab');
  assert.equal(injected(parsed.refusal.example).target, 'k=v');
});

test('a family with one action needs no other word', () => {
  assert.equal(injected('block web 100ms volume=data').action, 'block-delay');
  assert.equal(injected('kernel web slab').action, 'kernel-fail');
  assert.equal(injected('io web latency 100ms').action, 'io-latency');
});

test('parameters go by their name, another name of it, or their path in the spec', () => {
  for (const line of [
    'io latency web 100ms',
    'io latency web delay=100ms',
    'inject IOChaos latency web latency=100ms',
  ]) {
    assert.equal(injected(line).parameters['delay'], '100ms', line);
  }
  const { parameters } = injected(
    'delay web delay.latency=1s delay.jitter=20ms externalTargets=10.0.0.1,10.0.0.2',
  );
  assert.deepEqual(parameters, {
    latency: '1s',
    jitter: '20ms',
    correlation: 0,
    external: ['10.0.0.1', '10.0.0.2'],
  });
  assert.deepEqual(injected('io error web enospc methods=read,write').parameters['methods'], [
    'read',
    'write',
  ]);
  assert.equal(injected('clock web -1h30m').parameters['offset'], '-5400s');
  assert.equal(injected('memory web 256 MB').parameters['size'], '256MB');
});

test('the other end of a network fault is named with from or to', () => {
  assert.deepEqual(injected('partition web from cart').peer, { word: 'cart', direction: 'both' });
  assert.deepEqual(injected('partition web to cart').peer, { word: 'cart', direction: 'to' });
  assert.deepEqual(injected('delay web 200ms from orders/cart').peer, {
    word: 'cart',
    namespace: 'orders',
    direction: 'from',
  });
});

test('a place may stand before the target', () => {
  assert.deepEqual(injected('kill prod:shop/web').place, { cluster: 'prod', namespace: 'shop' });
  assert.deepEqual(injected('kill prod:web').place, { cluster: 'prod' });
  assert.deepEqual(injected('kill shop/web').place, { namespace: 'shop' });
});

test('labels may stand for a target', () => {
  for (const line of ['kill app=web', 'kill -l app=web', 'kill --selector app=web']) {
    assert.equal(injected(line).target, 'app=web', line);
  }
  assert.equal(injected('kill -l app.kubernetes.io/name=web').target, 'app.kubernetes.io/name=web');
});

test('how many is a number, a share or all', () => {
  assert.deepEqual(injected('kill web pods 1').mode, { mode: 'one' });
  assert.deepEqual(injected('kill web pods 3').mode, { mode: 'fixed', value: 3 });
  assert.deepEqual(injected('kill web pods 50%').mode, { mode: 'fixed-percent', value: 50 });
  assert.deepEqual(injected('kill web all').mode, { mode: 'all' });
});

test('markup of Slack becomes what was meant, and a reason keeps its words', () => {
  const command = injected(
    'kill web because <@U123|ana> &amp; <https://x.example|the page> &lt;b&gt; go for 9h',
  );
  assert.equal(command.because, '@ana & https://x.example <b> go for 9h');
  assert.equal(command.go, false);
});

const faults: readonly (readonly [string, ParseFault, string])[] = [
  ['kil web', 'unknown-verb', 'kill web'],
  ['web kill', 'unknown-verb', 'kill web'],
  ['web delay 200ms for 1m', 'unknown-verb', 'delay web 200ms for 1m'],
  ['io web 100ms', 'missing-action', 'io latency web 100ms'],
  ['io latncy web 100ms', 'missing-action', 'io latency web 100ms'],
  ['inject', 'missing-action', 'inject IOChaos latency web delay=100ms'],
  ['inject FooChaos bar web', 'unknown-part', 'inject IOChaos latency web delay=100ms'],
  ['aws stop', 'missing-target', 'aws stop i-0123456789abcdef0 region=eu-central-1'],
  ['aws stop i-1', 'bad-value', 'aws stop i-0123456789abcdef0 region=eu-central-1'],
  ['aws stop i-1 region=eu pods 2', 'no-place', 'aws stop i-0123456789abcdef0 region=eu-central-1'],
  ['aws stop i-1 instance=i-2 region=eu', 'twice', 'aws stop i-0123456789abcdef0 region=eu-central-1'],
  ['machine stress-cpu load=80', 'missing-target', 'machine stress-cpu m1 80'],
  ['machine stress-cpu m1 address=a', 'bad-value', 'machine stress-cpu m1 80'],
  ['machine stress-cpu m1 101', 'bad-value', 'machine stress-cpu m1 80'],
  ['kill web from cart', 'no-place', 'kill web'],
  ['partition web from', 'missing-option-value', 'partition web'],
  ['partition web from cart to web', 'twice', 'partition web'],
  ['delay cart 200ms jitter=fast', 'bad-value', 'delay cart 200ms jitter=20ms'],
  ['loss web 150%', 'bad-value', 'loss web 10%'],
  ['bandwidth web 1.5mbps', 'bad-value', 'bandwidth web 1mbit'],
  ['clock web', 'bad-value', 'clock web -5m'],
  ['http replace web', 'bad-value', 'http replace web new-path=/other'],
  ['kill', 'missing-target', 'kill web'],
  ['kill WEB!', 'bad-target', 'kill web'],
  ['kill web cart', 'no-place', 'kill web'],
  ['kill web 3', 'no-place', 'kill web pods 3'],
  ['kill web 2m', 'no-place', 'kill web for 2m'],
  ['kill web for -2m', 'bad-duration', 'kill web for 2m'],
  ['kill web for 0s', 'bad-duration', 'kill web for 2m'],
  ['kill web for', 'missing-option-value', 'kill web'],
  ['kill web for 1m for 2m', 'twice', 'kill web'],
  ['kill prod:web on staging', 'twice', 'kill web on staging'],
  ['kill web pods 0', 'bad-pods', 'kill web pods 2'],
  ['kill web pods -1', 'bad-pods', 'kill web pods 2'],
  ['kill web pods 101%', 'bad-pods', 'kill web pods 2'],
  ['kill -l web', 'bad-labels', 'kill web'],
  ['kill -l ""', 'missing-option-value', 'kill web'],
  ['kill web --pod 1 --fore 2m', 'unknown-option', 'kill web'],
  ['delay web', 'bad-value', 'delay web 200ms'],
  ['delay web 200', 'bad-value', 'delay web 200ms'],
  ['cpu web 101%', 'bad-value', 'cpu web 80%'],
  ['cpu web -5%', 'bad-value', 'cpu web 80%'],
  ['delay web 200ms jiter=2ms', 'bad-value', 'delay web 200ms'],
  ['kill web at 15:00', 'not-yet', 'kill web'],
  ['list running waiting', 'twice', 'list running on staging'],
  ['list --clster prod', 'unknown-option', 'list running on staging'],
  ['list by', 'missing-option-value', 'list running on staging'],
  [`kill web because ${'x'.repeat(5000)}`, 'too-long', 'kill web'],
];

for (const [line, what, example] of faults) {
  test(`\`${line.slice(0, 40)}\` is refused as ${what}, with a line that works`, () => {
    const refusal = refused(line);
    assert.equal(refusal.what, what);
    assert.equal(refusal.example, example);
    understood(refusal.example);
  });
}

test('a misspelled verb is answered with the nearest', () => {
  assert.equal(refused('kil web').nearest, 'kill');
  assert.equal(refused('lst').nearest, 'list');
});

test('nothing that can be typed throws, and every refusal offers a line that is understood', () => {
  const word = fc.constantFrom(
    'kill',
    'delay',
    'web',
    'for',
    'pods',
    '--for',
    '—',
    '200ms',
    '-l',
    'a=b',
    ':',
    '/',
    '"',
    '<@U1|',
    'because',
    'stop',
    'r-7k3',
    'go',
    '=',
    '-n',
    '\u0000',
    'здравствуй',
    '🔥',
    '%',
  );
  const line = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(word).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(line, (text) => {
      const parsed = parseCommand(text);
      if (!parsed.ok) assert.ok(parseCommand(parsed.refusal.example).ok, parsed.refusal.example);
    }),
    { numRuns: 500 },
  );
});

test('which alerts are expected is said by name, with a time, or as a whole contract', () => {
  const table = [
    ['expect CheckoutSlow', 'must CheckoutSlow'],
    ['--expect CheckoutSlow within 90 s', 'must CheckoutSlow within 1m30s'],
    ['expects=CheckoutSlow within 60s', 'must CheckoutSlow within 1m'],
    ['expect "may Web*;  never PagerStorm"', 'may Web*; never PagerStorm'],
    ['expect "must Web is down"', 'must Web is down'],
    ['expect "may Web∗"', 'may Web*'],
    ['expect nothing', ''],
  ] as const;
  for (const [words, expects] of table) {
    assert.equal(injected(`delay web 200ms ${words} for 1m because why not`).expects, expects, words);
    assert.equal(injected(`delay ${words} web 200ms`).expects, expects, words);
  }
  assert.equal(injected('delay web 200ms').expects, undefined);
  for (const words of [
    'expect Web*',
    'expect "must A within soon"',
    'expect "must A; may A"',
    'expect "perhaps A; may B"',
    'expect "nver PagerStorm"',
    'expect "A, B"',
  ]) {
    const { what, field, said } = refused(`delay web 200ms ${words}`);
    assert.deepEqual([what, field], ['bad-value', 'expect'], words);
    assert.match(said ?? '', /Write it like/u);
  }
  for (const words of [
    'expect must A; never B',
    "expect 'must A within 60s; may B' for 1m",
    'expect never',
  ]) {
    const { what, field, said } = refused(`delay web 200ms ${words}`);
    assert.deepEqual([what, field], ['bad-value', 'expect'], words);
    assert.match(said ?? '', /stands in quotes: `expect "must A within 60s; never B"`/u);
  }
  assert.equal(refused('delay web 200ms expect A expect B').what, 'twice');
  assert.equal(refused('delay web 200ms expect').what, 'missing-option-value');
});

test('a ramp is said as how many, step by step', () => {
  const steps = [{ mode: 'one' }, { mode: 'fixed-percent', value: 25 }];
  for (const words of [
    'pods 1,25%,all',
    'pods=1,25%,all',
    'pods 1, 25%, all',
    '--pods 1→25%→all',
    'pods 1>25%>all',
    'pods 1 , 25 % , all',
    'pods 1,25 %, all',
  ]) {
    const said = injected(`delay web 200ms ${words} for 1m`);
    assert.deepEqual([said.mode, said.steps], [{ mode: 'all' }, steps], words);
  }
  assert.equal(injected('delay web 200ms pods 25%').steps, undefined);
  const upTo = { mode: 'random-max-percent', value: 50 } as const;
  assert.deepEqual(injected('delay web 200ms pods up to 50%').mode, upTo);
  const last = injected('delay web 200ms pods 1, up to 50% for 1m');
  assert.deepEqual([last.steps, last.mode, last.durationSeconds], [[{ mode: 'one' }], upTo, 60]);
  const table = [
    ['pods 3,2', /each step is wider than the last; 2 is not/u],
    ['pods all,3', /3 is not/u],
    ['pods 50%,25%', /25% is not/u],
    ['pods 1,1', /1 is not/u],
    [`pods ${Array.from({ length: 11 }, (_, at) => at + 1).join(',')}`, /at most 10 steps, not 11/u],
  ] as const;
  for (const [words, sentence] of table)
    assert.match(refused(`delay web 200ms ${words}`).said ?? '', sentence);
  assert.equal(refused('delay web 200ms pods 1,many').what, 'bad-pods');
  assert.equal(refused('aws stop i-0123456789abcdef0 region=eu-1 pods 1,2').what, 'no-place');
});
