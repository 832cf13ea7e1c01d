// The words that cards, replies and direct messages share: what, how many, where, who and how late.

import type { ActsOn } from '../../chaos/catalogue/action.ts';
import { nounOf } from '../../chaos/reach/words.ts';
import type { Person } from '../../identity/person.ts';
import type { RunRecord } from '../../runs/record.ts';
import { clip, escapeText, mention } from '../escape.ts';
import { lengthOf, shortLengthOf } from '../time.ts';
import type { Scene } from './scene.ts';

/** `Kill 1 of 12 web · PROD eu-1/shop`, `Stop i-0123 · staging/shop` */
export function titleOf(scene: Scene): string {
  const { title, joiner } = scene.phrase;
  const whom = isOneThing(scene)
    ? nameAfter(scene, ' · ')
    : `${joiner}${countOf(scene.record)} ${wordOf(scene.record)}${inSteps(scene.record)}`;
  return `${title}${whom} · ${placeOf(scene)}`;
}

/** ` step 2 of 3`; nothing of what is no ramp. */
export function stepNow({ plan, step = 0 }: RunRecord): string {
  const count = stepsOf(plan);
  return count === 1 ? '' : ` step ${step + 1} of ${count}`;
}

/** `, in 3 steps` */
export function inSteps({ plan }: RunRecord): string {
  const count = stepsOf(plan);
  return count === 1 ? '' : `, in ${count} steps`;
}

function stepsOf({ experiment: { steps = [] } }: RunRecord['plan']): number {
  return steps.length + 1;
}

/** `kill 1 of 12 web pods`, `delay 200 ms on 1 of 12 web pods`, `CPU 80 % on 1 of 2 machines m1,m2` */
export function deedOf(scene: Scene): string {
  const { record } = scene;
  if (isOneThing(scene)) return `${lower(scene.phrase.title)}${nameAfter(scene, ' on ')}`;
  return `${actOf(scene)}${countOf(record)} ${whomOf(record, wordOf(record))}${inSteps(record)}`;
}

/** An instance of a cloud is not one of several: its name says it all, and mostly stands in the title already. */
function isOneThing({ record }: Scene): boolean {
  return onOf(record) === 'cloud';
}

function nameAfter({ phrase, record }: Scene, joiner: string): string {
  return phrase.title.includes(wordOf(record)) ? '' : `${joiner}${wordOf(record)}`;
}

function whomOf(record: RunRecord, word: string): string {
  const noun = nounOf(onOf(record), 2);
  return onOf(record) === 'pods' ? `${word} ${noun}` : `${noun} ${word}`;
}

/** What the fault acts on. */
export function onOf({ plan }: Pick<RunRecord, 'plan'>): ActsOn {
  return plan.hits?.on ?? 'pods';
}

/** `PROD eu-1/shop`, `staging/shop` */
export function placeOf({ record, production }: Scene): string {
  const { target } = record.plan.experiment;
  const { namespaces = [target.namespace], pods, physicalMachines } = target.selector ?? {};
  const listed = pods ?? physicalMachines;
  const names = listed === undefined ? namespaces : Object.keys(listed);
  return `${production ? 'PROD ' : ''}${escapeText(target.cluster)}/${names.map(escapeText).join('+')}`;
}

/** `1 of 12`, `up to 2 of 3` */
export function countOf({ plan }: RunRecord): string {
  const { least, most } = plan.affected;
  return `${least < most ? 'up to ' : ''}${most} of ${plan.candidateCount ?? plan.candidates.length}`;
}

export function wordOf({ plan }: RunRecord): string {
  const { word, namespace } = plan.experiment.target;
  return saying(isWhole(word) ? namespace : word, 63);
}

/** `kills 1 of 12 shop/web pods, once`, `delay 200 ms on 1 of 12 shop/web pods, for 2 minutes` */
export function happeningOf(scene: Scene): string {
  const { plan } = scene.record;
  const { namespace, word } = plan.experiment.target;
  const long = howLong(plan);
  if (onOf(scene.record) !== 'pods') return `${deedOf(scene).replace(inSteps(scene.record), '')}, ${long}`;
  const act = scene.phrase.joiner === ' ' ? `${lower(scene.phrase.title)}s ` : actOf(scene);
  const where = isWhole(word) ? '' : `${escapeText(namespace)}/`;
  return `${act}${countOf(scene.record)} ${where}${wordOf(scene.record)} pods, ${long}`;
}

/** `once`, `for 2 minutes`, `in 3 steps of 2 minutes` */
function howLong({ oneShot, experiment }: RunRecord['plan']): string {
  const { steps = [], durationSeconds } = experiment;
  const long = lengthOf(durationSeconds);
  if (steps.length > 0) return `in ${steps.length + 1} steps${oneShot ? '' : ` of ${long}`}`;
  return oneShot ? 'once' : `for ${long}`;
}

/** `Ends by itself after 2 minutes`; what never ends by itself is deleted. */
export function endWords({ oneShot, experiment }: RunRecord['plan']): string {
  const long = lengthOf(experiment.durationSeconds);
  const count = (experiment.steps ?? []).length + 1;
  if (count > 1)
    return `${count} steps${oneShot ? '' : ` of ${long}`}, each once the last is proven clean and no signal is past its limit`;
  if (oneShot) return `Once; watched for ${long}`;
  const { orchestrated } = experiment;
  if (orchestrated === undefined) return `Ends by itself after ${long}`;
  return orchestrated.kind === 'Schedule'
    ? `Goes on for ${long}, then it is deleted`
    : `Deleted when its last step is over, after ${long} at most`;
}

/** `Chaos Mesh picks 1 of …`; of what holds several faults, what can be under way together. */
export function picksWords({ affected, experiment }: RunRecord['plan']): string {
  const most = String(affected.most);
  return experiment.orchestrated === undefined ? `Chaos Mesh picks ${most}` : `At one time at most ${most}`;
}

/** `shop/*`: whatever stands in the namespace. */
function isWhole(word: string): boolean {
  return word.endsWith('/*');
}

function actOf({ phrase }: Scene): string {
  return `${lower(phrase.title)}${phrase.joiner === ' ' ? ' ' : ' on '}`;
}

/** Not for words in capitals: `CPU 80 %` stays. */
function lower(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** `11 stay ready · budget allows 1`; of faults that take nothing away `11 untouched`. */
export function headroomOf({ plan }: RunRecord): string {
  if (plan.headroom === undefined || !plan.disruptive) return leftAlone(plan);
  const { budget } = plan.headroom;
  const allowed = budget === undefined ? 'no disruption budget' : `budget allows ${budget.allowed}`;
  return `${leftAlone(plan)} · ${allowed}`;
}

/** `11 stay ready · budget allows 1 · for 2 minutes` */
export function extentOf(record: RunRecord): string {
  return `${headroomOf(record)} · ${howLong(record.plan)}`;
}

/** `11 stay ready`, `11 untouched`; of what cannot be seen, that it cannot. */
export function leftAlone({ disruptive, headroom, hits, affected, candidates }: RunRecord['plan']): string {
  if (hits?.on === 'cloud') return 'Nobody here sees whether it exists and is up';
  if (headroom === undefined)
    return `${candidates.length - affected.most} untouched, how many are up is not known`;
  const { staysReady } = headroom;
  if (!disruptive) return `${staysReady} untouched`;
  return `${staysReady} ${staysReady === 1 ? 'stays' : 'stay'} ready`;
}

export function planIdOf({ plan }: RunRecord): string {
  return `plan ${plan.digest.slice(0, 4)}`;
}

/** What somebody wrote, short enough to leave room for the rest. */
export function saying(outside: string, most = 300): string {
  return escapeText(clip(outside, most));
}

export function nameOf(person: Pick<Person, 'name'>): string {
  return saying(person.name, 60);
}

/** `Ana: does checkout survive?`, or `Ana` alone */
export function askerOf({ requester, reason }: RunRecord): string {
  return reason === undefined ? nameOf(requester) : `${nameOf(requester)}: ${saying(reason)}`;
}

/** `web-b` of `shop/web-b`, `web-b/app` of `shop/web-b/app`; of a machine's address its name, of an instance its own. */
export function targetName(id: string, { hits }: RunRecord['plan']): string {
  if (hits === undefined) return bareName(id);
  const known = hits.on === 'cloud' ? hits.things[0] : hits.things.find(({ record }) => record === id);
  return saying(known?.name ?? id.replace(/^https?:\/\//, ''), 63);
}

/** Without the namespace. */
export function bareName(name: string): string {
  return saying(name.includes('/') ? name.slice(name.indexOf('/') + 1) : name, 63);
}

/** `a, b, c`, and how many are left out. */
/** `all`: how many there are, where not all are named. */
export function listOf(names: readonly string[], most = 3, all = names.length): string {
  const rest = all - Math.min(most, names.length);
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** `Jon and Mara` */
export function both(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function namesOf(people: readonly Person[]): string {
  return people.map(nameOf).join(', ');
}

export function mentions(people: readonly Person[]): string {
  return people.map((person) => mention(person.id)).join(' ');
}

/** Whole minutes from one minute on: nobody needs the seconds of something that is late. */
export function roughly(ms: number): string {
  // Chaos Mesh cuts times to whole seconds, so an end may seem to come a moment before it was due.
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return shortLengthOf(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
}

/** When the fault should have been over: at its planned end, or when somebody stopped it before. */
export function dueEndOf({ plannedEnd, stop, since }: RunRecord): number {
  const ends = [plannedEnd, stop?.at].filter((at) => at !== undefined);
  return ends.length === 0 ? since : Math.min(...ends);
}

/** `9 min late`, at a time that the record knows of, since a view has no clock. */
export function lateness(record: RunRecord, at: number): string {
  return `${roughly(at - dueEndOf(record))} late`;
}

/** Whether people were called since the fault would not go. */
export function wasStuck({ phase, messages, escalations }: RunRecord): boolean {
  return phase === 'stuck' || messages['reply:stuck'] !== undefined || escalations > 0;
}
