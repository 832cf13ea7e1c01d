// The use case of YAML: a text becomes findings to read, or the draft of its one experiment, exactly as a line does.

import { sha256Hex } from '../chaos/canonical-json.ts';
import { actionOf } from '../chaos/manifest.ts';
import { type CheckedDocument, checkYaml, yamlRefusalSentence } from '../chaos/yaml/check-yaml.ts';
import { withEdits } from '../chaos/yaml/edits.ts';
import type { Answer } from './answer.ts';
import type { Asking } from './asking.ts';
import { open, type RequestPorts } from './request.ts';
import { findPlace, type Place, type PlaceAnswer } from './where.ts';

/** As a person left the form. */
export interface GivenYaml {
  readonly text: string;
  /** Empty: the text's own pin, else what the channel is bound to. */
  readonly cluster: string;
  readonly reason: string;
  /** Paths of the offered edits that were chosen. */
  readonly edits: readonly string[];
  /** Hash of the text whose warnings were shown already. */
  readonly seen: string;
}

export const NOTHING_GIVEN: GivenYaml = { text: '', cluster: '', reason: '', edits: [], seen: '' };

export async function apply(given: GivenYaml, asking: Asking, ports: RequestPorts): Promise<Answer> {
  const bound = await asking.reach({ kind: 'slack' }, () => ports.bindings.of(asking.channel));
  const mended = { ...given, text: mend(given, bound) };
  const first = readAll(mended.text, bound, undefined);
  if (!first.ok) return asked(mended, { unusable: first.sentence });
  const [only, ...more] = first.documents;
  if (only === undefined || more.length > 0) return asked(mended, { documents: first.documents });
  const where = placeFor(only, mended, bound, ports);
  if (where.kind !== 'place') return asked(mended, { documents: [only], where });
  return atPlace(mended, where, asking, ports);
}

type Placed = Extract<PlaceAnswer, { kind: 'place' }>;

async function atPlace(
  given: GivenYaml,
  { place, implied }: Placed,
  asking: Asking,
  ports: RequestPorts,
): Promise<Answer> {
  const again = readAll(given.text, place, place.cluster);
  const [document] = again.ok ? again.documents : [];
  const experiment = document?.experiment;
  if (document === undefined || experiment === undefined || hasOffers(document, given))
    return asked(given, { documents: document === undefined ? [] : [document] });
  const isOneShot = experiment.orchestrated === undefined && actionOf(experiment).oneShot;
  const defaults = [
    ...(isOneShot ? ['watched for 2 minutes'] : []),
    ...(implied === undefined ? [] : [`${place.cluster}/${place.namespace}, which this channel means`]),
  ];
  const because = given.reason.trim();
  const opening = { go: false, given: given.text, ...(because === '' ? {} : { because }) };
  return open({ experiment, defaults }, opening, asking, ports);
}

/** What could be mended is shown once before it goes on without. */
function hasOffers({ findings }: CheckedDocument, { text, seen }: GivenYaml): boolean {
  return findings.some(({ edit }) => edit !== undefined) && seen !== sha256Hex(text);
}

/** Which cluster and namespace the document is for: what was said beside it, what it says, what the channel means. */
function placeFor(
  { pin, namespace }: CheckedDocument,
  { cluster: said }: GivenYaml,
  bound: Place | undefined,
  { clusters }: RequestPorts,
): PlaceAnswer {
  const cluster = said.trim().toLowerCase() || pin;
  const place = {
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return findPlace(place, bound, clusters, '');
}

type Read =
  | { readonly ok: true; readonly documents: readonly CheckedDocument[] }
  | { readonly ok: false; readonly sentence: string };

function readAll(text: string, place: Place | undefined, cluster: string | undefined): Read {
  const namespace = place?.namespace ?? 'default';
  const checked = checkYaml(text, { namespace, ...(cluster === undefined ? {} : { cluster }) });
  return checked.ok ? checked : { ok: false, sentence: yamlRefusalSentence(checked.refusal) };
}

function mend({ text, edits }: GivenYaml, bound: Place | undefined): string {
  if (edits.length === 0) return text;
  const read = readAll(text, bound, undefined);
  const offered = read.ok ? read.documents.flatMap(({ findings }) => findings) : [];
  return withEdits(
    text,
    offered.flatMap(({ edit, path }) => (edit !== undefined && edits.includes(path) ? [edit] : [])),
  );
}

interface Found {
  readonly documents?: readonly CheckedDocument[];
  readonly unusable?: string;
  readonly where?: Exclude<PlaceAnswer, { kind: 'place' }>;
}

function asked(given: GivenYaml, found: Found): Answer {
  const { text, cluster, reason } = given;
  return { kind: 'ask-yaml', given: { text, cluster, reason, seen: sha256Hex(text) }, ...found };
}

/** `apply` alone. */
export function askYaml(cluster: string | undefined): Answer {
  return { kind: 'ask-yaml', given: { text: '', cluster: cluster ?? '', reason: '', seen: '' } };
}
