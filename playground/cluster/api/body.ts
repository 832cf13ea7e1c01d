// Reads request bodies: JSON, or YAML as kubectl's server-side apply sends it, as the object that was asked for.

import { parse as parseYaml } from 'yaml';
import { type Fields, fieldsAt, isFields, type KubeObject, type Metadata } from '../objects/kube-object.ts';
import { badRequest } from '../objects/status-error.ts';
import { apiVersionOf } from '../store/resources.ts';
import { type Call, scopeOf } from './call.ts';

function parsed(text: string): unknown {
  try {
    return text.startsWith('{') ? JSON.parse(text) : parseYaml(text);
  } catch {
    return undefined;
  }
}

export function parseBody(text: string): Fields {
  const value = parsed(text);
  if (isFields(value)) return value;
  throw badRequest("the object provided is unrecognized (must be of type Status): couldn't get version/kind");
}

function checkVersion(body: Fields, apiVersion: string): void {
  const given = body['apiVersion'];
  if (given === undefined || given === apiVersion) return;
  throw badRequest(
    `the API version in the data (${String(given)}) does not match the expected API version (${apiVersion})`,
  );
}

function checkPlace({ name = '', namespace }: Partial<Metadata>, call: Call): void {
  const scope = scopeOf(call);
  if (namespace !== undefined && scope !== undefined && namespace !== scope) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const asked = call.info.name;
  if (asked === '' || name === '' || name === asked) return;
  throw badRequest(`the name of the object (${name}) does not match the name on the URL (${asked})`);
}

/** The body as an object of the resource asked for, with the namespace of the request. */
export function objectOf(call: Call, body: Fields): KubeObject {
  const { resource, info } = call;
  const apiVersion = apiVersionOf(resource);
  checkVersion(body, apiVersion);
  const metadata = fieldsAt(body, 'metadata') as unknown as Metadata;
  checkPlace(metadata, call);
  const namespace = scopeOf(call);
  const name = info.name === '' ? (metadata.name ?? '') : info.name;
  const own = { ...metadata, name, ...(namespace === undefined ? {} : { namespace }) };
  return { ...body, apiVersion, kind: resource.kind, metadata: own };
}
