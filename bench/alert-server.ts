// One side of the webhook's row in a process of its own: the bot's hook over a thousand open runs, or a bare JSON echo.
//
//   node bench/alert-server.ts echo | hook REDIS_URL
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAlertHooks } from '../src/alerts/hooks.ts';
import { createIntake } from '../src/alerts/intake.ts';
import { createOpenScopes } from '../src/alerts/open-scopes.ts';
import { USUAL_NAMES } from '../src/alerts/place.ts';
import { createHealth } from '../src/ops/health.ts';
import { createLog } from '../src/ops/log.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { createRedis } from '../src/store/redis.ts';
import { createHooks } from '../src/web/hooks.ts';
import { createWeb } from '../src/web/web.ts';
import { scopes, TOKEN } from './alert-bodies.ts';

const [side, redisUrl = ''] = process.argv.slice(2);
const port = side === 'echo' ? await echo() : await hook();
process.stdout.write(`${JSON.stringify({ port })}\n`);

async function echo(): Promise<number> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(JSON.parse(text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function hook(): Promise<number> {
  const monotonic = () => performance.now();
  const fail = (error: unknown) => process.stderr.write(`${String(error)}\n`);
  const redis = createRedis({ url: redisUrl, testClock: false, monotonic, onError: fail });
  await redis.connect();
  const all = scopes();
  const intake = createIntake({
    open: createOpenScopes({ read: async () => all, monotonic }),
    batches: redis.alerts,
    labels: USUAL_NAMES,
    clusterNames: new Map(),
    wake: async () => undefined,
    monotonic,
  });
  const config = { alertmanagers: [{ name: 'main', cluster: 'staging', silences: false }], senders: [] };
  const hooks = createHooks({
    hooks: createAlertHooks({ config, intake, onHeard: () => undefined, onRefused: fail }),
    tokens: [TOKEN],
    onFault: fail,
  });
  const log = createLog({ level: 'error' });
  const metrics = createMetrics();
  const web = createWeb({ port: 0, host: '127.0.0.1', health: createHealth(), metrics, log, hooks });
  return web.start();
}
