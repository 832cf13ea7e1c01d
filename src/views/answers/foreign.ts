// All about an experiment that no run of ours made.

import type { ForeignAnswer } from '../../verbs/show-foreign.ts';
import { messageView, section } from '../blocks.ts';
import { codeBlock, escapeText } from '../escape.ts';
import { saying } from '../run/phrases.ts';
import { dayAndTimeOf } from '../time.ts';
import { foreignState } from './list.ts';
import { codeInParts, linesInParts } from './long-text.ts';
import { lines, message, type Shown } from './shown.ts';
import { recordLines } from './target-lines.ts';

const MOST_TARGETS = 50;

export function foreignView({ experiment, records, yaml, kubectl, part }: ForeignAnswer): Shown {
  const { kind, name, cluster, namespace, createdAt } = experiment;
  const head = lines([
    `*${escapeText(kind)} ${saying(name, 80)} · ${saying(cluster, 63)}/${saying(namespace, 63)}*`,
    `${foreignState(experiment)} · since ${dayAndTimeOf(createdAt)}`,
    'Not made by a run of ours: what is said here is what Chaos Mesh says, nothing was proven.',
  ]);
  const seen = records.length === 0 ? ['Chaos Mesh has picked none.'] : recordLines(records);
  const targets = linesInParts('*Targets*', seen, MOST_TARGETS);
  const object = codeInParts(yaml, 'The rest is too long for Slack.');
  const end = lines(['*Ends it*', codeBlock(`${kubectl}   # in ${cluster}`, 2800)]);
  // Of what others made there is no log of ours: its events are the state and the targets.
  const parts = part === 'yaml' ? [head, ...object] : [head, ...targets, ...(part ? [] : [...object, end])];
  return message(
    messageView(
      parts.join('\n'),
      parts.map((text) => section(text)),
    ),
  );
}
