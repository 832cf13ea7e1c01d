// Every record of a run that is drawn, by the name of what people read.

import { alertCards, alertReplies, signalCards, signalReplies } from './alert-samples.ts';
import { outsideCards, outsideDms, outsideReplies } from './outside-samples.ts';
import { cards, dms, moreCards, oddCards, replies } from './run-samples.ts';

export const allCards = {
  ...cards,
  ...moreCards,
  ...oddCards,
  ...outsideCards,
  ...alertCards,
  ...signalCards,
};

export const allReplies = { ...replies, ...outsideReplies, ...alertReplies, ...signalReplies };

export const allDms = { ...dms, ...outsideDms };
