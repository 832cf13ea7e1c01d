// Specs that admission refuses, each with the field it names.
import type { Json } from './client.ts';
import { cpuStress, networkDelay, podFailure, web } from './manifests.ts';
import type { Refusal } from './refusal.ts';

export interface Wrong {
  readonly what: string;
  readonly object: Json;
  readonly refusal: Omit<Refusal, 'reason'>;
  /** A part of the message, where the field alone says too little. */
  readonly words?: string;
}

export const reasons: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  422: 'Invalid',
  500: 'InternalError',
};
const schema = (...fields: string[]): Wrong['refusal'] => ({ code: 422, by: 'schema', fields });
const denied = (kind: string, ...fields: string[]): Wrong['refusal'] => ({
  code: 403,
  by: `v${kind.toLowerCase()}.kb.io`,
  fields,
});
export const pod = (spec: Json): Json => podFailure('wrong', spec);
export const net = (spec: Json): Json => networkDelay('wrong', spec);
const cpu = (spec: Json): Json => cpuStress('wrong', spec);
const without = (object: Json, field: string): Json => ({
  ...object,
  spec: { ...object.spec, [field]: undefined },
});
const valuePaths = ['Spec.ContainerSelector.PodSelector.value', 'Spec.ContainerSelector.value'];

export const wrongs: readonly Wrong[] = [
  { what: 'an unknown action', object: pod({ action: 'pod-hug' }), refusal: schema('spec.action') },
  { what: 'an unknown mode', object: pod({ mode: 'most' }), refusal: schema('spec.mode') },
  {
    what: 'a missing mode',
    object: without(pod({}), 'mode'),
    refusal: schema('spec.mode'),
    words: 'Unsupported value: ""',
  },
  {
    what: 'a missing action',
    object: without(pod({}), 'action'),
    refusal: schema('spec.action'),
    words: 'Unsupported value: ""',
  },
  { what: 'a negative grace period', object: pod({ gracePeriod: -1 }), refusal: schema('spec.gracePeriod') },
  {
    what: 'a duration in words',
    object: pod({ duration: 'soon' }),
    refusal: denied('PodChaos', 'Spec.Duration'),
    words: 'parse duration field error',
  },
  {
    what: 'a duration without unit',
    object: pod({ duration: '30' }),
    refusal: denied('PodChaos', 'Spec.Duration'),
    words: 'missing unit in duration',
  },
  {
    what: 'no containers to kill',
    object: pod({ action: 'container-kill' }),
    refusal: denied('PodChaos', 'Spec.containerNames'),
    words: 'the name of container is required on container-kill action',
  },
  {
    what: 'fixed without a number',
    object: pod({ mode: 'fixed', value: 'two' }),
    refusal: denied('PodChaos', ...valuePaths),
    words: 'parse value field error',
  },
  {
    what: 'fixed 0',
    object: pod({ mode: 'fixed', value: '0' }),
    refusal: denied('PodChaos', ...valuePaths),
    words: 'value must be greater than 0 with mode:fixed',
  },
  {
    what: 'more than all',
    object: pod({ mode: 'fixed-percent', value: '101' }),
    refusal: denied('PodChaos', ...valuePaths),
    words: 'value of 101 is invalid, Must be (0,100] with mode:fixed-percent',
  },
  {
    what: 'a share of nobody',
    object: pod({ mode: 'random-max-percent', value: '0' }),
    refusal: denied('PodChaos', ...valuePaths),
    words: 'Must be (0,100] with mode:random-max-percent',
  },
  {
    what: 'a number for a text',
    object: pod({ duration: 30 }),
    refusal: { code: 400, by: 'mpodchaos.kb.io', text: '' },
    words: 'json: cannot unmarshal number into Go struct field',
  },
  {
    what: 'a latency in words',
    object: net({ delay: { latency: 'long' } }),
    refusal: schema('spec.delay.latency'),
  },
  {
    what: 'a correlation in words',
    object: net({ delay: { latency: '1ms', correlation: 'some' } }),
    refusal: denied('NetworkChaos', 'Spec.TcParameter.Delay.Correlation'),
    words: 'parse correlation field error',
  },
  {
    what: 'a loss in words',
    object: net({ action: 'loss', loss: { loss: 'half' } }),
    refusal: denied('NetworkChaos', 'Spec.TcParameter.Loss.Loss'),
  },
  {
    what: 'a rate without unit',
    object: net({ action: 'bandwidth', bandwidth: { rate: '10', limit: 100, buffer: 100 } }),
    refusal: denied('NetworkChaos', 'Spec.TcParameter.Bandwidth.Rate'),
    words: 'parse rate field error',
  },
  {
    what: 'a broken rate',
    object: net({ action: 'bandwidth', bandwidth: { rate: '1.5mbps', limit: 100, buffer: 100 } }),
    refusal: denied('NetworkChaos', 'Spec.TcParameter.Bandwidth.Rate'),
  },
  {
    what: 'a bandwidth without limit',
    object: net({ action: 'bandwidth', bandwidth: { rate: '1mbps', buffer: 100 } }),
    refusal: schema('spec.bandwidth.limit'),
  },
  { what: 'an unknown direction', object: net({ direction: 'up' }), refusal: schema('spec.direction') },
  {
    what: 'both ways without a target',
    object: net({ direction: 'both' }),
    refusal: denied('NetworkChaos', 'Spec.direction'),
    words: 'cannot be used when targets is empty in netem action',
  },
  {
    what: 'both ways to the outside',
    object: net({
      direction: 'both',
      target: { mode: 'all', selector: web },
      externalTargets: ['192.0.2.1'],
    }),
    refusal: denied('NetworkChaos', 'Spec.direction'),
    words: 'external targets cannot be used with',
  },
  {
    what: 'no stressors',
    object: without(cpu({}), 'stressors'),
    refusal: denied('StressChaos', 'Spec'),
    words: 'missing stressors',
  },
  {
    what: 'too great a load',
    object: cpu({ stressors: { cpu: { workers: 1, load: 101 } } }),
    refusal: schema('spec.stressors.cpu.load'),
  },
  {
    what: 'a size in words',
    object: cpu({ stressors: { memory: { workers: 1, size: 'big' } } }),
    refusal: denied('StressChaos', 'Spec.Stressors.MemoryStressor.Size'),
    words: 'incorrect bytes format',
  },
  {
    what: 'a size of more than all',
    object: cpu({ stressors: { memory: { workers: 1, size: '120%' } } }),
    refusal: denied('StressChaos', 'Spec.Stressors.MemoryStressor.Size'),
    words: 'illegal proportion',
  },
  { what: 'a name in capitals', object: podFailure('WRONG'), refusal: schema('metadata.name') },
];
