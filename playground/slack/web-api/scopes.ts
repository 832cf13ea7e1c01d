// Which scope each method wants; some want another one for each kind of conversation.

import type { Conversation } from '../directory.ts';
import { ApiError } from './method.ts';

type Family = 'history' | 'read';

export const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.open': 'im:write',
  'conversations.join': 'channels:join',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'reactions.add': 'reactions:write',
  'reactions.get': 'reactions:read',
  'pins.add': 'pins:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
  'team.info': 'team:read',
  'bots.info': 'users:read',
};

export interface ScopeCheck {
  readonly granted: readonly string[];
  need(scope: string): void;
  /** `channels:history`, `groups:history` or `im:history`, as the conversation demands. */
  needFor(family: Family, conversation: Conversation): void;
}

export function createScopeCheck(granted: readonly string[]): ScopeCheck {
  function need(scope: string): void {
    if (granted.includes(scope)) return;
    throw new ApiError('missing_scope', { needed: scope, provided: granted.join(',') });
  }
  return {
    granted,
    need,
    needFor: (family, conversation) => need(`${prefixOf(conversation)}:${family}`),
  };
}

export function prefixOf(conversation: Conversation): 'channels' | 'groups' | 'im' {
  if (conversation.kind === 'im') return 'im';
  return conversation.private ? 'groups' : 'channels';
}
