// What admission refuses of a Workflow.

import type { Case, Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { refusalOf } from '../refusal.ts';
import { fail, group, podChaos, suspend, workflow } from '../workflow-nodes.ts';

function refused(
  what: string,
  templates: readonly Json[],
  spec: Json,
  fields: readonly string[],
  words: string,
): Case {
  return {
    name: `a Workflow with ${what} is refused`,
    expected: { code: 403, reason: 'Forbidden', by: 'vworkflow.kb.io', fields, words: true },
    async observe(scene) {
      const object = workflow('broken', templates);
      const reply = await scene.post({ ...object, spec: { ...object.spec, ...spec } });
      const { text: _, ...refusal } = refusalOf(reply);
      return { ...refusal, words: reply.body.message.includes(words) };
    },
  };
}

export const workflowRules: Chapter = {
  title: 'workflow rules',
  cases: [
    {
      name: 'a chaos template without its chaos makes the webhook panic',
      expected: { code: 500, by: 'vworkflow.kb.io', words: true },
      async observe(scene) {
        const template = { name: 'one', templateType: 'PodChaos', deadline: '1s' };
        const reply = await scene.post(workflow('broken', [template]));
        const { code, by } = refusalOf(reply);
        return { code, by, words: reply.body.message.includes('nil pointer dereference') };
      },
    },
    refused(
      'an entry that is not there',
      [suspend('one')],
      { entry: 'two' },
      ['spec.entry'],
      'can not find a template with name two',
    ),
    refused(
      'two templates of one name',
      [suspend('one'), suspend('one')],
      {},
      ['spec.templates'],
      'template name must be unique',
    ),
    refused(
      'a Suspend without deadline',
      [{ name: 'one', templateType: 'Suspend' }],
      {},
      ['spec.templates[0].deadline'],
      'could not be empty',
    ),
    refused(
      'a duration inside its chaos',
      [{ ...fail('one', '1s'), podChaos: { ...podChaos, duration: '1s' } }],
      {},
      ['spec.templates[0]'],
      'should not define duration in chaos when using Workflow',
    ),
    refused(
      'children that are not there',
      [group('Serial', 'one', 'two')],
      {},
      ['spec.templates[0].children[0]'],
      'can not find a template with name two',
    ),
  ],
};
