// The payloads of commands and interactions, with the trigger and response urls they carry.

import type { Conversation, Directory } from '../directory.ts';
import { compact, type Json } from '../json.ts';
import { type MessageObjectDeps, messageObject } from '../slack-objects.ts';
import type { Tickets } from '../tickets.ts';
import type { Message, Timeline } from '../timeline.ts';
import { type View, viewObject } from '../views.ts';
import type { Person } from '../workspace.ts';

export interface Payloads {
  command(person: Person, place: Conversation, command: string, text: string): Json;
  messageAction(person: Person, message: Message, actions: readonly Json[], values: Json): Json;
  viewAction(person: Person, view: View, actions: readonly Json[]): Json;
  suggestion(person: Person, where: Message | View, actionId: string, blockId: string, value: string): Json;
  submission(person: Person, view: View): Json;
  closed(person: Person, view: View, isCleared: boolean): Json;
  globalShortcut(person: Person, callbackId: string): Json;
  messageShortcut(person: Person, message: Message, callbackId: string): Json;
}

export interface PayloadsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly tickets: Tickets;
  /** Where response urls point, ending in a slash. */
  baseUrl(): string;
  stamp(): string;
}

export function createPayloads(deps: PayloadsDeps): Payloads {
  const { directory, tickets } = deps;
  const { team, bot } = directory;
  const objects: MessageObjectDeps = deps;

  const common = (type: string, person: Person): Json => ({
    type,
    team: { id: team.id, domain: team.name.toLowerCase() },
    user: { id: person.id, username: person.name, name: person.name, team_id: team.id },
    api_app_id: bot.appId,
    token: 'playground',
    enterprise: null,
    is_enterprise_install: false,
  });
  const trigger = (person: Person, inModal = false): Json => ({
    trigger_id: tickets.trigger({ personId: person.id, inModal }),
  });
  const channelOf = (id: string): Json => {
    const place = directory.conversation(id);
    return { id, name: place?.kind === 'im' ? 'directmessage' : (place?.name ?? id) };
  };
  const responseUrl = (kind: string, id: string): Json => ({
    response_url: `${deps.baseUrl()}${kind}/${team.id}/${id}`,
  });
  const aboutMessage = (message: Message): Json =>
    compact({
      channel: channelOf(message.channel),
      container: compact({
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: message.ephemeralTo !== undefined,
        thread_ts: message.threadTs,
      }),
      // An app is told nothing more of an ephemeral message than where it is.
      message: message.ephemeralTo === undefined ? messageObject(message, objects) : undefined,
    });
  const aboutView = (view: View): Json => ({
    container: { type: 'view', view_id: view.id },
    view: viewObject(view, directory),
  });
  const responseTo = (person: Person, message: Message): Json => {
    const source =
      message.threadTs === undefined ? { ts: message.ts } : { ts: message.ts, threadTs: message.threadTs };
    return responseUrl(
      'actions',
      tickets.response({ personId: person.id, channel: message.channel, source }),
    );
  };

  return {
    command: (person, place, command, text) => ({
      token: 'playground',
      team_id: team.id,
      team_domain: team.name.toLowerCase(),
      channel_id: place.id,
      channel_name: place.kind === 'im' ? 'directmessage' : place.private ? 'privategroup' : place.name,
      user_id: person.id,
      user_name: person.name,
      command,
      text,
      api_app_id: bot.appId,
      is_enterprise_install: 'false',
      ...responseUrl('commands', tickets.response({ personId: person.id, channel: place.id })),
      ...trigger(person),
    }),
    messageAction: (person, message, actions, values) => ({
      ...common('block_actions', person),
      ...aboutMessage(message),
      ...trigger(person),
      ...responseTo(person, message),
      state: { values },
      actions,
    }),
    viewAction: (person, view, actions) => ({
      ...common('block_actions', person),
      ...aboutView(view),
      ...trigger(person, view.kind === 'modal'),
      actions,
    }),
    suggestion: (person, where, actionId, blockId, value) => ({
      ...common('block_suggestion', person),
      ...('ts' in where ? aboutMessage(where) : aboutView(where)),
      action_id: actionId,
      block_id: blockId,
      value,
    }),
    submission: (person, view) => ({
      ...common('view_submission', person),
      view: viewObject(view, directory),
      response_urls: [],
      ...trigger(person, true),
    }),
    closed: (person, view, isCleared) => ({
      ...common('view_closed', person),
      view: viewObject(view, directory),
      is_cleared: isCleared,
    }),
    globalShortcut: (person, callbackId) => ({
      ...common('shortcut', person),
      callback_id: callbackId,
      action_ts: deps.stamp(),
      ...trigger(person),
    }),
    messageShortcut: (person, message, callbackId) => ({
      ...common('message_action', person),
      callback_id: callbackId,
      action_ts: deps.stamp(),
      message_ts: message.ts,
      channel: channelOf(message.channel),
      message: messageObject(message, objects),
      ...responseTo(person, message),
      ...trigger(person),
    }),
  };
}
