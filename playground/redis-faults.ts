// The troubles a person or a test can put on the playground's Redis: frozen, or gone.
import type { PrivateRedis } from './redis.ts';
import { Problem } from './server.ts';

export interface RedisFaults {
  /** What is no longer asked for is put right. */
  set(faults: Readonly<Record<string, unknown>>): Promise<void>;
}

interface State {
  /** Connections stay open and nothing answers. */
  readonly pause: boolean;
  readonly down: boolean;
}

export function createRedisFaults(redis: PrivateRedis): RedisFaults {
  let current: State = { pause: false, down: false };
  return {
    async set(faults) {
      const wanted = parse(faults);
      await change(redis, current, wanted);
      current = wanted;
    },
  };
}

async function change(redis: PrivateRedis, from: State, to: State): Promise<void> {
  if (from.pause && !to.pause) redis.resume();
  if (to.down && !from.down) await redis.kill();
  if (from.down && !to.down) await redis.restart();
  if (to.pause && !from.pause) redis.pause();
}

function parse(faults: Readonly<Record<string, unknown>>): State {
  const unknown = Object.keys(faults).find((name) => name !== 'pause' && name !== 'down');
  if (unknown) throw new Problem(400, `unknown redis fault ${unknown}; the faults are pause, down`);
  return { pause: faults['pause'] === true, down: faults['down'] === true };
}
