// What a workspace is made of before anything happens in it: team, app, people, channels.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly role: string;
  readonly email: string;
  /** The Kubernetes user and groups; Slack knows nothing of them, the people API carries them. */
  readonly user: string;
  readonly groups: readonly string[];
  readonly tz?: string;
  readonly guest?: boolean;
  readonly deleted?: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly botIn: boolean;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Shared with another organisation (Slack Connect). */
  readonly external?: boolean;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly members: readonly string[];
}

export interface Bot {
  readonly userId: string;
  readonly botId: string;
  readonly appId: string;
  readonly name: string;
}

export interface Shortcut {
  readonly callbackId: string;
  readonly kind: 'global' | 'message';
}

export interface Workspace {
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: Bot;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly usergroups?: readonly Usergroup[];
  /** The bot token's scopes; all that the product may ask for when absent. */
  readonly scopes?: readonly string[];
  /** Slash commands the app has registered; `/chaos` when absent. */
  readonly commands?: readonly string[];
  /** Events the app has subscribed to; mentions, home and direct messages when absent. */
  readonly events?: readonly string[];
  /** Shortcuts the app has registered; when absent every callback_id is let through. */
  readonly shortcuts?: readonly Shortcut[];
  /** Refuses blocks that Slack introduced within the last year, as a workspace awaiting rollout does. */
  readonly classicOnly?: boolean;
}

export const DEFAULT_COMMANDS: readonly string[] = ['/chaos'];

export const DEFAULT_EVENTS: readonly string[] = ['app_mention', 'app_home_opened', 'message.im'];

export const DEFAULT_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'chat:write.public',
  'app_mentions:read',
  'channels:read',
  'channels:join',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:read',
  'im:write',
  'im:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'files:read',
  'files:write',
  'reactions:read',
  'reactions:write',
  'pins:write',
  'team:read',
  'metadata.message:read',
];

/** The time zone of a person who has set none. */
export const DEFAULT_ZONE = 'Europe/Amsterdam';
