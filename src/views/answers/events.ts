// What happened to a run, in people's words; a kind of log entry without a sentence does not compile.

import type { Input } from '../../runs/input.ts';
import type { LogEntry } from '../../runs/log.ts';
import type { Phase } from '../../runs/record.ts';
import { escapeText } from '../escape.ts';
import { nameOf, saying } from '../run/phrases.ts';
import { silencedWords } from '../run/silences.ts';
import { exactTimeOf, lengthOf } from '../time.ts';

export type EntryKind = 'open' | Input['kind'];

/** What is read of an entry's data; the log is kept for years, so nothing in it is trusted. */
interface Detail {
  readonly by: string;
  readonly phase: string | undefined;
  /** The reason, refusal or fault in it, behind a colon; empty when there is none. */
  readonly why: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** `quiet`: told only where it moved the run. */
interface Sentence {
  readonly quiet?: boolean;
  readonly say: (detail: Detail) => string;
}

const said = (say: Sentence['say']): Sentence => ({ say });
const quiet = (words: string): Sentence => ({ quiet: true, say: () => words });

const EVENTS: Readonly<Record<EntryKind, Sentence>> = {
  open: said(({ by, why }) => `${by} asked what would happen${why}`),
  request: said(({ by, why }) => `${by} asked for it${why}`),
  approve: said(({ by }) => `${by} approved`),
  deny: said(({ by, why }) => `${by} denied${why}`),
  start: said(({ by }) => `${by} started it`),
  stop: said(({ by, why }) => `${by} stopped it${why}`),
  halt: said(({ by, why }) => `${by} halted${why}`),
  pause: said(({ by, data }) => `${by} paused it${forSeconds(data['seconds'])}`),
  resume: said(({ by }) => `${by} let it go on`),
  keep: said(({ by, why }) => `${by} kept it going in spite of an alert${why}`),
  rule: said(
    ({ by, data }) => `${by} said that an alert is ${data['related'] === true ? '' : 'not '}related`,
  ),
  measured: said(({ data }) => `measured: ${signalList(data['seen'])}`),
  pictured: quiet('pictures were kept'),
  alerts: said(({ data }) => `heard ${alertList(data['heard'])}`),
  silenced: said(({ data }) => silencedWords(data)),
  unsilenced: said(() => 'nothing is silenced for it any more'),
  annotated: quiet('marked in Grafana'),
  'hold-refused': said(({ why }) => `the cluster would not pause it or let it go on${why}`),
  retry: said(({ by }) => `${by} had it tried again`),
  abandon: said(({ by }) => `${by} gave it up`),
  tick: quiet('its time was over'),
  checked: said(() => 'checked against the policy and in the cluster'),
  reviewed: said(({ data }) => `looked at again: ${list(data['changes']) || 'it is another plan now'}`),
  gate: quiet('every gate was looked at'),
  creating: quiet('the object is being sent'),
  created: said(() => 'the object stands in the cluster'),
  'create-refused': said(({ why }) => `the cluster refused the object${why}`),
  seen: quiet('seen in the cluster'),
  gone: said(() => 'the object is gone from the cluster'),
  'child-gone': quiet('what it had started is gone'),
  rewound: said(() => 'Redis had lost the start; the object was found in the cluster'),
  removed: said(() => 'the cluster accepted the deletion, which is not yet recovery'),
  proved: quiet('the targets were looked at'),
  posting: quiet('a message is being posted'),
  looked: quiet('a message was looked for'),
  posted: quiet('a message was posted'),
  shown: quiet('a message was edited'),
  unpostable: said(({ why }) => `a message could not be posted${why}`),
  told: quiet('the requester was told'),
  tried: said(
    ({ data, why }) => `${EFFECTS[asText(data['effect'])] ?? 'a step'} failed, to be tried again${why}`,
  ),
};

/** The steps of a run that may fail for a while. */
const EFFECTS: Readonly<Record<string, string>> = {
  check: 'the check',
  review: 'the second look',
  gate: 'the look at the gates',
  create: 'the creation',
  hold: 'pausing or letting go on',
  look: 'the look into the cluster',
  remove: 'the deletion',
  prove: 'the proof of recovery',
  tell: 'telling the requester',
  alerts: 'reading its alerts',
  measure: 'measuring',
  picture: 'drawing its pictures',
  silence: 'silencing what is expected',
  unsilence: 'ending its silences',
  annotate: 'the mark in Grafana',
};

const PHASES: Readonly<Record<Phase, string>> = {
  draft: 'a plan that nobody has pressed',
  checking: 'being checked',
  awaiting: 'waits for people',
  approved: 'may start',
  starting: 'starting',
  injecting: 'being injected',
  running: 'injected',
  paused: 'paused',
  recovering: 'ending',
  verifying: 'recovery is being proven',
  between: 'this step is proven clean, the next one waits',
  stuck: 'STUCK, people are called',
  dropped: 'dropped',
  refused: 'refused',
  denied: 'denied',
  expired: 'expired',
  withdrawn: 'withdrawn',
  cancelled: 'cancelled',
  failed: 'failed, nothing was created',
  recovered: 'RECOVERED, every target proven clean',
  abandoned: 'left behind',
};

export function eventLines(log: readonly LogEntry[]): readonly string[] {
  return log.filter(isTold).map(eventLine);
}

function isTold({ kind, data }: LogEntry): boolean {
  const sentence = sentenceFor(kind);
  return (sentence !== undefined && sentence.quiet !== true) || asText(asData(data)['phase']) !== '';
}

/** `3. 11:00:05 checked against the policy and in the cluster → may start` */
function eventLine({ seq, at, kind, data }: LogEntry): string {
  const detail = detailOf(asData(data));
  const words = sentenceFor(kind)?.say(detail) ?? escapeText(kind);
  return `${seq}. ${exactTimeOf(at)} ${words}${detail.phase === undefined ? '' : ` → ${phaseWords(detail.phase)}`}`;
}

/** Undefined for a kind that a newer version wrote. */
function sentenceFor(kind: string): Sentence | undefined {
  return Object.hasOwn(EVENTS, kind) ? EVENTS[kind as EntryKind] : undefined;
}

function phaseWords(phase: string): string {
  return Object.hasOwn(PHASES, phase) ? PHASES[phase as Phase] : escapeText(phase);
}

function detailOf(data: Detail['data']): Detail {
  const name = asText(asData(data['by'])['name']);
  const phase = asText(data['phase']);
  const reasons = [
    data['why'],
    data['reason'],
    data['error'],
    data['sentence'],
    asData(data['refusal'])['sentence'],
  ];
  const why = reasons.map(asText).find((text) => text !== '');
  return {
    by: name === '' ? 'somebody' : nameOf({ name }),
    phase: phase === '' ? undefined : phase,
    why: why === undefined ? '' : `: ${saying(why, 160)}`,
    data,
  };
}

function forSeconds(seconds: unknown): string {
  return typeof seconds === 'number' ? ` for ${lengthOf(seconds)}` : '';
}

function asData(value: unknown): Detail['data'] {
  return typeof value === 'object' && value !== null ? (value as Detail['data']) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** `HTTP p99 breached, HTTP errors open` */
function signalList(value: unknown): string {
  const all = Array.isArray(value) ? value.map(asData) : [];
  const said = all
    .slice(0, 8)
    .map((one) => `${saying(asText(one['title']), 60)} ${saying(asText(one['kind']), 20)}`);
  return said.join(', ') || 'nothing';
}

/** `CheckoutSlow (must), PagerStorm resolved` */
function alertList(value: unknown): string {
  const all = Array.isArray(value) ? value.map(asData) : [];
  const said = all.slice(0, 5).map((one) => {
    const expected = asText(one['expected']);
    return `${saying(asText(one['name']), 60)}${one['resolvedAt'] === undefined ? ` (${saying(expected, 10)})` : ' resolved'}`;
  });
  const rest = all.length - said.length;
  return `${said.join(', ') || 'of alerts no more'}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function list(value: unknown): string {
  return Array.isArray(value)
    ? value
        .map(asText)
        .map((one) => saying(one, 120))
        .join(', ')
    : '';
}
