// Lints of status checks: answers that can never come, and checks that hold a Workflow up (L23).

import { asObject, asText, at } from '../narrow.ts';
import type { Check, Lint } from './lint.ts';
import { type Found, lintAt, statusChecksIn, templatesIn, workflowsIn } from './orchestrations.ts';

export const statusChecks: Check = ({ manifest }) => [
  ...statusChecksIn(manifest).flatMap((found) => [...address(found), ...codes(found)]),
  ...workflowsIn(manifest)
    .flatMap(() => templatesIn(manifest))
    .flatMap(endless),
];

function address(found: Found): readonly Lint[] {
  const http = found.spec['http'];
  if (http === undefined)
    return [
      lintAt(
        'block',
        'status-check-http',
        found,
        '',
        'A status check needs http: what it asks.',
        'Add http with url and criteria.',
      ),
    ];
  const url = asText(asObject(http)['url']);
  if (/^https?:\/\/[^\s/]+/iu.test(url)) return [];
  return [
    lintAt(
      'block',
      'status-check-url',
      found,
      'http.url',
      `“${url.slice(0, 60)}” is no address that can be asked.`,
      'For example http://web.shop/healthz.',
    ),
  ];
}

function codes(found: Found): readonly Lint[] {
  const text = at(found.spec, 'http', 'criteria', 'statusCode');
  if (typeof text !== 'string') return [];
  const [, from = '', to = from] = /^([0-9]{1,3})(?:-([0-9]{1,3}))?$/u.exec(text) ?? [];
  const isOne = from !== '' && Number(from) >= 1 && Number(to) >= 1;
  if (isOne && Number(from) <= Number(to)) return [];
  const why = isOne
    ? `No code is in ${text}: the smaller comes first`
    : `“${text.slice(0, 40)}” is no code and no range of codes`;
  return [
    lintAt(
      'block',
      'L23-codes',
      found,
      'http.criteria.statusCode',
      `${why}.`,
      "For example '200' or '200-399'.",
    ),
  ];
}

/** A continuous check goes on until its duration or a deadline. */
function endless(found: Found): readonly Lint[] {
  const check = asObject(found.spec['statusCheck']);
  const isEndless =
    check['mode'] === 'Continuous' &&
    asText(check['duration']) === '' &&
    asText(found.spec['deadline']) === '';
  if (found.spec['templateType'] !== 'StatusCheck' || !isEndless) return [];
  return [
    lintAt(
      'block',
      'L23-endless',
      found,
      'deadline',
      'A continuous check without a duration or deadline never ends, and no step after it begins.',
      'Add deadline: 5m.',
    ),
  ];
}
