// The form of an experiment: kind, action, targets, parameters and limits from the catalogue, and what it would do now.

import type { Action } from '../../chaos/catalogue/action.ts';
import { actionById, kinds } from '../../chaos/catalogue/catalogue.ts';
import type { Kind } from '../../chaos/catalogue/kind.ts';
import type { Answer } from '../../verbs/answer.ts';
import type { FilledForm } from '../../verbs/form/filled-form.ts';
import { actions, type Block, button, context, type Modal, modal, section } from '../blocks.ts';
import { clip, code, escapeText } from '../escape.ts';
import { searchInput, selectInput, textInput } from '../inputs.ts';
import { titleOf } from '../run/phrases.ts';
import { planLines } from '../run/plan-lines.ts';
import type { Scene } from '../run/scene.ts';
import type { KeptInForm } from './forms.ts';
import { parameterInputs } from './parameter-inputs.ts';
import { lines } from './shown.ts';

type AskExperiment = Extract<Answer, { kind: 'ask-experiment' }>;

/** `scene`: of the answer's preview. */
export function experimentForm(answer: AskExperiment, scene: Scene | undefined): Modal {
  const { form } = answer;
  const kind = kinds().find((one) => one.kind === form.kind);
  const action = actionById(form.kind, form.action);
  const blocks = [
    ...faultInputs(form, kind),
    ...(action === undefined ? [] : [context(escapeText(action.help))]),
    ...(form.keepsTarget ? [keptTarget(form)] : placeInputs(answer)),
    ...(form.keepsTarget || action?.on === 'cloud' ? [] : [targetInput(form)]),
    ...parameterInputs(answer.fields, form),
    ...limitInputs(form, action),
    ...outlook(answer, scene),
    buttons(answer),
  ];
  const title = form.run === '' ? 'New experiment' : 'Change the plan';
  const close = form.run === '' ? 'Cancel' : 'Back';
  return modal('experiment', title, blocks, { submit: 'Show the plan', close, metadata: metadataOf(form) });
}

function faultInputs({ action }: FilledForm, kind: Kind | undefined): readonly Block[] {
  const all = kinds().map(({ kind: value, title, help }) => ({ value, label: title, description: help }));
  const chosen = kind?.kind;
  const first = selectInput('kind', 'Kind of fault', all, {
    initial: chosen,
    told: true,
    placeholder: 'Choose one',
  });
  if (kind === undefined) return [first];
  const own = kind.actions.map(({ id, title, help }) => ({ value: id, label: title, description: help }));
  const version = kind.kind;
  return [first, selectInput('action', 'What it does', own, { initial: action, told: true, version })];
}

function placeInputs({ form, clusters }: AskExperiment): readonly Block[] {
  const { cluster, namespace } = form;
  const places = clusters.map(({ name, production }) => ({
    value: name,
    label: production ? `${name} · PRODUCTION` : name,
  }));
  return [
    selectInput('cluster', 'Cluster', places, { initial: cluster, told: true, placeholder: 'Choose one' }),
    searchInput('namespace', 'Namespace', {
      ...{ chosen: namespace === '' ? [] : [namespace], most: 1, told: true, version: cluster },
      placeholder: 'Type to search',
    }),
  ];
}

function targetInput({ cluster, namespace, targets }: FilledForm): Block {
  return searchInput('targets', 'What it hits', {
    ...{ chosen: targets, most: 10, told: true, version: `${cluster}/${namespace}` },
    hint: 'Workloads, labels (app=web,tier=front), pods on a node, one pod, machines, or everything in the namespace.',
    placeholder: 'Type to search',
  });
}

function keptTarget({ cluster, namespace, targets }: FilledForm): Block {
  const where = `${escapeText(cluster)}/${escapeText(namespace)}`;
  return section(`Hits what it hit before: ${escapeText(targets.join(', '))} in ${where}.`);
}

function limitInputs(
  { pods, length, reason, expects }: FilledForm,
  action: Action | undefined,
): readonly Block[] {
  const watched = action?.oneShot === true;
  const many = textInput('pods', 'How many', {
    initial: pods,
    hint: '1, 3, 50%, up to 50%, all, or the steps of a ramp: 1, 25%, all',
    most: 80,
  });
  return [
    ...(action?.on === 'cloud' ? [] : [many]),
    textInput('length', 'How long', {
      ...{ initial: length, most: 20 },
      hint: watched ? 'It happens once; this is how long it is watched: 90s, 2m' : '90s, 2m, 1h',
    }),
    textInput('reason', 'What do you want to learn?', {
      ...{ initial: reason, optional: true, most: 500 },
      hint: 'Asked for when somebody must agree: they read it first.',
    }),
    textInput('expects', 'Which alerts do you expect?', {
      ...{ initial: expects, optional: true, most: 2_000 },
      hint: 'must CheckoutSlow within 60s; may WebRestarts*; never PagerStorm',
    }),
  ];
}

/** A section holds 3,000 characters. */
const MOST_OUTLOOK = 2_800;

function outlook({ line, preview, missing = {} }: AskExperiment, scene: Scene | undefined): readonly Block[] {
  if (preview === undefined || scene === undefined) return [section(stillMissing(Object.values(missing)))];
  const told = clip(lines([`*${titleOf(scene)}*`, ...planLines(scene)]), MOST_OUTLOOK);
  const same = line === undefined ? [] : [context(`As a line: ${code(clip(`/chaos ${line}`, 500))}`)];
  return [section(told), ...same];
}

function stillMissing(sentences: readonly string[]): string {
  const shown = sentences.slice(0, 5).map((one) => `· ${escapeText(one)}`);
  return lines(['Nothing starts from here: you see the plan first.', ...shown]);
}

function buttons({ fields: { hidden } }: AskExperiment): Block {
  const more = hidden === 0 ? [] : [button('form_all', `Show ${hidden} more fields`, 'all')];
  return actions(button('form_look', 'What would it do now?', 'look'), ...more);
}

function metadataOf({
  run,
  drawnFor,
  cluster,
  namespace,
  targets,
  away,
  all,
  keepsTarget,
}: FilledForm): string {
  const kept: KeptInForm = {
    ...{ drawnFor, cluster, namespace, away, all, keepsTarget },
    targets: keepsTarget ? targets : [],
  };
  return JSON.stringify({ run, digest: '', form: kept });
}
