// The life that all controllers share: what stands at first, then every change of the store, until they are stopped.

import type { Change, Store } from '../store/store.ts';
import type { Controller } from './control-plane.ts';
import type { Workqueue } from './workqueue.ts';

interface Following {
  readonly store: Store;
  readonly queue: Workqueue;
  /** Queues what stands already; absent: only changes are news. */
  readonly addAll?: () => void;
  readonly onChange: (change: Change) => void;
}

export function followStore({ store, queue, addAll, onChange }: Following): Controller {
  let unsubscribe: (() => void) | undefined;
  return {
    start() {
      addAll?.();
      unsubscribe = store.subscribe(onChange);
    },
    stop() {
      unsubscribe?.();
      queue.stop();
    },
  };
}
