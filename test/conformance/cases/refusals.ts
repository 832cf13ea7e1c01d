// What admission refuses, by field: schema, defaulting and each kind's own rules.
import type { Case, Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos, networkDelay, web } from '../manifests.ts';
import { refusalOf } from '../refusal.ts';
import { net, pod, reasons, type Wrong, wrongs } from '../wrong-specs.ts';

function refused({ what, object, refusal, words }: Wrong): Case {
  const { code, ...rest } = refusal;
  return {
    name: `${object.kind} with ${what} is refused`,
    expected: { refusal: { code, reason: reasons[code], ...rest }, words: true, stored: 0 },
    async observe(scene) {
      const reply = await scene.post(object);
      const { text, ...seen } = refusalOf(reply);
      const said = text === undefined || refusal.text === undefined ? {} : { text: '' };
      const stored = (await scene.list(object.kind)).length;
      return {
        refusal: { ...seen, ...said },
        words: words === undefined || reply.body.message.includes(words),
        stored,
      };
    },
  };
}

const unknownFields = { ...pod({ colour: 'blue', selector: { ...web, moods: ['bad'] } }), extra: 1 };

export const refusals: Chapter = {
  title: 'refusals',
  cases: [
    ...wrongs.map(refused),
    {
      name: 'strict validation names every unknown field',
      expected: { code: 400, reason: 'BadRequest', named: ['extra', 'spec.colour', 'spec.selector.moods'] },
      async observe(scene) {
        const { code, body } = await scene.post(unknownFields, { fieldValidation: 'Strict' });
        const named = [...body.message.matchAll(/unknown field "([^"]+)"/g)].map(([, field]) => field);
        return { code, reason: body.reason, named: named.sort() };
      },
    },
    {
      name: 'without strict validation unknown fields are dropped in silence',
      expected: {
        code: 201,
        spec: ['action', 'mode', 'selector'],
        selector: ['labelSelectors', 'namespaces'],
        extra: undefined,
      },
      async observe(scene) {
        const { code, body } = await scene.post(unknownFields, { fieldValidation: 'Ignore' });
        const keys = (value: object): string[] => Object.keys(value).sort();
        return { code, spec: keys(body.spec), selector: keys(body.spec.selector), extra: body.extra };
      },
    },
    {
      name: 'a kind that is not there is not found, and told in plain text',
      expected: { code: 404, text: '404 page not found' },
      async observe(scene) {
        const { code, body } = await scene.post(chaos('MoodChaos', 'bad', {}));
        return { code, text: typeof body === 'string' ? body.trim() : body };
      },
    },
    {
      name: 'what is left out is filled in: own namespace, direction, jitter, correlation',
      expected: {
        direction: 'to',
        delay: { latency: '100ms', jitter: '0ms', correlation: '0' },
        ownNamespace: true,
        ofTarget: true,
        status: { experiment: {} },
      },
      async observe(scene) {
        const target = { mode: 'all', selector: web };
        const { body } = await scene.post(networkDelay('filled', { target }), { dryRun: 'All' });
        const isOwn = ({ namespaces = [] }: Json): boolean => namespaces[0] === scene.namespace;
        return {
          direction: body.spec.direction,
          delay: body.spec.delay,
          ownNamespace: isOwn(body.spec.selector),
          ofTarget: isOwn(body.spec.target.selector),
          status: body.status,
        };
      },
    },
    {
      name: 'rates are read whatever their case and spaces',
      expected: [201, 201],
      async observe(scene) {
        const codes = ['1 mbps', '1MBPS'].map(async (rate) => {
          const bandwidth = { rate, limit: 100, buffer: 100 };
          return (await scene.post(net({ action: 'bandwidth', bandwidth }), { dryRun: 'All' })).code;
        });
        return Promise.all(codes);
      },
    },
  ],
};
