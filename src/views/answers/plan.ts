// The plan of a draft, shown only to the person who asked: nothing starts until they press.

import { nounOf } from '../../chaos/reach/words.ts';
import type { Answer, GoNotTaken } from '../../verbs/answer.ts';
import type { CardPlace } from '../../verbs/card-place.ts';
import { runButtonValue } from '../actions.ts';
import { actions, type Block, button, context, messageView, section } from '../blocks.ts';
import { channelLink, code, escapeText } from '../escape.ts';
import { planButtons } from '../run/buttons.ts';
import { originLines } from '../run/origin.ts';
import {
  countOf,
  endWords,
  inSteps,
  leftAlone,
  listOf,
  onOf,
  picksWords,
  placeOf,
  planIdOf,
  saying,
  titleOf,
  wordOf,
} from '../run/phrases.ts';
import { findingLines } from '../run/plan-lines.ts';
import type { Scene } from '../run/scene.ts';
import { needsWords } from '../run/votes.ts';
import { timeOf } from '../time.ts';
import { differsLines } from './differs.ts';
import { haltLine } from './halt.ts';
import { NO_CARD } from './no-card.ts';
import { lines, message, type Shown } from './shown.ts';
import { suggestedBlocks, suggestedLines } from './suggested.ts';

type PlanAnswer = Extract<Answer, { kind: 'plan' }>;

export function planView(answer: PlanAnswer, scene: Scene): Shown {
  const title = planTitle(scene);
  const facts = lines([
    scene.details,
    choiceLine(scene),
    lengthLine(scene),
    verdictLine(scene),
    defaultsLine(scene),
    reasonLine(scene),
    ...originLines(scene.record),
    ...differsLines(answer),
    cardLine(answer.card),
  ]);
  const notes = lines([
    answer.halted === undefined
      ? undefined
      : `*${haltLine(answer.halted)}*: nothing starts there until two people release it, \`/chaos release because …\`.`,
    answer.changed
      ? 'This is the plan now; the one that was pressed is older and counts for nothing.'
      : undefined,
    answer.goNotTaken === undefined ? undefined : GO_NOT_TAKEN[answer.goNotTaken],
    ...findingLines(scene),
  ]);
  const blocks: readonly Block[] = [
    section(`*${title}*\n${facts}`),
    ...(notes === '' ? [] : [section(notes)]),
    isBlocked(scene) || answer.halted ? blockedButtons(scene) : planButtons(scene),
    ...(answer.suggests === undefined ? [] : suggestedBlocks(answer.suggests, scene.record)),
    context(`${planIdOf(scene.record)} · ${scene.record.id} · ${promise(answer, scene)}`),
  ];
  const offered = answer.suggests === undefined ? [] : suggestedLines(answer.suggests);
  return message(messageView(lines([title, facts, notes, ...offered]), blocks));
}

function planTitle(scene: Scene): string {
  const { phrase, record } = scene;
  if (onOf(record) !== 'pods') return titleOf(scene);
  const whom = `${countOf(record)} ${wordOf(record)} pods${inSteps(record)}`;
  return `${phrase.title}${phrase.joiner}${whom} · ${placeOf(scene)}`;
}

function promise({ halted }: PlanAnswer, scene: Scene): string {
  if (halted !== undefined) return 'ask again when it is released';
  return isBlocked(scene) ? 'it cannot start as it is' : 'nothing starts until you press';
}

const GO_NOT_TAKEN: Readonly<Record<GoNotTaken, string>> = {
  approvals: '`go` was not taken: others must agree first.',
  warnings: '`go` was not taken: there is a warning to read first.',
  blocked: '`go` was not taken: something stands in the way.',
  reason: '`go` was not taken: its template wants to know first what you expect to see.',
};

/** `Chaos Mesh picks 1 of web-a, web-b, web-c; 2 stay ready; the disruption budget allows 1.` */
function choiceLine({ record }: Scene): string {
  const { candidates, candidateCount: all = candidates.length, affected, headroom } = record.plan;
  const names = listOf(candidates.map(escapeText), 5, all);
  if (candidates.length === 0) return `No ${nounOf(onOf(record), 1)} matches now.`;
  const choice = affected.most >= all ? `It hits ${names}` : `${picksWords(record.plan)} of ${names}`;
  const stay = leftAlone(record.plan);
  if (onOf(record) === 'cloud') return `${choice}. ${stay}.`;
  if (headroom === undefined || !record.plan.disruptive) return `${choice}; ${stay}.`;
  const { budget } = headroom;
  const allowed =
    budget === undefined ? 'there is no disruption budget' : `the disruption budget allows ${budget.allowed}`;
  return `${choice}; ${stay}; ${allowed}.`;
}

function lengthLine({ record }: Scene): string {
  return `${endWords(record.plan).replace('Once; watched', 'Once; then watched')}.`;
}

function verdictLine(scene: Scene): string {
  const { verdict } = scene.record.plan;
  switch (verdict.kind) {
    case 'allow':
      return `Allowed at once: rule ${code(verdict.rule)}.`;
    case 'approvals':
      return approvalsLine(scene, verdict.expireSeconds, verdict.start);
    case 'refuse':
      return [`✗ ${saying(verdict.sentence)}`, verdict.pass === undefined ? '' : saying(verdict.pass)].join(
        ' ',
      );
    default:
      return verdict satisfies never;
  }
}

/** `needs one of shop-owners and one of sre, not you; expires 12:05` */
function approvalsLine(scene: Scene, expireSeconds: number, start: 'auto' | 'requester'): string {
  const needs = needsWords({ ...scene, record: { ...scene.record, requester: YOU } });
  const then =
    start === 'requester' ? '; after the last vote you start it' : '; it starts with the last vote';
  return `Needs ${needs}; expires ${timeOf(scene.record.since + expireSeconds * 1000)}${then}.`;
}

const YOU = { id: '', name: 'you', email: '', user: '', groups: [] };

function defaultsLine({ record }: Scene): string | undefined {
  const { defaults } = record.plan;
  return defaults.length === 0
    ? undefined
    : `You did not say, so: ${defaults.map((one) => saying(one)).join('; ')}.`;
}

function reasonLine({ record }: Scene): string | undefined {
  return record.reason === undefined ? undefined : `Because: ${saying(record.reason)}`;
}

function cardLine({ channel, insteadOf }: CardPlace): string {
  const card = `Card: ${channelLink(channel)}`;
  return insteadOf === undefined ? `${card}.` : `${card}, since ${NO_CARD[insteadOf.why]}.`;
}

function isBlocked({ record }: Scene): boolean {
  const { verdict, findings } = record.plan;
  return verdict.kind === 'refuse' || findings.some(({ severity }) => severity === 'block');
}

/** What cannot run has nothing to press but a way to change it. */
function blockedButtons({ record }: Scene): Block {
  const value = runButtonValue({ run: record.id, digest: record.plan.digest });
  const cancel = button('plan_cancel', 'Cancel', value);
  // What came as YAML of many parts is changed there.
  if (record.plan.experiment.orchestrated !== undefined) return actions(cancel);
  return actions(button('plan_change', 'Change', value), cancel);
}
