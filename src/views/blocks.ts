// The few Block Kit blocks we show, built within Slack's limits.

import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  Option,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import type { ActionId } from './actions.ts';
import type { ChartBlock } from './chart.ts';
import { clip, plainLine } from './escape.ts';

export type Block = KnownBlock;
/** In messages also newer ones, which not every workspace takes. */
export type MessageBlock = Block | ChartBlock;
export type Modal = ModalView;

/** What is sent as a message: `text` holds the whole in words, for lock screens and screen readers. */
export interface MessageView {
  readonly text: string;
  readonly blocks: readonly MessageBlock[];
}

/** Counted in code points; https://docs.slack.dev/reference/block-kit/blocks */
export const LIMITS = {
  text: 3000,
  button: 75,
  value: 2000,
  title: 24,
  header: 150,
  confirm: 300,
  confirmButton: 30,
  label: 2000,
  id: 255,
  alt: 1000,
  message: 4000,
  blocks: 50,
} as const;

export function messageView(text: string, blocks: readonly MessageBlock[]): MessageView {
  return { text: clip(text, LIMITS.message), blocks: blocks.slice(0, LIMITS.blocks) };
}

/** The same without newer blocks: for windows, and for where nobody says whether they were taken. */
export function classic({ text, blocks }: MessageView): MessageView & { readonly blocks: readonly Block[] } {
  return { text, blocks: blocks.filter((block) => block.type !== 'data_visualization') };
}

export function isClassic(view: MessageView): boolean {
  return classic(view).blocks.length === view.blocks.length;
}

/** Verbatim, so that an address or a name from outside is not made a link; what we write as one still is. */
export function markdown(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, LIMITS.text), verbatim: true };
}

export function plain(text: string, most: number = LIMITS.button): PlainTextElement {
  return { type: 'plain_text', text: clip(plainLine(text) || '–', most), emoji: true };
}

/** Text is mrkdwn: whatever came from outside must have been escaped before. */
export function section(text: string, accessory?: Button | Overflow): SectionBlock {
  return { type: 'section', text: markdown(text), ...(accessory === undefined ? {} : { accessory }) };
}

export function context(...texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map(markdown) };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

/** A picture that was uploaded before; https://docs.slack.dev/reference/block-kit/blocks/image-block */
export function slackImage(file: string, alt: string): ImageBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: plainLine(clip(alt, LIMITS.alt)) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

export function actions(...elements: readonly (Button | Overflow)[]): ActionsBlock {
  return { type: 'actions', elements: elements.slice(0, 25) };
}

export interface ButtonOptions {
  readonly style?: 'primary' | 'danger';
  readonly confirm?: ConfirmationDialog;
  /** Tells several buttons of one action in the same block apart; Slack refuses two of one id. */
  readonly nth?: number;
}

export function button(id: ActionId, label: string, value: string, options: ButtonOptions = {}): Button {
  return {
    type: 'button',
    action_id: options.nth === undefined ? id : `${id}:${options.nth}`,
    text: plain(label),
    value: clip(value, LIMITS.value),
    ...(options.style === undefined ? {} : { style: options.style }),
    ...(options.confirm === undefined ? {} : { confirm: options.confirm }),
  };
}

export function confirm(
  title: string,
  text: string,
  yes: string,
  no: string,
  style?: 'primary' | 'danger',
): ConfirmationDialog {
  return {
    title: plain(title, 100),
    text: plain(text, LIMITS.confirm),
    confirm: plain(yes, LIMITS.confirmButton),
    deny: plain(no, LIMITS.confirmButton),
    ...(style === undefined ? {} : { style }),
  };
}

export interface MenuEntry {
  readonly label: string;
  readonly value: string;
}

/** The ⋯ menu; Slack allows five entries. */
export function overflow(
  actionId: string,
  entries: readonly MenuEntry[],
  ask?: ConfirmationDialog,
): Overflow {
  return {
    type: 'overflow',
    action_id: actionId,
    options: entries.slice(0, 5).map(plainOption),
    ...(ask === undefined ? {} : { confirm: ask }),
  };
}

function plainOption(entry: MenuEntry): PlainTextOption {
  return { text: plain(entry.label), value: entry.value };
}

export interface ModalOptions {
  readonly submit?: string;
  readonly close?: string;
  /** Comes back with the submission; at most 3,000 characters. */
  readonly metadata?: string;
}

export function modal(
  callbackId: string,
  title: string,
  blocks: readonly Block[],
  options: ModalOptions = {},
): Modal {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, LIMITS.title),
    close: plain(options.close ?? 'Close', LIMITS.title),
    ...(options.submit === undefined ? {} : { submit: plain(options.submit, LIMITS.title) }),
    ...(options.metadata === undefined ? {} : { private_metadata: options.metadata }),
    blocks: blocks.slice(0, 100),
  };
}

export type { Button, ConfirmationDialog, Option, Overflow };
