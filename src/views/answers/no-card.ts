// Why a channel takes no card, as half a sentence.

import type { NoCard } from '../../slack/channels.ts';

export const NO_CARD: Readonly<Record<NoCard, string>> = {
  archived: 'this channel is archived',
  direct: 'a card cannot stand in a direct message',
  'externally-shared': 'this channel is shared with people outside',
  'not-a-member': 'I am not in this channel',
  private: 'this channel is private',
  unanswered: 'Slack did not say whether I may post here',
  'unknown-channel': 'I cannot see this channel',
};
