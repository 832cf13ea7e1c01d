// How one person's client shows names and times.

import type { Clock } from '../clock.ts';
import type { Reader } from './blocks/mrkdwn.ts';
import type { Directory } from './directory.ts';
import { DEFAULT_ZONE } from './workspace.ts';

export type ReaderOf = (personId: string) => Reader;

export function createReaders({ clock, directory }: { clock: Clock; directory: Directory }): ReaderOf {
  return (personId) => ({
    tz: directory.person(personId)?.tz ?? DEFAULT_ZONE,
    now: clock.now(),
    nameOf: directory.nameOf,
    channelName: (id) => directory.conversation(id)?.name ?? id,
    groupHandle: (id) => directory.usergroup(id)?.handle ?? id,
  });
}
