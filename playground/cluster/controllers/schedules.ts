// Chaos Mesh's controller for Schedules: starts a run when its time has come, passes pauses on, and keeps so many.

import { bodyKey } from '../../../src/chaos/orchestration/body.ts';
import { readCron } from '../../../src/chaos/orchestration/cron.ts';
import { fieldsAt, type KubeObject, keyOf, specOf, statusOf, textAt } from '../objects/kube-object.ts';
import { isTerminating } from '../objects/pod.ts';
import { StatusError } from '../objects/status-error.ts';
import { CHAOS_GROUP, resourceKey } from '../store/resources.ts';
import { createRecorder, forbidden, notPausable, spawned, unspawned } from './chaos-events.ts';
import { isPaused } from './chaos-status.ts';
import type { Controller, ControlPlane } from './control-plane.ts';
import { followStore } from './follow-store.ts';
import { createNursery, isFinished, isOnce } from './orchestrated.ts';
import { createWorkqueue, type Requeue } from './workqueue.ts';

const PAUSE = 'experiment.chaos-mesh.org/pause';
const MANAGED_BY = 'managed-by';

export function createSchedules(plane: ControlPlane): Controller {
  const { registry, catalog, store, clock, faults, latencyMs, speed } = plane;
  const schedules = catalog.plural('schedules');
  const nursery = createNursery(plane);
  const recorder = createRecorder(plane);
  /** By uid: what was said last, so that it is said once. */
  const said = new Map<string, string>();

  function tell(
    object: KubeObject,
    component: string,
    word: string,
    what: Parameters<typeof recorder.emit>[2],
  ) {
    if (said.get(`${object.metadata.uid} ${component}`) === word) return;
    said.set(`${object.metadata.uid} ${component}`, word);
    recorder.emit(object, component, what);
  }

  /** Whatever carries its label, oldest first; also what another namespace's Schedule of the name has started. */
  function runsOf(schedule: KubeObject): KubeObject[] {
    const resource = nursery.resourceOf(textAt(specOf(schedule), 'type'));
    return registry
      .list(resource)
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === schedule.metadata.name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .sort((a, b) => Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp));
  }

  /** What has no duration counts as over: it goes while it runs. */
  function collect(schedule: KubeObject, runs: readonly KubeObject[]): void {
    const limit = Number(specOf(schedule)['historyLimit'] ?? 0);
    const old = runs.slice(0, Math.max(0, runs.length - limit));
    for (const run of old.filter((one) => !isTerminating(one) && (isFinished(one) || isEndless(one))))
      registry.remove(nursery.resourceOf(run.kind), run.metadata.namespace, run.metadata.name);
  }

  function passPauseOn(schedule: KubeObject, runs: readonly KubeObject[]): void {
    const text = schedule.metadata.annotations?.[PAUSE];
    if (text === undefined && !runs.some((run) => run.metadata.annotations?.[PAUSE] !== undefined)) return;
    const wanted = isPaused(schedule) ? 'true' : 'false';
    for (const run of runs.filter(({ metadata }) => metadata.annotations?.[PAUSE] !== wanted))
      registry.edit(nursery.resourceOf(run.kind), run.metadata.namespace, run.metadata.name, (draft) => {
        draft.metadata.annotations = { ...draft.metadata.annotations, [PAUSE]: wanted };
      });
  }

  function start(schedule: KubeObject, at: number): void {
    const spec = specOf(schedule);
    const kind = textAt(spec, 'type');
    const { name, namespace } = schedule.metadata;
    try {
      const labels = { [MANAGED_BY]: name };
      const body = structuredClone(fieldsAt(spec, bodyKey(kind)));
      const run = nursery.make({ kind, owner: schedule, generateName: `${name}-`, labels, spec: body });
      recorder.emit(schedule, 'schedule-cron', spawned(run.metadata.name));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      tell(schedule, 'schedule-cron', 'failed', unspawned(error.message));
    }
    registry.edit(schedules, namespace, name, (draft) => {
      draft['status'] = { ...statusOf(draft), time: new Date(at).toISOString() };
    });
  }

  function showActive(schedule: KubeObject, runs: readonly KubeObject[]): void {
    const active = runs.map(({ kind, metadata: { namespace, name, uid } }) => ({
      kind,
      namespace,
      name,
      uid,
    }));
    registry.edit(schedules, schedule.metadata.namespace, schedule.metadata.name, (draft) => {
      draft['status'] = { ...statusOf(draft), active };
    });
  }

  function startIfDue(schedule: KubeObject, runs: readonly KubeObject[]): Requeue {
    const cron = readCron(textAt(specOf(schedule), 'schedule'));
    const { name, creationTimestamp } = schedule.metadata;
    const last = Date.parse(textAt(statusOf(schedule), 'time') || creationTimestamp);
    const [next] = cron.ok ? cron.cron.next(last, 1) : [];
    if (next === undefined) return {};
    if (next > clock.now()) return { afterMs: (next - clock.now()) / 1 + 1 };
    const busy = runs.find((run) => !isFinished(run));
    if (textAt(specOf(schedule), 'concurrencyPolicy') === 'Forbid' && busy !== undefined) {
      tell(schedule, 'schedule-cron', `${name} ${next}`, forbidden(busy.metadata.name));
      return {};
    }
    start(schedule, clock.now());
    return { afterMs: latencyMs };
  }

  function reconcile(key: string): Requeue {
    const [namespace, name = ''] = key.split('/');
    const schedule = registry.get(schedules, namespace, name);
    if (schedule === undefined || isTerminating(schedule) || faults.has('controllerDown')) return {};
    const isFlow = textAt(specOf(schedule), 'type') === 'Workflow';
    if (isFlow && isPaused(schedule)) tell(schedule, 'schedule-pause', 'paused', notPausable);
    const runs = runsOf(schedule);
    if (!isFlow) passPauseOn(schedule, runs);
    collect(schedule, runs);
    showActive(schedule, runsOf(schedule));
    return isPaused(schedule) ? {} : startIfDue(schedule, runsOf(schedule));
  }

  const queue = createWorkqueue({ clock, latencyMs: latencyMs / speed, speed, reconcile });

  function nudgeAll(): void {
    for (const schedule of registry.list(schedules)) queue.add(keyOf(schedule));
  }

  faults.onChange((settings) => {
    if (settings.controllerDown !== true) nudgeAll();
  });

  return followStore({
    store,
    queue,
    addAll: nudgeAll,
    onChange({ resource, object }) {
      if (resource === resourceKey(schedules)) queue.add(keyOf(object));
      const owner = object.metadata.labels?.[MANAGED_BY];
      if (owner !== undefined && resource.startsWith(`${CHAOS_GROUP}/`))
        queue.add(`${object.metadata.namespace ?? ''}/${owner}`);
    },
  });
}

function isEndless(run: KubeObject): boolean {
  return run.kind !== 'Workflow' && !isOnce(run) && textAt(specOf(run), 'duration') === '';
}
