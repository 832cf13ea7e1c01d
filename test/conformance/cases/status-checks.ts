// StatusChecks, alone and as a Workflow's gate.
import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos } from '../manifests.ts';
import { refusalOf } from '../refusal.ts';
import { isTrue } from '../seen.ts';

const claim = { engineOnly: 'The sandbox serves no StatusCheck.', needs: ['probe'], alone: true } as const;

function check(url: string, more: Json = {}): Json {
  const http = { url, method: 'GET', criteria: { statusCode: '200' } };
  return {
    mode: 'Synchronous',
    type: 'HTTP',
    intervalSeconds: 1,
    timeoutSeconds: 1,
    failureThreshold: 2,
    successThreshold: 1,
    http,
    ...more,
  };
}

const isComplete = (object: Json): boolean => isTrue(object, 'Completed');

const isAbortedGate = ({ object }: { object: Json }): boolean =>
  object.spec.templateName === 'gate' && isTrue(object, 'Aborted');

function gated(url: string, annotations?: Json): Json {
  const gate = {
    name: 'gate',
    templateType: 'StatusCheck',
    deadline: '20s',
    abortWithStatusCheck: true,
    statusCheck: check(url),
  };
  const templates = [
    { name: 'all', templateType: 'Serial', children: ['gate', 'next'] },
    gate,
    { name: 'next', templateType: 'Suspend', deadline: '1s' },
  ];
  return chaos('Workflow', 'gated', { entry: 'all', templates }, { annotations });
}

export const statusChecks: Chapter = {
  title: 'status checks',
  cases: [
    {
      name: 'a check that is answered well completes with success',
      ...claim,
      expected: { conditions: 'Completed SuccessThresholdExceed', count: true },
      async observe(scene) {
        scene.probe().answerWith(200);
        const one = await scene.start(chaos('StatusCheck', 'well', check(scene.probe().url)));
        const done = await one.until(isComplete, 'is completed');
        return { conditions: trueOf(done), count: done.status.count >= 1 };
      },
    },
    {
      name: 'a check that is answered badly completes with failure at its threshold',
      ...claim,
      expected: { conditions: 'Completed FailureThresholdExceed' },
      async observe(scene) {
        scene.probe().answerWith(500);
        const one = await scene.start(chaos('StatusCheck', 'badly', check(scene.probe().url)));
        return { conditions: trueOf(await one.until(isComplete, 'is completed')) };
      },
    },
    {
      name: 'a gate that passes lets the next step begin',
      ...claim,
      expected: { next: true, over: true },
      async observe(scene) {
        scene.probe().answerWith(200);
        const nodes = await scene.follow('WorkflowNode');
        const one = await scene.start(gated(scene.probe().url));
        await nodes.until(({ object }) => object.spec.templateName === 'next', 'the next step begins');
        return {
          next: true,
          over: isTrue(
            await one.until((object) => isTrue(object, 'Accomplished'), 'is over'),
            'Accomplished',
          ),
        };
      },
    },
    {
      name: 'a gate that fails aborts its node and the Workflow',
      ...claim,
      expected: { aborted: true, over: true },
      async observe(scene) {
        scene.probe().answerWith(500);
        const nodes = await scene.follow('WorkflowNode');
        const one = await scene.start(gated(scene.probe().url, { asked: 'by conformance' }));
        await nodes.until(isAbortedGate, 'the gate is aborted');
        const over = await one.until((object) => isTrue(object, 'Accomplished'), 'is over');
        return { aborted: true, over: isTrue(over, 'Accomplished') };
      },
    },
    {
      name: 'in a Workflow without annotations a gate that fails lets the next step begin all the same',
      ...claim,
      expected: { aborted: true, next: true },
      async observe(scene) {
        scene.probe().answerWith(500);
        const nodes = await scene.follow('WorkflowNode');
        await scene.start(gated(scene.probe().url));
        await nodes.until(isAbortedGate, 'the gate is aborted');
        await nodes.until(({ object }) => object.spec.templateName === 'next', 'the next step begins');
        return { aborted: true, next: true };
      },
    },
    {
      name: 'a check of no address is refused',
      engineOnly: claim.engineOnly,
      expected: { code: 403, reason: 'Forbidden', by: 'vstatuscheck.kb.io', fields: true },
      async observe(scene) {
        const {
          fields = [],
          text: _,
          ...refusal
        } = refusalOf(await scene.post(chaos('StatusCheck', 'nowhere', check(''))));
        return { ...refusal, fields: fields.length > 0 };
      },
    },
  ],
};

function trueOf(object: Json): string {
  const conditions: Json[] = object.status?.conditions ?? [];
  return conditions
    .filter(({ status }) => status === 'True')
    .map(({ type }) => type)
    .sort()
    .join(' ');
}
