// The action ids of every button we show, as data, and the compact value a button carries.

import { z } from 'zod';

export const ACTION_IDS = [
  'plan_request',
  'plan_change',
  'plan_expect',
  'plan_cancel',
  'run_approve',
  'run_deny',
  'run_details',
  'run_start',
  'run_stop',
  'run_pause',
  'run_resume',
  'run_retry',
  'run_abandon',
  'run_again',
  'alert_keep',
  'alert_unrelated',
  'alert_related',
  'halt_cluster',
  'release_confirm',
  'pick_namespace',
  'list_page',
  'targets_page',
  'foreign_show',
  'hello_new',
  'hello_waiting',
  'help_verb',
  'form_look',
  'form_all',
] as const;

export type ActionId = (typeof ACTION_IDS)[number];

/** The ⋯ menu of a card; which of its entries was chosen stands in the option's value. */
export const MORE_MENU = 'run_more';

/** What a button about a run carries. */
export interface RunButton {
  readonly run: string;
  /** Digest of the plan that was shown: a press on an older plan counts for nothing. */
  readonly digest?: string;
  /** Of a surprise: which one the button stands under. */
  readonly nth?: number;
}

const runButton = z.object({
  run: z.string().min(1).max(40),
  digest: z.string().max(64).optional(),
  nth: z.int().min(1).optional(),
  action: z.enum(ACTION_IDS).optional(),
});

export function runButtonValue(button: RunButton): string {
  return JSON.stringify(button);
}

/** Value of an entry of the ⋯ menu: the action it stands for, and its run. Slack allows 150 characters. */
export function menuValue(action: ActionId, button: RunButton): string {
  return JSON.stringify({ action, ...button });
}

/** undefined: not a value of ours (an old message, or somebody's experiment with the API). */
export function parseRunButton(value: unknown): (RunButton & { readonly action?: ActionId }) | undefined {
  const parsed = runButton.safeParse(parseJson(value));
  if (!parsed.success) return undefined;
  const { run, digest, nth, action } = parsed.data;
  return {
    run,
    ...(digest === undefined ? {} : { digest }),
    ...(nth === undefined ? {} : { nth }),
    ...(action === undefined ? {} : { action }),
  };
}

/** A button's value holds 2,000 characters. */
export function parseJson(value: unknown, most = 2_000): unknown {
  if (typeof value !== 'string' || value.length > most) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
