// Signals: where each cluster is measured, what is measured beside a run, and the pictures kept of it.

import type { MeasuringConfig } from '../config/config.ts';
import type { ConfigFault } from '../config/fault.ts';
import type { FindAlike } from '../runs/alike.ts';
import type { ClusterEffectDeps } from '../runs/effects/ports.ts';
import { wordOf } from '../runs/found-by.ts';
import { parseRecord } from '../runs/new-record.ts';
import type { RunRecord } from '../runs/record.ts';
import type { SignalChart, SignalPicture } from '../runs/signals.ts';
import { chartsOf } from '../signals/charts.ts';
import { heldBy } from '../signals/hold.ts';
import { type ClusterPrometheus, createMeasuring, type Measuring } from '../signals/measuring.ts';
import { createPainter, type Painter } from '../signals/picture/painter.ts';
import { sentenceOf } from '../signals/picture/sentence.ts';
import { pictureOf } from '../signals/picture-of.ts';
import { createPrometheus, type Prometheus } from '../signals/prometheus.ts';
import { readSignals } from '../signals/read-signals.ts';
import type { Signal } from '../signals/signal.ts';
import type { Watched } from '../signals/watched.ts';
import type { Files } from '../slack/files.ts';
import type { RunStore } from '../store/run-store.ts';

/** Less than a pass of the conductor, in which there is more to do. */
const ASK_MS = 2_500;
const MOST_POINTS = 20_000;

export interface SignalParts {
  readonly measuring: Measuring;
  readonly prometheus: ReadonlyMap<string, ClusterPrometheus>;
  readonly painter: Painter;
}

/** For the configuration: it holds no language of signals. */
export function signalFaults(written: readonly unknown[]): readonly ConfigFault[] {
  const read = readSignals(written);
  return read.ok ? [] : read.faults;
}

export function createSignalParts(config: MeasuringConfig): SignalParts {
  const authorization = config.authorization?.reveal();
  const prometheus = new Map(
    config.prometheus.map(({ cluster, url, scrapeSeconds }) => [
      cluster,
      { scrapeSeconds, prometheus: prometheusAt(url, authorization) },
    ]),
  );
  const measuring = createMeasuring({
    signals: signalsOf(config),
    prometheusOf: (name) => prometheus.get(name),
  });
  return { measuring, prometheus, painter: createPainter() };
}

function prometheusAt(url: string, authorization: string | undefined): Prometheus {
  return createPrometheus({
    url,
    authorization: () => authorization,
    timeoutMs: ASK_MS,
    maxPoints: MOST_POINTS,
  });
}

function signalsOf({ signals }: MeasuringConfig): readonly Signal[] {
  const read = readSignals(signals);
  if (!read.ok) throw new TypeError(`signals that nobody checked: ${read.faults[0]?.sentence}`);
  return read.signals;
}

/** What is asked before a start. */
export function measuringPort(measuring: Measuring): NonNullable<ClusterEffectDeps['measuring']> {
  return async (record, now, signal) => {
    const measures = measuring.plan(record, now);
    const held = measuring.unknown(record) ?? heldBy(await measuring.gates(record, now, signal));
    return measures === undefined && held === undefined
      ? undefined
      : { ...(measures && { measures }), ...(held !== undefined && { held }) };
  };
}

/** Draws the signals and keeps them where only messages of ours show them; some of them in few points too. */
export function keepPictures(painter: Painter, files: Files, onFault: (error: unknown) => void) {
  const keep = keepPicture(painter, files, onFault);
  return async (record: RunRecord, all: readonly Watched[]): Promise<readonly SignalPicture[]> => {
    const charts = chartsOf(record, all);
    const kept = await Promise.all(all.map((watched) => keep(record, watched, charts.get(watched))));
    return kept.filter((one) => one !== undefined);
  };
}

function keepPicture(painter: Painter, files: Files, onFault: (error: unknown) => void) {
  return async (record: RunRecord, watched: Watched, chart: SignalChart | undefined) => {
    const picture = pictureOf(record, watched);
    const alt = sentenceOf(picture);
    try {
      const png = await painter.paint(picture);
      const kept = await files.keep({ name: `${record.id}-${watched.signal.name}.png`, bytes: png, alt });
      return kept.ok ? { file: kept.id, alt, ...(chart && { chart }) } : undefined;
    } catch (error) {
      onFault(error);
      return undefined;
    }
  };
}

interface DrawDeps {
  readonly files: Files;
  /** Redis time. */
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** For a run that goes on: drawn when somebody asks. */
export function drawSignals({ measuring, painter }: SignalParts, { files, now, onFault }: DrawDeps) {
  const keep = keepPictures(painter, files, onFault);
  return async (record: RunRecord) =>
    keep(record, await measuring.look(record, now(), AbortSignal.timeout(ASK_MS)));
}

/** Of those that ended lately with the same fault in the same place. */
const MOST_ALIKE = 25;

export function alikeIn(store: RunStore): FindAlike {
  return async (record) => {
    const { experiment } = record.plan;
    const { cluster, namespace } = experiment.target;
    const about = [wordOf('action', experiment.action), wordOf('cluster', cluster), wordOf('ns', namespace)];
    const { runs } = await store.find({ words: ['ended', ...about], texts: [], limit: MOST_ALIKE });
    return runs.flatMap(({ record: text }) => parseRecord(text) ?? []);
  };
}
