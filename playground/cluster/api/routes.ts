// From a request to its answer: who asks, may they, and which route takes it.

import type { IncomingMessage } from 'node:http';
import { badRequest, notFound, StatusError } from '../objects/status-error.ts';
import type { Registry } from '../store/registry.ts';
import { type Catalog, CHAOS_GROUP, type Resource } from '../store/resources.ts';
import type { Answer } from './answer.ts';
import { type Call, scopeOf } from './call.ts';
import type { Discovery } from './discovery.ts';
import { forbidden, forbiddenPath } from './forbidden.ts';
import type { Identity } from './identity.ts';
import type { AccessReview } from './rbac.ts';
import type { Read } from './read.ts';
import type { Remove } from './remove.ts';
import type { RequestInfo } from './request-info.ts';
import type { Reviews } from './reviews.ts';
import type { Watches } from './watch.ts';
import type { Write } from './write.ts';

export interface RoutesDeps {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly discovery: Discovery;
  readonly review: AccessReview;
  readonly reviews: Reviews;
  readonly read: Read;
  readonly write: Write;
  readonly remove: Remove;
  readonly watches: Watches;
}

export interface Routes {
  answer(info: RequestInfo, identity: Identity, request: IncomingMessage, body: string): Promise<Answer>;
}

const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version'];

function nowhere(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** Groups of custom resources are served otherwise, and what they lack is told in plain text. */
function absent({ group }: RequestInfo): Answer {
  if (group !== CHAOS_GROUP) throw nowhere();
  return { code: 404, text: '404 page not found\n' };
}

export function createRoutes(deps: RoutesDeps): Routes {
  const { registry, catalog, discovery, review, reviews, read, write, remove, watches } = deps;

  const ROUTES: Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>> = {
    get: read.get,
    list: read.list,
    watch: watches.open,
    create: write.create,
    update: write.update,
    patch: write.patch,
    delete: remove.one,
    deletecollection: remove.all,
  };

  function outside({ path, verb }: RequestInfo, { user, groups }: Identity): Answer {
    const isKnown = groups.includes('system:authenticated') || groups.includes('system:masters');
    if (!isKnown && !PUBLIC_PATHS.includes(path)) throw forbiddenPath(user, verb, path);
    const answer = discovery.route(path);
    if (answer === undefined) throw nowhere();
    return answer;
  }

  function authorize(info: RequestInfo, identity: Identity): void {
    const { verb, group, resource, subresource, namespace } = info;
    // A list of one name is judged by that name, as rules with resourceNames need.
    const single = /^metadata\.name=([^,]+)$/.exec(info.query.get('fieldSelector') ?? '')?.[1];
    const name = info.name === '' && (verb === 'list' || verb === 'watch') ? (single ?? '') : info.name;
    const attributes = { verb, group, resource, subresource, namespace, name };
    if (!review.allows(identity, attributes)) throw forbidden(identity.user, attributes);
  }

  function logOf(call: Call): Answer {
    const found = registry.get(call.resource, scopeOf(call), call.info.name);
    if (found === undefined) throw notFound(call.resource, call.info.name);
    return { code: 200, text: `${found.metadata.name} is simulated and says nothing\n` };
  }

  function sub(call: Call): Answer | Promise<Answer> {
    const { subresource, verb } = call.info;
    if (!call.resource.subresources.includes(subresource)) throw nowhere();
    if (subresource === 'log') return logOf(call);
    if (subresource === 'eviction') return remove.one({ ...call, body: '' });
    return route(verb, call);
  }

  function route(verb: string, call: Call): Answer | Promise<Answer> {
    const found = ROUTES[verb];
    if (found === undefined) throw badRequest(`the server does not allow this method: ${verb}`);
    return found(call);
  }

  function callOf(info: RequestInfo, identity: Identity, request: IncomingMessage, resource: Resource): Call {
    return {
      info,
      resource,
      identity,
      accept: request.headers.accept ?? '',
      contentType: request.headers['content-type'] ?? '',
      body: '',
    };
  }

  return {
    async answer(info, identity, request, body) {
      if (!info.isResource) return outside(info, identity);
      authorize(info, identity);
      const answered = info.verb === 'create' ? reviews.route(info.resource, identity, body) : undefined;
      if (answered !== undefined) return answered;
      const resource = catalog.find(info.group, info.version, info.resource);
      if (resource === undefined) return absent(info);
      const call = { ...callOf(info, identity, request, resource), body };
      return info.subresource === '' ? route(info.verb, call) : sub(call);
    },
  };
}
