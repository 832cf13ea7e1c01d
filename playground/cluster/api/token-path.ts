// A bearer token as the first part of the path, for clients that send none over plain http.

export function tokenPath(token: string): string {
  return `/token/${encodeURIComponent(token)}`;
}

export interface Addressed {
  /** The path and query without the token. */
  readonly rest: string;
  readonly token: string | undefined;
}

export function splitTokenPath(url: string): Addressed {
  const match = /^\/token\/([^/?]+)(.*)$/.exec(url);
  if (match === null) return { rest: url, token: undefined };
  const [, token = '', rest = ''] = match;
  return { rest: rest === '' ? '/' : rest, token: decodeURIComponent(token) };
}

/** The token of a request: the header's, else the address's. */
export function tokenOf(authorization: string | undefined, url: string): string | undefined {
  const inHeader = /^Bearer\s+(.+)$/i.exec(authorization ?? '')?.[1]?.trim();
  return inHeader ?? splitTokenPath(url).token;
}
