// The verbs with everything they ask of the house.

import { suggestContract } from '../alerts/suggest-contract.ts';
import type { TemplateFolder } from '../chaos/templates/template-folder.ts';
import type { Config } from '../config/config.ts';
import type { Latches } from '../halt/latch.ts';
import type { Identity } from '../identity/identity.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Planner } from '../plan/planner.ts';
import type { Policy } from '../policy/policy.ts';
import type { RedisStore } from '../store/redis.ts';
import { createBindings } from '../verbs/bindings.ts';
import type { DoctorChecks } from '../verbs/doctor/doctor.ts';
import { haltOf } from '../verbs/release.ts';
import type { RequestPorts } from '../verbs/request.ts';
import { createSeenExperiments } from '../verbs/seen-experiments.ts';
import type { ForeignPorts } from '../verbs/show-foreign.ts';
import type { TargetsPorts } from '../verbs/targets.ts';
import { createVerbs, type Verbs } from '../verbs/verbs.ts';
import type { Clusters } from './clusters.ts';
import type { RunParts } from './run-parts.ts';
import { alikeIn, drawSignals, type SignalParts } from './signal-parts.ts';
import type { SlackParts } from './slack-parts.ts';

export interface VerbPartsDeps {
  readonly config: Config;
  readonly redis: RedisStore;
  readonly clusters: Clusters;
  readonly signals: SignalParts;
  readonly slack: SlackParts;
  readonly identity: Identity;
  readonly policy: Policy;
  readonly planner: Planner;
  readonly latches: Latches;
  readonly runParts: RunParts;
  readonly doctor: DoctorChecks;
  readonly templates: TemplateFolder | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly monotonic: () => number;
  readonly onFault: (where: string, error: unknown) => string;
}

/** What a command has, less the way to Slack and back. */
const DOCTOR_MS = 2_000;

export function createVerbParts(deps: VerbPartsDeps): Verbs {
  const { clusters: parts, latches, policy, slack } = deps;
  const { runs, isOurs } = deps.runParts;
  const known = parts.all.map((one) => one.known);
  const clusters = parts.all.map(({ cluster }) => cluster);
  const now = Date.now;
  const bindings = createBindings({
    configured: deps.config.channels,
    idOf: slack.channels.idOf,
    values: deps.redis.values,
    onSet: (channel, place, by) => deps.log.info('bound a channel', { channel, place, by: by.id }),
  });
  const channels = { canPost: slack.channels.canPost, boundTo: bindings.channelOf };
  const seen = createSeenExperiments(isOurs);
  parts.onChange(seen.onChange);
  const ending = { clusters: parts.all, isOurs };
  return createVerbs({
    request: {
      ...{ clusters: known, bindings, channels, planner: deps.planner, runs },
      suggest: suggestFrom(deps),
      halted: (place) => haltOf(place, clusters, latches),
    },
    stop: { runs, ending },
    halt: {
      ...{ known, ending, latches, runs, now },
      onStep: (step, ms) => deps.metrics.halted(step, ms === undefined ? undefined : ms / 1_000),
    },
    release: { clusters, latches, now },
    hello: { known, clusters, latches, bindings, runs, policy },
    list: { runs, seen, known, read: readFrom(parts) },
    surroundings: { known, bindings, policy },
    inventory: { known, clusters, latches, bindings, seen, read: readFrom(parts), ...inventoryOf(parts) },
    doctor: { checks: (as) => deps.doctor.checks(DOCTOR_MS, as) },
    drawSignals: drawSignals(deps.signals, {
      files: slack.files,
      now: () => deps.redis.runs.lastTime() ?? now(),
      onFault: (error) => void deps.onFault('chart', error),
    }),
    readLinked: slack.written,
    templates: deps.templates,
    people: deps.identity,
    monotonic: deps.monotonic,
    onCommand: (verb, outcome, ms) => {
      deps.metrics.command(verb, outcome);
      deps.log.info('command', { verb, outcome, ms: Math.round(ms) });
    },
    onFault: deps.onFault,
  });
}

/** A Redis that does not answer is told where something depends on it. */
function suggestFrom({ redis, onFault }: VerbPartsDeps): RequestPorts['suggest'] {
  const alike = alikeIn(redis.runs);
  return (record) =>
    alike(record).then(
      (past) => suggestContract(record, past),
      (error: unknown) => void onFault('suggest', error),
    );
}

function readFrom(clusters: Clusters): ForeignPorts['read'] {
  return ({ cluster, ...ref }) => clusters.find(cluster)?.cache.experiment(ref);
}

function inventoryOf(clusters: Clusters): Pick<TargetsPorts, 'facts' | 'machines'> {
  return {
    facts: (name) => clusters.find(name)?.facts.seen(),
    machines: (name, namespace) => clusters.find(name)?.cache.machines(namespace) ?? [],
  };
}
