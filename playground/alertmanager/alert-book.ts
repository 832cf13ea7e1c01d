// The alerts of the shop's Alertmanager: which fire, since when, and whether they are silenced.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ApiAnswer, ok, unprocessable } from './answers.ts';
import type { Labels } from './matching.ts';

const posted = z.object({
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).prefault({}),
  startsAt: z.iso.datetime().optional(),
  endsAt: z.iso.datetime().optional(),
});
const postable = z.array(posted);

export interface FiringAlert {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly startsAt: number;
}

export interface AlertBook {
  all(): ApiAnswer;
  /** One that ends in the past is over. */
  post(body: unknown): ApiAnswer;
  /** It fires from now on, or since it was first said to. */
  fire(alert: Pick<FiringAlert, 'labels' | 'annotations'>): FiringAlert;
  resolve(labels: Labels): FiringAlert;
}

export interface AlertBookDeps {
  /** Milliseconds by the playground's clock, which a person may advance. */
  readonly now: () => number;
  readonly silencing: (labels: Labels) => readonly string[];
}

export function createAlertBook({ now, silencing }: AlertBookDeps): AlertBook {
  const firing = new Map<string, FiringAlert>();

  function fire(
    { labels, annotations }: Pick<FiringAlert, 'labels' | 'annotations'>,
    startsAt = now(),
  ): FiringAlert {
    const fingerprint = fingerprintOf(labels);
    const one = firing.get(fingerprint) ?? { fingerprint, labels, annotations, startsAt };
    firing.set(fingerprint, one);
    return one;
  }

  function resolve(labels: Labels): FiringAlert {
    const fingerprint = fingerprintOf(labels);
    const one = firing.get(fingerprint) ?? { fingerprint, labels, annotations: {}, startsAt: now() };
    firing.delete(fingerprint);
    return one;
  }

  function take({ labels, annotations, startsAt, endsAt }: z.output<typeof posted>): void {
    if (endsAt !== undefined && Date.parse(endsAt) <= now()) resolve(labels);
    else fire({ labels, annotations }, startsAt === undefined ? now() : Date.parse(startsAt));
  }

  function told({ startsAt, ...rest }: FiringAlert): object {
    const silencedBy = silencing(rest.labels);
    const state = silencedBy.length === 0 ? 'active' : 'suppressed';
    const times = { startsAt: at(startsAt), endsAt: at(now() + 300_000), updatedAt: at(startsAt) };
    return {
      ...rest,
      ...times,
      status: { state, silencedBy, inhibitedBy: [] },
      receivers: [{ name: 'faultline' }],
    };
  }

  return {
    fire,
    resolve,
    all: () => ok([...firing.values()].map(told)),
    post(body) {
      const read = postable.safeParse(body);
      if (!read.success) return unprocessable(`${read.error.issues[0]?.path.join('.')} in body is required`);
      read.data.forEach(take);
      return ok();
    },
  };
}

function fingerprintOf(labels: Labels): string {
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
