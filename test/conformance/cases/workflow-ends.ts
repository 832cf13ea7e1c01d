// Workflows that end before their steps do: deadlines, aborts, deletions.

import type { Chapter } from '../case.ts';
import { isInjected, isTrue } from '../seen.ts';
import {
  begin,
  fail,
  group,
  isOver,
  reasonsOf,
  storyOf,
  suspend,
  untilNode,
  workflow,
} from '../workflow-nodes.ts';

export const workflowEnds: Chapter = {
  title: 'workflow ends',
  cases: [
    {
      name: 'a parent’s deadline ends its children, and says so in their reason',
      expected: { child: true, parent: true, over: true },
      async observe(scene) {
        const templates = [{ ...group('Serial', 'all', 'long'), deadline: '3s' }, suspend('long', '10m')];
        const { one, nodes } = await begin(scene, workflow('cut', templates));
        await one.until(isOver, 'is over');
        const { object } = await untilNode(nodes, 'long', (node) => isTrue(node, 'DeadlineExceed'), 'is cut');
        const parent = await untilNode(nodes, 'all', (node) => isTrue(node, 'DeadlineExceed'), 'is cut');
        return {
          child: reasonsOf(object).includes('DeadlineExceed/ParentNodeDeadlineExceed'),
          parent: reasonsOf(parent.object).includes('DeadlineExceed/NodeDeadlineExceed'),
          over: true,
        };
      },
    },
    {
      name: 'an abort ends every node, and its experiment recovers',
      expected: { node: true, entry: true, last: 'Not Injected', over: true, told: true },
      async observe(scene) {
        const templates = [group('Serial', 'all', 'break', 'next'), fail('break', '10m'), suspend('next')];
        const { one, nodes, runs } = await begin(scene, workflow('stopped', templates));
        await runs.until(({ object }) => isInjected(object), 'is injected');
        await scene.change('Workflow', 'stopped', {
          metadata: { annotations: { 'workflow.chaos-mesh.org/abort': 'true' } },
        });
        const gone = await runs.until(({ type }) => type === 'DELETED', 'is gone');
        const { object: node } = await untilNode(
          nodes,
          'break',
          (seen) => isTrue(seen, 'Aborted'),
          'is aborted',
        );
        const { object: entry } = await untilNode(
          nodes,
          'all',
          (seen) => isTrue(seen, 'Aborted'),
          'is aborted',
        );
        const over = isOver(await one.until(isOver, 'is over'));
        return {
          node: reasonsOf(node).includes('Aborted/'),
          entry: reasonsOf(entry).includes('Aborted/WorkflowAborted'),
          last: gone.object.status.experiment.containerRecords[0].phase,
          over,
          told: storyOf(nodes).includes('begins next') === false,
        };
      },
    },
    {
      name: 'deleting a running Workflow recovers its experiment and leaves nothing',
      expected: { last: 'Not Injected', nodes: 0, runs: 0 },
      async observe(scene) {
        const { one, nodes, runs } = await begin(scene, workflow('dropped', [fail('break', '10m')]));
        const { object: run } = await runs.until(({ object }) => isInjected(object), 'is injected');
        await scene.remove('Workflow', 'dropped');
        await one.untilGone();
        // Of another that may be made while all goes, nothing was injected and nothing is known.
        const gone = await runs.until(
          ({ type, object }) => type === 'DELETED' && object.metadata.name === run.metadata.name,
          'is gone',
        );
        await nodes.until(({ type }) => type === 'DELETED', 'its node is gone');
        return {
          last: gone.object.status.experiment.containerRecords[0].phase,
          nodes: (await scene.list('WorkflowNode')).length,
          runs: (await scene.list('PodChaos')).length,
        };
      },
    },
    {
      name: 'an unparseable deadline passes admission and is never scheduled',
      expected: { code: 201, told: true, nodes: 0 },
      async observe(scene) {
        const { code } = await scene.post(workflow('vague', [suspend('wait', 'soon')]));
        const text = await scene.told.text('vague', 'InvalidEntry');
        return { code, told: text.length > 0, nodes: (await scene.list('WorkflowNode')).length };
      },
    },
  ],
};
