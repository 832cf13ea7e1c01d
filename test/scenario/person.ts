// One person of the workspace in a test: says, presses and sees what they could, through the people API alone.
import assert from 'node:assert/strict';

export interface Seen {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly channel?: string;
  readonly text?: string;
  /** The words on the screen, in order. */
  readonly plain: string;
  readonly blocks?: readonly Block[];
  readonly edited?: unknown;
  readonly ephemeral?: boolean;
  readonly reply_count?: number;
}

export type Block = Readonly<Record<string, unknown>>;

export interface Ack {
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
}

/** Where to press: a channel, and the button's text or action; without `ts`, on the newest message that has it. */
export interface Press {
  readonly channel: string;
  readonly label?: string;
  readonly action_id?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
}

export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly thread?: string | undefined;
}

export interface PersonInTest {
  command(channel: string, text: string): Promise<Ack>;
  message(channel: string, text: string, thread?: string): Promise<unknown>;
  upload(channel: string, filename: string, content: string): Promise<unknown>;
  click(press: Press): Promise<unknown>;
  /** Presses in the open modal or on the home tab. */
  clickView(label: string): Promise<unknown>;
  /** Chooses in the open modal, one option or several, and waits until it is drawn again. */
  choose(field: string, value: string | readonly string[]): Promise<void>;
  select(choice: Press & { readonly value: unknown }): Promise<unknown>;
  submit(
    viewId: string,
    values: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<unknown>;
  close(viewId: string): Promise<unknown>;
  shortcut(callbackId: string, on?: { readonly channel: string; readonly ts: string }): Promise<unknown>;
  messages(channel: string, thread?: string): Promise<readonly Seen[]>;
  dms(): Promise<readonly Seen[]>;
  pushes(): Promise<readonly Block[]>;
  view(): Promise<Block | null>;
  home(): Promise<Block | null>;
  /** The open modal, as soon as the predicate takes it. */
  waitForView(wanted: (view: Block) => boolean): Promise<Block>;
  /** The first message of the channel that the predicate takes, as soon as there is one. */
  waitFor(channel: string, wanted: (message: Seen) => boolean, options?: WaitOptions): Promise<Seen>;
  /** The same among the messages the bot sent them directly. */
  waitForDm(wanted: (message: Seen) => boolean, options?: WaitOptions): Promise<Seen>;
}

const patienceMs = 10_000;

export function personInTest(base: string, name: string): PersonInTest {
  const own = `${base}/people/${name}`;
  const read = <T>(path: string) => call<T>(`${own}/${path}`);
  const write = (path: string, body: object) => call<unknown>(`${own}/${path}`, body);
  const seenIn = (channel: string, thread?: string) =>
    read<readonly Seen[]>(`messages?${query({ channel, thread })}`);
  const dms = () => read<readonly Seen[]>('dms');

  async function waitAmong(
    look: () => Promise<readonly Seen[]>,
    wanted: (message: Seen) => boolean,
    timeoutMs: number,
  ): Promise<Seen> {
    const deadline = Date.now() + timeoutMs;
    let { cursor } = await read<News>('wait?cursor=0&timeout_ms=0');
    for (;;) {
      const seen = await look();
      const found = seen.find(wanted);
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${name} waited ${timeoutMs} ms in vain. Seen: ${shown(seen)}`);
      ({ cursor } = await read<News>(`wait?cursor=${cursor}&timeout_ms=${left}`));
    }
  }

  async function waitForView(wanted: (view: Block) => boolean): Promise<Block> {
    const deadline = Date.now() + patienceMs;
    let { cursor } = await read<News>('wait?cursor=0&timeout_ms=0');
    for (;;) {
      const view = await read<Block | null>('view');
      if (view !== null && wanted(view)) return view;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${name} waited in vain for a window; there is ${JSON.stringify(view)}`);
      ({ cursor } = await read<News>(`wait?cursor=${cursor}&timeout_ms=${left}`));
    }
  }

  async function place(press: Press): Promise<object> {
    const { thread_ts: thread, ...where } = press;
    if (where.ts) return where;
    const seen = await seenIn(press.channel, thread);
    const holder = seen.findLast((message) => hasButton(message.blocks, press));
    assert.ok(
      holder,
      `${name} sees no ${press.label ?? press.action_id} in ${press.channel}. Seen: ${shown(seen)}`,
    );
    return { ...where, channel: holder.channel ?? press.channel, ts: holder.ts };
  }

  async function openView(): Promise<Block> {
    const view = (await read<Block | null>('view')) ?? (await read<Block | null>('home'));
    assert.ok(view, `${name} has neither a modal nor a home tab open`);
    return view;
  }

  return {
    command: (channel, text) => call<Ack>(`${own}/command`, { channel, text }),
    message: (channel, text, thread) =>
      write('message', { channel, text, ...(thread ? { thread_ts: thread } : {}) }),
    upload: (channel, filename, content) => write('upload', { channel, filename, content }),
    click: async (press) => write('click', await place(press)),
    clickView: async (label) => write('click', { view_id: (await openView())['id'], label }),
    choose: async (field, value) => {
      const words = typeof value === 'string' ? { value } : { values: value };
      const before = await openView();
      await write('select', { view_id: before['id'], action_id: field, ...words });
      await waitForView((view) => view['hash'] !== before['hash']);
    },
    select: async ({ value, ...press }) => write('select', { ...(await place(press)), value }),
    submit: (viewId, values) => write('submit', { view_id: viewId, values }),
    close: (viewId) => write('close', { view_id: viewId }),
    shortcut: (callbackId, on) => write('shortcut', { callback_id: callbackId, ...on }),
    messages: seenIn,
    dms,
    pushes: () => read('pushes'),
    view: () => read('view'),
    home: () => read('home'),
    waitForView,
    waitFor: (channel, wanted, { timeoutMs = patienceMs, thread } = {}) =>
      waitAmong(() => seenIn(channel, thread), wanted, timeoutMs),
    waitForDm: (wanted, { timeoutMs = patienceMs } = {}) => waitAmong(dms, wanted, timeoutMs),
  };
}

interface News {
  readonly cursor: number;
}

function hasButton(blocks: unknown, { label, action_id: action }: Press): boolean {
  if (Array.isArray(blocks))
    return blocks.some((each) => hasButton(each, { channel: '', ...given(label, action) }));
  if (typeof blocks !== 'object' || blocks === null) return false;
  const element = blocks as Readonly<Record<string, unknown>>;
  if (label === undefined ? element['action_id'] === action : buttonText(element) === label) return true;
  return Object.values(element).some((each) => hasButton(each, { channel: '', ...given(label, action) }));
}

function given(label: string | undefined, action: string | undefined): Partial<Press> {
  return {
    ...(label === undefined ? {} : { label }),
    ...(action === undefined ? {} : { action_id: action }),
  };
}

function buttonText(element: Readonly<Record<string, unknown>>): unknown {
  if (typeof element['action_id'] !== 'string') return undefined;
  return (element['text'] as { text?: unknown } | undefined)?.text;
}

function shown(messages: readonly Seen[]): string {
  return messages.length === 0
    ? 'nothing'
    : messages.map((message) => `\n  ${message.ts} ${message.plain}`).join('');
}

function query(words: Readonly<Record<string, string | undefined>>): string {
  const { thread, ...rest } = words;
  const all = { ...rest, ...(thread ? { thread_ts: thread } : {}) };
  return new URLSearchParams(all as Record<string, string>).toString();
}

export async function call<T>(url: string, body?: object): Promise<T> {
  const post = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(url, post || {});
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return JSON.parse(text === '' ? 'null' : text) as T;
}
