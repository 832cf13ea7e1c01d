// Makes a form agree with itself after one choice has changed: what the others no longer fit is taken back.

import { actionById, kinds } from '../../chaos/catalogue/catalogue.ts';
import type { KnownCluster } from '../where.ts';
import type { FilledForm } from './filled-form.ts';

export function settled(form: FilledForm, clusters: readonly KnownCluster[]): FilledForm {
  return withPlace(withItsValues(withAction(form)), clusters);
}

/** A kind with one action needs no second choice. */
function withAction(form: FilledForm): FilledForm {
  const kind = kinds().find((one) => one.kind === form.kind);
  if (kind === undefined) return { ...form, kind: '', action: '' };
  const [only, ...more] = kind.actions;
  if (actionById(kind.kind, form.action) !== undefined) return form;
  return { ...form, action: only !== undefined && more.length === 0 ? only.id : '' };
}

/** Fields belong to their action: another one has its own, with what was typed there before. */
function withItsValues(form: FilledForm): FilledForm {
  const { action, drawnFor, values, away } = form;
  if (action === drawnFor) return form;
  const all = { ...away, ...prefixed(drawnFor, values) };
  const isOwn = (key: string): boolean => key.startsWith(`${action}.`);
  const own = Object.entries(all).filter(([key]) => action !== '' && isOwn(key));
  const others = Object.entries(all).filter(([key]) => action === '' || !isOwn(key));
  return {
    ...{ ...form, drawnFor: action, away: Object.fromEntries(others) },
    values: Object.fromEntries(own.map(([key, value]) => [key.slice(action.length + 1), value])),
  };
}

export function prefixed(
  action: string,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries.map(([name, value]) => [`${action}.${name}`, value]));
}

/** A cluster that does not answer keeps what was chosen: it may be right. */
function withPlace(form: FilledForm, clusters: readonly KnownCluster[]): FilledForm {
  const cluster = clusters.find(({ name }) => name === form.cluster);
  if (cluster === undefined) return { ...form, cluster: '', namespace: '', targets: [], peers: [] };
  const isThere = !cluster.synced() || cluster.namespaces().includes(form.namespace);
  return isThere ? form : { ...form, namespace: '', targets: [], peers: [] };
}
