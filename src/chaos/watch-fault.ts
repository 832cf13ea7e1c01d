// What can go wrong while listing or watching, as far as it changes what is done next.

/** 410: the version asked for is too old to be followed; list again. */
export class ResourceExpired extends Error {
  constructor() {
    super('the resourceVersion has expired');
    this.name = 'ResourceExpired';
  }
}

/** An answer other than success, or an ERROR event inside a watch. */
export class WatchRefused extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number;
  constructor(status: number, message: string, retryAfterSeconds = 0) {
    super(`HTTP ${status}${message === '' ? '' : `: ${message}`}`);
    this.name = 'WatchRefused';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The watch ended or fell silent before it showed anything. */
export class WatchSilent extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'WatchSilent';
  }
}

export function retryAfterOf(fault: unknown): number {
  return fault instanceof WatchRefused ? fault.retryAfterSeconds : 0;
}
