// The Slack edge: Bolt, its listeners and their views.

import type { SlackConfig } from '../config/config.ts';
import { type Bolt, createBolt } from '../handlers/bolt.ts';
import type { Edge } from '../handlers/edge.ts';
import { registerHandlers } from '../handlers/register.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Verbs } from '../verbs/verbs.ts';
import { createAnswerViews } from '../views/answers/answer-view.ts';
import type { Clusters } from './clusters.ts';
import type { GrafanaParts } from './grafana-parts.ts';
import type { SlackParts } from './slack-parts.ts';
import { viewDeps } from './view-parts.ts';

export interface EdgePartsDeps {
  readonly config: SlackConfig;
  readonly verbs: Verbs;
  readonly clusters: Clusters;
  readonly slack: SlackParts;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly monotonic: () => number;
  readonly grafana: Pick<GrafanaParts, 'dashboardOf'>;
}

export interface EdgeParts {
  readonly bolt: Bolt;
  readonly edge: Edge;
}

export function createEdgeParts(deps: EdgePartsDeps): EdgeParts {
  const { config, log } = deps;
  const mode =
    config.mode === 'socket'
      ? { kind: 'socket' as const, appToken: config.appToken.reveal() }
      : { kind: 'http' as const, signingSecret: config.signingSecret.reveal(), port: config.port };
  const apiUrl = config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl };
  const bolt = createBolt({ mode, botToken: config.botToken.reveal(), log, ...apiUrl });
  const edge = registerHandlers(bolt.app, {
    verbs: deps.verbs,
    views: createAnswerViews(viewDeps(deps.clusters, config.blocks, deps.grafana.dashboardOf)),
    surfaces: deps.slack.surfaces,
    messages: deps.slack.answers,
    files: deps.slack.files,
    respond: deps.slack.respond,
    log,
    monotonic: deps.monotonic,
    onAcknowledged: (kind, seconds) => deps.metrics.acknowledged(kind, seconds),
  });
  return { bolt, edge };
}
