// Whether Redis answers, keeps what it confirmed, evicts nothing, and agrees with us about the time.

import type { Values } from '../../store/values.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';

export interface RedisChecksPorts {
  readonly redis: Pick<Values, 'ping' | 'settings'>;
  /** Redis TIME in milliseconds. */
  readonly redisTime: () => Promise<number>;
  /** This process's clock in milliseconds. */
  readonly now: () => number;
  readonly monotonic: () => number;
}

const AREA = 'Redis';
const SLOW_MS = 50;
const CLOCKS_APART_MS = 2_000;

export function redisChecks(ports: RedisChecksPorts): readonly Check[] {
  return [
    { area: AREA, subject: 'Redis', run: async () => [await pingLine(ports)], silent: silentLine },
    { area: AREA, subject: 'the settings of Redis', run: () => settingLines(ports) },
    { area: AREA, subject: 'the time', run: async () => [await clockLine(ports)] },
  ];
}

function silentLine(): DoctorLine {
  return broken(
    AREA,
    'Redis does not answer: nothing can be started, Stop and Halt still work.',
    'Look at the Redis pod and at REDIS_URL.',
  );
}

async function pingLine({ redis, monotonic }: RedisChecksPorts): Promise<DoctorLine> {
  const began = monotonic();
  await redis.ping();
  const ms = Math.max(1, Math.round(monotonic() - began));
  if (ms <= SLOW_MS) return fine(AREA, `Answers in ${ms} ms.`);
  return weak(
    AREA,
    `Answers in ${ms} ms, which every press waits for.`,
    'Put it on a faster disk, nearer to the bot.',
  );
}

interface Wanted {
  readonly name: string;
  readonly value: string;
  readonly without: string;
}

const WANTED: readonly Wanted[] = [
  { name: 'appendonly', value: 'yes', without: 'a restart forgets runs and votes' },
  { name: 'appendfsync', value: 'always', without: 'a power cut forgets what people were told' },
  { name: 'maxmemory-policy', value: 'noeviction', without: 'a full Redis throws runs away without a word' },
];

async function settingLines({ redis }: RedisChecksPorts): Promise<readonly DoctorLine[]> {
  const settings = await redis.settings();
  const known = WANTED.filter(({ name }) => settings[name] !== undefined);
  // Managed services answer CONFIG GET with nothing.
  if (known.length === 0) return [unreadable()];
  const wrong = known.filter(({ name, value }) => settings[name] !== value);
  if (wrong.length === 0)
    return [
      fine(
        AREA,
        known
          .map(({ name, value }) => `${name} ${value}`)
          .join(', ')
          .concat('.'),
      ),
    ];
  return wrong.map(({ name, value, without }) =>
    weak(
      AREA,
      `${name} is ${settings[name]}: ${without}.`,
      `CONFIG SET ${name} ${value}, and write it into its configuration.`,
    ),
  );
}

function unreadable(): DoctorLine {
  return weak(
    AREA,
    'Redis does not say how it keeps data.',
    `Make sure of ${WANTED.map(({ name, value }) => `${name} ${value}`).join(', ')} where it is configured.`,
  );
}

/** Decisions go by Redis TIME; ours is shown to people and stands in the latch. */
async function clockLine({ redisTime, now }: RedisChecksPorts): Promise<DoctorLine> {
  const before = now();
  const time = await redisTime();
  const apart = Math.round(time - (before + now()) / 2);
  if (Math.abs(apart) <= CLOCKS_APART_MS) return fine(AREA, 'Its clock and ours agree.');
  const seconds = Math.round(Math.abs(apart) / 1_000);
  return weak(
    AREA,
    `Our clock is ${seconds} s ${apart > 0 ? 'behind' : 'ahead of'} that of Redis, by which deadlines go.`,
    'Look at time synchronisation on both machines.',
  );
}
