// One Web API call from token to answer: faults, scopes, rate tiers, then the method itself.

import type { Clock } from '../../clock.ts';
import type { Faults } from '../faults.ts';
import type { Json } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import { type Args, createArgs } from './arguments.ts';
import { ApiError, type Methods } from './method.ts';
import { createRateLimiter } from './rate-tiers.ts';
import { SCOPES, type ScopeCheck } from './scopes.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface Dispatch {
  /** `undefined`: the connection is dropped without an answer. */
  call(method: string, args: Json, token: string | undefined): Promise<Answer | undefined>;
  calls(): Record<string, number>;
}

export interface DispatchDeps {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly scopes: ScopeCheck;
  readonly methods: Methods;
}

const APP_TOKEN_METHODS = new Set(['apps.connections.open']);

export function createDispatch({ workspace, clock, faults, scopes, methods }: DispatchDeps): Dispatch {
  const counts = new Map<string, number>();
  const limiter = createRateLimiter(clock);

  /** What keeps the method from running at all. */
  function refusal(name: string, args: Args): Answer | undefined {
    if (faults.get().down) return answer(503, { ok: false, error: 'service_unavailable' });
    if (faults.take('http500', name)) return answer(500, { ok: false, error: 'internal_error' });
    const limited = faults.take('ratelimited', name)?.retryAfter;
    const wait = limited ?? (faults.get().tiers ? limiter.admit(name, args.text('channel')) : undefined);
    if (wait === undefined) return undefined;
    return answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(wait) });
  }

  function authorise(name: string, token: string | undefined): void {
    const { appToken, botToken } = workspace;
    const [wanted, other] = APP_TOKEN_METHODS.has(name) ? [appToken, botToken] : [botToken, appToken];
    if (!token) throw new ApiError('not_authed');
    if (token === other) throw new ApiError('not_allowed_token_type');
    if (token !== wanted) throw new ApiError('invalid_auth');
    const scope = SCOPES[name];
    if (scope !== undefined) scopes.need(scope);
  }

  async function run(name: string, args: Args, token: string | undefined): Promise<Json> {
    try {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method === undefined) throw new ApiError('unknown_method', { req_method: name });
      authorise(name, token);
      return { ok: true, ...(await method(args)) };
    } catch (error) {
      if (error instanceof ApiError) return { ok: false, error: error.code, ...error.extra };
      throw error;
    }
  }

  return {
    async call(name, raw, token) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const args = createArgs(raw);
      const refused = refusal(name, args);
      if (refused !== undefined) return refused;
      const body = await run(name, args, token);
      const late = faults.take('slow', name);
      if (late !== undefined) await new Promise<void>((resolve) => clock.after(late.ms, resolve));
      if (faults.take('lostAnswer', name)) return undefined;
      const accepted = SCOPES[name];
      return answer(200, body, {
        'x-oauth-scopes': scopes.granted.join(','),
        ...(accepted === undefined ? {} : { 'x-accepted-oauth-scopes': accepted }),
      });
    },
    calls: () => Object.fromEntries(counts),
  };
}

function answer(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}
