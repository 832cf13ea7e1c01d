// What a person has filled into the form of an experiment so far, in the words that a line would have for it.

export interface FilledForm {
  /** Chaos Mesh's kind; empty until one is chosen. */
  readonly kind: string;
  /** Our id of the action; empty until one is chosen. */
  readonly action: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Target words of the grammar: `web`, `deployment/web`, `pod/web-a`, `node/n1`, `app=web`, `shop/*`. */
  readonly targets: readonly string[];
  /** The other end of a network fault, in the same words. */
  readonly peers: readonly string[];
  /** The action that the fields were drawn for. */
  readonly drawnFor: string;
  /** Its parameters as typed, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Of actions that were chosen before, as `action.name`, so that going back loses nothing. */
  readonly away: Readonly<Record<string, string>>;
  /** `1`, `3`, `50%`, `up to 50%`, `all`. */
  readonly pods: string;
  /** `90s`, `2m`. */
  readonly length: string;
  readonly reason: string;
  /** The alert contract as typed. */
  readonly expects: string;
  /** The seldom wanted parameters are shown as well. */
  readonly all: boolean;
  /** The draft whose plan it changes; empty for a new one. */
  readonly run: string;
  /** What the draft hits was said in another way than words can say: it stays as it is. */
  readonly keepsTarget: boolean;
}

export const EMPTY_FORM: FilledForm = {
  ...{ kind: '', action: '', cluster: '', namespace: '', targets: [], peers: [] },
  ...{ drawnFor: '', values: {}, away: {} },
  ...{ pods: '1', length: '2m', reason: '', expects: '', all: false, run: '', keepsTarget: false },
};

/** Name of the field in which a parameter stands. */
export function fieldOf(parameter: string): string {
  return `v-${parameter}`;
}
