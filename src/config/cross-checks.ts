// Checks over several settings at once: names that must be unique, and names that must exist.

import type { RuleConfig } from './config.ts';
import type { ConfigFault } from './fault.ts';
import type { FileConfig } from './file-schema.ts';

export function crossCheck(file: FileConfig): readonly ConfigFault[] {
  return [
    ...duplicates(file.clusters, 'clusters', 'name', (cluster) => cluster.name),
    ...duplicates(file.people, 'people', 'email', (person) => person.email),
    ...duplicates(file.channels, 'channels', 'channel', (channel) => channel.channel),
    ...duplicates(file.policy.rules, 'policy.rules', 'name', (rule) => rule.name),
    ...duplicates(file.prometheus, 'prometheus', 'cluster', ({ cluster }) => cluster),
    ...duplicates(file.alerts.alertmanagers, 'alerts.alertmanagers', 'name', ({ name }) => name),
    ...duplicates(file.alerts.senders, 'alerts.senders', 'name', ({ name }) => name),
    ...file.channels.flatMap((_, at) => bindingFaults(file, at)),
    ...meantFaults(file, 'alerts.alertmanagers', file.alerts.alertmanagers),
    ...meantFaults(file, 'alerts.senders', file.alerts.senders),
    ...meantFaults(file, 'alerts.onCall', file.alerts.onCall),
    ...file.alerts.onCall.flatMap(({ people }, at) => strangers(file, people, at)),
    ...meantFaults(file, 'alerts.channels', file.alerts.channels),
    ...meantFaults(file, 'prometheus', file.prometheus),
    ...file.alerts.alertmanagers.flatMap(silenceFaults),
    ...grafanaFaults(file),
    ...file.policy.rules.flatMap((rule, at) => voterFaults(file, rule, at)),
  ];
}

function duplicates<T>(
  list: readonly T[],
  path: string,
  field: string,
  keyOf: (one: T) => string,
): readonly ConfigFault[] {
  const keys = list.map(keyOf);
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at
      ? []
      : [
          {
            path: `${path}[${at}].${field}`,
            sentence: `\`${key}\` is there twice.`,
            cure: `Keep one, or make it one entry with ${path}[${keys.indexOf(key)}].`,
          },
        ],
  );
}

/** Whoever is called must be known here. */
function strangers({ people }: FileConfig, called: readonly string[], at: number): readonly ConfigFault[] {
  return called
    .filter((email) => !people.some((person) => person.email === email))
    .map((email) => ({
      path: `alerts.onCall[${at}].people`,
      sentence: `\`${email}\` is not among \`people\`.`,
      cure: 'Add them there, or name somebody who is.',
    }));
}

/** A cluster that is meant must be one of ours. */
function meantFaults(
  { clusters }: FileConfig,
  path: string,
  list: readonly { readonly cluster?: string }[],
): readonly ConfigFault[] {
  const names = clusters.map(({ name }) => name);
  return list.flatMap(({ cluster }, at) =>
    cluster === undefined || names.includes(cluster)
      ? []
      : [unknownCluster(`${path}[${at}].cluster`, cluster, names)],
  );
}

function grafanaFaults({ grafana, clusters }: FileConfig): readonly ConfigFault[] {
  const names = clusters.map(({ name }) => name);
  const { cluster } = grafana ?? {};
  const isKnown = cluster === undefined || names.includes(cluster);
  return isKnown ? [] : [unknownCluster('grafana.cluster', cluster, names)];
}

function unknownCluster(path: string, cluster: string, names: readonly string[]): ConfigFault {
  const sentence = `There is no cluster \`${cluster}\`.`;
  return { path, sentence, cure: `Use one of: ${names.join(', ')}.` };
}

function silenceFaults(
  { silences, url }: FileConfig['alerts']['alertmanagers'][number],
  at: number,
): readonly ConfigFault[] {
  if (!silences || url !== undefined) return [];
  return [
    {
      path: `alerts.alertmanagers[${at}].silences`,
      sentence: 'Silences are made and ended by its API, and nothing says where that is.',
      cure: 'Add its `url`, or take `silences` away.',
    },
  ];
}

function bindingFaults(file: FileConfig, at: number): readonly ConfigFault[] {
  const binding = file.channels[at];
  const cluster = file.clusters.find(({ name }) => name === binding?.cluster);
  if (binding === undefined) return [];
  if (cluster === undefined) {
    const known = file.clusters.map(({ name }) => name).join(', ');
    return [
      {
        path: `channels[${at}].cluster`,
        sentence: `There is no cluster \`${binding.cluster}\`.`,
        cure: `Use one of: ${known}.`,
      },
    ];
  }
  if (cluster.namespaces?.includes(binding.namespace) ?? true) return [];
  return [
    {
      path: `channels[${at}].namespace`,
      sentence: `\`${binding.namespace}\` is not among the namespaces of ${cluster.name}.`,
      cure: `Add it to \`clusters[].namespaces\` or bind one of: ${cluster.namespaces?.join(', ')}.`,
    },
  ];
}

function voterFaults(file: FileConfig, rule: RuleConfig, at: number): readonly ConfigFault[] {
  if (rule.outcome.kind !== 'approvals') return [];
  return rule.outcome.approvals.flatMap(({ group, count }, seat) => {
    const members = file.people.filter((person) => person.groups.includes(group)).length;
    if (members >= count) return [];
    return [
      {
        path: `policy.rules[${at}].approvals[${seat}].group`,
        sentence: `${count} of \`${group}\` must approve, and ${members} of \`people\` ${members === 1 ? 'is' : 'are'} in it: the request could never pass.`,
        cure: `Add \`${group}\` to the groups of enough people, or ask another group.`,
      },
    ];
  });
}
