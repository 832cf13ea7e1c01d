// The people API: acts and sees as any person of the workspace, by plain paths and JSON.

import { ZodError } from 'zod';
import { isObject } from '../json.ts';
import type { Person } from '../workspace.ts';
import { createAdministration } from './administration.ts';
import { createEntering } from './entering.ts';
import { modalActs } from './modals.ts';
import { createOptionLoader } from './options.ts';
import { pressingActs } from './pressing.ts';
import { type Look, looks } from './seeing.ts';
import { type Act, speakingActs } from './speaking.ts';
import { ClientRefusal, type Stage } from './stage.ts';

export interface PeopleRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface PeopleAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface PeopleApi {
  /** Undefined when the path is none of this API's. */
  handle(request: PeopleRequest): Promise<PeopleAnswer | undefined>;
}

export function createPeopleApi(stage: Stage): PeopleApi {
  const loadOptions = createOptionLoader(stage);
  const entering = createEntering(loadOptions);
  const administration = createAdministration(stage);
  const acts: Readonly<Record<string, Act>> = {
    ...speakingActs(stage),
    ...pressingActs(stage, loadOptions, entering),
    ...modalActs(stage, entering),
    reload: (person) => {
      stage.timeline.forgetEphemerals(person.id);
      return { ok: true };
    },
  };
  const sights: Readonly<Record<string, Look>> = {
    ...looks(stage),
    options: (person, query) => acts['options']?.(person, Object.fromEntries(query)),
  };

  function act(person: Person, verb: string, body: unknown): unknown {
    const chosen = Object.hasOwn(acts, verb) ? acts[verb] : undefined;
    if (chosen === undefined) throw new ClientRefusal(404, unknownVerb('POST', verb, acts));
    if (person.deleted) throw new ClientRefusal(403, `${person.name} is deactivated`);
    return chosen(person, isObject(body) ? body : {});
  }

  function look(person: Person, verb: string, query: URLSearchParams): unknown {
    const chosen = Object.hasOwn(sights, verb) ? sights[verb] : undefined;
    if (chosen === undefined) throw new ClientRefusal(404, unknownVerb('GET', verb, sights));
    return chosen(person, query);
  }

  function asPerson({ method, query, body }: PeopleRequest, name: string, verb: string): unknown {
    const person = known(stage, name);
    if (method === 'GET') return look(person, verb, query);
    return administration.person(name, verb) ?? act(person, verb, body);
  }

  /** The lists at `/people` and `/channels`. */
  function listed(first: string): unknown {
    return first === 'people' ? stage.directory.people() : channels(stage);
  }

  function named(request: PeopleRequest, first: string, name: string, verb: string): unknown {
    return first === 'people' ? asPerson(request, name, verb) : administration.channel(name, verb);
  }

  function route(request: PeopleRequest): unknown {
    const parts = request.path.split('/').filter((part) => part !== '');
    const [first = '', name, verb] = parts.map((part) => decodeURIComponent(part));
    if (!['people', 'channels'].includes(first)) return undefined;
    if (parts.length === 1 && request.method === 'GET') return listed(first);
    if (parts.length !== 3 || name === undefined || verb === undefined) return undefined;
    return named(request, first, name, verb);
  }

  return {
    async handle(request) {
      try {
        const body = await route(request);
        return body === undefined ? undefined : { status: 200, body };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

function known({ directory }: Stage, name: string): Person {
  const person = directory.person(name);
  if (person !== undefined) return person;
  const names = directory.people().map((each) => each.name);
  throw new ClientRefusal(404, `nobody is called ${name}; there are: ${names.join(', ')}`);
}

function channels({ directory }: Stage): unknown[] {
  return directory
    .conversations()
    .filter((each) => each.kind === 'channel')
    .map((each) => ({
      id: each.id,
      name: each.name,
      members: [...each.members],
      bot_in: each.botIn,
      private: each.private,
      archived: each.archived,
      external: each.external,
    }));
}

function unknownVerb(method: string, verb: string, verbs: object): string {
  return `a person cannot ${method} ${verb}; there are: ${Object.keys(verbs).join(', ')}`;
}

function refusalOf(error: unknown): PeopleAnswer {
  if (error instanceof ClientRefusal) return { status: error.status, body: { error: error.message } };
  if (error instanceof ZodError)
    return {
      status: 400,
      body: { error: error.issues.map((each) => `${each.path.join('.')}: ${each.message}`).join('; ') },
    };
  throw error;
}
