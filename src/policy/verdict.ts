// What policy says of one experiment by one person: refused, allowed at once, or allowed with approvals.

export interface Approval {
  /** A group of the identity map; members other than the requester may vote for it. */
  readonly group: string;
  readonly count: number;
}

export type Verdict =
  | { readonly kind: 'refuse'; readonly rule: string; readonly sentence: string; readonly pass?: string }
  | { readonly kind: 'allow'; readonly rule: string }
  | {
      readonly kind: 'approvals';
      readonly rule: string;
      readonly approvals: readonly Approval[];
      /** `requester`: after the last vote the requester presses Start; `auto`: it starts by itself. */
      readonly start: 'auto' | 'requester';
      readonly expireSeconds: number;
    };
