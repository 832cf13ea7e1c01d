// Who asks, where, and until when it may count: what every use case is handed beside its own command.

import type { Person } from '../identity/person.ts';
import type { Delivery } from '../runs/runs.ts';
import { type Reach, Unreachable } from './reach.ts';

/** As Slack delivered it. */
export interface From {
  readonly userId: string;
  readonly channel: string;
  /** The thread's first message, where one was written in. */
  readonly thread?: string;
  /** `trigger_id`, `event_id`, or action_ts with the person: the same delivery twice counts once. */
  readonly deliveryId: string;
}

export interface Asking {
  readonly person: Person;
  readonly channel: string;
  readonly thread?: string;
  readonly deliveryId: string;
  /** Redis time after which nothing of this may count; undefined when Redis was never reached. */
  readonly notAfter: number | undefined;
  readonly reach: Reach;
}

/** For what moves a run. Without Redis nothing can count, and the person must hear so. */
export function deliveryOf(asking: Asking): Delivery {
  if (asking.notAfter === undefined) {
    throw new Unreachable({ kind: 'redis' }, new Error('Redis was never reached'));
  }
  return { id: asking.deliveryId, notAfter: asking.notAfter };
}
