// Where the card of a run goes: this channel when a card may stand here, else the bound one; no card, no injection.

import type { CanPost, NoCard } from '../slack/channels.ts';
import type { Place } from './where.ts';

export interface CardPlace {
  /** Channel id. */
  readonly channel: string;
  /** Why it is not the channel one asked in. */
  readonly insteadOf?: { readonly channel: string; readonly why: NoCard };
}

export interface CardChannels {
  canPost(channel: string, options?: { readonly bound?: boolean }): Promise<CanPost>;
  /** Id of the channel that the configuration binds to a place. */
  boundTo(place: Place): Promise<string | undefined>;
}

export type CardAnswer =
  | { readonly ok: true; readonly card: CardPlace }
  | { readonly ok: false; readonly why: NoCard; readonly bound?: string };

export async function findCardPlace(
  origin: string,
  place: Place,
  channels: CardChannels,
): Promise<CardAnswer> {
  const bound = await channels.boundTo(place);
  const here = await channels.canPost(origin, { bound: bound === origin });
  if (here.ok) return { ok: true, card: { channel: origin } };
  if (bound === undefined || bound === origin) return { ok: false, why: here.why };
  const there = await channels.canPost(bound, { bound: true });
  if (!there.ok) return { ok: false, why: there.why, bound };
  return { ok: true, card: { channel: bound, insteadOf: { channel: origin, why: here.why } } };
}
