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
  const at = all.findIndex(({ most }, nth) => nth > 0 && most < (all[nth - 1]?.most ?? 0));
  const [before, after] = [all[at - 1], all[at]];
  if (before === undefined || after === undefined) return [];
  const on = actsOn(experiment);
  const sentence = `Of ${counted(on, matched)} \`${before.text}\` is ${before.most} and \`${after.text}\` only ${after.most}: a ramp must not become narrower.`;
  const cure = 'Order its steps by how many they hit now.';
  return [{ severity: 'block', check: 'ramp-narrower', path: 'pods', sentence, cure }];
}
