// How many pods, said as people say it; whatever was understood before means what it meant.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectCommand } from '../../../src/verbs/command.ts';
import { parseCommand } from '../../../src/verbs/parse.ts';
import { fc } from '../../seeded.ts';

function understood(line: string): InjectCommand {
  const parsed = parseCommand(line);
  assert.ok(parsed.ok && parsed.value.verb === 'inject', `${line}: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

function isRefused(line: string): boolean {
  return !parseCommand(line).ok;
}

for (const [said, plain] of [
  ['kill 2 web', 'kill web pods 2'],
  ['kill 2 web pods', 'kill web pods 2'],
  ['kill 50% web', 'kill web pods 50%'],
  ['kill two web pods', 'kill web pods 2'],
  ['kill 2 staging:shop/web for 5m go', 'kill staging:shop/web pods 2 for 5m go'],
  ['fail 2 app=web', 'fail app=web pods 2'],
  ['kill one web pod', 'kill web pods 1'],
  ['kill a web pod', 'kill web pods 1'],
  ['kill web pod', 'kill web'],
  ['kill web pod on staging go', 'kill web on staging go'],
  ['kill web.', 'kill web'],
  ['kill one web pod.', 'kill web pods 1'],
  ['delay one web pod 200ms', 'delay web 200ms pods 1'],
] as const)
  test(`“${said}” means “${plain}”`, () => {
    assert.deepEqual(understood(said), understood(plain));
  });

for (const line of [
  'kill web pods',
  'kill pod web',
  'kill web 2',
  'kill 2 web pods 3',
  'kill 0 web',
  'kill two web cart',
  'kill 2 3 web',
  'delay 2 web',
])
  test(`“${line}” is not plain, and is asked back`, () => assert.ok(isRefused(line)));

test('a container or a workload that is called like a number stays what it was', () => {
  assert.deepEqual(understood('kill-container one app').parameters, { containers: ['app'] });
  assert.equal(understood('kill-container one app').target, 'one');
  assert.equal(understood('kill one').target, 'one');
  assert.equal(understood('kill one pods 2').target, 'one');
});

/** No word of the grammar, and no unit. */
const name = fc.stringMatching(/^[a-z]{2,8}-[a-z]{2,8}$/);
const count = fc.integer({ min: 1, max: 9_999 });

test('whatever names a number of pods and a target keeps both, in any of the ways', () => {
  fc.assert(
    fc.property(name, count, fc.constantFrom('kill', 'fail', 'pod-kill'), (target, many, verb) => {
      const plain = understood(`${verb} ${target} pods ${many}`);
      assert.equal(plain.target, target);
      for (const line of [
        `${verb} ${many} ${target}`,
        `${verb} ${many} ${target} pods`,
        `${verb} ${many} ${target}.`,
      ])
        assert.deepEqual(understood(line), plain, line);
    }),
    { numRuns: 500 },
  );
});
