// Which known word a mistyped one was probably meant to be.

/** At most three of the words, nearest first; the shorter the word, the less it may differ. */
export function nearestWords(word: string, words: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  return words
    .filter((candidate) => mayBeNear(wanted, candidate.toLowerCase()))
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= mayDiffer(Math.min(candidate.length, wanted.length)))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Whoever differs in length by more than is allowed need not be looked at letter by letter. */
function mayBeNear(wanted: string, candidate: string): boolean {
  const most = mayDiffer(Math.min(candidate.length, wanted.length));
  const isPrefix = candidate.startsWith(wanted) || wanted.startsWith(candidate);
  return isPrefix || Math.abs(candidate.length - wanted.length) <= most;
}

/** Of two letters any other word of two letters would be near. */
function mayDiffer(letters: number): number {
  if (letters < 3) return 0;
  return letters === 3 ? 1 : Math.max(2, Math.floor(letters / 3));
}

/** Steps of one letter, and of two neighbours that changed places; a prefix counts as one step. */
export function distanceOf(a: string, b: string): number {
  if (a.length > 1 && (b.startsWith(a) || a.startsWith(b))) return a === b ? 0 : 1;
  if (Math.abs(a.length - b.length) > 20 || a.length > 100) return Number.POSITIVE_INFINITY;
  const letters = [...a];
  const first = Array.from({ length: b.length + 1 }, (_, index) => index);
  let rows: Rows = { row: first, before: first };
  for (let i = 0; i < letters.length; i += 1)
    rows = { row: nextRow(rows, { letters, i, b }), before: rows.row };
  return rows.row.at(-1) ?? Number.POSITIVE_INFINITY;
}

interface Rows {
  readonly row: readonly number[];
  readonly before: readonly number[];
}

interface At {
  readonly letters: readonly string[];
  readonly i: number;
  readonly b: string;
}

function nextRow({ row, before }: Rows, { letters, i, b }: At): number[] {
  const next = [i + 1];
  for (let j = 0; j < b.length; j += 1) {
    const swap = (row[j] ?? 0) + (b[j] === letters[i] ? 0 : 1);
    const turned = i > 0 && j > 0 && letters[i] === b[j - 1] && letters[i - 1] === b[j];
    const turn = turned ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
    next.push(Math.min(swap, turn, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
  }
  return next;
}
