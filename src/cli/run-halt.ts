// `faultline halt`: closes the latch and ends what Faultline created, with the clusters alone.

import { type HaltedPlace, haltText } from './halt-text.ts';

/** One cluster, as far as a halt needs it. */
export interface HaltHome {
  readonly name: string;
  /** Live; rejects when the cluster does not answer. */
  namespaces(): Promise<readonly string[]>;
  /** Rejects when the latch could not be written. */
  close(entry: LatchEntry): Promise<unknown>;
  /** Deletes every object of ours that is not being deleted, in one namespace or in all; rejects when it cannot look. */
  end(namespace?: string): Promise<readonly Ending[]>;
}

export interface LatchEntry {
  readonly scope: 'all' | `ns/${string}`;
  readonly by: string;
  /** Milliseconds. */
  readonly at: number;
  readonly reason: string;
}

export interface Ending {
  readonly outcome: 'accepted' | 'gone' | 'refused' | 'unknown';
  readonly sentence?: string;
}

export interface HaltDeps {
  readonly homes: readonly HaltHome[];
  /** `all`, a cluster, a namespace, or cluster/namespace. */
  readonly scope: string;
  readonly because: string;
  /** Who stands in the latch. */
  readonly by: string;
  readonly now: () => number;
  readonly write: (text: string) => void;
}

/** The exit code: 0 when everything asked for was done, 1 when something was not, 2 when the scope is unknown. */
export async function runHalt(deps: HaltDeps): Promise<number> {
  const aims = await aimsOf(deps);
  if (aims.length === 0) {
    const known = deps.homes.map(({ name }) => name).join(', ');
    deps.write(
      `No cluster and no namespace is called ${deps.scope}. Nothing was halted. Clusters: all, ${known}.\n`,
    );
    return 2;
  }
  const places = await Promise.all(aims.map((aim) => haltOne(aim, deps)));
  deps.write(haltText(places));
  return places.some(({ latchTrouble, failed, endTrouble }) => latchTrouble ?? endTrouble ?? failed > 0)
    ? 1
    : 0;
}

interface Aim {
  readonly home: HaltHome;
  readonly namespace?: string;
}

async function aimsOf({ homes, scope }: HaltDeps): Promise<readonly Aim[]> {
  if (scope === 'all') return homes.map((home) => ({ home }));
  const [first = '', namespace] = scope.split(/[/:]/u);
  const named = homes.filter(({ name }) => name === first);
  if (namespace === undefined && named.length > 0) return named.map((home) => ({ home }));
  const [among, wanted] = namespace === undefined ? [homes, first] : [named, namespace];
  const having = await Promise.all(among.map((home) => mayHave(home, wanted)));
  return among.filter((_, at) => having[at]).map((home) => ({ home, namespace: wanted }));
}

/** A cluster that does not say is tried too: better one latch too many. */
async function mayHave(home: HaltHome, namespace: string): Promise<boolean> {
  return home.namespaces().then(
    (names) => names.includes(namespace),
    () => true,
  );
}

/** Deletes at once, and again under the closed latch: a start may have slipped in between. */
async function haltOne({ home, namespace }: Aim, deps: HaltDeps): Promise<HaltedPlace> {
  const scope = namespace === undefined ? 'all' : (`ns/${namespace}` as const);
  const entry: LatchEntry = { scope, by: deps.by, at: deps.now(), reason: deps.because };
  const [latchTrouble, first] = await Promise.all([troubleOf(home.close(entry)), ended(home, namespace)]);
  const last = latchTrouble === undefined ? await ended(home, namespace) : first;
  const endings = last === first ? first.endings : [...first.endings, ...last.endings];
  const failures = last.endings.filter(isFailure);
  const endTrouble = last.trouble ?? failures[0]?.sentence;
  return {
    cluster: home.name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(latchTrouble === undefined ? {} : { latchTrouble }),
    accepted: endings.filter(({ outcome }) => outcome === 'accepted').length,
    failed: failures.length,
    ...(endTrouble === undefined ? {} : { endTrouble }),
  };
}

interface Ended {
  readonly endings: readonly Ending[];
  readonly trouble?: string;
}

function ended(home: HaltHome, namespace: string | undefined): Promise<Ended> {
  return home.end(namespace).then(
    (endings): Ended => ({ endings }),
    (error: unknown): Ended => ({ endings: [], trouble: messageOf(error) }),
  );
}

function isFailure({ outcome }: Ending): boolean {
  return outcome === 'refused' || outcome === 'unknown';
}

function troubleOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(() => undefined, messageOf);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
