// Ends many experiments by deletion, worst risk first: ours as the bot, foreign ones as the person who asked.

import { RISKS } from '../chaos/catalogue/action.ts';
import { actionOfSpec } from '../chaos/catalogue/catalogue.ts';
import type { CallOptions, ChaosObject, Cluster, Identity } from '../chaos/cluster.ts';

export interface EndResult {
  readonly object: ChaosObject;
  /** `accepted` is not `recovered`: Chaos Mesh takes the fault back at its own pace. */
  readonly outcome: 'accepted' | 'gone' | 'refused' | 'unknown';
  /** For refused and unknown. */
  readonly sentence?: string;
}

interface Asked extends CallOptions {
  readonly cluster: Pick<Cluster, 'remove'>;
  readonly objects: readonly ChaosObject[];
  /** Whether the object carries a valid seal of ours. */
  readonly isOurs: (object: ChaosObject) => boolean;
  /** Whom foreign objects are deleted as; absent: they are left alone and said so. */
  readonly person?: Identity;
  readonly concurrency?: number;
  readonly onResult?: (result: EndResult) => void;
}

/** Never rejects; every object has a result, in the order in which they were asked for. */
export async function endMany(asked: Asked): Promise<readonly EndResult[]> {
  const line = [...asked.objects].sort((a, b) => rankOf(a) - rankOf(b) || a.createdAt - b.createdAt);
  const results = new Map<ChaosObject, EndResult>();
  const workers = Array.from({ length: Math.min(asked.concurrency ?? 16, line.length) }, async () => {
    for (let object = line.shift(); object !== undefined; object = line.shift()) {
      const result = await endOne(asked, object);
      results.set(object, result);
      asked.onResult?.(result);
    }
  });
  await Promise.all(workers);
  return asked.objects.flatMap((object) => results.get(object) ?? []);
}

/** Unknown kinds first: what they do is not known to be harmless. */
function rankOf(object: ChaosObject): number {
  const action = actionOfSpec(object.kind, object.spec);
  return action === undefined ? -1 : RISKS.indexOf(action.risk);
}

async function endOne(asked: Asked, object: ChaosObject): Promise<EndResult> {
  const ours = asked.isOurs(object);
  if (!ours && asked.person === undefined) {
    return { object, outcome: 'refused', sentence: 'It is not ours, and nobody is named to delete it as.' };
  }
  try {
    const as = ours ? undefined : asked.person;
    const options = {
      ...(asked.signal && { signal: asked.signal }),
      ...(asked.timeoutMs && { timeoutMs: asked.timeoutMs }),
    };
    const answer = await asked.cluster.remove(object, object.uid, as, options);
    if (!answer.ok) return { object, outcome: 'refused', sentence: answer.refusal.sentence };
    return { object, outcome: answer.gone ? 'gone' : 'accepted' };
  } catch {
    return {
      object,
      outcome: 'unknown',
      sentence: 'The cluster did not answer; whether it was deleted is not known.',
    };
  }
}
