// Everything that talks to Slack's Web API.

import type { SlackConfig } from '../config/config.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { type Channels, createChannels } from '../slack/channels.ts';
import { createFiles, type Files } from '../slack/files.ts';
import { createMessages, type Messages } from '../slack/messages.ts';
import { createNewerBlocks, type NewerBlocks } from '../slack/newer-blocks.ts';
import { createPeople, type People } from '../slack/people.ts';
import { createReadWritten, type ReadWritten } from '../slack/read-written.ts';
import { createRespond } from '../slack/respond.ts';
import { createSurfaces, type Surfaces } from '../slack/surfaces.ts';
import { createSlack, type Slack } from '../slack/web-api.ts';

export interface SlackParts {
  readonly calls: Slack;
  readonly people: People;
  readonly channels: Channels;
  /** Cards and replies, through the client that waits for limits. */
  readonly cards: Messages;
  /** Answers to people who wait. */
  readonly answers: Messages;
  readonly surfaces: Surfaces;
  readonly respond: ReturnType<typeof createRespond>;
  readonly newer: NewerBlocks;
  readonly written: ReadWritten;
  readonly files: Files;
}

export interface SlackPartsDeps {
  readonly config: SlackConfig;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly monotonic: () => number;
}

export function createSlackParts({ config, log, metrics, monotonic }: SlackPartsDeps): SlackParts {
  const access = {
    token: config.botToken.reveal(),
    ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
  };
  const calls = createSlack({
    ...access,
    log,
    onCall: (method, outcome) => metrics.slackCall(method, outcome),
  });
  const newer = createNewerBlocks(() => log.warn('Slack refuses newer blocks, messages go without them'));
  const answers = createMessages(calls.interactive, newer);
  return {
    calls,
    people: createPeople({ call: calls.directory, now: monotonic }),
    channels: createChannels({ call: calls.interactive, now: monotonic }),
    cards: createMessages(calls.cards, newer),
    answers,
    surfaces: createSurfaces(calls.interactive),
    respond: createRespond(newer),
    newer,
    files: createFiles(calls.interactive, answers),
    written: createReadWritten({ ...access, call: calls.interactive }),
  };
}
