// What an Alertmanager does with silences, the shop's as much as the real one: each case is run against both.
import assert from 'node:assert/strict';
import { isMatched, type Labels } from '../../playground/alertmanager/matching.ts';
import { createAlertmanager } from '../../src/alerts/alertmanager.ts';
import {
  fits,
  fitsNot,
  is,
  isAbsent,
  isOneOf,
  type Matchers,
  matchersKey,
} from '../../src/alerts/silence.ts';

export type SilenceCase = (url: string) => Promise<void>;

const signal = AbortSignal.timeout(60_000);
const HOUR_MS = 3_600_000;

function ask(url: string, path: string, method: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/api/v2/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

const at = (ms: number): string => new Date(ms).toISOString();

function aSilence(changes: object = {}): object {
  return {
    matchers: [{ name: 'alertname', value: 'CheckoutSlow', isRegex: false, isEqual: true }],
    ...{ startsAt: at(Date.now()), endsAt: at(Date.now() + HOUR_MS), createdBy: 'ana', comment: 'a drill' },
    ...changes,
  };
}

async function statusOf(asked: Promise<Response>): Promise<number> {
  const answer = await asked;
  await answer.body?.cancel();
  return answer.status;
}

/** Our own client makes one, sees it with the very matchers, and ends it twice. */
const life: SilenceCase = async (url) => {
  const alertmanager = createAlertmanager({ name: 'main', url });
  const matchers = [
    fits('alertname', 'Web.*|Cart.*'),
    fitsNot('alertname', 'WebDown'),
    is('namespace', 'shop'),
    isAbsent('deployment'),
    isOneOf('app', ['web', 'a.b']),
  ];
  const endsAt = Date.now() + HOUR_MS;
  await alertmanager.silence({ matchers, comment: 'faultline r-234567: x', endsAt }, signal);
  const [one, ...more] = await alertmanager.silences(signal);
  assert.equal(more.length, 0);
  assert.ok(one);
  assert.equal(matchersKey(one.matchers), matchersKey(matchers));
  assert.deepEqual([one.createdBy, one.comment, one.endsAt], ['faultline', 'faultline r-234567: x', endsAt]);
  const kept = async () => (await (await ask(url, `silence/${one.id}`, 'GET')).json()) as Kept;
  const { startsAt, status } = await kept();
  assert.equal(status.state, 'active');
  assert.ok(Math.abs(Date.parse(startsAt) - Date.now()) < 5_000, startsAt);
  await alertmanager.expire(one.id, signal);
  assert.deepEqual(await alertmanager.silences(signal), []);
  assert.equal((await kept()).status.state, 'expired');
  await alertmanager.expire(one.id, signal);
};

interface Kept {
  readonly startsAt: string;
  readonly status: { readonly state: string };
}

/** What is no silence is refused, and whether one may be made is found out by that. */
const refusals: SilenceCase = async (url) => {
  const matcher = { name: 'a', value: '', isRegex: false, isEqual: true };
  const rows: readonly (readonly [number, object])[] = [
    [422, {}],
    [422, aSilence({ matchers: [] })],
    [422, aSilence({ comment: undefined })],
    [400, aSilence({ matchers: [matcher] })],
    [400, aSilence({ matchers: [{ ...matcher, value: '.*', isRegex: true }] })],
    [400, aSilence({ matchers: [{ ...matcher, value: '(', isRegex: true }] })],
    [400, aSilence({ startsAt: at(0), endsAt: at(HOUR_MS) })],
    [200, aSilence({ comment: '' })],
  ];
  for (const [status, body] of rows)
    assert.equal(await statusOf(ask(url, 'silences', 'POST', body)), status, JSON.stringify(body));
  const nobody = '7b0a36a5-0000-4000-8000-000000000000';
  assert.equal(await statusOf(ask(url, 'silence/nothing', 'DELETE')), 422);
  assert.equal(await statusOf(ask(url, `silence/${nobody}`, 'DELETE')), 500);
  assert.equal(await statusOf(ask(url, `silence/${nobody}`, 'GET')), 404);
  assert.equal(await createAlertmanager({ name: 'main', url }).maySilence(signal), true);
};

/** An alert that is silenced still fires, and says by what. */
const suppression: SilenceCase = async (url) => {
  const silenced = { alertname: 'CheckoutSlow', namespace: 'shop' };
  const loud = { alertname: 'CheckoutDown', namespace: 'shop' };
  await ask(url, 'silences', 'POST', aSilence());
  await ask(url, 'alerts', 'POST', [{ labels: silenced }, { labels: loud }]);
  const alertmanager = createAlertmanager({ name: 'main', url });
  const names = (await alertmanager.firing(signal)).map(({ name }) => name).toSorted();
  assert.deepEqual(names, ['CheckoutDown', 'CheckoutSlow']);
  assert.deepEqual(await silencedNames(url), ['CheckoutSlow']);
};

interface Shown {
  readonly labels: Labels;
  readonly status: { readonly silencedBy: readonly string[] };
}

async function silencedNames(url: string): Promise<readonly string[]> {
  const all = (await (await ask(url, 'alerts', 'GET')).json()) as readonly Shown[];
  return all
    .filter(({ status }) => status.silencedBy.length > 0)
    .map(({ labels }) => labels['alertname'] ?? '')
    .toSorted();
}

const LETTERS = '[bcdfghjklmnpqrstvwxz2456789]';
const RULES: readonly Matchers[] = [
  [is('deployment', 'web')],
  [isAbsent('deployment'), is('namespace', 'shop')],
  [fits('cluster', '(staging|eu-staging)?'), is('namespace', 'shop')],
  [fits('pod', `web-${LETTERS}{1,10}-${LETTERS}{5}`)],
  [isOneOf('app', ['a.b', 'c+d'])],
  [fits('alertname', 'N1.*'), fitsNot('alertname', 'N1|N12.*')],
];
const PARTS: readonly Labels[] = [
  {},
  { namespace: 'shop' },
  { namespace: 'shop', deployment: 'web' },
  { namespace: 'shop', deployment: 'web2', cluster: 'staging' },
  { namespace: 'shop', cluster: 'prod' },
  { namespace: 'shop', cluster: 'staging-2' },
  { pod: 'web-7d9f8-bcdfg' },
  { pod: 'web-admin-7d9f8-bcdfg' },
  { pod: 'xweb-7d9f8-bcdfg' },
  { pod: 'web-7d9f8-bcdfg-x' },
  { app: 'a.b' },
  { app: 'axb' },
  { app: 'c+d' },
  { app: 'ccd' },
];

/** Every rule on every alert: our reading of matchers is theirs. */
const matching: SilenceCase = async (url) => {
  for (const [nth, rule] of RULES.entries()) {
    const own = is('rule', String(nth));
    await ask(url, 'silences', 'POST', aSilence({ matchers: [...rule, own] }));
  }
  const alerts = RULES.flatMap((_, nth) =>
    PARTS.map((part, index) => ({ alertname: `N${index}`, rule: String(nth), ...part })),
  );
  await ask(
    url,
    'alerts',
    'POST',
    alerts.map((labels) => ({ labels })),
  );
  const all = (await (await ask(url, 'alerts', 'GET')).json()) as readonly Shown[];
  const told = new Map(all.map(({ labels, status }) => [keyOf(labels), status.silencedBy.length > 0]));
  for (const alert of alerts) {
    const isSilenced = isMatched(RULES[Number(alert.rule)] ?? [], alert);
    assert.equal(told.get(keyOf(alert)), isSilenced, JSON.stringify(alert));
  }
  assert.ok([...told.values()].filter(Boolean).length >= 10, 'some are silenced');
};

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted());
}

export const silenceCases: Readonly<Record<string, SilenceCase>> = {
  'our client makes a silence, sees it with the very matchers, and ends it': life,
  'what is no silence is refused': refusals,
  'an alert that is silenced still fires and says by what': suppression,
  'matchers mean what we take them to mean': matching,
};
