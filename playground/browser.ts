// Debian's chromium without a window, and without anything it would ask of the outside.
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../tools/find-chromium.js';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(path: string | undefined): Promise<Browser> {
  const executablePath = findChromium(path);
  if (executablePath === undefined)
    throw new Error("no chromium on this machine: install Debian's package of that name");
  return chromium.launch({ executablePath, args: quiet });
}
