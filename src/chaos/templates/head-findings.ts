// What is wrong with a template's head: its fields, and parameters that contradict themselves.

import { fieldFindings } from '../yaml/field-findings.ts';
import type { Finding } from '../yaml/finding.ts';
import { headOf, headSchema, type WrittenHead, type WrittenParameter } from './head-schema.ts';
import { isMeasured, isRange, readParameter } from './parameter-value.ts';
import type { TemplateHead, TemplateParameter } from './template.ts';

/** As many as a form has room for beside the rest. */
const MOST_PARAMETERS = 30;
/** The grammar has them for itself, whatever a template would mean by them. */
const TAKEN = ['because', 'go', 'cluster', 'on', 'reason', 'yes', 'y'];

export type ReadHead =
  | { readonly ok: true; readonly head: TemplateHead }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export function readHead(raw: unknown): ReadHead {
  const fields = fieldFindings(headSchema, raw, []).map(ofHead);
  if (fields.length > 0) return { ok: false, findings: fields };
  const written = headSchema.parse(raw);
  const findings = parameterFindings(written);
  return findings.length > 0 ? { ok: false, findings } : { ok: true, head: headOf(written) };
}

function ofHead(finding: Finding): Finding {
  if (finding.check !== 'unknown-field') return finding;
  const name = finding.path.split('.').at(-1) ?? '';
  return { ...finding, sentence: `The head of a template has no field “${name}” there.` };
}

function parameterFindings(written: WrittenHead): readonly Finding[] {
  const { parameters: said = {} } = written;
  const names = Object.keys(said);
  if (names.length > MOST_PARAMETERS)
    return [
      finding(['parameters'], `${names.length} parameters are more than the ${MOST_PARAMETERS} of a form.`),
    ];
  return headOf(written).parameters.flatMap((parameter) => {
    const told = faultOf(parameter, said[parameter.name]);
    return told === undefined ? [] : [finding(['parameters', parameter.name, ...told.at], told.sentence)];
  });
}

interface Told {
  readonly at: readonly string[];
  readonly sentence: string;
}

type Check = (parameter: TemplateParameter, written: WrittenParameter | undefined) => Told | undefined;

function faultOf(parameter: TemplateParameter, written: WrittenParameter | undefined): Told | undefined {
  for (const check of CHECKS) {
    const told = check(parameter, written);
    if (told !== undefined) return told;
  }
  return undefined;
}

const CHECKS: readonly Check[] = [
  ({ name }) =>
    /^[a-z][a-z0-9-]{0,39}$/u.test(name)
      ? undefined
      : { at: [], sentence: `“${name.slice(0, 40)}” is not a name: small letters, digits and dashes.` },
  ({ name }) =>
    TAKEN.includes(name) ? { at: [], sentence: `“${name}” means something else in every line.` } : undefined,
  (parameter) =>
    (parameter.choices === undefined) === (parameter.type === 'choice') ? choicesTold(parameter) : undefined,
  (parameter) => {
    const bounds = parameter.from ?? parameter.to;
    if (bounds === undefined || (isMeasured(parameter) && isRange(parameter))) return undefined;
    const sentence = isMeasured(parameter)
      ? 'from and to are no range of this type.'
      : `A ${parameter.type} has no range.`;
    return { at: [parameter.from === undefined ? 'to' : 'from'], sentence };
  },
  (parameter, written) => {
    if (written?.required === undefined || written.required === (parameter.default === undefined))
      return undefined;
    const sentence = written.required
      ? 'It is required, so its default would never be used: make it an example.'
      : 'It has no default, so it has to be said: give it one, or leave required out.';
    return { at: ['required'], sentence };
  },
  (parameter) => sampleTold(parameter, 'default'),
  (parameter) => sampleTold(parameter, 'example'),
];

function choicesTold({ type }: TemplateParameter): Told {
  return type === 'choice'
    ? { at: [], sentence: 'A choice needs choices.' }
    : { at: ['choices'], sentence: `A ${type} has no choices: make it a choice.` };
}

function sampleTold(parameter: TemplateParameter, field: 'default' | 'example'): Told | undefined {
  const sample = parameter[field];
  if (sample === undefined) return undefined;
  const read = readParameter(parameter, sample);
  return read.ok ? undefined : { at: [field], sentence: read.sentence };
}

function finding(keys: readonly string[], sentence: string): Finding {
  return { severity: 'block', check: 'template-head', path: keys.join('.'), keys, sentence };
}
