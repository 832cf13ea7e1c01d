// Halt: closes the latch of every cluster in the scope and ends what runs there; needs no approval, no form, no Redis.

import { namespacesOf } from '../chaos/namespaces.ts';
import type { Latches } from '../halt/latch.ts';
import type { Scope } from '../halt/latch-data.ts';
import { isEnded, type RunRecord } from '../runs/record.ts';
import type { Answer as MoveAnswer, Runs } from '../runs/runs.ts';
import { type Answer, type HaltOutcome, refusedVerb } from './answer.ts';
import { type Asking, deliveryOf } from './asking.ts';
import { type EndableCluster, type EndPorts, endAll } from './end-now.ts';
import { looksLikeRun } from './find-run.ts';
import { readPlace } from './place.ts';
import { FIRST_WORD_MS, Unreachable, within } from './reach.ts';
import { stopByLine } from './stop.ts';
import type { KnownCluster } from './where.ts';

export interface HaltPorts {
  readonly known: readonly KnownCluster[];
  readonly ending: EndPorts;
  readonly latches: Latches;
  readonly runs: Runs;
  /** Milliseconds of wall clock; only shown, never compared. */
  readonly now: () => number;
  /** A step in one cluster, by milliseconds since the halt arrived; undefined: not in time for an answer. */
  readonly onStep?: (step: 'latched' | 'accepted', ms: number | undefined) => void;
}

export interface HaltLine {
  readonly scope?: string;
  readonly because?: string;
}

interface Aim {
  readonly home: EndableCluster;
  readonly namespace?: string;
}

export async function halt(line: HaltLine, asking: Asking, ports: HaltPorts): Promise<Answer> {
  if (line.scope !== undefined && looksLikeRun(line.scope)) {
    const because = line.because === undefined ? {} : { because: line.because };
    return stopByLine({ run: line.scope, ...because }, asking, ports);
  }
  const aims = aimsOf(line.scope, ports);
  if (aims === undefined) return refusedVerb(unknownScope(line.scope ?? '', ports));
  const moving = haltRuns(aims, line, asking, ports);
  // Runs are told who halts them before their objects go, unless Redis makes them wait.
  await within(FIRST_WORD_MS, moving, () => undefined);
  const outcomes = await Promise.all(aims.map((aim) => haltOne(aim, line, asking, ports)));
  const moved = await moving;
  return { kind: 'halted', outcomes, withdrawn: moved.withdrawn, blind: moved.blind };
}

/** `all`, `prod`, `shop`, `prod/shop`; a lone namespace is halted wherever it exists. */
function aimsOf(scope: string | undefined, { known, ending }: HaltPorts): readonly Aim[] | undefined {
  if (scope === undefined || scope === 'all') return ending.clusters.map((home) => ({ home }));
  const place = readPlace(scope);
  const named = place?.cluster ?? scope;
  const whole = ending.clusters.filter(({ cluster }) => cluster.name === named);
  if (place?.cluster !== undefined) {
    const { namespace } = place;
    return namespace === undefined || !mayHave(place.cluster, namespace, known)
      ? undefined
      : aimAt(whole, namespace);
  }
  if (whole.length > 0) return whole.map((home) => ({ home }));
  const having = ending.clusters.filter(({ cluster }) =>
    known.some((one) => one.name === cluster.name && one.namespaces().includes(scope)),
  );
  return having.length === 0 ? undefined : aimAt(having, scope);
}

/** A halt must not claim a place that is not there; of a cluster that was never seen nothing is known. */
function mayHave(cluster: string, namespace: string, known: HaltPorts['known']): boolean {
  const namespaces = known.find(({ name }) => name === cluster)?.namespaces();
  return namespaces !== undefined && (namespaces.length === 0 || namespaces.includes(namespace));
}

function aimAt(homes: readonly EndableCluster[], namespace: string): readonly Aim[] {
  return homes.map((home) => ({ home, namespace }));
}

async function haltOne(aim: Aim, line: HaltLine, asking: Asking, ports: HaltPorts): Promise<HaltOutcome> {
  const { home, namespace } = aim;
  const scope: Scope = namespace === undefined ? 'all' : `ns/${namespace}`;
  const entry = { scope, by: asking.person.name, at: ports.now(), reason: line.because ?? '' };
  const told = (step: 'latched' | 'accepted', done: boolean): void =>
    ports.onStep?.(step, done ? asking.reach.spent() : undefined);
  const closing = ports.latches.close(home.cluster, entry).then(
    () => ({ latched: true }),
    (error: unknown) => ({ latched: false, trouble: messageOf(error) }),
  );
  const late = () => ({ latched: false, trouble: `${home.cluster.name} has not answered yet` });
  const [latch, ended] = await Promise.all([
    within(asking.reach.left(), closing, late).then((said) => {
      told('latched', said.latched);
      return said;
    }),
    endAll(home, namespace, asking.person, ports.ending.isOurs, asking.reach.left()).then((said) => {
      told('accepted', said.pending === 0 && said.failed === 0);
      return said;
    }),
  ]);
  const place = { cluster: home.cluster.name, ...(namespace === undefined ? {} : { namespace }) };
  return { ...place, ...latch, ended };
}

interface Moved {
  readonly withdrawn: number;
  readonly blind: boolean;
}

/** Runs that wait are called off, those that run are told why they end. */
async function haltRuns(
  aims: readonly Aim[],
  line: HaltLine,
  asking: Asking,
  ports: HaltPorts,
): Promise<Moved> {
  try {
    const { id, notAfter } = deliveryOf(asking);
    const recent = await asking.reach({ kind: 'redis' }, () => ports.runs.recent(1000));
    const hit = recent.filter((record) => !isEnded(record.phase) && aims.some((aim) => covers(aim, record)));
    const why = line.because === undefined ? {} : { why: line.because };
    const intent = { kind: 'halt' as const, by: asking.person, ...why };
    const answers = await asking.reach({ kind: 'redis' }, () =>
      Promise.all(hit.map((run) => ports.runs.move(run.id, intent, { id: `${id}:${run.id}`, notAfter }))),
    );
    const withdrawn = hit.filter(({ phase }, index) => isWaiting(phase) && answers[index]?.ok === true);
    return { withdrawn: withdrawn.length, blind: answers.some(isUnsaid) };
  } catch (error) {
    if (error instanceof Unreachable) return { withdrawn: 0, blind: true };
    throw error;
  }
}

/** Redis did not take it, or did not say so. */
function isUnsaid(answer: MoveAnswer): boolean {
  return !answer.ok && ['not-connected', 'too-late', 'unsure'].includes(answer.refusal.kind);
}

/** A plan that nobody has pressed waits for nothing. */
function isWaiting(phase: RunRecord['phase']): boolean {
  return ['awaiting', 'approved', 'checking', 'between'].includes(phase);
}

function covers({ home, namespace }: Aim, { plan }: RunRecord): boolean {
  const { target } = plan.experiment;
  const isThere = target.cluster === home.cluster.name;
  return isThere && (namespace === undefined || namespacesOf(plan.experiment).includes(namespace));
}

function unknownScope(scope: string, { known }: HaltPorts) {
  return { kind: 'unknown-scope' as const, scope, known: ['all', ...known.map(({ name }) => name)] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
