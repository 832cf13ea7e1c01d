// What admission stores otherwise than it was sent.
import type { Chapter } from '../case.ts';
import { chaos, cpuStress, web } from '../manifests.ts';

const dry = { dryRun: 'All' };
const taken = { mode: 'all', selector: web };

export const stored: Chapter = {
  title: 'stored',
  cases: [
    {
      name: 'a stressor without workers is stored with none',
      expected: { code: 201, workers: 0 },
      async observe(scene) {
        const { code, body } = await scene.post(cpuStress('idle', { stressors: { cpu: { load: 10 } } }), dry);
        return { code, workers: body.spec.stressors.cpu.workers };
      },
    },
    {
      name: 'an IOChaos without a volume is stored with an empty one',
      expected: { code: 201, volumePath: '' },
      async observe(scene) {
        const spec = { ...taken, action: 'latency', delay: '10ms' };
        const { code, body } = await scene.post(chaos('IOChaos', 'nowhere', spec), dry);
        return { code, volumePath: body.spec.volumePath };
      },
    },
    {
      name: 'a JVMChaos gets a rule name that nobody sent',
      expected: { code: 201, named: true },
      async observe(scene) {
        const spec = { ...taken, action: 'latency', class: 'Main', method: 'say', latency: 100 };
        const { code, body } = await scene.post(chaos('JVMChaos', 'slow', spec), dry);
        return { code, named: /^Main-say-latency-\w+$/.test(body.spec.name) };
      },
    },
    {
      name: 'a Schedule for a Workflow passes without the Workflow’s body',
      expected: 201,
      async observe(scene) {
        const spec = { schedule: '0 0 1 1 *', type: 'Workflow', historyLimit: 1 };
        return (await scene.post(chaos('Schedule', 'hollow', spec), dry)).code;
      },
    },
    {
      name: 'a Schedule of less than a second is accepted',
      expected: 201,
      async observe(scene) {
        const podChaos = { ...taken, action: 'pod-failure' };
        const spec = { schedule: '@every 100ms', type: 'PodChaos', historyLimit: 1, podChaos };
        return (await scene.post(chaos('Schedule', 'hasty', spec), dry)).code;
      },
    },
  ],
};
