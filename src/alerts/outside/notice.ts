// Messages about alerts outside of any run: which alerts each tells of, and how a flood becomes one message.

import { sha256Hex } from '../../chaos/canonical-json.ts';

/** One episode of an alert; texts are from outside and clipped. */
export interface OutsideAlert {
  /** Sender, fingerprint and start. */
  readonly key: string;
  readonly name: string;
  /** `staging/shop checkout`, as far as it says. */
  readonly where?: string;
  readonly summary?: string;
  readonly runbook?: string;
  readonly dashboard?: string;
  /** Milliseconds by the sender's clock. */
  readonly startedAt: number;
  readonly resolvedAt?: number;
}

/** As for a run's messages: `posting` stands before the call, so that a lost answer is looked for. */
export type NoticePost =
  | { readonly state: 'posting'; readonly at: number }
  /** Slack asked to wait. */
  | { readonly state: 'unsent' }
  | {
      readonly state: 'posted';
      readonly channel: string;
      readonly ts: string;
      readonly shown: string;
      readonly at: number;
    }
  | { readonly state: 'given-up'; readonly error: string };

export interface Notice {
  readonly nth: number;
  /** Milliseconds of Redis TIME. */
  readonly at: number;
  readonly alerts: readonly OutsideAlert[];
  /** Hashes of the keys of those it only counts. */
  readonly more: readonly string[];
  readonly post?: NoticePost;
  /** When Slack is tried again. */
  readonly tryAt?: number;
}

/** All that is kept of a channel. */
export interface ChannelNotices {
  readonly schema: 1;
  readonly nth: number;
  /** Oldest first; older ones stay in Slack as they are. */
  readonly notices: readonly Notice[];
  /** Hashes of the keys of alerts that older messages tell of, and that still fire as far as is known. */
  readonly told?: readonly string[];
}

export const NO_NOTICES: ChannelNotices = { schema: 1, nth: 0, notices: [] };

const MOST_NOTICES = 3;
const MOST_TOLD = 20;
const MOST_COUNTED = 1_000;
/** What comes this soon after is one event, and joins its message; what comes later calls anew. */
const JOIN_MS = 5 * 60_000;

/** The very same value where nothing is news. */
export function withAlerts(
  before: ChannelNotices,
  alerts: readonly OutsideAlert[],
  now: number,
): ChannelNotices {
  return alerts.reduce((all, alert) => withAlert(all, alert, now), before);
}

function withAlert(all: ChannelNotices, alert: OutsideAlert, now: number): ChannelNotices {
  const known = all.notices.find(({ alerts }) => alerts.some(({ key }) => key === alert.key));
  if (known !== undefined) return withEnd(all, known, alert);
  const hash = hashOf(alert.key);
  if (all.told?.includes(hash)) return alert.resolvedAt === undefined ? all : withoutTold(all, hash);
  const isCounted = all.notices.some(({ more }) => more.includes(hash));
  // Of one that nobody was told of it is no news that it is over.
  if (isCounted || alert.resolvedAt !== undefined) return all;
  const last = all.notices.at(-1);
  return last !== undefined && takesMore(all, last, now)
    ? withNotice(all, joined(last, alert, hash))
    : begun(all, alert, now);
}

/** What cannot be shown takes nothing in; and no message is pushed out before it was posted. */
function takesMore({ notices }: ChannelNotices, last: Notice, now: number): boolean {
  if (last.post?.state === 'given-up') return false;
  const isFull = notices.length >= MOST_NOTICES && !notices.some(isTold);
  return isFull || now - last.at < JOIN_MS;
}

function isTold({ post }: Notice): boolean {
  return post?.state === 'posted' || post?.state === 'given-up';
}

function withEnd(all: ChannelNotices, notice: Notice, { key, resolvedAt }: OutsideAlert): ChannelNotices {
  if (resolvedAt === undefined) return all;
  const isOver = notice.alerts.some((one) => one.key === key && one.resolvedAt !== undefined);
  if (isOver) return all;
  const alerts = notice.alerts.map((one) => (one.key === key ? { ...one, resolvedAt } : one));
  return withNotice(all, { ...notice, alerts });
}

function withoutTold({ told = [], ...all }: ChannelNotices, hash: string): ChannelNotices {
  return { ...all, told: told.filter((one) => one !== hash) };
}

function joined(notice: Notice, alert: OutsideAlert, hash: string): Notice {
  if (notice.alerts.length < MOST_TOLD) return { ...notice, alerts: [...notice.alerts, alert] };
  return notice.more.length < MOST_COUNTED ? { ...notice, more: [...notice.more, hash] } : notice;
}

function begun(
  { nth, notices, told = [] }: ChannelNotices,
  alert: OutsideAlert,
  now: number,
): ChannelNotices {
  const next = { nth: nth + 1, at: now, alerts: [alert], more: [] };
  const oldest = notices.length < MOST_NOTICES ? undefined : notices.find(isTold);
  const kept = notices.filter((one) => one !== oldest);
  const known = [...told, ...(oldest === undefined ? [] : stillFiring(oldest))].slice(-MOST_COUNTED);
  return {
    ...{ schema: 1, nth: nth + 1, notices: [...kept, next] },
    ...(known.length > 0 && { told: known }),
  };
}

function stillFiring({ alerts, more }: Notice): readonly string[] {
  const firing = alerts.filter(({ resolvedAt }) => resolvedAt === undefined);
  return [...firing.map(({ key }) => hashOf(key)), ...more];
}

export function withNotice(all: ChannelNotices, notice: Notice): ChannelNotices {
  const stands = all.notices.find(({ nth }) => nth === notice.nth);
  if (stands === undefined || stands === notice) return all;
  return { ...all, notices: all.notices.map((one) => (one.nth === notice.nth ? notice : one)) };
}

function hashOf(key: string): string {
  return sha256Hex(key).slice(0, 12);
}
