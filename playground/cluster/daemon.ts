// The truth about which pods really carry which fault, kept apart from what the objects say.

export interface Carried {
  readonly podUid: string;
  /** Undefined when the fault is on the whole pod and outlives a container's restart. */
  readonly container: string | undefined;
  readonly kind: string;
  readonly source: string;
}

export interface Daemon {
  inject(fault: Carried): void;
  release(fault: Carried): void;
  /** A new process carries none of the faults that were on the old one. */
  restarted(podUid: string, container: string): void;
  forget(podUid: string): void;
  carriedBy(podUid: string): readonly Carried[];
}

function same(a: Carried, b: Carried): boolean {
  return a.podUid === b.podUid && a.container === b.container && a.kind === b.kind && a.source === b.source;
}

export function createDaemon(): Daemon {
  let faults: Carried[] = [];
  return {
    inject(fault) {
      if (!faults.some((entry) => same(entry, fault))) faults.push(fault);
    },
    release(fault) {
      faults = faults.filter((entry) => !same(entry, fault));
    },
    restarted(podUid, container) {
      faults = faults.filter((entry) => entry.podUid !== podUid || entry.container !== container);
    },
    forget(podUid) {
      faults = faults.filter((entry) => entry.podUid !== podUid);
    },
    carriedBy: (podUid) => faults.filter((entry) => entry.podUid === podUid),
  };
}
