// Makes a browser ready for the tests of the playground's page; silent when it is there.
import { findChromium } from './find-chromium.js';
import { installPackages } from './install-packages.js';

const isReady = () => findChromium(process.env['PATH']) !== undefined;
/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

if (!isReady()) {
  const why = installPackages({ apt: ['chromium'], brew: [] }, isReady, say);
  if (why !== undefined) {
    say(`The browser suite needs chromium, and ${why}.`);
    process.exitCode = 1;
  }
}
