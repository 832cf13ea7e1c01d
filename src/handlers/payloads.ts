// The parts of Slack's payloads that are read, checked where they come in.

import { z } from 'zod';

const user = z.object({ id: z.string() });

export const commandPayload = z.object({
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
});

const option = z.object({ value: z.string() });

const viewState = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: option.nullish(),
      selected_options: z.array(option).optional(),
    }),
  ),
);

/** Block → action → what stands there. */
export type ViewState = z.output<typeof viewState>;

export const pressPayload = z.object({
  user,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({
      type: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      view_id: z.string().optional(),
    })
    .optional(),
  view: z
    .object({
      id: z.string(),
      type: z.string().optional(),
      callback_id: z.string().default(''),
      private_metadata: z.string().default(''),
      state: z.object({ values: viewState }).optional(),
    })
    .optional(),
  message: z.object({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().default(''),
        action_ts: z.string().default(''),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

export type PressPayload = z.output<typeof pressPayload>;

export const submissionPayload = z.object({
  user,
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    hash: z.string().optional(),
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    state: z.object({ values: viewState }).optional(),
  }),
});

export type SubmissionPayload = z.output<typeof submissionPayload>;

export const suggestionPayload = z.object({
  user,
  action_id: z.string(),
  value: z.string().default(''),
  channel: z.object({ id: z.string() }).optional(),
  view: z.object({ private_metadata: z.string().default('') }).optional(),
});

export const shortcutPayload = z.object({
  user,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
});

export type ShortcutPayload = z.output<typeof shortcutPayload>;

export const mentionPayload = z.object({
  event_id: z.string(),
  event: z.object({
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
  }),
});

export const homePayload = z.object({
  event_id: z.string(),
  event: z.object({ user: z.string(), tab: z.string().optional(), channel: z.string().optional() }),
});
