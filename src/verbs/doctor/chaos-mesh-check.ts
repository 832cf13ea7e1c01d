// The installed Chaos Mesh: version, controller, and a daemon on every node where targets may run.

import { isAtLeast, versionOf } from '../../chaos/installation.ts';
import { asList, asNumber, asText, at } from '../../chaos/narrow.ts';
import type { DoctorLine } from '../doctor.ts';
import { broken, type Check, fine, weak } from './check.ts';
import { areaOf, type ExaminedCluster } from './examined-cluster.ts';
import { askList, type KubeCall, nameOf } from './kube-question.ts';

/** Labels of the Helm chart. */
const CONTROLLER = 'app.kubernetes.io/name=chaos-mesh,app.kubernetes.io/component=controller-manager';
const USUAL_NAMESPACE = 'chaos-mesh';

/** Older ones are not what the catalogue was written against. */
const OLDEST = '2.6';

export function chaosMeshCheck(examined: Pick<ExaminedCluster, 'cluster' | 'kube'>): Check {
  const area = areaOf(examined);
  return {
    area,
    subject: 'the installation of Chaos Mesh',
    run: async (signal) => {
      const query = { labelSelector: CONTROLLER };
      const [controller] = await askList(examined.kube, '/apis/apps/v1/deployments', query, signal);
      const namespace = asText(at(controller, 'metadata', 'namespace'), USUAL_NAMESPACE);
      return [...controllerLines(area, controller), await daemonLine(area, namespace, examined.kube, signal)];
    },
  };
}

function controllerLines(area: string, controller: unknown): readonly DoctorLine[] {
  if (controller === undefined) {
    return [
      weak(
        area,
        'No Deployment has the labels of Chaos Mesh’s controller.',
        'Install Chaos Mesh with its Helm chart, or check by hand that its controller runs.',
      ),
    ];
  }
  return [versionLine(area, versionOf(controller)), readyLine(area, controller)];
}

function versionLine(area: string, version: string | undefined): DoctorLine {
  if (version === undefined) {
    return weak(
      area,
      'Which version of Chaos Mesh runs there cannot be told from its image.',
      'Use an image with a version as its tag.',
    );
  }
  if (isAtLeast(version, OLDEST) !== false) return fine(area, `Chaos Mesh ${version}.`);
  return weak(
    area,
    `Chaos Mesh ${version} is older than ${OLDEST}, the oldest we know.`,
    'Upgrade Chaos Mesh.',
  );
}

function readyLine(area: string, controller: unknown): DoctorLine {
  const wanted = asNumber(at(controller, 'spec', 'replicas'), 1);
  const ready = asNumber(at(controller, 'status', 'readyReplicas'));
  if (ready === 0) {
    return broken(
      area,
      'The controller of Chaos Mesh is not ready: nothing can be injected, nothing recovers.',
      `kubectl -n ${asText(at(controller, 'metadata', 'namespace'))} describe deployment ${nameOf(controller)}`,
    );
  }
  if (ready >= wanted) return fine(area, `The controller of Chaos Mesh is ready (${ready} of ${wanted}).`);
  return weak(
    area,
    `${ready} of ${wanted} controllers of Chaos Mesh are ready.`,
    'Look at the pods that are not.',
  );
}

/** The controller itself goes by the EndpointSlices whose name starts so. */
async function daemonLine(
  area: string,
  namespace: string,
  kube: KubeCall,
  signal: AbortSignal,
): Promise<DoctorLine> {
  const slicesPath = `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`;
  const [slices, nodes] = await Promise.all([
    askList(kube, slicesPath, {}, signal),
    askList(kube, '/api/v1/nodes', {}, signal),
  ]);
  const served = new Set(
    slices.filter((slice) => nameOf(slice).startsWith('chaos-daemon-')).flatMap(readyNodes),
  );
  const wanted = nodes.filter(takesTargets).map(nameOf);
  const bare = wanted.filter((node) => !served.has(node));
  if (bare.length === 0)
    return fine(area, `A daemon of Chaos Mesh runs on each of the ${wanted.length} nodes.`);
  return daemonFault(area, bare, wanted.length);
}

function daemonFault(area: string, bare: readonly string[], all: number): DoctorLine {
  const named = bare
    .slice(0, 5)
    .join(', ')
    .concat(bare.length > 5 ? ' …' : '');
  const line = bare.length === all ? broken : weak;
  return line(
    area,
    `No daemon of Chaos Mesh on ${bare.length} of ${all} nodes (${named}): only pod kill and failure work there.`,
    'Look at the DaemonSet chaos-daemon: its tolerations, and chaosDaemon.runtime for these nodes.',
  );
}

function readyNodes(slice: unknown): readonly string[] {
  return asList(at(slice, 'endpoints'))
    .filter((endpoint) => at(endpoint, 'conditions', 'ready') !== false)
    .map((endpoint) => asText(at(endpoint, 'nodeName')));
}

function takesTargets(node: unknown): boolean {
  const os = asText(at(node, 'metadata', 'labels', 'kubernetes.io/os'), 'linux');
  return at(node, 'spec', 'unschedulable') !== true && os === 'linux';
}
