// The effects that keep a run's card, thread and direct messages equal to their views.

import type { EffectRunners } from '../runs/effect.ts';
import { createEdit } from './edit.ts';
import type { ThreadDeps } from './ports.ts';
import { createPost } from './post.ts';
import { createTell } from './tell.ts';

export function createThreadEffects(deps: ThreadDeps): Pick<EffectRunners, 'post' | 'edit' | 'tell'> {
  return { post: createPost(deps), edit: createEdit(deps), tell: createTell(deps) };
}
