// Everything people read of a run in Slack, as functions of its record.

import type { RunRecord } from '../../runs/record.ts';
import type { MessageView } from '../blocks.ts';
import { cardOf } from './card.ts';
import { dmOf } from './dm.ts';
import { drillOf, pageOf } from './on-call.ts';
import { answeredReply, type ReplyView, replyOf } from './replies.ts';
import { type RunViewDeps, sceneOf } from './scene.ts';
import { tellOf } from './tell.ts';

export interface RunViews {
  cardView(record: RunRecord): MessageView;
  /** undefined: no such reply, or no longer true. */
  replyView(record: RunRecord, key: string): ReplyView | undefined;
  dmView(record: RunRecord, personId: string): MessageView;
  /** undefined: nothing to tell. */
  tellView(record: RunRecord): MessageView | undefined;
  /** A reply whose buttons have had their time; undefined for those that asked nothing. */
  answeredView(record: RunRecord, key: string): ReplyView | undefined;
  /** By the key of a message: `card`, `reply:…`, `dm:U…`. */
  messageView(record: RunRecord, key: string): ReplyView | undefined;
}

export function createRunViews(deps: RunViewDeps): RunViews {
  const views: RunViews = {
    cardView: (record) => cardOf(sceneOf(record, deps)),
    replyView: (record, key) => replyOf(sceneOf(record, deps), key),
    dmView: (record, personId) => dmOf(sceneOf(record, deps), personId),
    tellView: (record) => tellOf(sceneOf(record, deps)),
    answeredView: (record, key) => answeredReply(sceneOf(record, deps), key),
    messageView: (record, key) => {
      if (key === 'card') return views.cardView(record);
      if (key.endsWith(':drill')) return drillOf(sceneOf(record, deps));
      if (key.endsWith(':page')) return pageOf(sceneOf(record, deps));
      return key.startsWith('dm:') ? dmByKey(key, record, views) : views.replyView(record, key);
    },
  };
  return views;
}

/** `dm:U…:3fa2`: a message about an older plan says that the plan changed, whatever became of the newer one. */
function dmByKey(key: string, record: RunRecord, { dmView }: RunViews): MessageView {
  const [, person = '', plan] = key.split(':');
  const older = plan !== undefined && !record.plan.digest.startsWith(plan);
  return dmView(older ? { ...record, phase: 'draft' } : record, person);
}
