// What an answer shows, as text that a person can read in a review: messages, forms and words under fields.

import type { Shown } from '../../src/views/answers/shown.ts';

interface Button {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly confirm?: {
    readonly text: { readonly text: string };
    readonly confirm: { readonly text: string };
  };
}

interface Block {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly accessory?: Button;
  readonly elements?: readonly (Button & { readonly text?: unknown })[];
  readonly label?: { readonly text: string };
  readonly hint?: { readonly text: string };
  readonly alt_text?: string;
  readonly optional?: boolean;
  readonly element?: {
    readonly initial_value?: string;
    readonly placeholder?: { readonly text: string };
    readonly options?: readonly { readonly text: { readonly text: string } }[];
  };
}

export function plainShown(shown: Shown): string {
  if (shown.as === 'errors') {
    return `${Object.entries(shown.errors)
      .map(([field, words]) => `under ${field}: ${words}`)
      .join('\n')}\n`;
  }
  const { blocks } = shown.view;
  return `${headOf(shown)}\n\n${plainBlocks(blocks)}`;
}

function headOf(shown: Exclude<Shown, { as: 'errors' }>): string {
  if (shown.as === 'message') return shown.public ? 'to the channel' : 'only to the person who asked';
  const { title, submit, close } = shown.view;
  return `window "${title.text}" [${submit?.text ?? '–'}] [${close?.text}]`;
}

export function plainBlocks(blocks: readonly object[]): string {
  return `${readable((blocks as readonly Block[]).map(plainBlock).join('\n\n'))}\n`;
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'section':
      return [block.text?.text, block.accessory && pressable(block.accessory)].filter(Boolean).join('  ');
    case 'header':
      return `## ${block.text?.text}`;
    case 'divider':
      return '---';
    case 'context':
      return (block.elements ?? []).map(({ text }) => `  ${String(text)}`).join('\n');
    case 'actions':
      return (block.elements ?? []).map(pressable).join(' ');
    case 'input':
      return input(block);
    case 'image':
      return `[picture: ${block.alt_text}]`;
    default:
      throw new Error(`a ${block.type} block has no words`);
  }
}

function pressable({ text, confirm }: Button): string {
  const asks = confirm && ` → "${confirm.text.text}" [${confirm.confirm.text}]`;
  return `[${text?.text}]${asks ?? ''}`;
}

function input({ label, hint, element, optional }: Block): string {
  const boxes = element?.options?.map(({ text }) => `[ ] ${text.text}`).join(' ');
  const value =
    boxes ?? element?.initial_value ?? (element?.placeholder && `(${element.placeholder.text})`) ?? '';
  return [`${label?.text}${optional ? ' (optional)' : ''}: ${value}`, hint && `  ${hint.text}`]
    .filter(Boolean)
    .join('\n');
}

function readable(text: string): string {
  return text.replace(/<!date\^\d+\^[^|]*\|([^>]*) UTC>/g, '$1');
}
