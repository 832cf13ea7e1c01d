// The form of a template's parameters: asked when something has to be said, or cannot be what was typed.

import { saidAs } from '../chaos/catalogue/example-line.ts';
import { rangeOf } from '../chaos/templates/parameter-value.ts';
import type { Template, TemplateParameter } from '../chaos/templates/template.ts';
import type { YamlFinding } from '../chaos/yaml/finding.ts';
import type { Answer } from './answer.ts';
import type { SaidPlace } from './command.ts';
import { lineFor, type UseSaid } from './read-use.ts';

/** As typed, by the parameter's name. */
export interface GivenValues {
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

export interface TemplateField extends Pick<TemplateParameter, 'name' | 'help' | 'choices'> {
  /** Of its field in the form. */
  readonly id: string;
  readonly range: string;
  readonly initial: string;
  /** Left empty it means its default, or the place's own. */
  readonly optional: boolean;
}

export interface AskTemplate {
  readonly kind: 'ask-template';
  readonly template: Pick<Template, 'name' | 'title' | 'help' | 'owners' | 'hypothesis' | 'file'>;
  /** What the form is sent back with, to be read once more. */
  readonly line: string;
  readonly fields: readonly TemplateField[];
  readonly reason: string;
  /** Why it is asked, by the field's name. */
  readonly wrong: Readonly<Record<string, string>>;
  /** What speaks against the experiment that came of it. */
  readonly findings: readonly YamlFinding[];
  /** A line that works. */
  readonly example: string;
}

interface Ask {
  readonly template: Template;
  readonly said: UseSaid;
  readonly reason: string;
  /** A place that was picked from buttons. */
  readonly place: SaidPlace | undefined;
  readonly wrong?: Readonly<Record<string, string>>;
  readonly findings?: readonly YamlFinding[];
  /** It was asked already: the words stand under its fields. */
  readonly isForm: boolean;
}

export function askTemplate({
  template,
  said,
  reason,
  place,
  wrong = {},
  findings = [],
  isForm,
}: Ask): Answer {
  if (isForm && findings.length === 0) return { kind: 'form-errors', errors: byBlock(wrong) };
  const { name, title, help, owners, hypothesis, file } = template;
  return {
    kind: 'ask-template',
    template: { name, title, help, owners, hypothesis, file },
    line: lineOf(name, said, place),
    fields: template.parameters.map((parameter) => fieldOf(parameter, said)),
    ...{ reason, wrong, findings, example: lineFor(template) },
  };
}

/** Before a parameter's name in its form, which has other fields too. */
export const FIELD = 'param-';

function byBlock(wrong: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = Object.entries(wrong).map(([name, sentence]) => [
    name === 'reason' ? name : `${FIELD}${name}`,
    sentence,
  ]);
  return Object.fromEntries(all);
}

/** Without the parameters, which have fields: short enough to be carried along. */
function lineOf(name: string, { options, go }: UseSaid, place: SaidPlace | undefined): string {
  const { cluster, namespace } = { ...options, ...place };
  return [
    ...['use', name],
    ...(cluster === undefined ? [] : ['on', cluster]),
    ...(namespace === undefined ? [] : ['in', namespace]),
    ...(options.pods === undefined ? [] : ['pods', options.pods]),
    ...(options.for === undefined ? [] : ['for', options.for]),
    ...(options.expect === undefined ? [] : [saidAs('expect', options.expect)]),
    ...(go ? ['go'] : []),
  ].join(' ');
}

function fieldOf(parameter: TemplateParameter, { values }: UseSaid): TemplateField {
  const { name, help, choices, default: otherwise } = parameter;
  return {
    ...{
      id: `${FIELD}${name}`,
      name,
      help,
      range: rangeOf(parameter),
      initial: values[name] ?? otherwise ?? '',
    },
    ...(choices === undefined ? {} : { choices }),
    optional: otherwise !== undefined || parameter.type === 'namespace',
  };
}
