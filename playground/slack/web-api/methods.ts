// All Web API methods of the emulator, family by family.

import type { BlockCheckOptions } from '../blocks/validate.ts';
import type { Directory } from '../directory.ts';
import type { Files } from '../files.ts';
import type { Tickets } from '../tickets.ts';
import type { Timeline } from '../timeline.ts';
import type { Views } from '../views.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import type { ContentReader } from './message-content.ts';
import type { Methods } from './method.ts';
import { createPlaces } from './places.ts';
import { reactionMethods } from './reactions.ts';
import type { ScopeCheck } from './scopes.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';
import { workspaceMethods } from './workspace-methods.ts';

export interface MethodsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly views: Views;
  readonly files: Files;
  readonly tickets: Tickets;
  readonly scopes: ScopeCheck;
  readonly content: ContentReader;
  blockOptions(): BlockCheckOptions;
  baseUrl(): string;
  openConnection(): string | undefined;
}

export function slackMethods(deps: MethodsDeps): Methods {
  const withPlaces = { ...deps, places: createPlaces(deps) };
  return {
    ...workspaceMethods(deps.directory, deps.openConnection),
    ...chatMethods(withPlaces),
    ...conversationMethods(withPlaces),
    ...userMethods(deps.directory, deps.scopes),
    ...viewMethods(deps),
    ...reactionMethods(withPlaces),
    ...fileMethods(withPlaces),
  };
}
