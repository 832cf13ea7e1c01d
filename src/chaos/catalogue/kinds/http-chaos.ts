// HTTPChaos: requests to pods, or their responses, cut, held back, replaced or changed; several at once if so wanted.

import { z } from 'zod';
import { kindOf, must } from '../kind.ts';
import { commonFields } from '../spec-fields.ts';
import { lengthOfTime } from '../values/times.ts';
import { httpFilter, patchPart, prefixed, replacePart } from './http-parts.ts';

const delay = must(
  'delay',
  lengthOfTime({ least: '1us', most: '24h', example: '500ms' }),
  'How long each is held back.',
);
const alsoDelay = { delay: { ...delay, required: false, rare: true } };
const alsoReplace = prefixed('replace', replacePart);
const alsoPatch = prefixed('patch', patchPart);

export const httpChaos = kindOf(
  {
    kind: 'HTTPChaos',
    family: 'http',
    title: 'HTTP',
    help: 'HTTP requests or responses cut, held back, replaced or changed.',
    on: 'pods',
    needs: ['daemon'],
    records: 'pod',
    target: commonFields,
    ignoresOthers: false,
    further: { abort: z.boolean().optional() },
  },
  [
    {
      id: 'http-abort',
      verb: 'http abort',
      aliases: ['http-cut'],
      title: 'Cut HTTP of',
      help: 'Breaks off the connection of HTTP requests.',
      risk: 'reversible',
      fixed: { abort: true },
      parameters: { ...httpFilter, ...alsoDelay, ...alsoReplace, ...alsoPatch },
      phrase: {
        title: 'HTTP abort[ {path}]',
        running: 'BREAKING OFF',
        done: 'BROKE OFF',
        fault: 'the broken HTTP',
      },
    },
    {
      id: 'http-delay',
      verb: 'http delay',
      aliases: ['http-slow'],
      title: 'Slow HTTP of',
      help: 'Holds back HTTP requests or responses.',
      risk: 'reversible',
      toldBy: 'delay',
      positional: 'delay',
      parameters: { delay, ...httpFilter, ...alsoReplace, ...alsoPatch },
      phrase: {
        title: 'HTTP delay {delay}[ {path}]',
        running: 'SLOWING HTTP',
        done: 'SLOWED HTTP',
        fault: 'the slow HTTP',
      },
    },
    {
      id: 'http-replace',
      verb: 'http replace',
      title: 'Replace HTTP of',
      help: 'Puts other contents in place of those of HTTP requests or responses.',
      risk: 'reversible',
      toldBy: 'replace',
      parameters: { ...replacePart, ...httpFilter, ...alsoPatch },
      rules: [{ kind: 'some', of: Object.keys(replacePart) }],
      phrase: {
        title: 'HTTP replace[ {path}]',
        running: 'REPLACING',
        done: 'REPLACED',
        fault: 'the replaced HTTP',
      },
    },
    {
      id: 'http-patch',
      verb: 'http patch',
      title: 'Change HTTP of',
      help: 'Adds to the contents of HTTP requests or responses.',
      risk: 'reversible',
      toldBy: 'patch',
      parameters: { ...patchPart, ...httpFilter },
      rules: [{ kind: 'some', of: Object.keys(patchPart) }],
      phrase: {
        title: 'HTTP patch[ {path}]',
        running: 'CHANGING',
        done: 'CHANGED',
        fault: 'the changed HTTP',
      },
    },
  ],
);
