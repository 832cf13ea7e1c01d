// Why a line was not understood, in parts that a view makes a sentence of.

export type ParseFault =
  | 'too-long'
  | 'unknown-verb'
  | 'not-yet'
  | 'missing-action'
  | 'missing-target'
  | 'bad-target'
  | 'no-place'
  | 'bad-value'
  | 'bad-duration'
  | 'bad-pods'
  | 'bad-labels'
  | 'unknown-option'
  | 'missing-option-value'
  | 'twice'
  | 'unknown-part';

export interface ParseRefusal {
  readonly what: ParseFault;
  /** The word of the grammar that is at fault: `verb`, `target`, `for`, `pods`, a parameter's name. */
  readonly field: string;
  /** What was typed there, cut short. */
  readonly got: string;
  /** Said by the catalogue about its own parameter; already a sentence. */
  readonly said?: string;
  /** The nearest word that exists. */
  readonly nearest?: string;
  /** A line that works, without `/chaos`. */
  readonly example: string;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | ParseFailure;

export interface ParseFailure {
  readonly ok: false;
  readonly refusal: ParseRefusal;
}

const SHOWN = 60;
/** A list of ours, not what somebody typed. */
const LISTED = 1000;

export function refuseLine(
  what: ParseFault,
  field: string,
  got: string,
  example: string,
  more: Pick<ParseRefusal, 'said' | 'nearest'> = {},
): ParseFailure {
  const cut = [...got];
  const most = what === 'missing-action' ? LISTED : SHOWN;
  const shown = cut.length > most ? `${cut.slice(0, most).join('')}…` : got;
  return { ok: false, refusal: { what, field, got: shown, example, ...more } };
}
