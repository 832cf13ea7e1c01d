// The page: one person's view of the workspace, kept level by waiting for what changed.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { asPerson, listChannels, listPeople, Refused } from './api.js';
import { renderBlocks } from './blocks.js';
import { el } from './elements.js';
import { createGuide } from './guide.js';
import { forgetMessages, keepAtEnd, returnToEnd, showMessages } from './messages.js';
import { askFirst, showModal } from './modals.js';
import { watchStanding } from './standing.js';

const $ = (id) => document.getElementById(id);
const state = { people: [], channels: [], me: undefined, place: undefined, thread: undefined };
let api;
let guide;
let watching = new AbortController();

const names = {
  person: (id) =>
    state.people.find((one) => one.id === id || one.name === id)?.name ?? (/^U/.test(id) ? 'faultline' : id),
  channel: (id) => state.channels.find((one) => one.id === id)?.name ?? id,
  people: () => state.people.map((one) => [one.id, one.name]),
  channels: () => state.channels.map((one) => [one.id, `#${one.name}`]),
};

/** What the guide does is what a person does here, in the first channel. */
const guided = {
  channel: () => state.channels[0].id,
  be: (name) => {
    state.place = undefined;
    return become(name);
  },
  command: async (text) => {
    returnToEnd($('messages'));
    through(await api.command(state.place.id, text));
  },
  click: async ({ channel, ts, thread_ts }, label) =>
    through(await api.click({ channel, ts, label, ...(thread_ts && { thread_ts }) })),
  openThread: (ts) => openThread(ts),
};

await begin();

async function begin() {
  [state.people, state.channels] = await Promise.all([listPeople(), listChannels()]);
  $('person').replaceChildren(
    ...state.people.map((one) => el('option', { value: one.name }, one.realName ?? one.name)),
  );
  $('person').onchange = () => told(() => become($('person').value));
  $('writer').onsubmit = (event) => say(event, $('text'));
  $('thread-writer').onsubmit = (event) => say(event, $('thread-text'), state.thread);
  for (const place of [$('messages'), $('replies')]) keepAtEnd(place);
  $('thread-close').onclick = () => told(() => openThread(undefined));
  await become(new URLSearchParams(location.search).get('as') ?? state.people[0].name);
  watchStanding($('pods'), $('measured'));
  guide = createGuide({ page: guided, place: $('guide'), opener: $('guide-open') });
  void guide.look();
}

async function become(name) {
  watching.abort();
  watching = new AbortController();
  state.me = state.people.find((one) => one.name === name) ?? state.people[0];
  $('person').value = state.me.name;
  $('role').textContent = state.me.role;
  history.replaceState(null, '', `?as=${state.me.name}`);
  api = asPerson(state.me.name);
  state.thread = undefined;
  state.place ??= { kind: 'channel', id: state.channels[0].id, name: `#${state.channels[0].name}` };
  const { cursor } = await api.wait(0, watching.signal).catch(() => ({ cursor: 0 }));
  await draw();
  void watch(cursor, watching.signal);
}

async function watch(cursor, signal) {
  while (!signal.aborted) {
    try {
      const news = await api.wait(cursor, signal);
      cursor = news.cursor;
      if (news.changes.length > 0) await draw();
    } catch {
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

async function draw() {
  drawPlaces();
  if (state.place.kind === 'home') await drawHome();
  else await drawMessages();
  await drawThread();
  await drawModal();
  void guide?.look();
}

function drawPlaces() {
  const channels = state.channels.map(({ id, name }) => ({ kind: 'channel', id, name: `#${name}` }));
  const dms = [{ kind: 'dm', id: 'dm', name: 'faultline' }];
  $('channels').replaceChildren(...channels.map(placeButton));
  $('dms').replaceChildren(...dms.map(placeButton));
  $('apps').replaceChildren(placeButton({ kind: 'home', id: 'home', name: 'Faultline home' }));
  $('place').textContent = state.place.name;
  $('writer').hidden = state.place.kind === 'home';
}

function placeButton(place) {
  const onclick = () =>
    told(async () => {
      Object.assign(state, { place, thread: undefined });
      await draw();
    });
  const button = el('button', { type: 'button', onclick }, place.name);
  button.setAttribute('aria-current', String(place.id === state.place.id && place.kind === state.place.kind));
  return el('li', {}, button);
}

async function drawMessages() {
  const messages = await api.messages(state.place.id);
  showMessages($('messages'), messages, {
    ...messageTools(),
    openThread: (ts) => told(() => openThread(ts)),
  });
}

async function drawThread() {
  $('thread').hidden = state.thread === undefined;
  if (state.thread === undefined) return;
  showMessages($('replies'), await api.messages(state.place.id, state.thread), messageTools());
}

async function openThread(ts) {
  state.thread = ts;
  await drawThread();
}

async function drawHome() {
  const view = await api.home(state.opened !== state.place);
  state.opened = state.place;
  const blocks = view?.blocks
    ? renderBlocks(view.blocks, actingOn({ view_id: view.id }))
    : [el('p', { className: 'message dim' }, 'Nothing here yet.')];
  forgetMessages($('messages'));
  $('messages').replaceChildren(el('article', { className: 'message' }, blocks));
}

async function drawModal() {
  const view = await api.view();
  showModal($('modal'), view, {
    ...actingOn({ view_id: view?.id }),
    submit: (values) => api.submit(view.id, values),
    close: () => api.close(view.id),
    redraw: draw,
  });
}

/** What messages are drawn with: each of them is acted on where it stands. */
function messageTools() {
  return { names, on: (message) => actingOn({ channel: state.place.id, ts: message.ts }) };
}

function actingOn(where) {
  return {
    names,
    act: (element, block, value, state) => press({ ...where, state }, element, block, value),
    options: async (element, block, value) =>
      (await api.options({ ...where, ...named(element, block), value })).options,
  };
}

const named = (element, block) => ({ action_id: element.action_id, block_id: block?.block_id });

async function press(where, element, block, value) {
  if (element.confirm && !(await askFirst($('confirm'), element.confirm, names))) return;
  const what = { ...where, ...named(element, block) };
  const chosen = Array.isArray(value) ? { values: value } : { value };
  await told(() =>
    value === undefined ? api.click({ ...what, value: element.value }) : api.select({ ...what, ...chosen }),
  );
}

async function say(event, field, thread) {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  field.value = '';
  returnToEnd(thread === undefined ? $('messages') : $('replies'));
  const isCommand = text.startsWith('/') && thread === undefined;
  await told(() =>
    isCommand ? api.command(state.place.id, text) : api.message(state.place.id, text, thread),
  );
}

/** Runs what a person asked for; a refusal is shown where they look. */
async function told(work) {
  $('answer').textContent = '';
  try {
    through(await work());
  } catch (error) {
    $('answer').textContent =
      error instanceof Refused ? error.message : `The playground does not answer: ${error}`;
  }
}

/** The bot may be away although the playground answers. */
function through(answer) {
  if (answer?.status > 299) throw new Refused(`That did not get through: ${answer.body}`);
}
