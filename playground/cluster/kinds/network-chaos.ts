// NetworkChaos: writes entries into each pod's PodNetworkChaos and waits until the pod's controller has obeyed.

import { type Fields, isFields, textAt, textsAt } from '../objects/kube-object.ts';
import type { ChaosKind, ChaosTools, Experiment, PodEntries, Target } from './kind.ts';
import { networkProblems } from './network-rules.ts';
import { commit, waited } from './pod-object-kinds.ts';
import { selectorUse, TARGET, TARGETING, TARGETING_REQUIRED } from './selector-rules.ts';
import { integer, list, object, oneOf, text } from './shape.ts';

const LATENCY = '^[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h)$';
const CORRELATION = text({ default: '0' });
const POD_KIND = 'PodNetworkChaos';
const PARAMETERS = ['delay', 'loss', 'duplicate', 'corrupt', 'bandwidth', 'rate'];

/** Whether this endpoint's pods get rules: sources for `to`, targets for `from`, all for `both`. */
function actsOn(target: Target, spec: Fields): boolean {
  const direction = textAt(spec, 'direction');
  if (direction === 'both') return true;
  return target.selectorKey === '.' ? direction === 'to' : direction === 'from';
}

function ipsetFor(
  target: Target,
  experiment: Experiment,
  source: string,
  tools: ChaosTools,
): Fields | undefined {
  const others = experiment.records.filter((record) => record.selectorKey !== target.selectorKey);
  const externals = textsAt(experiment.spec, 'externalTargets');
  if (others.length + externals.length === 0) return undefined;
  const ips = others.map((record) => tools.podIp(record.id)).filter((ip) => ip !== undefined);
  const suffix = `${target.selectorKey === '.' ? 'tgt' : 'src'}`;
  const prefix = textAt(experiment.spec, 'action') === 'bandwidth' ? 'ba' : 'ne';
  const cidrs = [...ips.map((ip) => `${ip}/32`), ...externals];
  return { name: `${experiment.name}_net_${prefix}${suffix}`, ipsetType: 'hash:net', cidrs, source };
}

function entriesFor(target: Target, experiment: Experiment, source: string, tools: ChaosTools): PodEntries {
  const { spec } = experiment;
  const ipset = ipsetFor(target, experiment, source, tools);
  const ipsets = ipset === undefined ? [] : [ipset];
  if (textAt(spec, 'action') === 'partition') {
    const rule = { name: `OUTPUT/${experiment.name}`, direction: 'output', source };
    const iptables = [{ ...rule, ipsets: ipsets.map(({ name }) => name) }];
    return { lists: { ipsets, iptables, tcs: [] } };
  }
  const parameters = Object.fromEntries(
    PARAMETERS.filter((key) => isFields(spec[key])).map((key) => [key, spec[key]]),
  );
  const type = textAt(spec, 'action') === 'bandwidth' ? 'bandwidth' : 'netem';
  const filter = ipset === undefined ? {} : { ipset: ipset['name'] };
  return { lists: { ipsets, iptables: [], tcs: [{ type, ...parameters, ...filter, source }] } };
}

export const networkChaos: ChaosKind = {
  kind: 'NetworkChaos',
  plural: 'networkchaos',
  columns: ['action', 'duration'],
  spec: object(
    {
      ...TARGETING,
      action: oneOf('netem', 'delay', 'loss', 'duplicate', 'corrupt', 'partition', 'bandwidth'),
      direction: { type: 'string', enum: ['to', 'from', 'both'], default: 'to' },
      target: TARGET,
      externalTargets: list(text()),
      device: text(),
      targetDevice: text(),
      delay: object(
        {
          latency: text({ pattern: LATENCY }),
          jitter: text({ pattern: LATENCY, default: '0ms' }),
          correlation: CORRELATION,
          reorder: object({ reorder: text(), correlation: CORRELATION, gap: integer() }, ['reorder', 'gap']),
        },
        ['latency'],
      ),
      loss: object({ loss: text(), correlation: CORRELATION }, ['loss']),
      duplicate: object({ duplicate: text(), correlation: CORRELATION }, ['duplicate']),
      corrupt: object({ corrupt: text(), correlation: CORRELATION }, ['corrupt']),
      bandwidth: object(
        {
          rate: text(),
          limit: integer({ min: 1 }),
          buffer: integer({ min: 1 }),
          peakrate: integer({ min: 0 }),
          minburst: integer({ min: 0 }),
        },
        ['rate', 'limit', 'buffer'],
      ),
      rate: object({ rate: text() }, ['rate']),
      partitionBehavior: { type: 'string', enum: ['drop', 'reject'], default: 'drop' },
    },
    [...TARGETING_REQUIRED, 'action'],
  ),
  selectors(spec) {
    const { target } = spec;
    return [selectorUse('.', spec), ...(isFields(target) ? [selectorUse('.Target', target)] : [])];
  },
  isOneShot: () => false,
  problems: networkProblems,
  apply(target, experiment, tools) {
    if (target.phase === 'Not Injected/Wait')
      return waited(target, experiment, tools, POD_KIND, { phase: 'Injected' });
    if (!tools.podExists(target)) return { phase: 'Not Injected', error: `Pod "${target.pod}" not found` };
    if (!actsOn(target, experiment.spec)) return { phase: 'Injected' };
    const source = `${experiment.namespace}/${experiment.name}`;
    commit(target, experiment, tools, POD_KIND, entriesFor(target, experiment, source, tools));
    return { phase: 'Not Injected/Wait' };
  },
  recover(target, experiment, tools) {
    if (target.phase === 'Injected/Wait')
      return waited(target, experiment, tools, POD_KIND, { phase: 'Not Injected' });
    if (!tools.podExists(target)) return { phase: 'Not Injected' };
    commit(target, experiment, tools, POD_KIND);
    return { phase: 'Injected/Wait' };
  },
};
