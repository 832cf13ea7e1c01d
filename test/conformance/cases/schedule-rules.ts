// What admission makes of a Schedule, and who may create one.

import { dora, untilAllowed } from '../acting.ts';
import type { Case, Chapter } from '../case.ts';
import type { Json, Reply } from '../client.ts';
import { chaos, pausing, podFailure, web } from '../manifests.ts';
import { pathOf } from '../places.ts';
import { refusalOf } from '../refusal.ts';
import { added, begin, schedule } from '../schedule-runs.ts';

function refused(what: string, object: Json, expected: Json, words: string): Case {
  return {
    name: `a Schedule with ${what} is refused`,
    expected: { ...expected, words: true },
    async observe(scene) {
      const reply = await scene.post(object);
      const { text: _, by, ...refusal } = refusalOf(reply);
      const hook = by?.includes('kb.io') || by === 'schema' ? { by } : {};
      return { ...refusal, ...hook, words: reply.body.message.includes(words) };
    },
  };
}

export const scheduleRules: Chapter = {
  title: 'schedule rules',
  cases: [
    {
      name: 'a name of 64 characters passes, and no run can be created: it fits into no label',
      expected: { told: true, runs: 0 },
      async observe(scene) {
        const name = 'n'.repeat(64);
        const runs = await begin(scene, schedule(name, { schedule: '@every 1s' }));
        const text = await scene.told.text(name, 'Failed');
        return { told: text.includes('must be no more than 63 '), runs: added(runs).length };
      },
    },
    {
      name: 'a Schedule of Workflows cannot be paused, and says so',
      expected: 'pausing a workflow schedule is not supported',
      async observe(scene) {
        const workflow = {
          entry: 'wait',
          templates: [{ name: 'wait', templateType: 'Suspend', deadline: '1s' }],
        };
        const { podChaos: _, ...spec } = schedule('flows', { schedule: '@every 1h', type: 'Workflow' }).spec;
        await scene.make(chaos('Schedule', 'flows', { ...spec, workflow }));
        await scene.change('Schedule', 'flows', pausing);
        return scene.told.text('flows', 'NotSupported');
      },
    },
    {
      name: 'a Schedule’s spec may be changed, and an omitted policy is stored as Forbid',
      expected: { policy: 'Forbid', changed: 200 },
      async observe(scene) {
        const created = await scene.make(schedule('moved', { schedule: '0 0 1 1 *' }));
        const { code } = await scene.call('PATCH', 'Schedule', 'moved', { spec: { schedule: '@every 1h' } });
        return { policy: created.spec.concurrencyPolicy, changed: code };
      },
    },
    {
      name: 'a person needs the right to the singular beside the plural, for so the webhook asks',
      expected: { plural: { code: 403, reason: 'Forbidden', by: 'vauth.kb.io' }, both: 201 },
      async observe(scene) {
        const rules = (...resources: string[]): Json[] => [
          { apiGroups: ['chaos-mesh.org'], resources, verbs: ['*'] },
        ];
        const { client, person } = await dora(scene, rules('podchaos', 'schedules'));
        const path = pathOf('Schedule', scene.namespace);
        const object = schedule('mine', {}, { selector: { ...web, namespaces: [scene.namespace] } });
        const ask = (): Promise<Reply> => client.ask('POST', path, object, { query: { dryRun: 'All' } });
        const { text: _, ...plural } = refusalOf(await ask());
        await scene.change('Role', 'chaos', { rules: rules('podchaos', 'schedules', 'schedule') });
        await untilAllowed(scene, person.user, { resource: 'schedule', namespace: scene.namespace });
        return { plural, both: (await ask()).code };
      },
    },
    refused(
      'a broken cron',
      schedule('broken', { schedule: 'often' }),
      { code: 403, reason: 'Forbidden', by: 'vschedule.kb.io', fields: ['spec.schedule'] },
      'parse schedule field error',
    ),
    refused(
      'a broken body',
      schedule('broken', {}, { duration: 'soon' }),
      { code: 403, reason: 'Forbidden', by: 'vschedule.kb.io', fields: ['Spec.Duration'] },
      'parse duration field error',
    ),
    refused(
      'an unknown policy',
      schedule('broken', { concurrencyPolicy: 'Maybe' }),
      { code: 422, reason: 'Invalid', by: 'schema', fields: ['spec.concurrencyPolicy'] },
      'Unsupported value: "Maybe"',
    ),
    refused(
      'no body for its type',
      { ...podFailure('broken'), kind: 'Schedule', spec: { schedule: '@every 1h', type: 'NetworkChaos' } },
      { code: 500, reason: undefined, by: 'vschedule.kb.io' },
      'nil pointer dereference',
    ),
  ],
};
