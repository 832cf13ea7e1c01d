// Endings that are not the plain one: finalizers torn or forced, namespaces, overlaps, hosts.
import type { Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos, cpuStress, forcing, networkDelay, podFailure, role } from '../manifests.ts';
import { pathOf } from '../places.ts';
import { refusalOf } from '../refusal.ts';
import { failuresOf, hasConditions, isInjected, phaseOf, recordLines, recordsOf, stateOf } from '../seen.ts';

const injectedOne = { conditions: 'AllInjected Selected', phase: 'Run', records: ['pod Injected 1/0'] };

export const endings: Chapter = {
  title: 'endings',
  cases: [
    {
      name: 'emptying the finalizers ends an experiment at once and leaves the fault where it is',
      needs: ['daemon'],
      alone: true,
      expected: { answer: 200, last: ['container Injected 1/0'], carried: true },
      async observe(scene) {
        const [pod] = await scene.deploy('web', 1);
        const one = await scene.start(cpuStress('torn'));
        await one.until(isInjected, 'is injected');
        scene.daemon().failRecover('no such process');
        await scene.remove('StressChaos', 'torn');
        await one.until((object) => phaseOf(object) === 'Stop', 'is to stop');
        const answer = await scene.call('PATCH', 'StressChaos', 'torn', { metadata: { finalizers: [] } });
        const last = recordLines(await one.untilGone());
        return { answer: answer.code, last, carried: scene.daemon().carries(pod) };
      },
    },
    {
      name: 'the forced annotation does nothing before a deletion',
      expected: injectedOne,
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('forced', {}, forcing.metadata));
        await one.until(isInjected, 'is injected');
        const { labels } = (
          await scene.change('PodChaos', 'forced', { metadata: { labels: { seen: 'yes' } } })
        ).metadata;
        const touched = await one.until(
          ({ metadata }) => metadata.labels?.seen === labels.seen,
          'is touched',
        );
        return stateOf(touched);
      },
    },
    {
      name: 'a deleted namespace takes its experiments along, recovered, and its pods',
      expected: {
        answer: 200,
        last: ['pod Not Injected 1/1'],
        terminating: true,
        refused: { code: 403, reason: 'Forbidden', by: 'schema', fields: ['metadata.namespace'] },
        afterwards: 404,
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(podFailure('razed'));
        await one.until(isInjected, 'is injected');
        const namespaces = await scene.followCluster('Namespace');
        const path = pathOf('Namespace', undefined, scene.namespace);
        await scene.make(role('keeper', [], ['conformance/keeper']));
        const answer = await scene.client.ask('DELETE', path);
        const refused = refusalOf(await scene.post(podFailure('afterwards')));
        const last = recordLines(await one.untilGone());
        const ours = (type: string) => (event: { type: string; object: Json }) =>
          event.type === type && event.object.metadata.name === scene.namespace;
        const marked = await namespaces.until(ours('MODIFIED'), 'is terminating');
        await scene.change('Role', 'keeper', { metadata: { finalizers: null } });
        await namespaces.until(ours('DELETED'), 'is gone');
        return {
          answer: answer.code,
          last,
          terminating: marked.object.status.phase === 'Terminating',
          refused,
          afterwards: (await scene.client.ask('GET', path)).code,
        };
      },
    },
    {
      name: 'two pod-failures on one pod: ending both leaves the pause image there for good',
      expected: { between: true, last: ['pod Not Injected 1/1'], broken: true },
      async observe(scene) {
        const isOurs = async (): Promise<boolean> =>
          (await scene.pods('web'))[0].spec.containers[0].image === scene.image;
        await scene.deploy('web', 1);
        const first = await scene.start(podFailure('over-a'));
        await first.until(isInjected, 'is injected');
        const second = await scene.start(podFailure('over-b'));
        await second.until(isInjected, 'is injected');
        await scene.remove('PodChaos', 'over-a');
        await first.untilGone();
        const between = await isOurs();
        await scene.remove('PodChaos', 'over-b');
        const last = recordLines(await second.untilGone());
        return { between, last, broken: !(await isOurs()) };
      },
    },
    {
      name: 'a pod on the host’s network is refused, and the experiment can neither begin nor end until the pod goes',
      expected: {
        state: { conditions: 'Selected', phase: 'Run', records: ['pod Not Injected/Wait 0/0'] },
        failure: true,
        deleting: 'pod Not Injected/Wait 0/0',
        last: 404,
      },
      async observe(scene) {
        await scene.deploy('web', 1, { spec: { hostNetwork: true } });
        const one = await scene.start(networkDelay('hosted'));
        const failing = await one.until((object) => failuresOf(object).length > 0, 'has failed');
        await scene.remove('NetworkChaos', 'hosted');
        const marked = await one.until(
          ({ metadata }) => metadata.deletionTimestamp !== undefined,
          'is deleting',
        );
        await scene.remove('Deployment', 'web');
        await one.untilGone();
        return {
          state: stateOf(failing),
          failure:
            failuresOf(failing)[0]?.includes("It's dangerous to inject network chaos on a pod") ?? false,
          deleting: recordLines(marked)[0],
          last: (await scene.get('NetworkChaos', 'hosted')).code,
        };
      },
    },
    {
      name: 'records of a daemon’s fault name the container, also where none was asked for',
      expected: {
        conditions: 'AllInjected Selected',
        phase: 'Run',
        records: ['container Injected 1/0'],
        ids: true,
      },
      async observe(scene) {
        await scene.deploy('web', 1);
        const one = await scene.start(chaos('StressChaos', 'cpu', cpuStress('cpu').spec));
        const injected = await one.until(isInjected, 'is injected');
        return {
          ...stateOf(injected),
          ids: recordsOf(injected)[0].id.endsWith('/web') && hasConditions(injected),
        };
      },
    },
  ],
};
