// What Alertmanager's API answers with: a status and a body, as version 0.25 writes them.

export interface ApiAnswer {
  readonly status: number;
  /** JSON; undefined: nothing. */
  readonly body?: unknown;
}

export function ok(body?: unknown): ApiAnswer {
  return { status: 200, body };
}

/** A field is missing or not of its kind: refused before Alertmanager's own code sees it. */
export function unprocessable(message: string): ApiAnswer {
  return { status: 422, body: { code: 602, message } };
}

/** Its own refusals are a bare text. */
export function refused(status: number, sentence: string): ApiAnswer {
  return { status, body: sentence };
}
