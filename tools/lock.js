// Lets one process at a time do a thing, across processes, by a folder that only one of them can create.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pollMs = 200;
// Between mkdir and the writing of its pid a holder is anonymous; older than this, it died there.
const anonymousMs = 5_000;

/**
 * @param {string} folder
 * @param {(text: string) => void} say
 * @param {() => void} work
 */
export function withLock(folder, say, work) {
  mkdirSync(dirname(folder), { recursive: true });
  if (!take(folder)) {
    say('Waiting for another set-up to finish …');
    while (!take(folder)) sleep(pollMs);
  }
  try {
    work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function take(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    if (isStale(folder)) discard(folder);
    return false;
  }
}

/**
 * Two waiters may find the same lock stale and one of them own it by the time the other clears it: it is moved aside,
 * looked at again, and put back when it turns out to be held.
 * @param {string} folder
 */
function discard(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (isStale(aside)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
  } catch {
    // Somebody else cleared it.
  }
}

/** @param {string} folder */
function isStale(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return pid > 0 && !isAlive(pid);
  } catch {
    return isOld(folder);
  }
}

/** @param {string} folder */
function isOld(folder) {
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > anonymousMs;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {number} ms */
function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
