// Release of a halt: one person asks with a reason, another confirms; the latch itself keeps who asked.

import type { Cluster } from '../chaos/cluster.ts';
import type { Latch, Latches, ReleaseAnswer } from '../halt/latch.ts';
import { type Answer, type HaltNote, refusedVerb } from './answer.ts';
import type { Asking } from './asking.ts';
import { within } from './reach.ts';
import { VERBS } from './vocabulary.ts';

export interface ReleasePorts {
  readonly clusters: readonly Cluster[];
  readonly latches: Latches;
  readonly now: () => number;
}

export async function askRelease(
  line: { readonly scope?: string; readonly because?: string },
  asking: Asking,
  ports: ReleasePorts,
): Promise<Answer> {
  const reason = line.because;
  if (reason === undefined) return refusedVerb({ kind: 'reason-needed', example: VERBS.release.example });
  const clusters = inScope(line.scope, ports.clusters);
  if (clusters.length === 0) {
    const known = ['all', ...ports.clusters.map(({ name }) => name)];
    return refusedVerb({ kind: 'unknown-scope', scope: line.scope ?? '', known });
  }
  const release = { by: asking.person.email, at: ports.now(), reason };
  const asked = await each(clusters, asking, (cluster) => ports.latches.askRelease(cluster, release));
  const halts = asked.flatMap(({ cluster, answer }) =>
    answer.ok ? notesOf(cluster.name, answer.latch) : [],
  );
  if (halts.length === 0) return refusedVerb({ kind: 'not-halted' });
  return { kind: 'release-asked', by: asking.person, reason, halts };
}

/** `clusters` are those that were halted when it was asked. */
export async function confirmRelease(
  names: readonly string[],
  asking: Asking,
  ports: ReleasePorts,
): Promise<Answer> {
  const clusters = ports.clusters.filter(({ name }) => names.includes(name));
  const before = await haltsOf(clusters, asking, ports.latches);
  const answers = await each(clusters, asking, (cluster) =>
    ports.latches.confirmRelease(cluster, asking.person.email),
  );
  const released = answers.filter(({ answer }) => answer.ok).map(({ cluster }) => cluster.name);
  if (released.length > 0) {
    const halts = before.filter(({ cluster }) => released.includes(cluster));
    return { kind: 'released', halts, by: asking.person };
  }
  return refusedVerb(refusalOf(answers.map(({ answer }) => answer)));
}

function refusalOf(answers: readonly ReleaseAnswer[]) {
  const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
  if (refusals.includes('same-person')) return { kind: 'own-release' as const };
  if (refusals.includes('not-asked')) return { kind: 'no-release-asked' as const };
  return { kind: 'not-halted' as const };
}

/** What is halted now; an unreadable latch counts as closed, since nothing starts under it. */
export async function haltsOf(
  clusters: readonly Cluster[],
  asking: Pick<Asking, 'reach'>,
  latches: Latches,
): Promise<readonly HaltNote[]> {
  // Half of what is left: the rest of the answer is worth having without the latches.
  const timeoutMs = Math.ceil(asking.reach.left() / 2);
  const silent = (): Latch => ({ state: 'unreadable', cause: new Error('no answer in time') });
  const read = await Promise.all(
    clusters.map(async (cluster) => {
      const latch = await within(timeoutMs, latches.read(cluster, { timeoutMs }), silent);
      return notesOf(cluster.name, latch);
    }),
  );
  return read.flat();
}

/** How long a plan waits to hear whether its place is halted; the check before the start asks again. */
const SOON_MS = 300;

/** Where an experiment reaches. */
export interface Touched {
  readonly cluster: string;
  readonly namespaces: readonly string[];
}

/** What halts a place; undefined also when its cluster did not say so soon. */
export async function haltOf(
  { cluster: name, namespaces }: Touched,
  clusters: readonly Cluster[],
  latches: Latches,
): Promise<HaltNote | undefined> {
  const cluster = clusters.find((one) => one.name === name);
  if (cluster === undefined) return undefined;
  const silent = (): Latch => ({ state: 'open' });
  const latch = await within(SOON_MS, latches.read(cluster, { timeoutMs: SOON_MS }), silent);
  return notesOf(name, latch).find(
    (note) => !note.unreadable && (note.namespace === undefined || namespaces.includes(note.namespace)),
  );
}

function notesOf(cluster: string, latch: Latch): readonly HaltNote[] {
  if (latch.state === 'open') return [];
  if (latch.state === 'unreadable') return [{ cluster, unreadable: true }];
  return latch.scopes.map(({ scope, by, at, reason }) => ({
    cluster,
    by,
    ...(scope === 'all' ? {} : { namespace: scope.slice('ns/'.length) }),
    ...(at > 0 ? { at } : {}),
    ...(reason === '' ? {} : { reason }),
  }));
}

function inScope(scope: string | undefined, clusters: readonly Cluster[]): readonly Cluster[] {
  return scope === undefined || scope === 'all' ? clusters : clusters.filter(({ name }) => name === scope);
}

async function each<T>(
  clusters: readonly Cluster[],
  asking: Asking,
  ask: (cluster: Cluster) => Promise<T>,
): Promise<readonly { readonly cluster: Cluster; readonly answer: T }[]> {
  return Promise.all(
    clusters.map(async (cluster) => ({
      cluster,
      answer: await asking.reach({ kind: 'cluster', name: cluster.name }, () => ask(cluster)),
    })),
  );
}
