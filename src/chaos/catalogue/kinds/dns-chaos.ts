// DNSChaos: names that containers ask for answered with an error or with a wrong address.

import { containers } from '../containers.ts';
import { kindOf, may } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { listOf } from '../values/collections.ts';
import { shaped } from '../values/words.ts';

/** The star ends a pattern, or it never matches. */
const PATTERN = /^[-A-Za-z0-9_.?]*\*?$/u;

const parameters = {
  patterns: may(
    'patterns',
    listOf(
      shaped(PATTERN, 'a name, with ? for one letter and * only at the end', 'cart.*'),
      'names, with ? for one letter and * only at the end',
    ),
    'Which names; all when nothing is said.',
    { aliases: ['names'] },
  ),
  containers,
};

export const dnsChaos = kindOf(
  {
    kind: 'DNSChaos',
    family: 'dns',
    title: 'Names',
    help: 'Names that containers ask for answered with an error or a wrong address.',
    on: 'pods',
    needs: ['daemon', 'dns-server'],
    records: 'container',
    target: commonFields,
    ignoresOthers: true,
  },
  [
    {
      id: 'dns-error',
      action: 'error',
      verb: 'dns error',
      aliases: ['dns-fail'],
      title: 'Failing names',
      help: 'Answers a container’s name look-ups with an error.',
      risk: 'reversible',
      positional: 'patterns',
      parameters,
      phrase: {
        title: 'DNS error[ for {patterns}]',
        running: 'FAILING NAMES',
        done: 'FAILED NAMES',
        fault: 'the failing names',
      },
    },
    {
      id: 'dns-random',
      action: 'random',
      verb: 'dns random',
      title: 'Wrong names',
      help: 'Answers a container’s name look-ups with a random address.',
      risk: 'reversible',
      positional: 'patterns',
      parameters,
      phrase: {
        title: 'DNS random[ for {patterns}]',
        running: 'MISLEADING',
        done: 'MISLED',
        fault: 'the wrong names',
      },
    },
  ],
);
