// Modals and the question before a dangerous press, as the browser's own dialogs.
// @ts-nocheck: this file runs in a browser, and the project is checked with Node's types.
import { renderBlocks } from './blocks.js';
import { el } from './elements.js';
import { readValues } from './inputs.js';
import { mrkdwn } from './mrkdwn.js';

/** Shows the top view, or closes the dialog when there is none. What is typed survives until the view itself changes. */
export function showModal(dialog, view, tools) {
  if (!view?.id) {
    dialog.dataset.shown = '';
    if (dialog.open) dialog.close();
    return;
  }
  const shown = `${view.id} ${view.hash ?? JSON.stringify(view.blocks)}`;
  if (dialog.dataset.shown === shown) return;
  dialog.dataset.shown = shown;
  draw(dialog, view, tools);
  if (!dialog.open) dialog.showModal();
}

function draw(dialog, view, tools) {
  const errors = el('p', { className: 'error' });
  const form = el(
    'form',
    { method: 'dialog', style: 'display:block;padding:0' },
    renderBlocks(
      view.blocks,
      withState(tools, view, () => readValues(form)),
    ),
    errors,
  );
  const close = el('button', { type: 'button', onclick: () => leave(tools) }, view.close?.text ?? 'Close');
  const submit = view.submit ? el('button', { className: 'primary' }, view.submit.text) : '';
  form.append(el('footer', {}, close, submit));
  form.onsubmit = (event) => send(event, form, errors, tools);
  dialog.oncancel = (event) => {
    event.preventDefault();
    void leave(tools);
  };
  dialog.replaceChildren(el('h2', {}, view.title?.text ?? ''), form);
}

/** A press in a window takes along what stands in its inputs, as Slack's client does. */
function withState(tools, view, read) {
  const act = (element, block, value) => tools.act(element, block, value, read());
  return { ...tools, act, state: view.state?.values };
}

async function leave({ close, redraw }) {
  await close().catch(() => undefined);
  await redraw();
}

async function send(event, form, errors, { submit, redraw }) {
  event.preventDefault();
  try {
    const answer = await submit(readValues(form));
    showErrors(form, answer?.errors ?? answer?.body?.errors ?? {});
    await redraw();
  } catch (error) {
    errors.textContent = error.message;
  }
}

function showErrors(form, byBlock) {
  for (const old of form.querySelectorAll('.input .error')) old.remove();
  for (const place of form.querySelectorAll('[data-input]')) {
    const words = byBlock[place.dataset.input];
    if (words) place.append(el('span', { className: 'error' }, words));
  }
}

export function askFirst(dialog, confirm, names) {
  return new Promise((resolve) => {
    const answer = (yes) => () => {
      dialog.close();
      resolve(yes);
    };
    const text = confirm.text.type === 'mrkdwn' ? mrkdwn(confirm.text.text, names) : confirm.text.text;
    const yes = el(
      'button',
      { type: 'button', className: confirm.style ?? 'primary', onclick: answer(true) },
      confirm.confirm.text,
    );
    const no = el('button', { type: 'button', onclick: answer(false) }, confirm.deny.text);
    dialog.oncancel = answer(false);
    dialog.replaceChildren(
      el('h2', {}, confirm.title?.text ?? ''),
      el('p', {}, text),
      el('footer', {}, no, yes),
    );
    dialog.showModal();
  });
}
