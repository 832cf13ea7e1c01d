// A person: who they are in Slack and who they are in a cluster.

export interface Person {
  /** Slack user id, `U…`. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Kubernetes user and groups for impersonation; groups also decide who may vote. */
  readonly user: string;
  readonly groups: readonly string[];
  /** IANA zone from Slack's profile. */
  readonly timeZone?: string;
}

export type PersonRefusal =
  | { readonly kind: 'unknown-person'; readonly email?: string }
  | { readonly kind: 'not-a-member'; readonly why: 'guest' | 'foreign' | 'deactivated' | 'bot' };

export type PersonAnswer =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly refusal: PersonRefusal };
