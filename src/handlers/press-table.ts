// What each button asks of the verbs, read from its action id and value.

import { z } from 'zod';
import { LIST_STATES } from '../verbs/list-words.ts';
import type { Press, RunPress } from '../verbs/pressed.ts';
import type { Place } from '../verbs/where.ts';
import { ACTION_IDS, type ActionId, MORE_MENU, parseJson, parseRunButton } from '../views/actions.ts';

/** A button is a press on a run, or stands for a line that could have been typed. */
export type Pressed =
  | { readonly as: 'press'; readonly press: Press }
  | { readonly as: 'line'; readonly text: string; readonly at?: Place };

type Reader = (value: string) => Pressed | undefined;

const UNKNOWN: Pressed = { as: 'press', press: { action: 'unknown' } };

export function readPress(actionId: string, value: string | undefined): Pressed {
  const id = actionId.split(':')[0] ?? '';
  const text = value ?? '';
  if (id === MORE_MENU) {
    const chosen = parseRunButton(text)?.action;
    return chosen === undefined ? UNKNOWN : (READERS[chosen](text) ?? UNKNOWN);
  }
  return isActionId(id) ? (READERS[id](text) ?? UNKNOWN) : UNKNOWN;
}

function isActionId(id: string): id is ActionId {
  return (ACTION_IDS as readonly string[]).includes(id);
}

const READERS: Readonly<Record<ActionId, Reader>> = {
  plan_request: withDigest('request'),
  plan_change: ofRun('change'),
  plan_expect: withDigest('expect'),
  plan_cancel: ofRun('cancel'),
  run_approve: withDigest('approve'),
  run_deny: withDigest('deny'),
  run_details: ofRun('details'),
  run_start: ofRun('start'),
  run_stop: ofRun('stop'),
  run_pause: ofRun('pause'),
  run_resume: ofRun('resume'),
  run_retry: ofRun('retry'),
  run_abandon: ofRun('abandon'),
  run_again: (value) => {
    const run = parseRunButton(value)?.run;
    return run === undefined ? undefined : { as: 'line', text: `again ${run}` };
  },
  alert_keep: ofSurprise('keep'),
  alert_unrelated: ofSurprise('unrelated'),
  alert_related: ofSurprise('related'),
  halt_cluster: readHalt,
  release_confirm: readRelease,
  pick_namespace: readPick,
  list_page: readListPage,
  targets_page: readTargetsPage,
  foreign_show: readForeign,
  hello_new: () => ({ as: 'line', text: 'new' }),
  hello_waiting: () => ({ as: 'line', text: 'list waiting' }),
  // In their form they are read with all of it.
  form_look: () => undefined,
  form_all: () => undefined,
  help_verb: (value) => ({ as: 'line', text: value === 'help' ? 'help' : `help ${value.slice(0, 40)}` }),
};

function ofRun(action: RunPress): Reader {
  return (value) => {
    const button = parseRunButton(value);
    return button === undefined ? undefined : { as: 'press', press: { action, run: button.run } };
  };
}

function ofSurprise(action: 'keep' | 'unrelated' | 'related'): Reader {
  return (value) => {
    const button = parseRunButton(value);
    if (button === undefined) return undefined;
    const { run, nth } = button;
    return { as: 'press', press: { action, run, ...(nth !== undefined && { nth }) } };
  };
}

function withDigest(action: 'request' | 'expect' | 'approve' | 'deny'): Reader {
  return (value) => {
    const button = parseRunButton(value);
    if (button?.digest === undefined) return undefined;
    return { as: 'press', press: { action, run: button.run, digest: button.digest } };
  };
}

const haltValue = z.union([
  z.object({ scope: z.string().min(1).max(300) }),
  z.object({ offer: z.literal('all') }),
  z.object({ run: z.string().min(1).max(40) }),
]);

/** From a card or the Home tab it asks first; only the button of that question halts. */
function readHalt(value: string): Pressed | undefined {
  const parsed = haltValue.safeParse(parseJson(value));
  if (!parsed.success) return undefined;
  const said = parsed.data;
  if ('scope' in said) return { as: 'press', press: { action: 'halt', scope: said.scope } };
  return { as: 'press', press: { action: 'offer-halt', ...('run' in said ? { run: said.run } : {}) } };
}

const releaseValue = z.object({ clusters: z.array(z.string()).max(100) });

function readRelease(value: string): Pressed | undefined {
  const parsed = releaseValue.safeParse(parseJson(value));
  return parsed.success
    ? { as: 'press', press: { action: 'release', clusters: parsed.data.clusters } }
    : undefined;
}

const pickValue = z.object({ line: z.string(), cluster: z.string(), namespace: z.string() });

function readPick(value: string): Pressed | undefined {
  const parsed = pickValue.safeParse(parseJson(value));
  if (!parsed.success) return undefined;
  const { line, cluster, namespace } = parsed.data;
  return { as: 'line', text: line, at: { cluster, namespace } };
}

const name = z.string().max(260);
const listValue = z.object({
  filter: z.object({
    state: z.enum(LIST_STATES),
    by: z.object({ id: name.optional(), name }).optional(),
    fault: name.optional(),
    action: name.optional(),
    cluster: name.optional(),
    namespace: name.optional(),
    target: name.optional(),
    texts: z.array(z.string()).max(50),
  }),
  cursor: z.object({ at: z.number(), id: z.string(), toward: z.enum(['older', 'newer']) }),
});

type ListPress = Extract<Press, { action: 'list' }>;

function readListPage(value: string): Pressed | undefined {
  const parsed = listValue.safeParse(parseJson(value));
  // What is missing in JSON is missing here: zod's types say undefined, its values do not have it.
  return parsed.success
    ? { as: 'press', press: { action: 'list', ...(parsed.data as Omit<ListPress, 'action'>) } }
    : undefined;
}

const targetsValue = z.object({
  scope: z.object({
    machinesOnly: z.boolean(),
    cluster: name.optional(),
    namespace: name.optional(),
    parts: z.array(name).max(50),
  }),
  cursor: z.object({ key: z.string(), toward: z.enum(['next', 'back']) }),
});

type TargetsPress = Extract<Press, { action: 'targets' }>;

function readTargetsPage(value: string): Pressed | undefined {
  const parsed = targetsValue.safeParse(parseJson(value));
  return parsed.success
    ? { as: 'press', press: { action: 'targets', ...(parsed.data as Omit<TargetsPress, 'action'>) } }
    : undefined;
}

const foreignValue = z.object({ cluster: name, kind: name, namespace: name, name });

function readForeign(value: string): Pressed | undefined {
  const parsed = foreignValue.safeParse(parseJson(value));
  return parsed.success ? { as: 'press', press: { action: 'foreign', ref: parsed.data } } : undefined;
}
