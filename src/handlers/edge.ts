// What every listener does around its own work: acknowledge exactly once, in time, and never throw into Bolt.

import type { Log } from '../ops/log.ts';

/** As Bolt hands it over; a second call is a warning in Socket Mode and a fault over HTTP. */
export type Ack = (response?: unknown) => Promise<void>;

export interface EdgePorts {
  readonly log: Log;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Seconds from arrival to acknowledgement. */
  readonly onAcknowledged: (kind: string, seconds: number) => void;
}

export interface Edge {
  /** Runs the work with an ack that can be given once, and gives it in the end if the work did not. */
  handle(kind: string, ack: Ack, work: (ack: Ack) => Promise<void>): Promise<void>;
  /** Resolves once nothing is being handled: for an orderly stop. */
  idle(): Promise<void>;
}

export function createEdge(ports: EdgePorts): Edge {
  const busy = new Set<Promise<void>>();
  return {
    handle: async (kind, ack, work) => {
      const handled = handleOne(kind, ack, work, ports);
      busy.add(handled);
      await handled;
      busy.delete(handled);
    },
    idle: async () => {
      while (busy.size > 0) await Promise.allSettled(busy);
    },
  };
}

async function handleOne(
  kind: string,
  ack: Ack,
  work: (ack: Ack) => Promise<void>,
  { log, monotonic, onAcknowledged }: EdgePorts,
): Promise<void> {
  const arrived = monotonic();
  let given = false;
  const once: Ack = async (response) => {
    if (given) return;
    given = true;
    onAcknowledged(kind, (monotonic() - arrived) / 1000);
    await (response === undefined ? ack() : ack(response));
  };
  try {
    await work(once);
  } catch (error) {
    log.error('handling failed', { kind, err: error });
  } finally {
    // Bolt over Socket Mode never acknowledges what a listener left: the person would see a time-out.
    await once().catch((error: unknown) => log.error('acknowledging failed', { kind, err: error }));
  }
}
