// Chaos Mesh's PodSelectorSpec as its CRDs describe it, for fields that hold a second selector.

import { z } from 'zod';

const texts = z.array(z.string());
const textMap = z.record(z.string(), z.string());

/** What chooses pods and machines alike. */
export const genericSelectorFields = {
  namespaces: texts.optional(),
  labelSelectors: textMap.optional(),
  expressionSelectors: z
    .array(z.strictObject({ key: z.string(), operator: z.string(), values: texts.optional() }))
    .optional(),
  annotationSelectors: textMap.optional(),
  fieldSelectors: textMap.optional(),
};

export const podSelectorField = z.strictObject({
  ...genericSelectorFields,
  nodes: texts.optional(),
  nodeSelectors: textMap.optional(),
  podPhaseSelectors: texts.optional(),
  pods: z.record(z.string(), texts).optional(),
});
