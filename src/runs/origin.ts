// What a run was made from, where it was more than a line: a template, or an earlier run.

/** The template that a run was made from, as it was then. */
export interface FromTemplate {
  readonly name: string;
  readonly title: string;
  readonly owners: readonly string[];
  /** sha-256 of its file, hex. */
  readonly hash: string;
  /** Nothing of it starts without a reason. */
  readonly hypothesis: boolean;
  /** Something else than its parameters was said. */
  readonly edited: boolean;
}

/** The ended run that this one does again. */
export interface Repeats {
  readonly run: string;
  /** Offered where one is asked for; never taken over by itself. */
  readonly reason?: string;
}
