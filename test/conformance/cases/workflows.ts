// Workflows: the order of their nodes, and their experiments.

import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { isInjected, isTrue, wordsOf } from '../seen.ts';
import {
  begin,
  fail,
  group,
  isFinished,
  isOver,
  podChaos,
  reasonsOf,
  storyOf,
  suspend,
  untilNode,
  workflow,
} from '../workflow-nodes.ts';

export const workflows: Chapter = {
  title: 'workflows',
  cases: [
    {
      name: 'Serial children run one after the other',
      expected: {
        story: ['begins all', 'begins one', 'ends one', 'begins two', 'ends two', 'ends all'],
        conditions: 'Accomplished Scheduled',
        ended: true,
      },
      async observe(scene) {
        const templates = [group('Serial', 'all', 'one', 'two'), suspend('one'), suspend('two')];
        const { one, nodes } = await begin(scene, workflow('steps', templates));
        const over = await one.until(isOver, 'is over');
        await untilNode(nodes, 'all', isFinished, 'ends');
        const ended = over.status.endTime !== undefined && over.status.startTime !== undefined;
        const conditions = wordsOf(
          over.status.conditions
            .filter(({ status }: Json) => status === 'True')
            .map(({ type }: Json) => type),
        );
        return { story: storyOf(nodes), conditions, ended };
      },
    },
    {
      name: 'Parallel children run side by side',
      expected: { together: true, over: true },
      async observe(scene) {
        const templates = [
          group('Parallel', 'all', 'one', 'two'),
          suspend('one', '3s'),
          suspend('two', '3s'),
        ];
        const { one, nodes } = await begin(scene, workflow('pair', templates));
        const over = isOver(await one.until(isOver, 'is over'));
        await untilNode(nodes, 'all', isFinished, 'ends');
        const story = storyOf(nodes);
        const lastBegin = Math.max(story.indexOf('begins one'), story.indexOf('begins two'));
        const firstEnd = Math.min(story.indexOf('ends one'), story.indexOf('ends two'));
        return { together: lastBegin < firstEnd, over };
      },
    },
    {
      name: 'a chaos node ends at its deadline, and its experiment goes with it, recovered',
      expected: {
        injected: true,
        last: 'Not Injected',
        node: 'ChaosInjected/ChaosCRCreated DeadlineExceed/NodeDeadlineExceed',
        labels: ['chaos-mesh.org/controlled-by', 'chaos-mesh.org/workflow'],
        over: true,
      },
      async observe(scene) {
        const { one, nodes, runs } = await begin(scene, workflow('timed', [fail('break', '4s')]));
        const { object } = await runs.until(({ object }) => isInjected(object), 'is injected');
        const gone = await runs.until(({ type }) => type === 'DELETED', 'is gone');
        await one.until(isOver, 'is over');
        const { object: node } = await untilNode(
          nodes,
          'break',
          (seen) => isTrue(seen, 'DeadlineExceed'),
          'is over',
        );
        return {
          injected: isInjected(object),
          last: gone.object.status.experiment.containerRecords[0].phase,
          node: reasonsOf(node).replace('ChaosCRNotExists', 'ChaosCRCreated'),
          labels: Object.keys(object.metadata.labels).sort(),
          over: true,
        };
      },
    },
    {
      name: 'a Schedule in a Workflow runs until its deadline',
      expected: { ran: true, over: true, left: 0 },
      async observe(scene) {
        const schedule = {
          schedule: '@every 1s',
          type: 'PodChaos',
          concurrencyPolicy: 'Forbid',
          historyLimit: 2,
          podChaos: { ...podChaos, duration: '1s' },
        };
        const { one, runs } = await begin(
          scene,
          workflow('beat', [{ name: 'often', templateType: 'Schedule', schedule, deadline: '6s' }]),
        );
        const schedules = await scene.follow('Schedule');
        await runs.until(({ type }) => type === 'ADDED', 'a run begins');
        const over = isOver(await one.until(isOver, 'is over'));
        await schedules.until(({ type }) => type === 'DELETED', 'the Schedule is gone');
        return { ran: true, over, left: (await scene.list('Schedule')).length };
      },
    },
  ],
};
