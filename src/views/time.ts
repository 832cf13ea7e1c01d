// Points in time in the reader's own zone, and lengths of time in words.

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting; the fallback is for clients without it. */
function slackDate(ms: number, format: string, fallback: string): string {
  return `<!date^${Math.floor(ms / 1000)}^${format}|${fallback}>`;
}

/** `11:05` */
export function timeOf(ms: number): string {
  return slackDate(ms, '{time}', utc(ms).slice(11, 16).concat(' UTC'));
}

/** `11:05:09` */
export function exactTimeOf(ms: number): string {
  return slackDate(ms, '{time_secs}', utc(ms).slice(11, 19).concat(' UTC'));
}

/** `today 11:05`, `May 3, 2026 11:05` */
export function dayAndTimeOf(ms: number): string {
  return slackDate(ms, '{date_short_pretty} {time}', utc(ms).slice(0, 16).replace('T', ' ').concat(' UTC'));
}

/** For places that know no markup: push texts, plain_text. */
export function plainTimeOf(ms: number, timeZone = 'UTC'): string {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(ms);
  return zone === 'UTC' ? `${time} UTC` : time;
}

/** `11:05:09`, `11-26 11:05:09`: in UTC, for labels that have to be short and all of one zone. */
export function clockOf(ms: number, withDay = false): string {
  return utc(ms)
    .slice(withDay ? 5 : 11, 19)
    .replace('T', ' ');
}

/** `2 minutes`, `90 seconds`, `1 hour` */
export function lengthOf(seconds: number): string {
  const [amount, unit] = wholeUnit(seconds, ['hour', 'minute', 'second']);
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** `2 min`, `1 min 30 s`, `9 s`, `1 h 5 min` */
export function shortLengthOf(seconds: number): string {
  // Rounded up: what took a moment is not said to have taken none.
  const whole = Math.max(0, Math.ceil(seconds));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ];
  const said = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return said.length === 0 ? '0 s' : said.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** `2m`, `90s`: as a person types it. */
export function typedLengthOf(seconds: number): string {
  const [amount, unit] = wholeUnit(seconds, ['h', 'm', 's']);
  return `${amount}${unit}`;
}

function wholeUnit(
  seconds: number,
  [hour, minute, second]: readonly [string, string, string],
): [number, string] {
  if (seconds >= 3600 && seconds % 3600 === 0) return [seconds / 3600, hour];
  if (seconds >= 60 && seconds % 60 === 0) return [seconds / 60, minute];
  return [seconds, second];
}

function utc(ms: number): string {
  return new Date(ms).toISOString();
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
