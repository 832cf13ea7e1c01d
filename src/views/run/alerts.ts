// Alerts beside a run, in words: a part of the card's living line, the contract at the end, and the reply to a surprise.

import type { AlertFacts, Clause } from '../../runs/alert-facts.ts';
import type { SeenAlert } from '../../runs/alerts.ts';
import { mention } from '../escape.ts';
import { exactTimeOf, lengthOf, shortLengthOf } from '../time.ts';
import { listOf, nameOf, saying } from './phrases.ts';
import type { Scene } from './scene.ts';
import { stopWords } from './state.ts';

const MOST_NAMED = 3;

/** `no alerts`, `1 alert as expected`, `2 alerts, 1 UNEXPECTED`; undefined where nobody tells of any. */
export function alertsWords({ alerts }: Scene): string | undefined {
  if (alerts === undefined) return undefined;
  const expected = alerts.allowed.length + alerts.clauses.filter(hasFired).length;
  const surprises = alerts.unexpected.filter(({ expected: one }) => one === 'none').length;
  const all = expected + surprises;
  if (all === 0) return 'no alerts';
  const broken = surprises + alerts.clauses.filter((one) => !one.must && hasFired(one)).length;
  return `${all} ${all === 1 ? 'alert' : 'alerts'}${broken === 0 ? ' as expected' : `, ${broken} UNEXPECTED`}`;
}

function hasFired({ firedAfterMs }: Clause): boolean {
  return firedAfterMs !== undefined;
}

/** One line for each alert that was promised, and one for what burned before. */
export function contractLines({ alerts }: Scene): readonly string[] {
  if (alerts === undefined) return [];
  const surprises = alerts.unexpected
    .filter(({ expected }) => expected === 'none')
    .map(({ name }) => saying(name, 60));
  return [
    ...alerts.clauses.filter(({ must, kept }) => must || kept === 'broken').map(clauseLine),
    ...(surprises.length === 0 ? [] : [`Unexpected: ${listOf([...new Set(surprises)], MOST_NAMED)}`]),
    ...(alerts.before.length === 0
      ? []
      : [
          `Burning before it began: ${listOf(
            alerts.before.map(({ name }) => saying(name, 60)),
            MOST_NAMED,
          )}`,
        ]),
  ];
}

/** `CheckoutSlow had to fire within 1 minute: after 41 s` */
function clauseLine({ name, must, withinSeconds, kept, firedAfterMs }: Clause): string {
  const within = withinSeconds === undefined ? '' : ` within ${lengthOf(withinSeconds)}`;
  const duty = must ? `had to fire${within}` : 'must not fire';
  return `${saying(name, 60)} ${duty}: ${outcome(kept, must, firedAfterMs)}`;
}

function outcome(kept: Clause['kept'], must: boolean, firedAfterMs: number | undefined): string {
  const after = firedAfterMs === undefined ? undefined : `after ${shortLengthOf(firedAfterMs / 1_000)}`;
  if (after !== undefined && kept === 'broken') return must ? `LATE, ${after}` : `IT DID, ${after}`;
  if (after !== undefined) return after;
  if (kept === 'open') return 'not yet';
  return kept === 'broken' ? 'IT DID NOT' : 'the fault was over too soon to tell';
}

/** The lines of the reply that tells of unexpected alerts, as they stand now. */
export function surpriseLines(scene: Scene, nth: number): readonly string[] {
  const surprise = scene.record.alerts?.surprise;
  if (scene.alerts === undefined || surprise?.nth !== nth) return [];
  const told = scene.record.alerts?.seen.filter(({ key }) => surprise.keys.includes(key)) ?? [];
  const [first, ...more] = told;
  if (first === undefined) return [];
  const all =
    more.length === 0
      ? []
      : [
          `+${more.length} more: ${listOf(
            more.map(({ name }) => saying(name, 60)),
            MOST_NAMED,
          )}`,
        ];
  return [headline(scene.alerts, first, scene), ...all, ...resolvedLine(told), answerLine(scene)];
}

/** `UNEXPECTED CheckoutErrorsHigh: 8 % of requests fail, 2 min after the delay began, same namespace.` */
function headline({ began }: AlertFacts, alert: SeenAlert, { phrase }: Scene): string {
  const summary = alert.summary === undefined ? '' : `: ${saying(alert.summary, 160)}`;
  const after = began === undefined ? 0 : Math.max(0, alert.startedAt - began);
  const name = saying(alert.name, 60);
  const what = alert.expected === 'never' ? `${name} FIRED, and must not` : `UNEXPECTED ${name}`;
  return `${what}${summary}, ${shortLengthOf(after / 1_000)} after ${phrase.fault} began, ${saying(alert.why, 80)}.`;
}

function resolvedLine(told: readonly SeenAlert[]): readonly string[] {
  const over = told.flatMap(({ resolvedAt }) => resolvedAt ?? []);
  if (over.length === 0) return [];
  const last = exactTimeOf(Math.max(...over));
  return [
    over.length === told.length
      ? `Resolved ${last}`
      : `${over.length} of ${told.length} resolved, the last ${last}`,
  ];
}

/** Who must act and by when, or what was done about it. */
function answerLine(scene: Scene): string {
  const { record, alerts } = scene;
  const { surprise, seen = [] } = record.alerts ?? {};
  const ruling = seen.find(
    ({ key, ruling: one }) => surprise?.keys.includes(key) && one?.related === false,
  )?.ruling;
  if (ruling !== undefined && alerts?.surprising.length === 0)
    return `Not related, says ${nameOf({ name: ruling.by })} ${exactTimeOf(ruling.at)}`;
  if (surprise?.kept !== undefined) {
    const { by, at, why } = surprise.kept;
    return `Kept by ${nameOf({ name: by })} ${exactTimeOf(at)}${why === undefined ? '' : `: ${saying(why)}`}`;
  }
  const who = mention(record.requester.id);
  if (alerts?.canKeep && surprise?.stopAt !== undefined)
    return `${who} stopping in 30 s (${exactTimeOf(surprise.stopAt)}) unless kept.`;
  if (record.stop !== undefined) {
    const { reason: _named, ...stop } = record.stop;
    return `${who} ${stopWords(stop, record)}`;
  }
  return scene.may.canStop ? `${who} it goes on until somebody stops it.` : `${who} nothing is left to stop.`;
}
