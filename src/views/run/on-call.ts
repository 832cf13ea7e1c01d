// Direct messages to those who carry the pagers: a drill that may wake them, and a page that overlaps one.

import { actions, context, type MessageView, messageView } from '../blocks.ts';
import { escapeText } from '../escape.ts';
import { exactTimeOf } from '../time.ts';
import { detailsButton, stopNow } from './buttons.ts';
import { sections } from './lines.ts';
import { both, deedOf, listOf, nameOf, saying, titleOf } from './phrases.ts';
import type { Scene } from './scene.ts';
import { stateLine } from './state.ts';

/** `Drill: delay 200 ms on 3 of 3 web pods (staging/shop) by Ana, until 11:07:10. It may page you with CheckoutSlow.` */
export function drillOf(scene: Scene): MessageView {
  const { record, alerts } = scene;
  const names = (alerts?.clauses ?? []).filter(({ must }) => must).map(({ name }) => saying(name, 60));
  const until = record.plannedEnd === undefined ? '' : `, until ${exactTimeOf(record.plannedEnd)}`;
  const pages = names.length === 0 ? 'It may page you.' : `It should page you with ${both(names)}.`;
  return note(scene, [`Drill: ${whatOf(scene)}${until}. ${pages}`]);
}

/** `Your page CheckoutErrorsHigh overlaps a drill: delay on staging/shop/web by Ana; being stopped.` */
export function pageOf(scene: Scene): MessageView {
  const { alerts, record } = scene;
  const told = record.alerts?.surprise?.keys ?? [];
  const names = (record.alerts?.seen ?? [])
    .filter(({ key }) => told.includes(key))
    .map(({ name }) => saying(name, 60));
  const what = names.length > 1 ? 'Your pages' : 'Your page';
  const overlap = names.length > 1 ? 'overlap' : 'overlaps';
  const none = alerts !== undefined && alerts.surprising.length === 0;
  const said = none ? ' Somebody says that it is not related.' : '';
  return note(scene, [`${what} ${listOf(names, 5)} ${overlap} a drill: ${whatOf(scene)}.${said}`]);
}

function whatOf(scene: Scene): string {
  const { cluster, namespace } = scene.record.plan.experiment.target;
  const where = `${scene.production ? 'PROD ' : ''}${escapeText(cluster)}/${escapeText(namespace)}`;
  return `${deedOf(scene)} (${where}) by ${nameOf(scene.record.requester)}`;
}

/** Below stands how the run is now; what is over can only be looked at. */
function note(scene: Scene, lines: readonly string[]): MessageView {
  const all = [...lines, stateLine(scene)];
  const buttons = [...(scene.may.canStop ? [stopNow(scene)] : []), detailsButton(scene)];
  return messageView([...all, titleOf(scene)].join('\n'), [
    ...sections(all),
    actions(...buttons),
    context(scene.record.id),
  ]);
}
