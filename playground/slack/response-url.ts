// What the app sends to a response url: a new message, or a change of the one that was acted on.

import type { Directory } from './directory.ts';
import { type Json, objectOf } from './json.ts';
import type { ResponsePlace, Tickets } from './tickets.ts';
import type { Message, Timeline } from './timeline.ts';
import { type Args, createArgs } from './web-api/arguments.ts';
import { type Content, type ContentReader, refuseEmpty } from './web-api/message-content.ts';
import { ApiError } from './web-api/method.ts';

export interface ResponseUrls {
  /** Answers the status and body; every accepted or refused message counts as a use. */
  post(id: string, body: unknown): { readonly status: number; readonly body: string };
  /** Shows a message the app acknowledged a command with. */
  show(place: ResponsePlace, body: Json): void;
}

export interface ResponseUrlsDeps {
  readonly directory: Directory;
  readonly timeline: Timeline;
  readonly tickets: Tickets;
  readonly content: ContentReader;
}

export function createResponseUrls({
  directory,
  timeline,
  tickets,
  content,
}: ResponseUrlsDeps): ResponseUrls {
  const { bot } = directory;

  function show(place: ResponsePlace, body: Json): void {
    const args = createArgs(body);
    const source = place.source && timeline.find(place.channel, place.source.ts);
    if (source !== undefined && args.flag('delete_original')) timeline.remove(source);
    else if (source !== undefined && args.flag('replace_original')) replace(source, saidIn(args));
    else add(place, args, saidIn(args));
  }

  function saidIn(args: Args): Content {
    const said = content.read(args);
    refuseEmpty(said);
    return said;
  }

  /** Only what is given is kept: a replacement without blocks has none. */
  function replace(source: Message, said: Content): void {
    timeline.edit(source, { ...said, text: said.text ?? '', blocks: said.blocks ?? [] }, bot.userId);
  }

  function add(place: ResponsePlace, args: Args, said: Content): void {
    timeline.post({
      ...said,
      channel: place.channel,
      author: bot.userId,
      fromBot: true,
      text: said.text ?? '',
      threadTs: threadOf(args, place),
      ephemeralTo: args.text('response_type') === 'in_channel' ? undefined : place.personId,
    });
  }

  return {
    show,
    post(id, body) {
      const place = tickets.place(id);
      if (typeof place === 'string') return refused(404, place);
      tickets.spend(id);
      try {
        show(place, objectOf(body));
        return { status: 200, body: 'ok' };
      } catch (error) {
        if (error instanceof ApiError) return refused(400, error.code);
        throw error;
      }
    },
  };
}

/** Answers to something inside a thread stay there, ephemeral ones included. */
function threadOf(args: Args, place: ResponsePlace): string | undefined {
  return args.text('thread_ts') ?? place.source?.threadTs;
}

function refused(status: number, error: string): { status: number; body: string } {
  return { status, body: JSON.stringify({ ok: false, error }) };
}
