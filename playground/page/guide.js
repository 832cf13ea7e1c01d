// The guided first run above the channel: one step at a time, ticked off by what is seen in the workspace.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { asPerson, killBot, listBots } from './api.js';
import { el } from './elements.js';
import { steps } from './guide-steps.js';

const PATIENCE_MS = 90_000;
const ACT_MS = 15_000;
const fresh = { step: 0, since: '0', folded: false, dismissed: false };

/** `page`: what a person does there. `place` is drawn into; `opener` brings it back. */
export function createGuide({ page, place, opener }) {
  const ana = asPerson('ana');
  let progress = kept();
  let trouble = '';
  let shown = '';
  let looking;

  function keep(news) {
    progress = { ...progress, ...news };
    sessionStorage.setItem('guide', JSON.stringify(progress));
    draw();
  }

  const surroundings = {
    bots: listBots,
    replies: (ts) => ana.messages(page.channel(), ts),
  };

  async function look() {
    const messages = await ana.messages(page.channel());
    // Another workspace at the same address: what was done in the last one is gone.
    if (progress.step > 0 && !messages.some(({ ts }) => Number(ts) <= Number(progress.since)))
      await begin(messages);
    const step = steps[progress.step];
    const learnt = await step?.seen({ messages, ...surroundings }, progress);
    if (learnt) await tick(learnt, messages);
  }

  async function tick(learnt, messages) {
    const next = steps[progress.step + 1];
    const known = await next?.enter?.(surroundings);
    trouble = '';
    const news = { step: progress.step + 1, since: newest(messages), pressedAt: undefined };
    keep({ ...news, ...learnt, ...known });
  }

  async function begin(messages) {
    trouble = '';
    keep({ ...fresh, since: newest(messages), run: undefined, pressedAt: undefined });
  }

  /** A look at a time; what changed meanwhile is looked at next. */
  function lookSoon() {
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  async function until(find, thread) {
    for (const deadline = Date.now() + ACT_MS; Date.now() < deadline; await pause(150)) {
      const found = find(await ana.messages(page.channel(), thread).catch(() => []));
      if (found) return found;
    }
    throw new Error('What this step needs is not there. Press once more, or start over.');
  }

  async function press() {
    const { step } = progress;
    trouble = '';
    keep({ pressedAt: Date.now() });
    try {
      await steps[step].act({ ...page, until, killBot: () => killBot('bot') }, progress);
    } catch (error) {
      if (progress.step !== step) return;
      trouble = error.message;
      keep({ pressedAt: undefined });
    }
  }

  function draw() {
    const isUnderWay = Date.now() - (progress.pressedAt ?? 0) < PATIENCE_MS;
    const now = JSON.stringify([progress, trouble, isUnderWay]);
    if (now === shown) return;
    shown = now;
    const hadFocus = place.contains(document.activeElement);
    place.hidden = progress.dismissed;
    opener.hidden = !progress.dismissed;
    place.replaceChildren(head(), ...(progress.folded ? [] : [list(), body(isUnderWay)]));
    if (hadFocus) (place.querySelector('.primary') ?? place.querySelector('.fold'))?.focus();
  }

  function head() {
    const count = progress.step < steps.length ? `${progress.step + 1} of ${steps.length}` : 'done';
    const fold = button(`First run: ${count}`, () => keep({ folded: !progress.folded }), 'fold');
    fold.setAttribute('aria-expanded', String(!progress.folded));
    const close = button('✕', dismiss);
    close.setAttribute('aria-label', 'Dismiss the guide');
    return el('header', {}, fold, close);
  }

  function dismiss() {
    keep({ dismissed: true });
    opener.focus();
  }

  function list() {
    return el('ol', {}, steps.map(mark));
  }

  function mark({ title }, index) {
    const isDone = index < progress.step;
    const item = el(
      'li',
      { className: isDone ? 'done' : '' },
      isDone ? `✓ ${title}` : `${index + 1} ${title}`,
    );
    if (isDone) item.append(el('span', { className: 'unseen' }, ' (done)'));
    if (index === progress.step) item.setAttribute('aria-current', 'step');
    return item;
  }

  function body(isUnderWay) {
    const step = steps[progress.step];
    const say = (words) => el('p', {}, words);
    if (!step) return el('div', { className: 'now' }, say(FAREWELL), button('Start over', startOver));
    const go = button(isUnderWay ? 'Under way …' : step.label, press, 'primary');
    // Not `disabled`: who came here by keyboard would lose their place.
    if (isUnderWay) Object.assign(go, { onclick: null, ariaDisabled: 'true' });
    return el(
      'div',
      { className: 'now' },
      say(step.words),
      go,
      trouble ? el('p', { className: 'error' }, trouble) : '',
    );
  }

  async function startOver() {
    await begin(await ana.messages(page.channel()));
  }

  opener.onclick = () => {
    keep({ dismissed: false });
    place.querySelector('button')?.focus();
  };
  draw();
  setInterval(draw, 5_000);
  return { look: lookSoon };
}

const FAREWELL =
  'That was the whole round: a plan, people who agree, a promise that was kept, and a run that outlived its bot. The workspace is yours now: /chaos help says more.';

/** What was only waiting to begin does not outlive the page. */
function kept() {
  try {
    const { pressedAt = 0, ...rest } = JSON.parse(sessionStorage.getItem('guide') ?? '{}');
    return { ...fresh, ...rest, ...(pressedAt < Date.now() && { pressedAt }) };
  } catch {
    return fresh;
  }
}

const newest = (messages) => messages.reduce((last, { ts }) => (Number(ts) > Number(last) ? ts : last), '0');

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function button(words, onclick, className = '') {
  return el('button', { type: 'button', className, onclick }, words);
}
