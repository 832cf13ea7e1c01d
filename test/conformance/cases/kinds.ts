// Every kind and action that a daemon carries out: injected, really there, recovered, really gone.
import type { Case, Chapter } from '../case.ts';
import type { Json } from '../client.ts';
import { chaos, cpuStress, networkDelay, web } from '../manifests.ts';
import { failuresOf, isInjected, recordLines } from '../seen.ts';

type Target = 'pod' | 'container' | 'volume';

interface Driven {
  readonly what: string;
  readonly object: Json;
  readonly target: Target;
  /** What the pod's template needs. */
  readonly pod?: Json;
  readonly engineOnly?: string;
}

const taken = { mode: 'all', selector: web };
const other = { mode: 'all', selector: { labelSelectors: { app: 'cart' } } };
const net = (action: string, more: Json): Json => {
  const { delay: _, ...spec } = networkDelay('driven').spec;
  return chaos('NetworkChaos', 'driven', { ...spec, action, ...more });
};

function engineKind(kind: string, target: Target, spec: Json, pod?: Json): Driven {
  const way = spec.action ?? ['abort', 'delay', 'replace', 'patch'].find((name) => spec[name] !== undefined);
  const what = way === undefined ? kind : `${kind} ${way}`;
  const object = chaos(kind, 'driven', { ...taken, ...spec });
  return { what, object, target, ...(pod !== undefined && { pod }) };
}

const onFiles = { volumePath: '/data', path: '/data/*', percent: 50 };
const ioActions: Readonly<Record<string, Json>> = {
  latency: { delay: '10ms' },
  fault: { errno: 5 },
  attrOverride: { attr: { perm: 72 } },
  mistake: { mistake: { filling: 'zero', maxOccurrences: 1, maxLength: 1 } },
};

const httpActions: readonly Json[] = [
  { target: 'Request', abort: true },
  { target: 'Request', delay: '1s' },
  { target: 'Response', replace: { code: 404 } },
  { target: 'Request', patch: { queries: [['by', 'chaos']] } },
];

const method = { class: 'Main', method: 'say' };
const jvmActions: Readonly<Record<string, Json>> = {
  gc: {},
  stress: { cpuCount: 1 },
  latency: { ...method, latency: 100 },
  return: { ...method, returnValue: '9' },
  exception: { ...method, exception: 'java.io.IOException("BOOM")' },
  ruleData: { ruleData: 'RULE say CLASS Main METHOD say AT ENTRY IF true DO return ENDRULE' },
};

const onDisk = { volumes: [{ name: 'data', hostPath: { path: '/data' } }] };

const driven: readonly Driven[] = [
  { what: 'NetworkChaos delay', object: networkDelay('driven'), target: 'pod' },
  { what: 'NetworkChaos loss', object: net('loss', { loss: { loss: '50' } }), target: 'pod' },
  {
    what: 'NetworkChaos duplicate',
    object: net('duplicate', { duplicate: { duplicate: '50' } }),
    target: 'pod',
  },
  { what: 'NetworkChaos corrupt', object: net('corrupt', { corrupt: { corrupt: '50' } }), target: 'pod' },
  {
    what: 'NetworkChaos bandwidth',
    object: net('bandwidth', { bandwidth: { rate: '1mbps', limit: 100, buffer: 100 } }),
    target: 'pod',
  },
  { what: 'NetworkChaos partition', object: net('partition', { target: other }), target: 'pod' },
  { what: 'StressChaos cpu', object: cpuStress('driven'), target: 'container' },
  {
    what: 'StressChaos memory',
    object: cpuStress('driven', { stressors: { memory: { workers: 1, size: '64MB' } } }),
    target: 'container',
  },
  ...Object.entries(ioActions).map(([action, spec]) =>
    engineKind('IOChaos', 'container', { action, ...onFiles, ...spec }),
  ),
  engineKind('TimeChaos', 'container', { timeOffset: '-5m' }),
  ...httpActions.map((spec) => engineKind('HTTPChaos', 'pod', { port: 80, path: '*', ...spec })),
  ...Object.entries(jvmActions).map(([action, spec]) =>
    engineKind('JVMChaos', 'container', { action, port: 9277, ...spec }),
  ),
  ...['error', 'random'].map((action) =>
    engineKind('DNSChaos', 'container', { action, patterns: ['example.com'] }),
  ),
  engineKind(
    'BlockChaos',
    'volume',
    { action: 'delay', volumeName: 'data', delay: { latency: '10ms' } },
    onDisk,
  ),
];

function drivenCase({ what, object, target, pod = {}, engineOnly }: Driven): Case {
  return {
    name: `${what} is injected, carried by its pod, recovered and gone`,
    needs: ['daemon'],
    ...(engineOnly !== undefined && { engineOnly }),
    expected: {
      injected: [`${target} Injected 1/0`],
      carried: [true, false],
      last: [`${target} Not Injected 1/1`],
    },
    async observe(scene) {
      const [first] = await scene.deploy('web', 1, { spec: pod });
      if (object.spec.target?.mode !== undefined) await scene.deploy('cart', 1);
      const one = await scene.start(object);
      const injected = await one.until(isInjected, 'is injected');
      const during = scene.daemon().carries(first);
      await scene.remove(object.kind, 'driven');
      const last = await one.untilGone();
      const ours = (lines: readonly string[]): string[] =>
        lines.filter((line) => !line.startsWith('.Target'));
      return {
        injected: ours(recordLines(injected)),
        carried: [during, scene.daemon().carries(first)],
        last: ours(recordLines(last)),
      };
    },
  };
}

export const kinds: Chapter = {
  title: 'kinds',
  cases: [
    ...driven.map(drivenCase),
    {
      name: 'KernelChaos can never be injected by this controller, and goes cleanly',
      expected: { text: true, gone: true },
      async observe(scene) {
        await scene.deploy('web', 1);
        const spec = { ...taken, failKernRequest: { failtype: 0, callchain: [{ funcname: 'read' }] } };
        const one = await scene.start(chaos('KernelChaos', 'driven', spec));
        const failing = await one.until((object) => failuresOf(object).length > 0, 'has failed');
        await scene.remove('KernelChaos', 'driven');
        await one.untilGone();
        return { text: failuresOf(failing)[0]?.includes('too few parts of namespacedname'), gone: true };
      },
    },
  ],
};
