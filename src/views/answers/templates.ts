// The list of templates, and the form that asks for what one of them leaves open.

import type { YamlFinding } from '../../chaos/yaml/finding.ts';
import type { Answer } from '../../verbs/answer.ts';
import type { AskTemplate, TemplateField } from '../../verbs/ask-template.ts';
import { type Block, type Modal, messageView, modal, section } from '../blocks.ts';
import { clip, code, escapeText } from '../escape.ts';
import { selectInput, textInput } from '../inputs.ts';
import { saying } from '../run/phrases.ts';
import { FINDING_MARKS } from './finding-marks.ts';
import { lines, message, type Shown } from './shown.ts';
import { faultWords } from './template-words.ts';

type TemplatesAnswer = Extract<Answer, { kind: 'templates' }>;
type Listed = TemplatesAnswer['templates'][number];

/** A message holds 50 blocks. */
const MOST_LISTED = 40;
const MOST_FAULTS = 5;
const MOST_FINDINGS = 8;

export function templatesView({ templates, faults }: TemplatesAnswer): Shown {
  const intro =
    templates.length === 0
      ? 'There is no template that could be used.'
      : '*Templates*: you see the plan first, and what you leave out is asked.';
  const shown = templates.slice(0, MOST_LISTED).map(listedLines);
  const rest = templates.length - shown.length;
  const end = lines([rest > 0 ? `and ${rest} more` : undefined, ...faultLines(faults)]);
  const all = [intro, ...shown, ...(end === '' ? [] : [end])];
  return message(
    messageView(
      all.join('\n'),
      all.map((text) => section(text)),
    ),
  );
}

function listedLines({ title, help, owners, cluster, line }: Listed): string {
  const kept = `kept by ${owners.map((owner) => saying(owner, 100)).join(', ')}`;
  const pinned = cluster === undefined ? '' : ` · only on ${escapeText(cluster)}`;
  return `*${saying(title, 80)}* · ${kept}${pinned}\n${saying(help, 500)}\n${code(`/chaos ${line}`)}`;
}

function faultLines(faults: TemplatesAnswer['faults']): readonly string[] {
  const rest = faults.length - MOST_FAULTS;
  return [
    ...faults.slice(0, MOST_FAULTS).map((fault) => `✗ ${faultWords(fault)}`),
    ...(rest > 0 ? [`✗ and ${rest} more files that are no template; \`/chaos doctor\` names them`] : []),
  ];
}

export function askTemplateView(answer: AskTemplate): Shown {
  const told = toldOf(answer);
  const words = lines([...told, `A line that works: ${code(`/chaos ${answer.example}`)}`]);
  return { as: 'form', view: formOf(answer, told), instead: messageView(words, [section(words)]) };
}

function toldOf({ template, wrong, findings }: AskTemplate): readonly string[] {
  const { title, help, owners, file } = template;
  return [
    `*${saying(title, 80)}* · kept by ${owners.map((owner) => saying(owner, 100)).join(', ')}`,
    saying(help, 500),
    ...Object.entries(wrong).map(([name, sentence]) => `✗ ${aboutField(name)}${saying(sentence, 300)}`),
    ...findings.slice(0, MOST_FINDINGS).map((finding) => findingLine(file, finding)),
  ];
}

/** The reason's sentence says itself what it is about. */
function aboutField(name: string): string {
  return name === 'reason' ? '' : `${code(name)} `;
}

function findingLine(file: string, { severity, line, path, sentence, cure }: YamlFinding): string {
  const where = `${file}:${line}${path === '' ? '' : ` ${path}`}`;
  const mend = cure === undefined ? '' : ` → ${saying(cure, 200)}`;
  return `${FINDING_MARKS[severity]} ${code(clip(where, 150))} ${saying(sentence, 300)}${mend}`;
}

function formOf(answer: AskTemplate, told: readonly string[]): Modal {
  const { template, fields, reason, line } = answer;
  const { hypothesis } = template;
  const known = JSON.stringify({ run: '', digest: '', line });
  const blocks: readonly Block[] = [
    section(lines(told)),
    ...fields.map(fieldInput),
    textInput('reason', hypothesis ? 'What do you expect to see?' : 'Why', {
      initial: reason,
      optional: !hypothesis,
      most: 500,
      ...(hypothesis ? { hint: 'Whoever must agree reads this first, and it stands on the card.' } : {}),
    }),
  ];
  return modal('use_template', 'From a template', blocks, {
    submit: 'Show the plan',
    close: 'Cancel',
    metadata: known,
  });
}

function asChoice(value: string) {
  return { label: value, value };
}

/** Slack's menus hold 100 choices of 75 characters. */
const LONGEST_CHOICE = 75;

function fieldInput({ id, name, help, range, initial, optional, choices = [] }: TemplateField): Block {
  if (choices.length > 0 && choices.every((one) => one.length <= LONGEST_CHOICE))
    return selectInput(id, name, choices.map(asChoice), { initial, optional, hint: help });
  return textInput(id, name, { initial, optional, hint: `${help} (${range})`, most: 500 });
}
