// The card of a run: the one message that is edited in place.

import { type Block, context, type MessageView, messageView } from '../blocks.ts';
import { alertsWords, contractLines } from './alerts.ts';
import { cardButtons } from './buttons.ts';
import { familyWords } from './family.ts';
import { contexts, sections } from './lines.ts';
import { expectedLine } from './origin.ts';
import { askerOf, extentOf, nameOf, planIdOf, titleOf } from './phrases.ts';
import { leftReasons, proofLines } from './proof.ts';
import type { Scene } from './scene.ts';
import { signalLines } from './signals.ts';
import { happenedWords, provenAfter, stateLine, stopWords } from './state.ts';
import { verdictWords } from './verdict.ts';
import { calledSoFar, votesLine } from './votes.ts';

export function cardOf(scene: Scene): MessageView {
  const title = titleOf(scene);
  const lines = [`${stateLine(scene)}${verdictWords(scene)}`, ...factLines(scene)];
  const blocks: readonly Block[] = [
    ...sections([`*${title}*`, ...lines]),
    ...contexts(proofText(scene)),
    cardButtons(scene),
    context(`${planIdOf(scene.record)} · ${scene.record.id}`),
  ];
  return messageView([title, ...lines, ...proofText(scene)].join('\n'), blocks);
}

function factLines(scene: Scene): readonly string[] {
  return linesOf(scene).filter((line) => line !== undefined);
}

function linesOf(scene: Scene): readonly (string | undefined)[] {
  const { record } = scene;
  switch (record.phase) {
    case 'draft':
    case 'checking':
    case 'awaiting':
    case 'approved':
    case 'dropped':
      return [askerOf(record), scene.details, extentOf(record), votesLine(scene)];
    case 'starting':
    case 'injecting':
    case 'running':
    case 'paused':
    case 'recovering':
    case 'verifying':
    case 'between':
      return [
        livingLine(scene),
        expectedLine(record),
        scene.details,
        ...signalLines(scene),
        ...contractLines(scene),
        failureLine(scene),
      ];
    case 'stuck':
      return [...leftReasons(record), `Asked: ${calledSoFar(scene).map(nameOf).join(', ')}`];
    case 'recovered':
      return [
        happenedWords(scene),
        expectedLine(record),
        stepsLine(record),
        provenAfter(record),
        ...signalLines(scene),
        ...contractLines(scene),
        earlyEnd(scene),
      ];
    case 'abandoned':
      return ['It may still be there, and nobody looks after it any more.', ...leftReasons(record)];
    default:
      return [askerOf(record), votesLine(scene), 'Nothing was injected.'];
  }
}

/** How far a ramp came. */
function stepsLine({ plan, step = 0 }: Scene['record']): string | undefined {
  const { steps } = plan.experiment;
  if (steps === undefined) return undefined;
  const of = steps.length + 1;
  return step + 1 === of ? `All ${of} steps done` : `Ended after step ${step + 1} of ${of}`;
}

/** `Ana · ready 3/3 (lowest 2) · no alerts` */
function livingLine(scene: Scene): string {
  const { ready, requester } = scene.record;
  const pods = ready && `ready ${ready.now}/${ready.of} (lowest ${ready.lowest})`;
  return [nameOf(requester), familyWords(scene), pods, alertsWords(scene)]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** What Chaos Mesh could not do on some target, while it may still do it. */
function failureLine({ record }: Scene): string | undefined {
  const failures = record.records.flatMap(({ id, failure }) =>
    failure === undefined ? [] : [{ id, clean: 'unknown' as const, sentence: failure }],
  );
  if (failures.length === 0) return undefined;
  return proofLines({ ...record, proof: { at: 0, complete: false, targets: failures } }, 1).join(', ');
}

function earlyEnd({ record }: Scene): string | undefined {
  const { stop } = record;
  if (stop === undefined || stop.why === 'ended') return undefined;
  const words = stopWords(stop, record);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Proof stands on the card while it is being made and at the end; a stuck card names only what is left. */
function proofText({ record }: Scene): readonly string[] {
  return record.phase === 'recovered' || record.phase === 'verifying' ? proofLines(record) : [];
}
