// An alert as any sender tells of it, with the texts from outside cut to what people read.

import { isWhole } from '../chaos/whole-text.ts';

export interface Alert {
  /** Tells one alert from another at its sender; with the start it names one episode. */
  readonly fingerprint: string;
  readonly name: string;
  readonly status: 'firing' | 'resolved';
  /** Tells one episode from the next where the start does not; absent: the start does. */
  readonly episode?: string;
  /** Milliseconds by the sender's clock. */
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly summary?: string;
  /** Web addresses alone. */
  readonly runbook?: string;
  readonly dashboard?: string;
  /** Who told of it, by the name in the configuration; and the cluster it means where a label says none. */
  readonly sender: string;
  readonly cluster?: string;
}

export const LIMITS = { name: 100, summary: 200, link: 300, labels: 64, value: 200 } as const;

/** Most texts need no cleaning, and a flood has many. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line without control characters; undefined when nothing is left. */
export function clean(text: unknown, most: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.length <= most && PLAIN.test(text)) return text;
  if (!isWhole(text)) return undefined;
  const line = text
    .slice(0, most * 4)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  // A cut may part a pair of halves, and a lone half is no text that can be kept.
  const cut = [...line].slice(0, most).join('').toWellFormed();
  return cut === '' ? undefined : cut;
}

/** Only what a browser may be sent to; other schemes and long ones are dropped. */
export function link(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > LIMITS.link) return undefined;
  const url = URL.parse(text);
  return url !== null && /^https?:$/u.test(url.protocol) ? url.href : undefined;
}

/** The first of many: nothing that is read stands behind the sixty-fourth. */
export function cleanLabels(labels: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  let count = 0;
  for (const name in labels) {
    if (count === LIMITS.labels) break;
    const value = labels[name];
    if (typeof value !== 'string' || value === '') continue;
    kept[name] = value.length > LIMITS.value ? value.slice(0, LIMITS.value) : value;
    count += 1;
  }
  return kept;
}
