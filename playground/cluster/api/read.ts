// GET of one object or of a list: selectors, paging and resource versions.

import type { Clock } from '../../clock.ts';
import type { Fields, KubeObject } from '../objects/kube-object.ts';
import { keyOf } from '../objects/kube-object.ts';
import { badRequest, expired, notFound, tooLargeVersion } from '../objects/status-error.ts';
import type { Registry } from '../store/registry.ts';
import { apiVersionOf } from '../store/resources.ts';
import type { Store } from '../store/store.ts';
import { type Answer, ok } from './answer.ts';
import { type Call, filterOf, scopeOf, versionAsked } from './call.ts';
import { tableOf, wantsTable } from './table.ts';

export interface ReadDeps {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
}

interface Token {
  readonly version: number;
  readonly after: string;
}

const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.';

function encodeToken(token: Token): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: token.version, start: token.after })).toString(
    'base64url',
  );
}

function decodeToken(text: string): Token {
  try {
    const { rv, start } = JSON.parse(Buffer.from(text, 'base64url').toString()) as {
      rv: number;
      start: string;
    };
    return { version: Number(rv), after: String(start) };
  } catch {
    throw badRequest('continue key is not valid: illegal base64 data');
  }
}

export interface Read {
  get(call: Call): Answer;
  list(call: Call): Answer;
}

export function createRead({ registry, store, clock }: ReadDeps): Read {
  function checkVersion(call: Call): void {
    const asked = versionAsked(call);
    if (asked !== undefined && asked > store.version()) throw tooLargeVersion(asked, store.version());
    const isExact = call.info.query.get('resourceVersionMatch') === 'Exact';
    if (isExact && asked !== undefined && asked < store.compacted()) {
      throw expired(`The resourceVersion for the provided list is too old.`);
    }
  }

  function resume(call: Call): Token | undefined {
    const text = call.info.query.get('continue');
    if (text === null || text === '') return undefined;
    const token = decodeToken(text);
    if (token.version < store.compacted()) throw expired(CONTINUE_EXPIRED);
    return token;
  }

  function limitOf(call: Call): number {
    // Served from the watch cache, resourceVersion=0 returns everything whatever the limit.
    if (call.info.query.get('resourceVersion') === '0') return Number.POSITIVE_INFINITY;
    return Number(call.info.query.get('limit') ?? 0) || Number.POSITIVE_INFINITY;
  }

  function page(call: Call): { items: KubeObject[]; metadata: Fields } {
    const token = resume(call);
    const version = token?.version ?? store.version();
    const matching = registry.list(call.resource, scopeOf(call)).filter(filterOf(call));
    const rest = token === undefined ? matching : matching.filter((object) => keyOf(object) > token.after);
    const items = rest.slice(0, limitOf(call));
    const last = items.at(-1);
    const remaining = rest.length - items.length;
    const metadata: Fields = { resourceVersion: String(version) };
    if (remaining > 0 && last !== undefined) {
      metadata['continue'] = encodeToken({ version, after: keyOf(last) });
      metadata['remainingItemCount'] = remaining;
    }
    return { items, metadata };
  }

  return {
    get(call) {
      const { resource, info, accept } = call;
      checkVersion(call);
      const found = registry.get(resource, scopeOf(call), info.name);
      if (found === undefined) throw notFound(resource, info.name);
      if (!wantsTable(accept)) return ok(found);
      return ok(tableOf(resource, [found], {}, clock.now(), info.query.get('includeObject')));
    },
    list(call) {
      const { resource, info, accept } = call;
      checkVersion(call);
      const { items, metadata } = page(call);
      if (wantsTable(accept)) {
        return ok(tableOf(resource, items, metadata, clock.now(), info.query.get('includeObject')));
      }
      return ok({ kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items });
    },
  };
}
