// Slack, emulated: one workspace with its Web API, deliveries to the app, and the people in it.

import type { Clock } from '../clock.ts';
import type { BlockCheckOptions } from './blocks/validate.ts';
import { createEvents } from './deliveries/events.ts';
import { createPayloads } from './deliveries/payloads.ts';
import { createRequestUrl, type RequestUrl } from './deliveries/request-url.ts';
import { createSockets, type Sockets } from './deliveries/sockets.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFeed } from './feed.ts';
import { createFiles } from './files.ts';
import { type NewId, randomId } from './ids.ts';
import { createMessageEvents } from './message-events.ts';
import { createNotifications } from './notifications.ts';
import { createPeopleApi, type PeopleApi } from './people/people-api.ts';
import { createReaders } from './readers.ts';
import { createResponseUrls } from './response-url.ts';
import { createSlackServer } from './server.ts';
import { createTickets } from './tickets.ts';
import { createTimeline } from './timeline.ts';
import { createViews } from './views.ts';
import { createDispatch } from './web-api/dispatch.ts';
import { createContentReader } from './web-api/message-content.ts';
import { slackMethods } from './web-api/methods.ts';
import { createScopeCheck } from './web-api/scopes.ts';
import { DEFAULT_EVENTS, DEFAULT_SCOPES, type Workspace } from './workspace.ts';

export interface SlackEmulatorOptions {
  readonly clock: Clock;
  readonly workspace: Workspace;
  readonly newId?: NewId;
  /** Socket Mode unless a request url is given. */
  readonly appMode?: { readonly http: string };
}

export interface SlackEmulator {
  start(port?: number): Promise<void>;
  /** Closes every connection at once. */
  stop(): Promise<void>;
  /** `http://127.0.0.1:PORT/api/`, once started. */
  readonly apiUrl: string;
  readonly people: PeopleApi;
  readonly faults: Pick<Faults, 'set' | 'get'>;
  /** How often the app has called each Web API method. */
  calls(): Record<string, number>;
  /** The workspace as it stands: channels can be archived and left, people deactivated. */
  readonly directory: Directory;
  /** How many sockets the app has open. */
  sockets(): number;
  /** HTTP mode: sends Slack's url_verification challenge. */
  verifyRequestUrl(): Promise<boolean>;
}

export function createSlackEmulator(options: SlackEmulatorOptions): SlackEmulator {
  const { clock, workspace, newId = randomId, appMode } = options;
  const directory = createDirectory(workspace);
  const sockets = createSockets({ clock, newId, appId: workspace.bot.appId });
  const requestUrl = appMode && createRequestUrl({ clock, url: appMode.http, ...workspace });
  const transport = requestUrl ?? sockets;
  const faults = createFaults({ dropSockets: sockets.drop, refresh: sockets.refresh });
  const scopes = createScopeCheck(workspace.scopes ?? DEFAULT_SCOPES);
  const feed = createFeed();
  const readerOf = createReaders({ clock, directory });
  const notifications = createNotifications({ directory, feed, readerOf, timeline: () => timeline });
  const timeline = createTimeline({
    clock,
    onChange(happening, message) {
      notifications.onChange(happening, message);
      messageEvents(happening, message);
    },
  });
  const events = createEvents({
    clock,
    newId,
    directory,
    transport,
    subscribed: workspace.events ?? DEFAULT_EVENTS,
  });
  const messageEvents = createMessageEvents({ directory, timeline, events });
  const tickets = createTickets({ clock, newId });
  const views = createViews({ clock, newId, feed });
  const files = createFiles({ clock, newId });
  const baseUrl = (): string => server.baseUrl();
  const content = createContentReader({
    newId,
    blockOptions,
    isFileReady: (id) => files.find(id)?.complete ?? false,
  });
  const responseUrls = createResponseUrls({ directory, timeline, tickets, content });
  const payloads = createPayloads({ directory, timeline, tickets, baseUrl, stamp: timeline.stamp });
  const methods = slackMethods({
    directory,
    timeline,
    views,
    files,
    tickets,
    scopes,
    content,
    blockOptions,
    baseUrl,
    openConnection: () => (requestUrl ? undefined : sockets.ticketUrl(new URL(baseUrl()).host)),
  });
  const dispatch = createDispatch({ workspace, clock, faults, scopes, methods });
  const server = createSlackServer({ dispatch, responseUrls, files, onUpgrade: sockets.upgrade });

  function blockOptions(): BlockCheckOptions {
    const { classicOnly, withoutBlocks: without } = faults.get();
    return { classicOnlyAt: workspace.classicOnly || classicOnly ? clock.now() : undefined, without };
  }

  return {
    start: (port = 0) => server.start(port),
    stop: () => stopAll(feed.close, sockets, requestUrl, server.stop),
    get apiUrl() {
      return `${baseUrl()}api/`;
    },
    people: createPeopleApi({
      ...{ workspace, directory, timeline, views, feed, files, notifications, readerOf },
      ...{ responseUrls, payloads, transport, events, blockOptions, baseUrl },
    }),
    faults: { set: faults.set, get: faults.get },
    calls: dispatch.calls,
    directory,
    sockets: sockets.count,
    verifyRequestUrl: () => requestUrl?.verify() ?? Promise.resolve(false),
  };
}

async function stopAll(
  closeFeed: () => void,
  sockets: Sockets,
  requestUrl: RequestUrl | undefined,
  stopServer: () => Promise<void>,
): Promise<void> {
  closeFeed();
  sockets.close();
  requestUrl?.close();
  await stopServer();
}
