// What a searching field offers while somebody types.

import type { SuggestionGroup } from '../verbs/form/suggest.ts';
import type { Verbs } from '../verbs/verbs.ts';
import { parseFormMetadata } from '../views/answers/forms.ts';
import { optionOf, plainGroup } from '../views/inputs.ts';
import { suggestionPayload } from './payloads.ts';

/** Cluster and namespace are those the form was last drawn for. */
export async function onSuggestion(body: unknown, verbs: Pick<Verbs, 'suggest'>): Promise<object> {
  const { user, action_id: field, value: query, view, channel } = suggestionPayload.parse(body);
  const { cluster = '', namespace = '' } = parseFormMetadata(view?.private_metadata)?.form ?? {};
  const from = { userId: user.id, channel: channel?.id ?? user.id, deliveryId: '' };
  return offered(await verbs.suggest({ field, cluster, namespace, query }, from));
}

/** A field with one sort needs no headings; Slack refuses an empty group. */
function offered(groups: readonly SuggestionGroup[]): object {
  const [only, ...more] = groups;
  if (only === undefined) return { options: [] };
  if (more.length === 0) return { options: only.suggestions.map(optionOf) };
  return { option_groups: groups.map(({ title, suggestions }) => plainGroup(title, suggestions)) };
}
