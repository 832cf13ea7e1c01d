import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { createKubeConnection } from '../../../src/chaos/kube-connection.ts';
import { asText, at } from '../../../src/chaos/narrow.ts';
import { createReflector, type Reflector } from '../../../src/chaos/reflector.ts';
import { type Answer, json, type ScriptedApiServer, startApiServer } from './scripted-api-server.ts';

interface Thing {
  readonly name: string;
  readonly version: string;
}

function thing(name: string, version: string): object {
  return { metadata: { name, namespace: 'shop', resourceVersion: version } };
}

function listOf(version: string, ...items: object[]): object {
  return { items, metadata: { resourceVersion: version } };
}

function line(response: ServerResponse, type: string, object: object): void {
  if (!response.headersSent) response.writeHead(200);
  response.write(`${JSON.stringify({ type, object })}\n`);
}

interface Setup {
  readonly server: ScriptedApiServer;
  readonly reflector: Reflector<Thing>;
  /** Resolves once the changes seen so far satisfy the condition. */
  seen(condition: (changes: readonly string[]) => boolean): Promise<readonly string[]>;
  readonly faults: unknown[];
}

/** Deleted in a watch, or missing from a later list. */
const SIGN = { there: '+', deleted: '-', missing: '?' } as const;

async function following(
  answer: Answer,
  run: (setup: Setup) => Promise<void>,
  stallMs = 10_000,
): Promise<void> {
  await using server = await startApiServer(answer);
  const connection = createKubeConnection({ name: 'staging', kubeConfig: server.kubeConfig });
  const changes: string[] = [];
  const faults: unknown[] = [];
  let look = (): void => undefined;
  const reflector = createReflector<Thing>({
    connection,
    path: '/api/things',
    stallMs,
    random: () => 0,
    read: (raw) => ({
      name: asText(at(raw, 'metadata', 'name')),
      version: asText(at(raw, 'metadata', 'resourceVersion')),
    }),
    onChange: (object, gone) => {
      changes.push(`${SIGN[gone ?? 'there']}${object.name}@${object.version}`);
      look();
      if (object.name === 'thrower') throw new Error('a listener at fault');
    },
    onFault: (fault) => {
      faults.push(fault);
      look();
    },
  });
  const seen: Setup['seen'] = (condition) =>
    new Promise((resolve) => {
      look = () => {
        if (condition(changes)) resolve([...changes]);
      };
      look();
    });
  reflector.start();
  try {
    await run({ server, reflector, seen, faults });
  } finally {
    await reflector.stop();
    await connection.close();
  }
}

function isWatch(query: URLSearchParams): boolean {
  return query.get('watch') === 'true';
}

test('it lists once from the server’s cache, page by page, and follows from there with bookmarks', async () => {
  await following(
    ({ query }, response) => {
      if (isWatch(query)) {
        line(response, 'ADDED', thing('c', '6'));
        line(response, 'MODIFIED', thing('a', '7'));
        line(response, 'DELETED', thing('b', '8'));
      } else if (query.get('continue') === 'p2') json(response, 200, listOf('5', thing('b', '2')));
      else
        json(response, 200, { items: [thing('a', '1')], metadata: { resourceVersion: '5', continue: 'p2' } });
    },
    async ({ server, reflector, seen }) => {
      const changes = await seen((all) => all.length === 5);
      assert.deepEqual(changes, ['+a@1', '+b@2', '+c@6', '+a@7', '-b@8']);
      assert.deepEqual(
        reflector
          .all()
          .map(({ name }) => name)
          .sort(),
        ['a', 'c'],
      );
      assert.deepEqual(reflector.inNamespace('bank'), []);
      assert.equal(reflector.synced(), true);
      assert.ok((reflector.silentMs() ?? Number.NaN) < 10_000);
      const [first, second, watch] = server.asked;
      assert.equal(first?.query.get('resourceVersion'), '0');
      assert.equal(first?.query.get('limit'), '500');
      assert.equal(second?.query.has('resourceVersion'), false);
      assert.equal(watch?.query.get('resourceVersion'), '5');
      assert.equal(watch?.query.get('allowWatchBookmarks'), 'true');
    },
  );
});

test('a watch that is cut is taken up from the last version, bookmarks included', async () => {
  let watches = 0;
  await following(
    ({ query }, response) => {
      if (!isWatch(query)) return json(response, 200, listOf('5'));
      watches += 1;
      if (watches === 1) {
        line(response, 'BOOKMARK', thing('', '9'));
        setImmediate(() => response.socket?.destroy());
      } else line(response, 'ADDED', thing('a', '10'));
    },
    async ({ server, seen, reflector }) => {
      assert.deepEqual(await seen((all) => all.length === 1), ['+a@10']);
      assert.equal(server.asked.at(-1)?.query.get('resourceVersion'), '9');
      assert.equal(reflector.fault(), undefined);
    },
  );
});

const EXPIRED: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'an HTTP 410': (response) => json(response, 410, {}),
  'an ERROR event': (response) => line(response, 'ERROR', { code: 410 }),
};

for (const [name, expire] of Object.entries(EXPIRED)) {
  test(`after ${name} it lists anew, and what is missing is gone`, async () => {
    const lists = [listOf('20', thing('b', '12')), listOf('5', thing('a', '1'), thing('b', '2'))];
    const watches = [(response: ServerResponse) => line(response, 'BOOKMARK', thing('', '21')), expire];
    await following(
      ({ query }, response) =>
        isWatch(query) ? watches.pop()?.(response) : json(response, 200, lists.pop() ?? {}),
      async ({ server, seen }) => {
        assert.deepEqual(await seen((all) => all.length === 4), ['+a@1', '+b@2', '?a@1', '+b@12']);
        const asked = server.asked.filter(({ query }) => !isWatch(query));
        assert.equal(asked[1]?.query.has('resourceVersion'), false);
      },
    );
  });
}

test('an error event is a failure, not an object', async () => {
  let watches = 0;
  await following(
    ({ query }, response) => {
      if (!isWatch(query)) return json(response, 200, listOf('5'));
      watches += 1;
      if (watches === 1) line(response, 'ERROR', { code: 500, message: 'Too large resource version' });
      else line(response, 'ADDED', thing('a', '6'));
    },
    async ({ seen, faults }) => {
      assert.deepEqual(await seen((all) => all.length === 1), ['+a@6']);
      assert.match(String(faults[0]), /Too large resource version/);
    },
  );
});

test('a silent watch is given up and opened anew', async () => {
  let watches = 0;
  await following(
    ({ query }, response) => {
      if (!isWatch(query)) return json(response, 200, listOf('5'));
      watches += 1;
      if (watches === 1) response.writeHead(200).flushHeaders();
      else line(response, 'ADDED', thing('a', '6'));
    },
    async ({ seen }) => {
      assert.deepEqual(await seen((all) => all.length === 1), ['+a@6']);
    },
    60,
  );
});

test('a list that fails is asked again, and until then nothing counts as known', async () => {
  let lists = 0;
  await following(
    ({ query }, response) => {
      if (isWatch(query)) return line(response, 'BOOKMARK', thing('', '6'));
      lists += 1;
      if (lists === 1) json(response, 500, { message: 'etcd' });
      else json(response, 200, listOf('5', thing('a', '1')));
    },
    async ({ seen, reflector, faults }) => {
      await seen(() => faults.length === 1);
      assert.equal(reflector.synced(), false);
      assert.match(String(reflector.fault()), /HTTP 500: etcd/);
      assert.deepEqual(await seen((all) => all.length === 1), ['+a@1']);
      assert.equal(reflector.synced(), true);
    },
  );
});

test('a kind the cluster does not serve counts as empty', async () => {
  await following(
    (_, response) => json(response, 404, { kind: 'Status' }),
    async ({ reflector }) => {
      while (!reflector.synced()) await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(reflector.all(), []);
    },
  );
});

test('a listener that throws does not end the watch', async () => {
  await following(
    ({ query }, response) => {
      if (!isWatch(query)) return json(response, 200, listOf('5', thing('thrower', '1')));
      line(response, 'ADDED', thing('a', '6'));
    },
    async ({ seen, faults }) => {
      assert.deepEqual(await seen((all) => all.length === 2), ['+thrower@1', '+a@6']);
      assert.match(String(faults[0]), /a listener at fault/);
    },
  );
});
