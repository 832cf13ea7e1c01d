// Slack's `<!date^…>` tokens as the reader's client shows them, in the reader's zone and a 24-hour clock.

const DAY_MS = 24 * 60 * 60_000;

export interface DateReader {
  readonly tz: string;
  readonly now: number;
}

export function renderDate(seconds: number, format: string, reader: DateReader): string {
  const at = seconds * 1000;
  return format.replace(/\{(\w+)\}/g, (token, name: string) => RENDER[name]?.(at, reader) ?? token);
}

type Render = (at: number, reader: DateReader) => string;

const RENDER: Readonly<Record<string, Render>> = {
  date_num: (at, { tz }) => isoDay(at, tz),
  date: (at, { tz }) => longDate(at, tz),
  date_short: (at, { tz }) => part(at, tz, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (at, { tz }) => `${part(at, tz, { weekday: 'long' })}, ${longDate(at, tz)}`,
  date_pretty: (at, reader) => relativeDay(at, reader) ?? longDate(at, reader.tz),
  date_short_pretty: (at, reader) => relativeDay(at, reader) ?? renderNamed('date_short', at, reader),
  date_long_pretty: (at, reader) => relativeDay(at, reader) ?? renderNamed('date_long', at, reader),
  day_divider_pretty: (at, reader) => relativeDay(at, reader) ?? renderNamed('date_long', at, reader),
  time: (at, { tz }) => clock(at, tz),
  time_secs: (at, { tz }) => clock(at, tz, '2-digit'),
  ago: (at, { now }) => ago(now - at),
};

function renderNamed(name: string, at: number, reader: DateReader): string {
  return RENDER[name]?.(at, reader) ?? '';
}

function part(at: number, tz: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: tz }).format(at);
}

function clock(at: number, tz: string, second?: '2-digit'): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: tz } as const;
  return new Intl.DateTimeFormat('en-GB', second ? { ...options, second } : options).format(at);
}

function isoDay(at: number, tz: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: tz, dateStyle: 'short' }).format(at);
}

function longDate(at: number, tz: string): string {
  const day = Number(part(at, tz, { day: 'numeric' }));
  return `${part(at, tz, { month: 'long' })} ${day}${ordinal(day)}, ${part(at, tz, { year: 'numeric' })}`;
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[day % 10] ?? 'th';
}

function relativeDay(at: number, { now, tz }: DateReader): string | undefined {
  const names = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' };
  for (const [days, name] of Object.entries(names))
    if (isoDay(now + Number(days) * DAY_MS, tz) === isoDay(at, tz)) return name;
  return undefined;
}

function ago(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const words = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return ms >= 0 ? `${words} ago` : `in ${words}`;
}
