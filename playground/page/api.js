// The people API as the page uses it: everything the page knows and does goes through here.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.

const base = new URL('people/', document.baseURI);

/** What went wrong is the API's own sentence, made to be shown. */
export class Refused extends Error {}

export const listPeople = () => read('../people');
export const listChannels = () => read('../channels');
export const listBots = () => read('../bots');
export const killBot = (name) => write(`../bots/${name}/kill`, {});
/** How the shop's pods stand, and who measures them. */
export const shopNow = () => read('../shop');

export function asPerson(name) {
  const at = (path) => `${encodeURIComponent(name)}/${path}`;
  const query = (path, words) => read(`${at(path)}?${new URLSearchParams(words)}`);
  return {
    command: (channel, text) => write(at('command'), { channel, text }),
    message: (channel, text, thread) =>
      write(at('message'), { channel, text, ...(thread && { thread_ts: thread }) }),
    click: (words) => write(at('click'), words),
    select: (words) => write(at('select'), words),
    submit: (viewId, values) => write(at('submit'), { view_id: viewId, values }),
    close: (viewId) => write(at('close'), { view_id: viewId }),
    messages: (channel, thread) => query('messages', { channel, ...(thread && { thread_ts: thread }) }),
    view: () => read(at('view')),
    home: (isOpening) => read(`${at('home')}?open=${isOpening}`),
    options: (words) => write(at('options'), words),
    wait: (cursor, signal) => read(`${at('wait')}?cursor=${cursor}&timeout_ms=25000`, { signal }),
  };
}

const read = (path, options) => call(path, options);

const write = (path, body) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function call(path, options) {
  const answer = await fetch(new URL(path, base), options);
  const text = await answer.text();
  const body = text ? parsed(text) : undefined;
  if (!answer.ok) throw new Refused(body?.error ?? (text || `HTTP ${answer.status}`));
  return body;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { error: text };
  }
}
