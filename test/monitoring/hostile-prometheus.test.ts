// What the client makes of a Prometheus, or of what stands in its place, that does everything wrong.

import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { test } from 'node:test';
import type { Answer } from '../../src/signals/answer.ts';
import { createPrometheus, type PrometheusOptions } from '../../src/signals/prometheus.ts';
import { startLoopback } from './loopback.ts';

const never = new AbortController().signal;

function ask(url: string, more: Partial<PrometheusOptions> = {}): Promise<Answer> {
  const prometheus = createPrometheus({ url, timeoutMs: 4000, maxPoints: 1000, ...more });
  return prometheus.query('up', 0, never);
}

function noDataOf(answer: Answer): { readonly cause: string; readonly sentence: string } {
  assert.ok(answer.kind === 'no-data', JSON.stringify(answer).slice(0, 500));
  return answer;
}

function saying(status: number, body: unknown, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

function vector(...values: string[]): object {
  const result = values.map((value) => ({ metric: {}, value: [1, value] }));
  return { status: 'success', data: { resultType: 'vector', result } };
}

const tooMany =
  'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution';

const answers: readonly (readonly [string, RequestListener, string, RegExp])[] = [
  ['is empty', saying(200, vector()), 'empty', /has nothing that the query matches\.$/u],
  ['holds only NaN', saying(200, vector('NaN', '+Inf')), 'not-a-number', /no number/u],
  [
    'says that it is too many points',
    saying(400, { status: 'error', errorType: 'bad_data', error: tooMany }),
    ...(['too-much', /exceeded maximum resolution of 11,000 points/u] as const),
  ],
  ['refuses us', saying(401, 'Unauthorized'), 'auth', /refuses Faultline's authorization \(401\)\.$/u],
  ['forbids us', saying(403, '{}'), 'auth', /\(403\)\.$/u],
  ['is a page', saying(200, '<html>Welcome</html>'), 'not-prometheus', /not as Prometheus does\.$/u],
  ['is a login page elsewhere', saying(302, '', { location: 'http://x/' }), 'not-prometheus', /302/u],
  ['is a path that is not there', saying(404, 'Not found'), 'not-prometheus', /answers 404/u],
  [
    'is that it is starting',
    saying(503, 'Service Unavailable'),
    'server-error',
    /cannot answer now \(503\)\.$/u,
  ],
  [
    'is that it gave up',
    saying(503, { errorType: 'timeout', error: 'query timed out' }),
    'timeout',
    /too long/u,
  ],
  ['is JSON of somebody else', saying(200, { status: 'success', data: [] }), 'not-prometheus', /not as/u],
  [
    'is cut off',
    (_, response) => response.writeHead(200).write('{', () => response.destroy()),
    'unreachable',
    /cannot be reached \(/u,
  ],
];

for (const [what, answer, cause, sentence] of answers) {
  test(`an answer that ${what} is no data: ${cause}`, async () => {
    await using stub = await startLoopback(answer);
    const said = noDataOf(await ask(stub.url));
    assert.equal(said.cause, cause);
    assert.match(said.sentence, sentence);
    assert.ok(said.sentence.includes(stub.address));
  });
}

test('a Prometheus that is not there is told from one that is slow', async () => {
  const stub = await startLoopback(saying(200, vector('1')));
  await stub[Symbol.asyncDispose]();
  const said = noDataOf(await ask(stub.url));
  assert.deepEqual(said, {
    ...{ kind: 'no-data', cause: 'unreachable' },
    sentence: `Prometheus at ${stub.address} cannot be reached (ECONNREFUSED).`,
  });
});

const slow: readonly (readonly [string, RequestListener])[] = [
  ['says nothing', () => undefined],
  ['stops in the middle', (_, response) => response.writeHead(200).write('{"status":')],
];

for (const [what, answer] of slow) {
  test(`a Prometheus that ${what} is given up in time`, async () => {
    await using stub = await startLoopback(answer);
    const said = noDataOf(await ask(stub.url, { timeoutMs: 200 }));
    assert.equal(said.cause, 'timeout');
    assert.match(said.sentence, /did not answer in 0\.2 s\.$/u);
  });
}

test('of a body of 100 MB no more than is needed is taken', async () => {
  const part = 'x'.repeat(2 ** 20);
  let sent = 0;
  await using stub = await startLoopback((_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (sent < 100 && !response.destroyed) {
        sent += 1;
        if (!response.write(part)) return;
      }
      response.end();
    };
    response.on('drain', more);
    more();
  });
  const said = noDataOf(await ask(stub.url));
  assert.equal(said.cause, 'too-much');
  assert.match(said.sentence, /more than 8 MB\.$/u);
  assert.ok(sent < 50, `${sent} MB were sent`);
});

test('whoever gives up while waiting is told their own reason', async () => {
  const lost = new AbortController();
  await using stub = await startLoopback(() => lost.abort(new Error('the lock is lost')));
  const prometheus = createPrometheus({ url: stub.url, timeoutMs: 4000, maxPoints: 10 });
  await assert.rejects(prometheus.query('up', 0, lost.signal), /the lock is lost/u);
});

function echo(): RequestListener {
  return ({ headers }, response) => {
    const error = `who is ${headers.authorization}?`;
    response.writeHead(400).end(JSON.stringify({ status: 'error', errorType: 'bad_data', error }));
  };
}

test('the authorization is asked for at each call, sent, and never repeated in a sentence', async () => {
  const seen: (string | undefined)[] = [];
  await using stub = await startLoopback((request, response) => {
    seen.push(request.headers.authorization);
    echo()(request, response);
  });
  const tokens = ['Bearer hunter22-one\n', 'Bearer hunter22-two', undefined];
  const authorization = () => tokens.shift();
  const prometheus = createPrometheus({ url: stub.url, authorization, timeoutMs: 4000, maxPoints: 10 });
  for (const _ of [1, 2, 3]) {
    const { sentence } = noDataOf(await prometheus.query('up', 0, never));
    assert.ok(!sentence.includes('hunter22'), sentence);
  }
  assert.deepEqual(seen, ['Bearer hunter22-one', 'Bearer hunter22-two', undefined]);
});

test('a user and password in the address are sent and never said', async () => {
  await using stub = await startLoopback(echo());
  const said = noDataOf(await ask(stub.url.replace('//', '//ana:hunter%3222@')));
  assert.match(said.sentence, /who is \[secret\]\?/u);
  const down = noDataOf(await ask('http://ana:hunter22@127.0.0.1:1'));
  assert.ok(!down.sentence.includes('hunter22'), down.sentence);
});

test('an authorization that fits in no header is not sent and not said', async () => {
  await using stub = await startLoopback(echo());
  const said = noDataOf(await ask(stub.url, { authorization: () => 'Bearer hunter22\nx: y' }));
  assert.equal(said.cause, 'auth');
  assert.ok(!said.sentence.includes('hunter22'));
});

test('a path before the API is kept', async () => {
  const paths: (string | undefined)[] = [];
  await using stub = await startLoopback((request, response) => {
    paths.push(request.url);
    saying(200, vector('1'))(request, response);
  });
  assert.equal((await ask(`${stub.url}/prom/`)).kind, 'series');
  assert.deepEqual(paths, ['/prom/api/v1/query']);
});
