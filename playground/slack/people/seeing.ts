// What a person sees: conversations, threads, the open modal, the home tab, direct messages, notifications.

import { plainOfBlocks, plainOfMessage } from '../blocks/plain.ts';
import { elementsOf, labelOf } from '../blocks/walk.ts';
import { compact, type Json, objectOf, objectsOf } from '../json.ts';
import type { Message } from '../timeline.ts';
import { type View, viewObject } from '../views.ts';
import type { Person } from '../workspace.ts';
import { confirmTexts } from './pressing.ts';
import { isVisible, placeFor, type Stage } from './stage.ts';
import { blocksOfMessage } from './target.ts';

export type Look = (person: Person, query: URLSearchParams) => Promise<unknown> | unknown;

type SeeingStage = Pick<
  Stage,
  'directory' | 'timeline' | 'views' | 'feed' | 'notifications' | 'readerOf' | 'events' | 'baseUrl'
>;

/** How long opening the home tab waits for the app to publish it. */
const HOME_MS = 1_500;
/** Reading the tab again within this time of opening it is the same visit. */
const SAME_VISIT_MS = 300;

export function looks(stage: SeeingStage): Readonly<Record<string, Look>> {
  const { directory, timeline, feed, notifications, views } = stage;
  const openHome = createHomeVisits(stage);

  function shownIn(channelId: string, threadTs: string | null, person: Person): Message[] {
    const inThread = (each: Message): boolean => each.ts === threadTs || each.threadTs === threadTs;
    const inChannel = (each: Message): boolean => each.threadTs === undefined || each.broadcast;
    return timeline
      .all(channelId)
      .filter((each) => isVisible(each, person) && (threadTs ? inThread(each) : inChannel(each)));
  }

  const seen = (messages: readonly Message[], person: Person): Json[] =>
    messages.map((message) => messageSeen(stage, message, person));

  return {
    messages: (person, query) => {
      const place = placeFor(directory, person, query.get('channel') ?? '');
      return seen(shownIn(place.id, query.get('thread_ts'), person), person);
    },
    dms: (person) =>
      seen(
        timeline.all(directory.dmWith(person.id).id).filter((each) => isVisible(each, person)),
        person,
      ),
    view: (person) => viewSeen(stage, views.top(person.id), person),
    home: async (person, query) => {
      if (query.get('open') !== 'false') await openHome(person);
      return viewSeen(stage, views.home(person.id), person);
    },
    pushes: (person) => notifications.pushes(person.id),
    wait: (person, query) => {
      const cursor = Number(query.get('cursor') ?? 0);
      // From the beginning there is always an answer: where the feed stands now.
      const patience = cursor === 0 ? 0 : Number(query.get('timeout_ms') ?? 0);
      return feed.since(person.id, cursor, Math.min(patience, 60_000));
    },
  };
}

function messageSeen(stage: SeeingStage, message: Message, person: Person): Json {
  const replies =
    message.threadTs === undefined ? stage.timeline.replies(message.channel, message.ts).length : 0;
  return compact({
    ts: message.ts,
    thread_ts: message.threadTs,
    channel: message.channel,
    user: message.author,
    username: stage.directory.nameOf(message.author),
    ephemeral: message.ephemeralTo === undefined ? undefined : true,
    broadcast: message.broadcast || undefined,
    deleted: message.tombstone || undefined,
    text: message.text,
    blocks: message.blocks.map((block) => withAddress(block, stage)),
    attachments: message.attachments.length > 0 ? message.attachments : undefined,
    files: message.files.length > 0 ? message.files : undefined,
    edited: message.edited,
    metadata: message.metadata,
    reply_count: replies > 0 ? replies : undefined,
    reactions: message.reactions.size > 0 ? reactionsSeen(message) : undefined,
    plain: message.tombstone
      ? 'This message was deleted.'
      : plainOfMessage(message, stage.readerOf(person.id)),
    buttons: buttonsIn(blocksOfMessage(message)),
  });
}

/** A picture kept in Slack is shown from where it is kept. */
function withAddress(block: Json, { baseUrl }: SeeingStage): Json {
  const { id } = objectOf(block['slack_file']);
  return typeof id === 'string' ? { ...block, image_url: `${baseUrl()}files/${id}` } : block;
}

function reactionsSeen(message: Message): Json[] {
  return [...message.reactions].map(([name, users]) => ({ name, users: [...users] }));
}

function viewSeen(stage: SeeingStage, view: View | undefined, person: Person): Json | null {
  if (view === undefined) return null;
  const blocks = objectsOf(view.definition['blocks']);
  return {
    ...viewObject(view, stage.directory),
    view_id: view.id,
    errors: view.errors,
    depth: view.kind === 'home' ? 0 : stage.views.stack(person.id).length,
    plain: plainOfBlocks(blocks, stage.readerOf(person.id)),
    buttons: buttonsIn(blocks),
  };
}

function buttonsIn(blocks: readonly Json[]): Json[] {
  return elementsOf(blocks)
    .filter(({ element }) => String(element['type']).endsWith('button'))
    .map(({ element, blockId }) =>
      compact({
        label: labelOf(element),
        action_id: element['action_id'],
        block_id: blockId,
        value: element['value'],
        style: element['style'],
        confirm: confirmTexts(element),
      }),
    );
}

/** Opening the tab tells the app, which publishes; a client then shows what came. */
function createHomeVisits({
  directory,
  timeline,
  views,
  feed,
  events,
}: SeeingStage): (person: Person) => Promise<void> {
  const lastVisit = new Map<string, number>();
  return async (person) => {
    const before = views.home(person.id)?.hash;
    if (performance.now() - (lastVisit.get(person.id) ?? Number.NEGATIVE_INFINITY) < SAME_VISIT_MS) return;
    const cursor = feed.cursor();
    events.raise('app_home_opened', {
      type: 'app_home_opened',
      user: person.id,
      channel: directory.dmWith(person.id).id,
      tab: 'home',
      event_ts: timeline.stamp(),
      ...(before === undefined ? {} : { view: viewObject(views.home(person.id) as View, directory) }),
    });
    await published(person, before, cursor);
    lastVisit.set(person.id, performance.now());
  };

  async function published(person: Person, before: string | undefined, start: number): Promise<void> {
    const deadline = performance.now() + HOME_MS;
    let cursor = start;
    while (views.home(person.id)?.hash === before && performance.now() < deadline)
      ({ cursor } = await feed.since(person.id, cursor, deadline - performance.now()));
  }
}
