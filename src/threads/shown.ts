// The fingerprint of a view as it was last shown, and whether the message was already a second one.

import { createHash } from 'node:crypto';
import { classicOf } from '../slack/newer-blocks.ts';
import type { RunMessage } from './ports.ts';

/** A card that somebody deleted is posted again once; this tells the second from the first. */
const SECOND = 'second:';

/** A second card of which nobody knows what it shows. */
export const NOT_KNOWN = SECOND;

/** Newer blocks repeat what is in words: one more or less is no reason to edit, nor do replicas differ by them. */
export function fingerprint(view: RunMessage): string {
  return createHash('sha256')
    .update(JSON.stringify([view.text, classicOf(view.blocks)]))
    .digest('hex')
    .slice(0, 16);
}

/** What the receipt of an edit says: a second message stays one. */
export function shownAs(view: RunMessage, before: string): string {
  return isSecond(before) ? asSecond(view) : fingerprint(view);
}

export function asSecond(view: RunMessage): string {
  return `${SECOND}${fingerprint(view)}`;
}

export function isSecond(shown: string): boolean {
  return shown.startsWith(SECOND);
}
