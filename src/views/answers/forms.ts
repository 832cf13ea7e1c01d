// What forms carry, and the small ones: a reason for the people who must agree, and one for a denial.

import { z } from 'zod';
import type { RunRecord } from '../../runs/record.ts';
import type { FilledForm } from '../../verbs/form/filled-form.ts';
import { parseJson } from '../actions.ts';
import { type Block, type Modal, modal, section } from '../blocks.ts';
import { textInput } from '../inputs.ts';
import { titleOf } from '../run/phrases.ts';
import type { Scene } from '../run/scene.ts';

export const FORMS = [
  'ask_reason',
  'ask_denial',
  'ask_keep',
  'apply_yaml',
  'use_template',
  'experiment',
] as const;
export type FormId = (typeof FORMS)[number];

/** What a form carries from its opening to its submission. */
export interface FormMetadata {
  /** Empty for a form that is about no run. */
  readonly run: string;
  /** Of the plan, or of the text that was shown. */
  readonly digest: string;
  /** What was typed, where it is read again with what the form says. */
  readonly line?: string;
  /** Where the answer to the submission goes. */
  readonly respond?: string;
  readonly channel?: string;
  /** The message that was pressed is only the person's own, and becomes the answer. */
  readonly replace?: boolean;
  /** Of the form of an experiment: what its inputs do not hold. */
  readonly form?: KeptInForm;
}

/** What the form was last drawn for, and what had been typed into fields that are not shown now. */
export type KeptInForm = Pick<
  FilledForm,
  'drawnFor' | 'cluster' | 'namespace' | 'targets' | 'away' | 'all' | 'keepsTarget'
>;

const kept = z.object({
  ...{ drawnFor: z.string(), cluster: z.string(), namespace: z.string(), targets: z.array(z.string()) },
  ...{ away: z.record(z.string(), z.string()), all: z.boolean(), keepsTarget: z.boolean() },
});

const metadata = z.object({
  run: z.string().max(40),
  digest: z.string().max(64),
  line: z.string().max(1500).optional(),
  respond: z.url().optional(),
  channel: z.string().optional(),
  replace: z.boolean().optional(),
  form: kept.optional(),
});

export function parseFormMetadata(text: unknown): FormMetadata | undefined {
  const parsed = metadata.safeParse(parseJson(text, MOST_METADATA));
  if (!parsed.success) return undefined;
  const { run, digest, ...others } = parsed.data;
  return { run, digest, ...said(others) };
}

/** https://docs.slack.dev/reference/views/modal-views */
const MOST_METADATA = 3_000;

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function said<T extends object>(values: T): Said<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Said<T>;
}

/** Adds where the answer goes; the form itself knows only its run. */
export function withReply(view: Modal, reply: Omit<FormMetadata, 'run' | 'digest' | 'line' | 'form'>): Modal {
  const known = parseFormMetadata(view.private_metadata);
  return known === undefined ? view : { ...view, private_metadata: JSON.stringify({ ...known, ...reply }) };
}

export function reasonForm(scene: Scene): Modal {
  const { plan, repeats } = scene.record;
  const isAsked = plan.verdict.kind === 'approvals';
  const [title, submit] = isAsked ? ['Request approval', 'Request'] : ['What do you expect?', 'Start now'];
  return form('ask_reason', title, submit, scene.record, [
    section(titleOf(scene)),
    textInput('reason', isAsked ? 'What do you want to learn?' : 'What do you expect to see?', {
      placeholder: 'does checkout survive losing a pod?',
      hint: isAsked ? 'The people who must agree read this first.' : 'It stands on the card.',
      most: 500,
      // Offered to be read once more, never taken over unseen.
      ...(repeats?.reason === undefined ? {} : { initial: repeats.reason }),
    }),
  ]);
}

export function denialForm(scene: Scene): Modal {
  return form('ask_denial', 'Deny', 'Deny', scene.record, [
    section(`${titleOf(scene)}\nOne no decides: it will not happen.`),
    textInput('reason', 'Why?', { optional: true, most: 500, placeholder: 'we are in a freeze' }),
  ]);
}

export function keepForm(scene: Scene): Modal {
  const nth = scene.record.alerts?.surprise?.nth ?? 1;
  return form('ask_keep', 'Keep it going', 'Keep', { ...scene.record, line: String(nth) }, [
    section(`${titleOf(scene)}\nIt goes on in spite of the alert; what you say stands in the thread.`),
    textInput('reason', 'Why?', {
      optional: true,
      most: 500,
      placeholder: 'that page is about the old version',
    }),
  ]);
}

type Known = Pick<RunRecord, 'id' | 'plan'> & { readonly line?: string };

function form(id: FormId, title: string, submit: string, record: Known, blocks: readonly Block[]): Modal {
  const { line } = record;
  const known: FormMetadata = {
    run: record.id,
    digest: record.plan.digest,
    ...(line !== undefined && { line }),
  };
  return modal(id, title, blocks, { submit, close: 'Back', metadata: JSON.stringify(known) });
}
