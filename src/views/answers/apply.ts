// The form for YAML: what was found in it as one list, the edits that are offered, and the text as it was typed.

import type { CheckedDocument } from '../../chaos/yaml/check-yaml.ts';
import type { YamlFinding } from '../../chaos/yaml/finding.ts';
import type { Answer } from '../../verbs/answer.ts';
import { type Block, type Modal, messageView, modal, section } from '../blocks.ts';
import { code, escapeText } from '../escape.ts';
import { checkboxes, textInput } from '../inputs.ts';
import { FINDING_MARKS } from './finding-marks.ts';
import { PLACE, sentenceOf } from './refusals.ts';
import { lines, message, type Shown } from './shown.ts';

type AskYaml = Extract<Answer, { kind: 'ask-yaml' }>;

/** What one input of a form holds. */
const MOST_CHARACTERS = 3000;
const MOST_FINDINGS = 25;
/** A section holds 3,000 characters. */
const MOST_TOLD = 2800;

/** A text that is too long for the form is answered in words alone. */
export function yamlView(answer: AskYaml): Shown {
  const told = toldOf(answer);
  if (answer.given.text.length <= MOST_CHARACTERS) return { as: 'form', view: yamlForm(answer, told) };
  const all = lines([...told, 'Nothing was started. Mend it where it stands and ask again.']);
  return message(messageView(all, [section(all)]));
}

function yamlForm({ given, documents = [] }: AskYaml, told: readonly string[]): Modal {
  const { text, cluster, reason, seen } = given;
  const known = JSON.stringify({ run: '', digest: seen });
  const intro = told.length === 0 ? 'Nothing starts from here: you see the plan first.' : lines(told);
  return modal(
    'apply_yaml',
    'Experiment in YAML',
    [
      section(intro),
      ...offers(documents),
      textInput('yaml', 'YAML', {
        version: seen.slice(0, 8),
        initial: text,
        multiline: true,
        most: MOST_CHARACTERS,
        placeholder: 'apiVersion: chaos-mesh.org/v1alpha1 …',
      }),
      textInput('cluster', 'Cluster', {
        initial: cluster,
        optional: true,
        most: 63,
        hint: 'Empty: the one that the YAML is pinned to, or that this channel means. Production has to be named.',
      }),
      textInput('reason', 'Why', { initial: reason, optional: true, most: 500 }),
    ],
    { submit: 'Show the plan', close: 'Cancel', metadata: known },
  );
}

/** Never carried out by themselves: who ticks one has it written into the text. */
function offers(documents: readonly CheckedDocument[]): readonly Block[] {
  const edits = documents.flatMap(({ findings }) => findings.filter(({ edit }) => edit !== undefined));
  const choices = edits
    .slice(0, 10)
    .map(({ edit, path }) => ({ label: `Add ${edit?.adds ?? ''}`, value: path }));
  const distinct = choices.filter(({ value }, at) => choices.findIndex((one) => one.value === value) === at);
  return choices.length === 0 ? [] : [checkboxes('edits', 'Mend it', distinct)];
}

function toldOf({ unusable, where, documents = [] }: AskYaml): readonly string[] {
  if (unusable !== undefined) return [escapeText(unusable)];
  if (documents.length > 1) return several(documents);
  const findings = documents.flatMap((document) => document.findings);
  return [...placeLine(where), ...list(findings)];
}

function placeLine(where: AskYaml['where']): readonly string[] {
  if (where === undefined) return [];
  if (where.kind === 'refused') return [`✗ ${sentenceOf(PLACE, where.refusal)}`];
  const known = where.choices.map(({ cluster, namespace }) => code(`${cluster}/${namespace}`)).join(', ');
  return [
    `✗ Where? Name the cluster below, and a namespace under ${code('metadata')}: for example ${known}.`,
  ];
}

function list(findings: readonly YamlFinding[]): readonly string[] {
  const shown: string[] = [];
  let room = MOST_TOLD;
  for (const finding of findings.slice(0, MOST_FINDINGS)) {
    const line = findingLine(finding);
    room -= line.length + 1;
    if (room < 0) break;
    shown.push(line);
  }
  const left = findings.length - shown.length;
  return left > 0 ? [...shown, `and ${left} more`] : shown;
}

function findingLine({ severity, line, column, path, sentence, cure }: YamlFinding): string {
  const where = `line ${line}:${column}${path === '' ? '' : ` ${code(path)}`}`;
  const mend = cure === undefined ? '' : ` → ${escapeText(cure)}`;
  return `${FINDING_MARKS[severity]} ${where} ${escapeText(sentence)}${mend}`;
}

/** One card tells of one experiment. */
function several(documents: readonly CheckedDocument[]): readonly string[] {
  const listed = documents.slice(0, 20).map(({ kind = 'a document', name, line, findings }) => {
    const blocks = findings.filter(({ severity }) => severity === 'block').length;
    const state = blocks === 0 ? 'clean' : `${blocks} ${blocks === 1 ? 'thing' : 'things'} in the way`;
    return `· line ${line}: ${escapeText([kind, name].filter(Boolean).join(' '))}, ${state}`;
  });
  const findings = documents.flatMap((document) =>
    document.findings.filter(({ severity }) => severity === 'block'),
  );
  return [
    `These are ${documents.length} documents, and they are applied one at a time: leave one of them here, and the others for later.`,
    ...listed,
    ...list(findings).map((line) => line),
  ];
}
