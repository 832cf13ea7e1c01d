// A delay that promises something about alerts, given as YAML and started: what tests of alerts and silences begin with.
import type { PersonInTest, Seen } from '../scenario/person.ts';
import type { PlaygroundInTest } from '../scenario/playground.ts';
import { cardOf, giveText, press, runIn } from '../scenario/story.ts';

export const SHOP = '#team-shop';

export interface PromisedRun {
  readonly ana: PersonInTest;
  readonly run: string;
  /** Once it is running. */
  readonly card: Seen;
}

/** `contract` as in `faultline.dev/alerts`, `duration` as Chaos Mesh writes it. */
export function promised(contract: string, duration = '2m'): string {
  return `apiVersion: chaos-mesh.org/v1alpha1
kind: NetworkChaos
metadata:
  name: slow
  namespace: shop
  annotations:
    faultline.dev/alerts: ${contract}
spec:
  action: delay
  mode: all
  selector: { namespaces: [shop], labelSelectors: { app: web } }
  delay: { latency: 200ms }
  duration: ${duration}
`;
}

export async function startPromised(play: PlaygroundInTest, yaml: string): Promise<PromisedRun> {
  const ana = play.as('ana');
  await giveText(ana, SHOP, yaml);
  const plan = await ana.waitFor(SHOP, (seen) => seen.ephemeral === true && /Start now/.test(seen.plain));
  const run = runIn(plan);
  await press(ana, plan, 'Start now');
  return { ana, run, card: await cardOf(ana, SHOP, run, /RUNNING/) };
}
