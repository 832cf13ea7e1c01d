// What a person says: slash commands, messages, reactions, uploads, and taking their own words back.

import { z } from 'zod';
import type { Conversation } from '../directory.ts';
import { fileObject } from '../files.ts';
import { type Json, objectOf } from '../json.ts';
import { ApiError } from '../web-api/method.ts';
import { DEFAULT_COMMANDS, type Person } from '../workspace.ts';
import { deliver, type Outcome, wasAcked } from './outcome.ts';
import { ClientRefusal, messageFor, type Stage, writablePlaceFor } from './stage.ts';
import { typedText } from './typed-text.ts';

const commandBody = z.object({ channel: z.string(), text: z.string(), thread_ts: z.string().optional() });
const messageBody = z.object({
  channel: z.string(),
  text: z.string().min(1),
  thread_ts: z.string().optional(),
  reply_broadcast: z.boolean().default(false),
});
const reactBody = z.object({ channel: z.string(), ts: z.string(), name: z.string() });
const deleteBody = z.object({ channel: z.string(), ts: z.string() });
const uploadBody = z.object({
  channel: z.string(),
  filename: z.string(),
  content: z.string().default(''),
  base64: z.boolean().default(false),
  title: z.string().optional(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
});

export type Act = (person: Person, body: unknown) => Promise<unknown> | unknown;

type SpeakingStage = Pick<
  Stage,
  | 'workspace'
  | 'directory'
  | 'timeline'
  | 'files'
  | 'payloads'
  | 'transport'
  | 'responseUrls'
  | 'events'
  | 'baseUrl'
>;

export function speakingActs(stage: SpeakingStage): Readonly<Record<string, Act>> {
  const { directory, timeline, events } = stage;

  function message(person: Person, body: unknown): Json {
    const { channel, text, thread_ts: threadTs, reply_broadcast: broadcast } = messageBody.parse(body);
    const place = writablePlaceFor(directory, person, channel);
    const root = threadTs === undefined ? undefined : messageFor(stage, person, channel, threadTs);
    const said = timeline.post({
      channel: place.id,
      author: person.id,
      fromBot: false,
      text: typedText(text, 'message', directory),
      threadTs: root?.threadTs ?? root?.ts,
      broadcast,
    });
    return { ok: true, channel: place.id, ts: said.ts };
  }

  function react(person: Person, body: unknown): Json {
    const { channel, ts, name } = reactBody.parse(body);
    const message = messageFor(stage, person, channel, ts);
    timeline.react(message, name.replaceAll(':', ''), person.id);
    events.raise('reaction_added', {
      type: 'reaction_added',
      user: person.id,
      reaction: name.replaceAll(':', ''),
      item_user: message.author,
      item: { type: 'message', channel: message.channel, ts },
      event_ts: timeline.stamp(),
    });
    return { ok: true };
  }

  function upload(person: Person, body: unknown): Json {
    const wanted = uploadBody.parse(body);
    const place = writablePlaceFor(directory, person, wanted.channel);
    const bytes = Buffer.from(wanted.content, wanted.base64 ? 'base64' : 'utf8');
    const file = stage.files.reserve({ name: wanted.filename, length: bytes.length, owner: person.id });
    stage.files.receive(file.id, bytes);
    Object.assign(file, { complete: true, title: wanted.title ?? wanted.filename });
    const message = timeline.post({
      channel: place.id,
      author: person.id,
      fromBot: false,
      text: typedText(wanted.text, 'message', directory),
      threadTs: wanted.thread_ts,
      files: [fileObject(file, stage.baseUrl())],
    });
    stage.files.share(file, place.id, message.ts);
    events.raise('file_shared', {
      type: 'file_shared',
      file_id: file.id,
      user_id: person.id,
      channel_id: place.id,
    });
    return { ok: true, channel: place.id, ts: message.ts, file_id: file.id };
  }

  /** A person deletes what they wrote; an administrator may delete anything. */
  function remove(person: Person, body: unknown): Json {
    const { channel, ts } = deleteBody.parse(body);
    timeline.remove(messageFor(stage, person, channel, ts));
    return { ok: true };
  }

  return { command: (person, body) => command(stage, person, body), message, react, upload, delete: remove };
}

async function command(stage: SpeakingStage, person: Person, body: unknown): Promise<Outcome> {
  const { channel, text, thread_ts: threadTs } = commandBody.parse(body);
  const [, name = '', rest = ''] = /^(\/\S+)\s?([\s\S]*)$/.exec(text.trim()) ?? [];
  if (threadTs !== undefined) throw new ClientRefusal(400, `${name} is not supported in threads. Sorry!`);
  if (!(stage.workspace.commands ?? DEFAULT_COMMANDS).includes(name))
    return { status: 404, body: `${name || text} is not a valid command.`, ms: 0 };
  const place = writablePlaceFor(stage.directory, person, channel);
  const payload = stage.payloads.command(person, place, name, typedText(rest, 'command', stage.directory));
  const outcome = await deliver(stage.transport, { kind: 'slash_commands', payload });
  return wasAcked(outcome) ? showAck(stage, person, place, outcome) : outcome;
}

/** An acknowledgement with a body is shown like any answer, and refused like one. */
function showAck(stage: SpeakingStage, person: Person, place: Conversation, outcome: Outcome): Outcome {
  if (outcome.body === '') return outcome;
  const body = typeof outcome.body === 'string' ? { text: outcome.body } : objectOf(outcome.body);
  try {
    stage.responseUrls.show({ personId: person.id, channel: place.id }, body);
    return outcome;
  } catch (error) {
    if (error instanceof ApiError) return { ...outcome, status: 500, body: error.code };
    throw error;
  }
}
