// The use case of `use`: a template with values in its places becomes a draft exactly as YAML does, or its form asks.

import { isDeepStrictEqual } from 'node:util';
import { expecting } from '../chaos/expecting.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { actionOf } from '../chaos/manifest.ts';
import { selectorOf } from '../chaos/pod-selector.ts';
import { checkTemplate } from '../chaos/templates/check-template.ts';
import type { Template, TemplateHead, TemplateValues } from '../chaos/templates/template.ts';
import type { FoundTemplates } from '../chaos/templates/template-folder.ts';
import type { FromTemplate } from '../runs/origin.ts';
import { type Answer, refusedVerb } from './answer.ts';
import { askTemplate, type GivenValues } from './ask-template.ts';
import type { Asking } from './asking.ts';
import type { UseCommand } from './command.ts';
import { withModes } from './edited.ts';
import { findTemplate, readTemplates, type Templates } from './find-template.ts';
import { parseCommand } from './parse.ts';
import { refuseLine } from './parse-refusal.ts';
import { within } from './reach.ts';
import { lineFor, placeSaid, readUse, type UseSaid } from './read-use.ts';
import { open, type RequestPorts } from './request.ts';
import { valuesAt } from './template-values.ts';
import { findPlace, type PlaceAnswer } from './where.ts';

export interface TemplatePorts extends RequestPorts {
  readonly templates: Templates | undefined;
}

export interface ListedTemplate extends Omit<TemplateHead, 'parameters'> {
  /** One that works. */
  readonly line: string;
}

/** As a person left the form; `line` is what it was opened for. */
export interface UseForm extends GivenValues {
  readonly line: string;
}

interface Asked {
  readonly command: UseCommand;
  /** To be asked again with a place. */
  readonly line: string;
  readonly form?: GivenValues;
}

export async function use(asked: Asked, asking: Asking, ports: TemplatePorts): Promise<Answer> {
  const folder = await within(asking.reach.left(), readTemplates(ports.templates), () => tooSlow(ports));
  if (!folder.ok) return refusedVerb(folder.refusal);
  const { template: name } = asked.command;
  if (name === undefined) return listed(folder.value);
  const found = findTemplate(name, folder.value);
  return found.ok ? useTemplate(found.value, asked, asking, ports) : refusedVerb(found.refusal);
}

function tooSlow({ templates }: TemplatePorts): Awaited<ReturnType<typeof readTemplates>> {
  const folder = templates?.folder ?? '';
  return { ok: false, refusal: { kind: 'templates-unreadable', folder, why: 'no answer in time' } };
}

/** The form's own values count, whatever its line said. */
export function useForm({ line, ...form }: UseForm, asking: Asking, ports: TemplatePorts): Promise<Answer> {
  const parsed = parseCommand(line);
  const command =
    parsed.ok && parsed.value.verb === 'use' ? parsed.value : { verb: 'use' as const, words: [] };
  return use({ command, line, form }, asking, ports);
}

function listed({ templates, faults }: FoundTemplates): Answer {
  const shown = templates.map(
    ({ name, title, help, owners, hypothesis, cluster, ...rest }): ListedTemplate => ({
      ...{ name, title, help, owners, hypothesis },
      ...(cluster === undefined ? {} : { cluster }),
      line: lineFor({ name, title, help, owners, hypothesis, ...rest }),
    }),
  );
  return { kind: 'templates', templates: shown, faults };
}

async function useTemplate(
  template: Template,
  asked: Asked,
  asking: Asking,
  ports: TemplatePorts,
): Promise<Answer> {
  const read = readUse(template, asked.command.words);
  if (!read.ok) return { kind: 'refused', of: 'parse', refusal: read.refusal };
  const said = asked.form === undefined ? read.value : { ...read.value, values: asked.form.values };
  const where = await placeFor(template, said, asked, asking, ports);
  if (where.kind === 'parse') return { kind: 'refused', of: 'parse', refusal: where.refusal };
  if (where.kind === 'refused') return { kind: 'refused', of: 'place', refusal: where.refusal };
  if (where.kind === 'ask') return { ...where, kind: 'ask-place', line: asked.line, word: '' };
  return atPlace({ template, said, asked }, where, asking, ports);
}

type ParseRefused = { readonly kind: 'parse'; readonly refusal: ReturnType<typeof refuseLine>['refusal'] };

async function placeFor(
  template: Template,
  said: UseSaid,
  { command }: Asked,
  asking: Asking,
  ports: TemplatePorts,
): Promise<PlaceAnswer | ParseRefused> {
  const place = placeSaid(template, said);
  if (!place.ok) return { kind: 'parse', refusal: place.refusal };
  const bound = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  const own = template.cluster === undefined ? {} : { cluster: template.cluster };
  const fixed = template.namespace === undefined ? {} : { namespace: template.namespace };
  const wanted = { ...own, ...place.value, ...command.at };
  if (fixed.namespace !== undefined && (wanted.namespace ?? fixed.namespace) !== fixed.namespace)
    return { kind: 'parse', ...refuseLine('no-place', 'line', `in ${wanted.namespace}`, lineFor(template)) };
  const [first] = template.parameters.filter(({ type }) => type === 'workload');
  return findPlace(
    { ...wanted, ...fixed },
    bound,
    ports.clusters,
    first ? (said.values[first.name] ?? '') : '',
  );
}

interface Chosen {
  readonly template: Template;
  readonly said: UseSaid;
  readonly asked: Asked;
}

type Placed = Extract<PlaceAnswer, { kind: 'place' }>;

async function atPlace(
  { template, said, asked }: Chosen,
  at: Placed,
  asking: Asking,
  ports: TemplatePorts,
): Promise<Answer> {
  const because = (asked.form?.reason ?? asked.command.because ?? '').trim();
  const { values, errors, defaults } = valuesAt(template, said.values, at);
  const lacks = template.hypothesis && because === '' ? { reason: 'Say what you expect to see.' } : {};
  const wrong = { ...errors, ...lacks };
  const ask = { template, said, reason: because, place: asked.command.at };
  if (Object.keys(wrong).length > 0) return askTemplate({ ...ask, wrong, isForm: asked.form !== undefined });
  const { place, implied } = at;
  const checked = checkTemplate(template, values, place);
  if (checked?.experiment === undefined)
    return askTemplate({ ...ask, findings: checked?.findings ?? [], isForm: asked.form !== undefined });
  const experiment = withSaid(named(checked.experiment, values), said);
  const isWatched = actionOf(experiment).oneShot && said.durationSeconds === undefined;
  const all = [
    ...defaults,
    ...(isWatched ? ['watched for 2 minutes'] : []),
    ...(implied === undefined ? [] : [`${place.cluster}/${place.namespace}, which this channel means`]),
  ];
  const opening = { go: said.go, ...(because === '' ? {} : { because }), template: origin(template, said) };
  return open({ experiment, defaults: all }, opening, asking, ports);
}

function withSaid(experiment: Experiment, said: UseSaid): Experiment {
  const { durationSeconds, expects } = said;
  const wide = withModes(experiment, said);
  return {
    ...(expects === undefined ? wide : expecting(wide, expects)),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  };
}

/** What the selector means is called what the person called it. */
function named(experiment: Experiment, values: TemplateValues): Experiment {
  const { target } = experiment;
  const own = [...values.values()].find(({ whole }) => isDeepStrictEqual(whole, selectorOf(target)));
  return own === undefined ? experiment : { ...experiment, target: { ...target, word: own.text } };
}

function origin({ name, title, owners, hash, hypothesis }: Template, said: UseSaid): FromTemplate {
  const { mode, durationSeconds, expects } = said;
  const edited = [mode, durationSeconds, expects].some((one) => one !== undefined);
  return { name, title, owners, hash, hypothesis, edited };
}
