// `faultline check`: reads files, says what speaks against what is in them, and ends with 0, 1 or 2.

import { type CheckAnswer, type Given, isBlocked, type Preflight } from '../verbs/check.ts';
import { checkJson, checkText } from './check-text.ts';

export interface CheckDeps {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly cluster?: string;
  readonly namespace: string;
  /** Rejects when a file cannot be read. */
  readonly read: (file: string) => Promise<string>;
  readonly check: (given: Given, preflight?: Preflight) => Promise<CheckAnswer>;
  readonly preflight?: Preflight;
  readonly write: (text: string) => void;
}

/** The exit code: 0 when all is clean, 1 when something blocks, 2 when something could not be read at all. */
export async function runCheck(deps: CheckDeps): Promise<number> {
  const codes: number[] = [];
  for (const file of deps.files) codes.push(await checkFile(file, deps));
  return Math.max(...codes);
}

async function checkFile(file: string, deps: CheckDeps): Promise<number> {
  const text = await deps.read(file).catch((error: Error) => error);
  if (text instanceof Error) return useless(file, text.message, deps);
  const { cluster, namespace, preflight } = deps;
  const answer = await deps.check(
    { text, namespace, ...(cluster === undefined ? {} : { cluster }) },
    preflight,
  );
  if (!answer.ok) return useless(file, answer.sentence, deps);
  const checked = { file, documents: answer.documents };
  deps.write(deps.json ? checkJson(checked) : checkText(checked));
  return answer.documents.some(isBlocked) ? 1 : 0;
}

function useless(file: string, sentence: string, { json, write }: CheckDeps): number {
  write(json ? `${JSON.stringify({ type: 'unusable', file, sentence })}\n` : `${file}: ${sentence}\n`);
  return 2;
}
