// The shop's alert rules over the same model: slow or failing for five seconds fires, good again for five resolves.
import type { Alerting, ShopAlert } from '../alerting.ts';
import type { Metric, Model } from './model.ts';

interface Rule {
  readonly name: string;
  readonly metric: Metric;
  readonly above: number;
  readonly summary: (value: number) => string;
}

const RULES: readonly Rule[] = [
  {
    name: 'Slow',
    metric: 'shop_request_p99_milliseconds',
    above: 300,
    summary: (value) => `p99 is ${Math.round(value)} ms (limit 300 ms)`,
  },
  {
    name: 'ErrorsHigh',
    metric: 'shop_request_errors_percent',
    above: 5,
    summary: (value) => `${Math.round(value)} % of requests fail (limit 5 %)`,
  },
];

/** Of a shop only this one is paged for: what its customers see. */
const PAGED = 'checkout';
const FOR_MS = 5_000;

export interface RulesDeps {
  readonly cluster: string;
  readonly model: Pick<Model, 'at'>;
  readonly alerting: Alerting;
  readonly now: () => number;
}

/** Looks once; called again and again. */
export function createRules({ cluster, model, alerting, now }: RulesDeps): () => Promise<void> {
  const since = new Map<string, number>();
  const firing = new Set<string>();

  function alertOf(rule: Rule, namespace: string, value: number): ShopAlert {
    const labels = { cluster, namespace, deployment: PAGED, severity: 'page' };
    return { name: `Checkout${rule.name}`, labels, annotations: { summary: rule.summary(value) } };
  }

  /** How long it has been otherwise than it is told, long enough to be told so. */
  function hasTurned(name: string, isBad: boolean): boolean {
    if (isBad === firing.has(name)) {
      since.delete(name);
      return false;
    }
    const began = since.get(name) ?? now();
    since.set(name, began);
    return now() - began >= FOR_MS;
  }

  async function look(rule: Rule): Promise<void> {
    const seen = model.at(rule.metric, now()).find(({ labels }) => labels['workload'] === PAGED);
    if (seen === undefined) return;
    const isBad = seen.value > rule.above;
    if (hasTurned(rule.name, isBad))
      await turn(rule, isBad, alertOf(rule, seen.labels['namespace'] ?? '', seen.value));
  }

  async function turn({ name }: Rule, isBad: boolean, alert: ShopAlert): Promise<void> {
    since.delete(name);
    if (isBad) firing.add(name);
    else firing.delete(name);
    await (isBad ? alerting.fire([alert]) : alerting.resolve([alert]));
  }

  return async () => {
    for (const rule of RULES) await look(rule);
  };
}
