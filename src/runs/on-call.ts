// Who carries the pagers of a run's place: told of a drill that may page them, and of a page that overlaps one.

import { contractOf } from '../chaos/alert-contract.ts';
import { isEnded, type RunRecord } from './record.ts';

const DRILL = ':drill';
const PAGE = ':page';

export type OnCallNote = 'drill' | 'page';

export function noteOf(key: string): OnCallNote | undefined {
  if (key.endsWith(DRILL)) return 'drill';
  return key.endsWith(PAGE) ? 'page' : undefined;
}

/** A page is told of whatever was promised; a drill only to whom it may wake. Nobody is told of their own run. */
export function onCallKeys(record: RunRecord): readonly string[] {
  const { alerts, requester, object, phase } = record;
  const people = (alerts?.onCall ?? []).filter((id) => id !== requester.id);
  const isOn = object !== undefined && !isEnded(phase);
  return people.flatMap((id) => [
    ...(isOn && mayPage(record) ? [`dm:${id}${DRILL}`] : []),
    ...(alerts?.surprise === undefined ? [] : [`dm:${id}${PAGE}`]),
  ]);
}

function mayPage({ plan }: RunRecord): boolean {
  const { must, may } = contractOf(plan.manifest.metadata);
  return must.length + may.length > 0;
}

/** The record's `facts` that such a message has to show. */
export function onCallFacts(record: RunRecord, key: string): number {
  if (isEnded(record.phase)) return record.facts;
  return noteOf(key) === 'page' ? (record.alerts?.facts ?? 0) : 0;
}
