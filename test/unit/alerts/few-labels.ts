// Labels of one name each, where the usual ones would have several.
import { type LabelNames, USUAL_NAMES } from '../../../src/alerts/place.ts';

export const FEW: LabelNames = {
  ...USUAL_NAMES,
  cluster: ['cluster'],
  namespace: ['namespace'],
  workload: ['deployment'],
  pod: ['pod'],
};
