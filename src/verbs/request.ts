// The use case of every fault: from a line to a draft with its plan, or with `go` at once to a request.

import type { SuggestedContract } from '../alerts/suggest-contract.ts';
import { namespacesOf } from '../chaos/namespaces.ts';
import type { Planner } from '../plan/planner.ts';
import type { FromTemplate, Repeats } from '../runs/origin.ts';
import type { RunRecord } from '../runs/record.ts';
import { MOST_GIVEN, type Runs } from '../runs/runs.ts';
import { aimed } from './aimed.ts';
import { type Answer, type HaltNote, refusedVerb } from './answer.ts';
import { type Asking, deliveryOf } from './asking.ts';
import { type CardChannels, type CardPlace, findCardPlace } from './card-place.ts';
import type { InjectCommand } from './command.ts';
import { findRun, looksLikeRun } from './find-run.ts';
import { bareName } from './place.ts';
import { within } from './reach.ts';
import type { Touched } from './release.ts';
import type { SaidExperiment } from './said-experiment.ts';
import { whyNotGo } from './standing.ts';
import { findPlace, type KnownCluster, type Place } from './where.ts';

export interface Bindings {
  /** What the configuration or `here set` binds a channel to. */
  of(channel: string): Promise<Place | undefined>;
}

export interface RequestPorts {
  readonly clusters: readonly KnownCluster[];
  readonly bindings: Bindings;
  readonly channels: CardChannels;
  /** From the cluster's cache, without a dry run. */
  readonly planner: Pick<Planner, 'plan'>;
  readonly runs: Runs;
  /** What runs that did the same have shown of its alerts; undefined when nothing, or nobody can say. */
  readonly suggest: (record: RunRecord) => Promise<SuggestedContract | undefined>;
  /** Whether starts are halted there, if the cluster says so soon. */
  readonly halted: (touched: Touched) => Promise<HaltNote | undefined>;
}

/** `line` is what was typed, to be asked again with a place. */
export async function request(
  command: InjectCommand,
  line: string,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const found = await understood(command, line, asking, ports);
  return found.ok ? open(found.said, command, asking, ports) : found.answer;
}

type Understood =
  | { readonly ok: true; readonly said: SaidExperiment }
  | { readonly ok: false; readonly answer: Answer };

/** What a command means here, or what has to be answered first. */
export async function understood(
  command: InjectCommand,
  line: string,
  asking: Asking,
  ports: RequestPorts,
): Promise<Understood> {
  const aRun = looksLikeRun(command.target) ? await findRun(command.target, asking, ports.runs) : undefined;
  if (aRun?.ok) return { ok: false, answer: { kind: 'that-is-a-run', record: aRun.record } };
  const bound = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  const where = findPlace(command.place, bound, ports.clusters, bareName(command.target));
  if (where.kind === 'refused')
    return { ok: false, answer: { kind: 'refused', of: 'place', refusal: where.refusal } };
  if (where.kind === 'ask')
    return { ok: false, answer: { ...where, kind: 'ask-place', line, word: command.target } };
  const found = aimed(command, where);
  return found.ok ? found : { ok: false, answer: found.refused };
}

interface Opening {
  readonly go: boolean;
  /** The YAML it was given in. */
  readonly given?: string;
  readonly because?: string;
  readonly template?: FromTemplate;
  readonly repeats?: Repeats;
}

/** Opens a draft for an experiment that is fully said; also for a plan that was changed in its form. */
export async function open(
  said: SaidExperiment,
  { go, because, given, template, repeats }: Opening,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const { target } = said.experiment;
  const delivery = deliveryOf(asking);
  const card = await asking.reach({ kind: 'slack' }, () =>
    findCardPlace(asking.channel, target, ports.channels),
  );
  if (!card.ok) {
    const { why, bound } = card;
    return refusedVerb({ kind: 'no-card', why, ...(bound === undefined ? {} : { bound }) });
  }
  const id = ports.runs.newId();
  const [plan, halted] = await asking.reach({ kind: 'cluster', name: target.cluster }, () =>
    Promise.all([
      ports.planner.plan({ ...said, by: asking.person, runId: id }),
      ports.halted({ cluster: target.cluster, namespaces: namespacesOf(said.experiment) }),
    ]),
  );
  const opened = await asking.reach({ kind: 'redis' }, () =>
    ports.runs.open(
      {
        id,
        plan,
        requester: asking.person,
        origin: asking.channel,
        channel: card.card.channel,
        ...(because === undefined ? {} : { reason: because }),
        ...(template === undefined ? {} : { template }),
        ...(repeats === undefined ? {} : { repeats }),
        ...(given !== undefined && given.length <= MOST_GIVEN && { given }),
      },
      delivery,
    ),
  );
  if (!opened.ok) return { kind: 'refused', of: 'run', wish: 'request', refusal: opened.refusal };
  const shown = { kind: 'plan' as const, record: opened.record, card: card.card };
  if (halted !== undefined) return { ...shown, halted };
  if (go) return goOn(opened.record, card.card, asking, ports);
  const suggests = await suggestion(opened.record, asking, ports);
  return suggests === undefined ? shown : { ...shown, suggests };
}

/** Nobody waits long for what is only offered. */
const SUGGEST_MS = 400;

export function suggestion(
  record: RunRecord,
  { reach }: Asking,
  { suggest }: RequestPorts,
): Promise<SuggestedContract | undefined> {
  return within(Math.min(SUGGEST_MS, reach.left() / 2), suggest(record), () => undefined);
}

async function goOn(
  record: RunRecord,
  card: CardPlace,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const goNotTaken = whyNotGo(record);
  if (goNotTaken !== undefined) return { kind: 'plan', record, card, goNotTaken };
  const { id, notAfter } = deliveryOf(asking);
  const moved = await asking.reach({ kind: 'redis' }, () =>
    ports.runs.move(
      record.id,
      { kind: 'request', by: asking.person, digest: record.plan.digest },
      // The draft was opened under the delivery's own id, which counts once.
      { id: `${id}:go`, notAfter },
    ),
  );
  if (!moved.ok) return { kind: 'refused', of: 'run', wish: 'request', refusal: moved.refusal, record };
  return { kind: 'requested', record: moved.record };
}
