// What an answer becomes in Slack: a message, a form, or words under the fields of a form.

import type { Block, MessageView, Modal } from '../blocks.ts';
import { messageView, section } from '../blocks.ts';

export type Shown =
  /** Only to the person who asked, unless `public`. */
  | {
      readonly as: 'message';
      readonly view: MessageView;
      readonly public?: boolean;
      /** Goes to their direct messages beside it. */
      readonly file?: { readonly name: string; readonly content: string };
    }
  /** `instead`: where no window can be opened. */
  | { readonly as: 'form'; readonly view: Modal; readonly instead?: MessageView }
  | { readonly as: 'errors'; readonly errors: Readonly<Record<string, string>> };

export function message(view: MessageView): Shown {
  return { as: 'message', view };
}

/** One line and what can be pressed. */
export function say(text: string, ...blocks: readonly Block[]): Shown {
  return message(messageView(text, [section(text), ...blocks]));
}

/** The `text` of a message is mrkdwn too, so that the whole is in words. */
export function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}
