// The buttons under a run's messages, by what may be done now; a late thumb must not hurt.

import { type ActionId, MORE_MENU, menuValue, runButtonValue } from '../actions.ts';
import { actions, type Block, type Button, button, confirm, type Overflow, overflow } from '../blocks.ts';
import { happeningOf, leftAlone, planIdOf } from './phrases.ts';
import type { Scene } from './scene.ts';

/** Details takes the place of Approve; Stop, Try again or Run again, which only shows a plan, the place of Deny. */
export function cardButtons(scene: Scene): Block {
  if (scene.may.canVote) return actions(...voteButtons(scene));
  return actions(detailsButton(scene), ...second(scene), ...more(scene));
}

function second(scene: Scene): readonly Button[] {
  if (scene.may.canRetry) return [retryButton(scene)];
  if (scene.may.canRepeat) return [press(scene, 'run_again', 'Run again')];
  return scene.may.canStop && scene.record.phase !== 'draft' ? [press(scene, 'run_stop', 'Stop')] : [];
}

export function voteButtons(scene: Scene): readonly Button[] {
  const ask = confirm('Approve?', confirmWords(scene), 'Approve', 'Back');
  return [
    button('run_approve', 'Approve', pressValue(scene), { style: 'primary', confirm: ask }),
    press(scene, 'run_deny', 'Deny'),
    detailsButton(scene),
  ];
}

/** `PROD eu-1: kills 1 of 12 shop/web pods, once. 11 stay ready. Plan 3fa2.` */
function confirmWords(scene: Scene): string {
  const { plan } = scene.record;
  // Last, since Slack has room for 300 characters: what is cut there stands whole in the message.
  const details = scene.details === undefined ? '' : ` ${scene.details}.`;
  const where = `${scene.production ? 'PROD ' : ''}${plan.experiment.target.cluster}`;
  return `${where}: ${happeningOf(scene)}. ${leftAlone(plan)}. P${planIdOf(scene.record).slice(1)}.${details}`;
}

export function startButtons(scene: Scene): Block {
  return actions(button('run_start', 'Start now', pressValue(scene), { style: 'primary' }));
}

export function stuckButtons(scene: Scene): Block {
  return actions(retryButton(scene), detailsButton(scene), ...more(scene));
}

export function stopNow(scene: Scene): Button {
  return press(scene, 'run_stop', 'Stop now');
}

/** Stop comes first; what is over can still be judged. */
export function surpriseButtons(scene: Scene, nth: number): Block | undefined {
  const { alerts, record } = scene;
  if (alerts === undefined) return undefined;
  const isRelated = alerts.surprising.length > 0;
  const value = runButtonValue({ run: record.id, nth });
  return actions(
    ...(scene.may.canStop && isRelated ? [stopNow(scene)] : []),
    ...(alerts.canKeep && isRelated ? [button('alert_keep', 'Keep, why?', value)] : []),
    isRelated
      ? button('alert_unrelated', 'Not related', value)
      : button('alert_related', 'Related after all', value),
  );
}

/** The plan's own buttons; the first says what happens when it is pressed. */
export function planButtons(scene: Scene): Block {
  const label = scene.record.plan.verdict.kind === 'allow' ? 'Start now' : 'Request approval';
  const isChanged = scene.record.plan.experiment.orchestrated === undefined;
  return actions(
    button('plan_request', label, pressValue(scene), { style: 'primary' }),
    // What came as YAML of many parts is changed there.
    ...(isChanged ? [press(scene, 'plan_change', 'Change')] : []),
    press(scene, 'plan_cancel', 'Cancel'),
  );
}

/** Its entries ask before they do anything: whoever opens a halt from here is shown how many runs it ends. */
function more(scene: Scene): readonly Overflow[] {
  if (!scene.may.isLive) return [];
  const run = { run: scene.record.id };
  const { cluster } = scene.record.plan.experiment.target;
  const abandon = { label: 'Mark left behind…', value: menuValue('run_abandon', run) };
  const halt = { label: `Halt ${cluster}…`, value: menuValue('halt_cluster', run) };
  const pause = { label: 'Pause', value: menuValue('run_pause', run) };
  const resume = { label: 'Resume', value: menuValue('run_resume', run) };
  const { canRetry, canPause, canResume } = scene.may;
  return [
    overflow(MORE_MENU, [
      ...(canPause ? [pause] : []),
      ...(canResume ? [resume] : []),
      ...(canRetry ? [abandon] : []),
      halt,
    ]),
  ];
}

function retryButton(scene: Scene): Button {
  return press(scene, 'run_retry', 'Try again');
}

export function detailsButton(scene: Scene): Button {
  return press(scene, 'run_details', 'Details');
}

function press(scene: Scene, action: ActionId, label: string): Button {
  return button(action, label, pressValue(scene));
}

function pressValue({ record }: Scene): string {
  return runButtonValue({ run: record.id, digest: record.plan.digest });
}
