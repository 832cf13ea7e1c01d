// Forms (modals) and the Home tab in Slack.

import { z } from 'zod';
import { readAnswer } from './answer.ts';
import type { SlackCall, SlackFailure } from './web-api.ts';

export type OpenedView = { readonly ok: true; readonly viewId: string } | SlackFailure;

export interface Surfaces {
  /** `triggerId` is good for 3 s and one use. */
  openView(triggerId: string, view: object): Promise<OpenedView>;
  pushView(triggerId: string, view: object): Promise<OpenedView>;
  updateView(viewId: string, view: object): Promise<OpenedView>;
  publishHome(userId: string, view: object): Promise<OpenedView>;
}

const viewBody = z.object({ view: z.object({ id: z.string() }) });

export function createSurfaces(call: SlackCall): Surfaces {
  const send = async (method: string, args: Readonly<Record<string, unknown>>): Promise<OpenedView> => {
    const answer = readAnswer(await call(method, args), viewBody);
    return answer.ok ? { ok: true, viewId: answer.body.view.id } : answer;
  };
  return {
    openView: (triggerId, view) => send('views.open', { trigger_id: triggerId, view }),
    pushView: (triggerId, view) => send('views.push', { trigger_id: triggerId, view }),
    updateView: (viewId, view) => send('views.update', { view_id: viewId, view }),
    publishHome: (userId, view) => send('views.publish', { user_id: userId, view }),
  };
}
