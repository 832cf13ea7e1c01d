// The use cases of the form: opened from what the caches know, looked at again after a choice, and sent.

import { actionById } from '../../chaos/catalogue/catalogue.ts';
import type { Experiment } from '../../chaos/experiment.ts';
import { lineOf } from '../../chaos/line-of.ts';
import type { RunRecord } from '../../runs/record.ts';
import type { Answer } from '../answer.ts';
import type { Asking } from '../asking.ts';
import { readRun, unknownRun } from '../intend.ts';
import { previewOf } from '../preview.ts';
import { within } from '../reach.ts';
import { redraft } from '../redraft.ts';
import { open, type RequestPorts } from '../request.ts';
import { awayFrom, fieldsOf } from './fields.ts';
import { EMPTY_FORM, type FilledForm } from './filled-form.ts';
import { formOf } from './form-of.ts';
import { saidIn } from './said-in-form.ts';
import { settled } from './settle.ts';

/** A form opens within the trigger's time whatever else is slow: the channel's binding is worth this much of it. */
const BINDING_MS = 500;

export async function newForm(
  said: Pick<FilledForm, 'kind' | 'action'>,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const bound = await within(BINDING_MS, ports.bindings.of(asking.channel), () => undefined).catch(
    () => undefined,
  );
  const [only, ...others] = ports.clusters;
  const cluster = bound?.cluster ?? (others.length === 0 ? only?.name : undefined) ?? '';
  return shown(
    { ...EMPTY_FORM, ...said, cluster, namespace: bound?.namespace ?? '' },
    undefined,
    asking,
    ports,
  );
}

/** The plan of a draft, to be changed in its form. */
export function changeForm(record: RunRecord, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const { experiment } = record.plan;
  const cluster = ports.clusters.find(({ name }) => name === experiment.target.cluster) ?? EMPTY_CLUSTER;
  const form = { ...formOf(experiment, cluster), run: record.id, reason: record.reason ?? '' };
  return shown(form, experiment, asking, ports);
}

const EMPTY_CLUSTER = { workloads: () => [], pods: () => [], machines: () => [] };

/** After a choice. Nothing is written: what the form would do now is shown in it. */
export async function lookAtForm(form: FilledForm, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const changed = await changedBy(form, asking, ports);
  return changed === 'gone'
    ? unknownRun(form.run, 'change')
    : shown(form, changed?.plan.experiment, asking, ports);
}

/** A new draft; the one that was changed is dropped. */
export async function sendForm(form: FilledForm, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const changed = await changedBy(form, asking, ports);
  if (changed === 'gone') return unknownRun(form.run, 'change');
  const read = saidIn(settled(form, ports.clusters), changed?.plan.experiment, ports.clusters);
  if (!read.ok) return { kind: 'form-errors', errors: read.errors };
  const said = form.reason.trim();
  const because = said === '' ? undefined : said;
  if (changed !== undefined) return redraft(changed, read.said, because, asking, ports);
  return open(read.said, { go: false, ...(because !== undefined && { because }) }, asking, ports);
}

async function changedBy(
  { run }: FilledForm,
  asking: Asking,
  { runs }: RequestPorts,
): Promise<RunRecord | 'gone' | undefined> {
  return run === '' ? undefined : ((await readRun(run, asking, runs)) ?? 'gone');
}

async function shown(
  form: FilledForm,
  changes: Experiment | undefined,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const fit = settled(form, ports.clusters);
  const clusters = ports.clusters.map(({ name, production }) => ({ name, production }));
  const fields = fieldsOf(actionById(fit.kind, fit.action), fit);
  const carried = { ...fit, away: awayFrom(fields, fit) };
  const base = { kind: 'ask-experiment', form: carried, fields, clusters } as const;
  const read = saidIn(fit, changes, ports.clusters);
  if (!read.ok) return { ...base, missing: read.errors };
  const line = fit.keepsTarget ? undefined : lineOf(read.said.experiment);
  const shown = { ...base, preview: await previewOf(read.said, asking, ports) };
  return line === undefined ? shown : { ...shown, line };
}
