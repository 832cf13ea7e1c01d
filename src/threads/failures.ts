// What a failed call to Slack means for an effect: wait, or give the message up.

import type { Observation } from '../runs/input.ts';
import type { SlackFailure } from '../slack/web-api.ts';

type Tried = Extract<Observation, { kind: 'tried' }>;

/** Refusals of the app itself: an operator mends them, and then every message can still go out. */
const APP_REFUSED = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
]);

/** Refusals after which this message can never be shown again in its place. */
const PLACE_REFUSED = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

export function isPlaceRefused(error: string): boolean {
  return PLACE_REFUSED.has(error);
}

export function tried(effect: string, error: string, waitMs?: number): Tried {
  return { kind: 'tried', effect, error, ...(waitMs === undefined ? {} : { waitMs }) };
}

/** Tried again: when Slack allows it, after the usual wait, or, where it may have been done, not before `leastMs`. */
export function triedAgain(effect: string, failure: SlackFailure, leastMs?: number): Tried {
  switch (failure.kind) {
    case 'limited':
      return tried(effect, 'Slack asks to wait', failure.retryAfterSeconds * 1_000);
    case 'unknown':
      return tried(effect, 'Slack did not answer', leastMs);
    case 'refused':
      return tried(effect, `Slack refuses: ${failure.error}`);
    default:
      return failure satisfies never;
  }
}

/** Of a post: a definite no ends this message; whatever an operator can mend, or nobody knows, is tried again. */
export function givenUpOrTried(
  effect: { readonly key: string; readonly message: string },
  failure: SlackFailure,
  leastMs?: number,
): Observation {
  if (failure.kind === 'refused' && !APP_REFUSED.has(failure.error))
    return { kind: 'unpostable', message: effect.message, error: failure.error };
  const again = triedAgain(effect.key, failure, leastMs);
  return failure.kind === 'unknown' ? again : { ...again, unsent: true };
}
