// Short-lived rights an interaction hands to the app: trigger ids and response urls.

import type { Clock } from '../clock.ts';
import type { NewId } from './ids.ts';

const TRIGGER_MS = 3_000;
const RESPONSE_MS = 30 * 60_000;
const RESPONSE_USES = 5;

export interface Trigger {
  readonly personId: string;
  /** The modal the interaction happened in; only from there another view may be pushed. */
  readonly inModal: boolean;
}

export interface ResponsePlace {
  readonly personId: string;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly source?: { readonly ts: string; readonly threadTs?: string };
}

export interface Tickets {
  trigger(trigger: Trigger): string;
  redeemTrigger(id: string): Trigger | 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id';
  response(place: ResponsePlace): string;
  /** Looks without using up; `spend` counts one use. */
  place(id: string): ResponsePlace | 'expired_url' | 'used_url' | 'not_found';
  spend(id: string): void;
}

interface Issued<T> {
  readonly value: T;
  readonly at: number;
  uses: number;
}

export function createTickets({ clock, newId }: { clock: Clock; newId: NewId }): Tickets {
  const triggers = new Map<string, Issued<Trigger>>();
  const responses = new Map<string, Issued<ResponsePlace>>();

  function issue<T>(into: Map<string, Issued<T>>, id: string, value: T, keptMs: number): string {
    for (const [old, issued] of into) {
      if (clock.now() - issued.at <= keptMs) break;
      into.delete(old);
    }
    into.set(id, { value, at: clock.now(), uses: 0 });
    return id;
  }

  return {
    trigger: (trigger) => issue(triggers, newId('T'), trigger, 60_000),
    redeemTrigger(id) {
      const found = triggers.get(id);
      if (found === undefined) return 'invalid_trigger_id';
      if (found.uses > 0) return 'exchanged_trigger_id';
      if (clock.now() - found.at > TRIGGER_MS) return 'expired_trigger_id';
      found.uses += 1;
      return found.value;
    },
    response: (place) => issue(responses, newId('R'), place, 2 * RESPONSE_MS),
    place(id) {
      const found = responses.get(id);
      if (found === undefined) return 'not_found';
      if (clock.now() - found.at > RESPONSE_MS) return 'expired_url';
      return found.uses >= RESPONSE_USES ? 'used_url' : found.value;
    },
    spend(id) {
      const found = responses.get(id);
      if (found !== undefined) found.uses += 1;
    },
  };
}
