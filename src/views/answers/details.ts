// All about one run: plan, targets, votes, events, YAML, and the line that ends it without us.

import type { RunRecord } from '../../runs/record.ts';
import type { Answer } from '../../verbs/answer.ts';
import type { ShowPart } from '../../verbs/command.ts';
import { type Block, type Modal, messageView, modal, section } from '../blocks.ts';
import { codeBlock, escapeText, webLink } from '../escape.ts';
import { pictureBlocks } from '../pictures.ts';
import { familyLines, isWhole } from '../run/family.ts';
import { askerOf, listOf, planIdOf, saying, titleOf } from '../run/phrases.ts';
import { planLines } from '../run/plan-lines.ts';
import type { Scene } from '../run/scene.ts';
import { silencesLine } from '../run/silences.ts';
import { stateLine } from '../run/state.ts';
import { verdictWords } from '../run/verdict.ts';
import { votesLine } from '../run/votes.ts';
import { alertsPart, signalsPart } from './beside.ts';
import { eventLines } from './events.ts';
import { codeInParts, linesInParts } from './long-text.ts';
import { lines, message, type Shown } from './shown.ts';
import { targetLines } from './target-lines.ts';

type DetailsAnswer = Extract<Answer, { kind: 'details' }>;

const MOST_CHARACTERS = 2800;
/** Beside everything else, and where nothing else was asked for. */
const MOST = { among: { targets: 20, events: 25 }, alone: { targets: 100, events: 200 } } as const;

export function detailsView(answer: DetailsAnswer, scene: Scene): Shown {
  const parts = partsOf(answer, scene);
  const pictures = pictureBlocks(answer.pictures ?? [], scene);
  const shown = messageView(parts.join('\n'), [...parts.map(asSection), ...pictures]);
  return answer.part === 'yaml' ? { as: 'message', view: shown, file: fileOf(answer) } : message(shown);
}

/** As it was given where that was kept, else as the cluster is sent it. */
function fileOf({ record, yaml }: DetailsAnswer): { readonly name: string; readonly content: string } {
  return { name: `${record.id}.yaml`, content: record.given ?? yaml };
}

/** For a press: the same in a window of its own, which leaves the channel as it is. */
export function detailsModal(answer: DetailsAnswer, scene: Scene): Modal {
  return modal('details', answer.record.id, partsOf(answer, scene).map(asSection));
}

function partsOf(answer: DetailsAnswer, scene: Scene): readonly string[] {
  const most = answer.part === undefined ? MOST.among : MOST.alone;
  const all: Readonly<Record<ShowPart, () => readonly string[]>> = {
    targets: () => targetsPart(scene, most.targets),
    events: () => eventsPart(answer, most.events),
    yaml: () => yamlPart(answer),
    alerts: () => alertsPart(scene),
    chart: () => chartPart(answer, scene),
  };
  const head = headPart(scene);
  const end = lines([
    '*Ends it without Faultline*',
    codeBlock(`${answer.kubectl}   # in ${clusterOf(answer.record)}`, MOST_CHARACTERS),
  ]);
  if (answer.part !== undefined) return [head, ...all[answer.part]()];
  const beside = [...alertsPart(scene), ...signalsPart(scene)];
  return [
    head,
    ...all.targets(),
    ...beside,
    ...all.events(),
    ...all.yaml(),
    ...(scene.may.isLive ? [end] : []),
  ];
}

/** What the pictures show stands in their alternative texts too. */
function chartPart({ pictures = [] }: DetailsAnswer, scene: Scene): readonly string[] {
  const words = signalsPart(scene);
  if (words.length === 0) return ['Nothing is measured beside this run.'];
  return pictures.length === 0 ? [...words, 'No picture could be drawn now.'] : words;
}

function headPart(scene: Scene): string {
  const { record } = scene;
  return lines([
    `*${titleOf(scene)}*`,
    `${stateLine(scene)}${verdictWords(scene)}`,
    askerOf(record),
    ...planLines(scene),
    votesLine(scene),
    silencesLine(record),
    `${planIdOf(record)} · ${record.id}${record.plan.dryRun ? '' : ' · not tried in the cluster yet'}`,
    linksLine(scene),
  ]);
}

/** The run's dashboard at its time; those of its alerts stand beside them. */
function linksLine({ dashboard }: Scene): string | undefined {
  return dashboard === undefined ? undefined : webLink(dashboard, 'Dashboard');
}

function targetsPart(scene: Scene, most: number): readonly string[] {
  const { record } = scene;
  if (isWhole(record)) return startedPart(scene, most);
  const known = targetLines(record);
  const { affected, candidates } = record.plan;
  const among = candidates.map((one) => saying(one, 63));
  const none = `Chaos Mesh has not picked any yet: ${affected.most} of ${listOf(among, 20)}.`;
  return linesInParts('*Targets*', known.length === 0 ? [none] : known, most);
}

/** A Schedule or Workflow injects nothing by itself: what it started does. */
function startedPart(scene: Scene, most: number): readonly string[] {
  const started = familyLines(scene);
  return linesInParts('*Started*', started.length === 0 ? ['Nothing yet.'] : started, most);
}

function eventsPart({ log }: DetailsAnswer, most: number): readonly string[] {
  const told = eventLines(log);
  const rest = told.length - most;
  return linesInParts('*Events*', [...(rest > 0 ? [`${rest} earlier`] : []), ...told.slice(-most)], most + 1);
}

/** Where the text was kept that somebody gave, it is shown as they wrote it, beside what was made of it. */
function yamlPart({ record, yaml, part, kubectl }: DetailsAnswer): readonly string[] {
  const whole = `The rest is too long for Slack: ${codeBlock(kubectl.replace(' delete ', ' get ').concat(' -o yaml'), MOST_CHARACTERS)}`;
  const object = codeInParts(yaml, whole);
  if (part === undefined || record.given === undefined) return object;
  return ['*As it was given*', ...codeInParts(record.given, whole), '*As the cluster is sent it*', ...object];
}

function clusterOf({ plan }: RunRecord): string {
  return escapeText(plan.experiment.target.cluster);
}

function asSection(text: string): Block {
  return section(text);
}
