// The private note to the requester when a draft did not become what they pressed for.

import { type Block, context, type MessageView, messageView } from '../blocks.ts';
import { planButtons } from './buttons.ts';
import { sections } from './lines.ts';
import { askerOf, planIdOf, saying, titleOf } from './phrases.ts';
import { findingLines, planLines } from './plan-lines.ts';
import type { Scene } from './scene.ts';

/** undefined: nothing to tell. */
export function tellOf(scene: Scene): MessageView | undefined {
  switch (scene.record.tell) {
    case 'plan-changed':
      return planChanged(scene);
    case 'refused':
      return note(scene, 'REFUSED: nothing was started.', [...refusal(scene), ...findingLines(scene)]);
    case 'failed':
      return note(scene, 'FAILED: nothing was started.', [
        ...trouble(scene),
        'Ask again once that is mended.',
      ]);
    default:
      return undefined;
  }
}

/** The press was on another plan, so this one waits for a press of its own. */
function planChanged(scene: Scene): MessageView {
  const words = 'The plan changed while it was checked: nothing was started. This is what would happen now.';
  const canPress = scene.record.phase === 'draft';
  const lines = [askerOf(scene.record), ...planLines(scene)];
  return note(scene, words, lines, canPress ? [planButtons(scene)] : []);
}

function refusal({ record }: Scene): readonly string[] {
  const { verdict } = record.plan;
  if (verdict.kind !== 'refuse') return [];
  return [verdict.sentence, verdict.pass].flatMap((part) => (part === undefined ? [] : [saying(part)]));
}

function trouble({ record }: Scene): readonly string[] {
  return record.trouble === undefined ? [] : [`${saying(record.trouble)}.`];
}

function note(
  scene: Scene,
  words: string,
  lines: readonly string[],
  after: readonly Block[] = [],
): MessageView {
  const title = titleOf(scene);
  return messageView([words, title, ...lines].join('\n'), [
    ...sections([words, `*${title}*`, ...lines]),
    ...after,
    context(`${planIdOf(scene.record)} · ${scene.record.id}`),
  ]);
}
