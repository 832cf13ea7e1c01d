// The Chaos Mesh that is installed in a cluster, as its own Deployments, DaemonSet and served kinds show it.

import { asList, asNumber, asText, at } from './narrow.ts';

export interface Installation {
  /** `2.8.3`; absent: the controller's image does not say. */
  readonly version?: string;
  readonly daemons: { readonly wanted: number; readonly ready: number };
  readonly dnsServer: boolean;
  /** The side-car that KernelChaos needs. */
  readonly kernelServer: boolean;
  /** Kinds of chaos-mesh.org that the API server serves. */
  readonly kinds: readonly string[];
  /** Only namespaces that are annotated for it may be hit. */
  readonly filtersNamespaces: boolean;
  /** The one namespace of an installation that is not for the whole cluster. */
  readonly onlyNamespace?: string;
}

/** Labels of the Helm chart. */
export const CHART_LABELS = 'app.kubernetes.io/name=chaos-mesh';

interface Shown {
  readonly deployments: readonly unknown[];
  readonly daemonSets: readonly unknown[];
  readonly kinds: readonly string[];
}

/** Undefined without a controller that has the chart's labels: then nothing can be said of what is missing. */
export function readInstallation({ deployments, daemonSets, kinds }: Shown): Installation | undefined {
  const controller = deployments.find((one) => componentOf(one) === 'controller-manager');
  if (controller === undefined) return undefined;
  const version = versionOf(controller);
  const onlyNamespace = settingOf(controller, 'TARGET_NAMESPACE');
  const isNamespaced = settingOf(controller, 'CLUSTER_SCOPED') === 'false' && onlyNamespace !== '';
  const daemons = daemonSets.filter((one) => componentOf(one) === 'chaos-daemon');
  return {
    ...(version !== undefined && { version }),
    daemons: {
      wanted: sum(daemons, 'desiredNumberScheduled'),
      ready: sum(daemons, 'numberReady'),
    },
    dnsServer: deployments.some((one) => componentOf(one) === 'chaos-dns-server'),
    kernelServer: daemons.some((one) => containersOf(one).some(isKernelServer)),
    kinds,
    filtersNamespaces: settingOf(controller, 'ENABLE_FILTER_NAMESPACE') === 'true',
    ...(isNamespaced && { onlyNamespace }),
  };
}

/** From the image's tag; an image pinned by digest leaves the chart's label. */
export function versionOf(controller: unknown): string | undefined {
  const [container] = containersOf(controller);
  const tag = /:v?(\d+\.\d+[^:@/]*)(?:@|$)/u.exec(asText(at(container, 'image')))?.[1];
  const label = asText(at(controller, 'metadata', 'labels', 'app.kubernetes.io/version'));
  return tag ?? (label === '' ? undefined : label.replace(/^v/u, ''));
}

/** Whether `version` is at least `least`, `2.7`, by its first two numbers; undefined where it has none. */
export function isAtLeast(version: string, least: string): boolean | undefined {
  const [major, minor] = numbersOf(version);
  const [leastMajor = 0, leastMinor = 0] = numbersOf(least);
  if (major === undefined || minor === undefined) return undefined;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function numbersOf(version: string): readonly number[] {
  const [, major, minor] = /^v?(\d{1,6})\.(\d{1,6})/u.exec(version) ?? [];
  return major === undefined ? [] : [Number(major), Number(minor)];
}

function componentOf(object: unknown): string {
  return asText(at(object, 'metadata', 'labels', 'app.kubernetes.io/component'));
}

function containersOf(object: unknown): readonly unknown[] {
  return asList(at(object, 'spec', 'template', 'spec', 'containers'));
}

function isKernelServer(container: unknown): boolean {
  return asText(at(container, 'name')) === 'chaos-kernel';
}

/** Of the controller's environment. */
function settingOf(controller: unknown, name: string): string {
  const variables = containersOf(controller).flatMap((container) => asList(at(container, 'env')));
  return asText(
    at(
      variables.find((one) => at(one, 'name') === name),
      'value',
    ),
  );
}

function sum(objects: readonly unknown[], field: string): number {
  return objects.reduce<number>((all, one) => all + asNumber(at(one, 'status', field)), 0);
}
