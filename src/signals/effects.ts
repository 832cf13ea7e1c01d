// The effects of runs on signals: look how they stand and judge them, and keep their pictures at the end.

import type { FindAlike } from '../runs/alike.ts';
import type { Effect, EffectRunner } from '../runs/effect.ts';
import { faultEnded } from '../runs/fault-time.ts';
import { canStop } from '../runs/phases.ts';
import { isEnded, type RunRecord } from '../runs/record.ts';
import { type Measurement, RECOVERY_MS, type SeenSignal, type SignalPicture } from '../runs/signals.ts';
import { withLastTime } from './last-time.ts';
import type { Measuring } from './measuring.ts';
import { seenOf, withBreach } from './seen.ts';
import { stopWanted } from './stop.ts';
import type { Watched } from './watched.ts';

export interface SignalEffectDeps {
  readonly measuring: Pick<Measuring, 'look'>;
  readonly alike: FindAlike;
  /** Draws them and keeps them in Slack; one with which that did not work is left out. */
  readonly keepPictures: (record: RunRecord, all: readonly Watched[]) => Promise<readonly SignalPicture[]>;
}

type Of<K extends Effect['kind']> = EffectRunner<Extract<Effect, { kind: K }>>;

export function createSignalEffects({ measuring, alike, keepPictures }: SignalEffectDeps): {
  readonly measure: Of<'measure'>;
  readonly picture: Of<'picture'>;
} {
  const paces = createPaces();
  return {
    measure: {
      async run(_effect, record, { now, signal }) {
        if (!paces.isDue(record, now)) return undefined;
        const all = await measuring.look(record, now, signal);
        const said = measured(record, all, now);
        if (!isNews(record, said)) return undefined;
        const seen = said.judged ? await withLastTime(record, said.seen, alike) : said.seen;
        return { kind: 'measured', ...said, seen };
      },
    },
    picture: {
      async run(_effect, record, { now, signal }) {
        const all = await measuring.look(record, now, signal);
        return { kind: 'pictured', pictures: await keepPictures(record, all) };
      },
    },
  };
}

/** Judged once the fault's time is over and the run has ended; looked at until all is good again, or long enough. */
function measured(record: RunRecord, all: readonly Watched[], now: number): Measurement {
  const ended = faultEnded(record, now);
  const isOver = isEnded(record.phase) && ended < now;
  const known = record.signals?.seen ?? [];
  const seen = all.map((watched) => {
    const before = known.find(({ name }) => name === watched.signal.name);
    return withBreach(seenOf(watched, isOver), before);
  });
  if (!isOver) return { seen, ...stopOf(all) };
  const isDone = now >= ended + RECOVERY_MS || seen.every(isGoodAgain);
  return { seen, judged: true, ...(isDone && { over: true }) };
}

function stopOf(all: readonly Watched[]): Pick<Measurement, 'stops'> {
  const stops = all.find((watched) => stopWanted(watched) !== undefined);
  return stops === undefined ? {} : { stops: stops.signal.name };
}

function isGoodAgain({ kind, recoveredAfterSeconds }: SeenSignal): boolean {
  return kind === 'inconclusive' || recoveredAfterSeconds !== undefined;
}

/** Numbers that only waver are no news: what is told of a signal while the fault lasts is whether it is acceptable. */
function isNews(record: RunRecord, { seen, stops, judged, over }: Measurement): boolean {
  const { signals } = record;
  if (signals === undefined) return false;
  if (stops !== undefined && canStop(record)) return true;
  if (judged !== signals.judged || over === true) return true;
  return JSON.stringify(seen.map(gist)) !== JSON.stringify(signals.seen.map(gist));
}

function gist({
  name,
  kind,
  why,
  breachedAt,
  baseline,
  recoveredAfterSeconds,
}: SeenSignal): readonly unknown[] {
  return [
    name,
    kind,
    why,
    breachedAt === undefined,
    baseline === undefined,
    recoveredAfterSeconds === undefined,
  ];
}

/** Passes come far oftener than scrapes; forgetting when it was last looked costs one look more. */
const MOST_PACES = 2_000;
/** A wake that was meant for the next look may be a little early. */
const EARLY_MS = 500;

function createPaces(): { readonly isDue: (record: RunRecord, now: number) => boolean } {
  const looks = new Map<string, { readonly at: number; readonly phase: RunRecord['phase'] }>();
  return {
    isDue({ id, phase, signals }, now) {
      const last = looks.get(id);
      const nextAt = (last?.at ?? 0) + (signals?.stepSeconds ?? 0) * 1_000 - EARLY_MS;
      if (last?.phase === phase && now >= last.at && now < nextAt) return false;
      if (looks.size >= MOST_PACES) looks.clear();
      looks.set(id, { at: now, phase });
      return true;
    },
  };
}
