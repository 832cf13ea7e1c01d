// A choice or button inside of a window: the form of an experiment is drawn again with what it would do now.

import type { From } from '../verbs/asking.ts';
import type { Verbs } from '../verbs/verbs.ts';
import type { AnswerViews } from '../views/answers/answer-view.ts';
import { parseFormMetadata, withReply } from '../views/answers/forms.ts';
import { fieldsOf, filledForm } from './form-state.ts';
import type { PressPayload } from './payloads.ts';
import { asModal, type Surfaces } from './reply.ts';

export interface FormPressPorts {
  readonly verbs: Pick<Verbs, 'look'>;
  readonly views: Pick<AnswerViews, 'shown'>;
  readonly surfaces: Pick<Surfaces, 'updateView' | 'pushView'>;
}

export function isInForm({ view }: PressPayload): boolean {
  return view?.callback_id === 'experiment';
}

export async function onFormPress(
  payload: PressPayload,
  pressed: From,
  ports: FormPressPorts,
): Promise<void> {
  const { view, actions } = payload;
  const known = parseFormMetadata(view?.private_metadata);
  if (view === undefined || known === undefined) return;
  const { verbs, views, surfaces } = ports;
  const form = filledForm(known, fieldsOf(view.state?.values ?? {}));
  const all = form.all || actions.some(({ action_id: id }) => id === 'form_all');
  const from = { ...pressed, channel: known.channel ?? pressed.channel };
  const shown = views.shown(await verbs.look({ ...form, all }, from));
  const { run: _, digest: __, form: ___, ...reply } = known;
  if (shown.as === 'form') await surfaces.updateView(view.id, withReply(shown.view, reply));
  // Laid over it, so that nothing typed is lost.
  if (shown.as === 'message') await surfaces.pushView(payload.trigger_id ?? '', asModal(shown.view));
}
