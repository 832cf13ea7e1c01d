// Reads and writes durations as people and Chaos Mesh write them: `2m`, `1h30m`, `90s`.

const UNIT_SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

const PART = /(\d{1,9})\s*(d|h|m|s)[a-z]*\s*/gy;

const WORDS = /^(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)$/;

/** Seconds, or undefined when the text is no duration; units are days, hours, minutes and seconds, largest first. */
export function parseDuration(text: string): number | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' || !wordsKnown(wanted)) return undefined;
  return sumParts(wanted);
}

function wordsKnown(text: string): boolean {
  return (text.match(/[a-z]+/g) ?? []).every((word) => WORDS.test(word));
}

function sumParts(text: string): number | undefined {
  PART.lastIndex = 0;
  let seconds = 0;
  let previousUnit = Number.POSITIVE_INFINITY;
  for (let read = 0; read < text.length; read = PART.lastIndex) {
    const part = PART.exec(text);
    const unit = UNIT_SECONDS[part?.[2] ?? ''];
    if (!part || unit === undefined || unit >= previousUnit) return undefined;
    seconds += Number(part[1]) * unit;
    previousUnit = unit;
  }
  return seconds;
}

/** The form Go reads (Chaos Mesh's `duration`), which has no days: 5400 is `1h30m`, 86400 is `24h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(whole / 3_600), 'h'],
    [Math.floor((whole % 3_600) / 60), 'm'],
    [whole % 60, 's'],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`);
  return shown.length === 0 ? '0s' : shown.join('');
}
