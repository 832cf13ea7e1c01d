// Whether a ramp does go wider step by step: what policy, headroom and approvers see is its last step.

import { actsOn } from '../chaos/catalogue/catalogue.ts';
import type { Experiment } from '../chaos/experiment.ts';
import { modeText } from '../chaos/mode-text.ts';
import { affectedBy } from '../chaos/preview.ts';
import { counted } from '../chaos/reach/words.ts';
import type { Finding } from './plan.ts';

/** A number and a share can be told apart only by how many match now. */
export function rampFindings(experiment: Experiment, matched: number): readonly Finding[] {
  const { steps = [], mode } = experiment;
  const all = [...steps, mode].map((one) => ({ text: modeText(one), most: affectedBy(one, matched).most }));
  const pairs = all.slice(1).map((after, nth) => ({ before: all[nth] ?? after, after }));
  const of = counted(actsOn(experiment), matched);
  const narrower = pairs.find(({ before, after }) => after.most < before.most);
  if (narrower !== undefined) return [refusal(narrower, of)];
  return pairs
    .filter(({ before, after }) => after.most === before.most)
    .map(({ before, after }) => ({
      severity: 'info',
      check: 'ramp-level',
      path: 'pods',
      sentence: `Of ${of} \`${before.text}\` and \`${after.text}\` are both ${after.most}.`,
    }));
}

interface Pair {
  readonly before: Width;
  readonly after: Width;
}

interface Width {
  readonly text: string;
  readonly most: number;
}

function refusal({ before, after }: Pair, of: string): Finding {
  return {
    severity: 'block',
    check: 'ramp-narrower',
    path: 'pods',
    sentence: `Of ${of} \`${before.text}\` is ${before.most} and \`${after.text}\` only ${after.most}: a ramp must not become narrower.`,
    cure: 'Order its steps by how many they hit now.',
  };
}
