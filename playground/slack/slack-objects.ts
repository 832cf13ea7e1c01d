// Users, conversations and messages in the shape Slack's Web API and events give them.

import type { Conversation, Directory } from './directory.ts';
import { compact, type Json } from './json.ts';
import type { Message, Timeline } from './timeline.ts';
import { DEFAULT_ZONE, type Person } from './workspace.ts';

const TOMBSTONE = 'This message was deleted.';

export function userObject(person: Person, teamId: string, withEmail: boolean): Json {
  return {
    id: person.id,
    team_id: teamId,
    name: person.name,
    deleted: person.deleted ?? false,
    real_name: person.realName,
    tz: person.tz ?? DEFAULT_ZONE,
    profile: compact({
      real_name: person.realName,
      display_name: person.realName,
      email: withEmail ? person.email : undefined,
      team: teamId,
    }),
    is_bot: false,
    is_admin: false,
    is_restricted: person.guest ?? false,
    is_ultra_restricted: false,
    is_app_user: false,
    updated: 0,
  };
}

export function botUserObject(directory: Directory): Json {
  const { bot, team } = directory;
  return {
    id: bot.userId,
    team_id: team.id,
    name: bot.name,
    deleted: false,
    real_name: bot.name,
    profile: { real_name: bot.name, display_name: bot.name, bot_id: bot.botId, api_app_id: bot.appId },
    is_bot: true,
    is_restricted: false,
    is_app_user: false,
  };
}

export function conversationObject(conversation: Conversation, directory: Directory): Json {
  if (conversation.kind === 'im')
    return { id: conversation.id, is_im: true, user: conversation.person, is_archived: false, is_open: true };
  return {
    id: conversation.id,
    name: conversation.name,
    name_normalized: conversation.name,
    is_channel: !conversation.private,
    is_group: conversation.private,
    is_im: false,
    is_mpim: false,
    is_private: conversation.private,
    is_archived: conversation.archived,
    is_member: conversation.botIn,
    is_ext_shared: conversation.external,
    is_shared: conversation.external,
    is_org_shared: false,
    context_team_id: directory.team.id,
    num_members: conversation.members.size + (conversation.botIn ? 1 : 0),
    created: 0,
  };
}

export interface MessageObjectDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
}

export function messageObject(message: Message, deps: MessageObjectDeps, withMetadata = true): Json {
  const { bot, team } = deps.directory;
  if (message.tombstone)
    return compact({
      ...threadFields(message, deps.timeline),
      type: 'message',
      subtype: 'tombstone',
      user: 'USLACKBOT',
      ts: message.ts,
      text: TOMBSTONE,
    });
  return compact({
    type: 'message',
    subtype: message.broadcast ? 'thread_broadcast' : undefined,
    user: message.author,
    team: team.id,
    bot_id: message.fromBot ? bot.botId : undefined,
    app_id: message.fromBot ? bot.appId : undefined,
    bot_profile: message.fromBot
      ? { id: bot.botId, app_id: bot.appId, name: bot.name, team_id: team.id }
      : undefined,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks.length > 0 ? message.blocks : undefined,
    attachments: message.attachments.length > 0 ? message.attachments : undefined,
    files: message.files.length > 0 ? message.files : undefined,
    edited: message.edited,
    metadata: withMetadata ? message.metadata : undefined,
    reactions: reactionsOf(message),
    ...threadFields(message, deps.timeline),
  });
}

function threadFields(message: Message, timeline: Timeline): Json {
  if (message.threadTs !== undefined) {
    const root = timeline.find(message.channel, message.threadTs);
    return { thread_ts: message.threadTs, parent_user_id: root?.author };
  }
  const replies = timeline.replies(message.channel, message.ts);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map((reply) => reply.author))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
  };
}

function reactionsOf(message: Message): Json[] | undefined {
  if (message.reactions.size === 0) return undefined;
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
}
