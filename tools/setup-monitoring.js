// Makes Prometheus and Alertmanager ready for the tests that ask the real ones; silent when they are there.
import { findProgram } from './find-redis.js';
import { installPackages } from './install-packages.js';

/** As Debian calls them. */
const PROGRAMS = ['prometheus', 'prometheus-alertmanager'];

const areReady = () => PROGRAMS.every((name) => findProgram(name, process.env['PATH'], ['/usr/bin']));
/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

if (!areReady()) {
  const why = installPackages({ apt: PROGRAMS, brew: [] }, () => areReady(), say);
  if (why !== undefined) {
    say(`The monitoring suite needs ${PROGRAMS.join(' and ')}, and ${why}.`);
    process.exitCode = 1;
  }
}
