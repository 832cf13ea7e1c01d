// A form that was sent: one verb, then words under its fields, or the answer where the form was opened from.

import type { Answer } from '../verbs/answer.ts';
import { FIELD } from '../verbs/ask-template.ts';
import type { From } from '../verbs/asking.ts';
import type { Verbs } from '../verbs/verbs.ts';
import type { AnswerViews } from '../views/answers/answer-view.ts';
import {
  FORMS,
  type FormId,
  type FormMetadata,
  parseFormMetadata,
  withReply,
} from '../views/answers/forms.ts';
import type { Shown } from '../views/answers/shown.ts';
import type { Ack } from './edge.ts';
import { type Fields, fieldsOf, filledForm } from './form-state.ts';
import { type SubmissionPayload, submissionPayload } from './payloads.ts';
import { asModal, type Respond, responseBody } from './reply.ts';

export interface SubmissionPorts {
  readonly verbs: Verbs;
  readonly views: AnswerViews;
  readonly respond: Respond;
}

export async function onSubmission(body: unknown, ack: Ack, ports: SubmissionPorts): Promise<void> {
  const payload = submissionPayload.parse(body);
  const form = FORMS.find((id) => id === payload.view.callback_id);
  const known = parseFormMetadata(payload.view.private_metadata);
  const answer = await ask(form, known, payload, ports.verbs);
  const shown = inTheirBlocks(ports.views.shown(answer), payload);
  await deliver(answer, shown, known, ack, ports.respond);
}

function ask(
  form: FormId | undefined,
  known: FormMetadata | undefined,
  payload: SubmissionPayload,
  verbs: Verbs,
): Promise<Answer> {
  const from = fromOf(payload, known);
  if (form === undefined || known === undefined) return verbs.press({ action: 'unknown' }, from);
  return ASK[form](known, fieldsOf(payload.view.state?.values ?? {}), from, verbs);
}

type AskForm = (known: FormMetadata, field: Fields, from: From, verbs: Verbs) => Promise<Answer>;

const ASK: Readonly<Record<FormId, AskForm>> = {
  ask_reason: ({ run, digest }, field, from, verbs) =>
    verbs.press({ action: 'request', run, digest, reason: field('reason').trim() }, from),
  ask_denial: ({ run, digest }, field, from, verbs) =>
    verbs.press({ action: 'deny', run, digest, why: field('reason') }, from),
  ask_keep: ({ run, line = '1' }, field, from, verbs) =>
    verbs.press({ action: 'keep', run, nth: Number(line), why: field('reason') }, from),
  experiment: (known, field, from, verbs) => verbs.send(filledForm(known, field), from),
  apply_yaml: ({ digest }, field, from, verbs) =>
    verbs.apply(
      {
        ...{ text: field('yaml'), cluster: field('cluster'), reason: field('reason') },
        ...{ edits: field.chosen('edits'), seen: digest },
      },
      from,
    ),
  use_template: ({ line = '' }, field, from, verbs) =>
    verbs.use({ line, values: parametersIn(field), reason: field('reason') }, from),
};

function parametersIn(field: Fields): Readonly<Record<string, string>> {
  const names = field.names.filter((name) => name.startsWith(FIELD));
  return Object.fromEntries(names.map((name) => [name.slice(FIELD.length), field(name)]));
}

function fromOf({ user, trigger_id, view }: SubmissionPayload, known: FormMetadata | undefined): From {
  return {
    userId: user.id,
    channel: known?.channel ?? user.id,
    deliveryId: trigger_id ?? `${view.id}:${view.hash ?? ''}`,
  };
}

/** Faults are told by the name of their field; Slack wants the block it stands in, and takes no other. */
function inTheirBlocks(shown: Shown, { view }: SubmissionPayload): Shown {
  if (shown.as !== 'errors') return shown;
  const field = fieldsOf(view.state?.values ?? {});
  const [first = ''] = Object.keys(view.state?.values ?? {});
  const told = Object.entries(shown.errors).map(([name, words]) => [field.blockOf(name) ?? first, words]);
  return { as: 'errors', errors: Object.fromEntries(told) as Readonly<Record<string, string>> };
}

async function deliver(
  answer: Answer,
  shown: Shown,
  known: FormMetadata | undefined,
  ack: Ack,
  respond: Respond,
): Promise<void> {
  if (shown.as === 'errors') return ack({ response_action: 'errors', errors: shown.errors });
  if (shown.as === 'form') {
    const { run: _, digest: __, line: ___, ...reply } = known ?? { run: '', digest: '', line: '' };
    return ack({ response_action: 'update', view: withReply(shown.view, reply) });
  }
  // A refusal lies over the form, so that nothing typed is lost; what it was about still stands where it stood.
  if (answer.kind === 'refused') return ack({ response_action: 'push', view: asModal(shown.view) });
  if (known?.respond === undefined) {
    return ack({ response_action: 'update', view: asModal(shown.view) });
  }
  await ack();
  await respond(known.respond, responseBody(shown.view, { replace: known.replace ?? false }));
}
