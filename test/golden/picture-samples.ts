// Pictures of signals, one for each thing a person has to be able to see in them.

import type { Picture, PictureMark, PicturePoint } from '../../src/signals/picture/picture.ts';

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`);
const from = at('11:00:00');
const to = at('11:20:00');
const fault = { from: at('11:04:00'), to: at('11:12:00') };
const STEP_MS = 10_000;

/** The same for every run of the tests: a wave in place of noise. */
function wave(index: number, size: number): number {
  return size * (Math.sin(index * 1.7) + 0.6 * Math.sin(index * 0.61 + 1) + 0.4 * Math.cos(index * 3.1));
}

function pointsOf(valueAt: (time: number, index: number) => number | null): readonly PicturePoint[] {
  const count = (to - from) / STEP_MS + 1;
  return Array.from({ length: count }, (_, index) => {
    const time = from + index * STEP_MS;
    return [time, valueAt(time, index)] as const;
  });
}

function isHit(time: number): boolean {
  return time >= fault.from + 20_000 && time <= fault.to + 30_000;
}

/** Rises while the fault is in, to nothing afterwards. */
function hump(time: number): number {
  if (!isHit(time)) return 0;
  return Math.sin((Math.PI * (time - fault.from)) / (fault.to + 40_000 - fault.from)) ** 0.6;
}

const mark = (clock: string, label: string, kind: PictureMark['kind']): PictureMark => ({
  at: at(clock),
  label,
  kind,
});

const breach: Picture = {
  title: 'checkout p99 latency',
  unit: 'ms',
  from,
  to,
  series: [
    {
      name: 'checkout',
      points: pointsOf((time, index) => 240 + wave(index, 9) + hump(time) * (1_500 + wave(index, 70))),
    },
  ],
  baseline: { low: 215, high: 265 },
  fault,
  threshold: { value: 500, side: 'above' },
  marks: [
    mark('11:04:00', 'injecting', 'phase'),
    mark('11:04:08', 'running', 'phase'),
    mark('11:05:40', 'CheckoutSlow firing', 'alert'),
    mark('11:12:00', 'recovering', 'phase'),
    mark('11:13:10', 'CheckoutSlow resolved', 'alert'),
    mark('11:13:30', 'recovered', 'phase'),
  ],
};

const LABELS = [
  'checking headroom of the targets',
  'injecting',
  'running',
  'PodCrashLooping firing in shop',
  'CheckoutSlow firing',
  'paused by ana',
  'resumed by ben',
  'halt called',
  'recovering',
  'PodCrashLooping resolved',
  'CheckoutSlow resolved',
  'verifying',
  'recovered',
];

export const pictureSamples: Readonly<Record<string, Picture>> = {
  breach,
  'no-data': { ...breach, series: [{ name: 'checkout', points: [] }], marks: breach.marks.slice(0, 2) },
  'many-marks': {
    ...breach,
    marks: LABELS.map((label, index) => ({
      at: fault.from + (index < 8 ? index * 9_000 : 400_000 + index * 20_000),
      label,
      kind: /firing|resolved/.test(label) ? 'alert' : 'phase',
    })),
  },
  'two-series-with-gaps': {
    title: 'cart and payments request rate',
    unit: 'req/s',
    from,
    to,
    series: [
      {
        name: 'cart',
        points: pointsOf((time, index) =>
          time > at('11:06:00') && time < at('11:08:30') ? null : 820 + wave(index, 18) - hump(time) * 430,
        ),
      },
      {
        name: 'payments',
        points: pointsOf((time, index) =>
          index % 31 === 7 || (time > at('11:10:00') && time < at('11:11:30') && time !== at('11:10:40'))
            ? null
            : 410 + wave(index, 12) - hump(time) * 120,
        ),
      },
    ],
    fault: { from: fault.from },
    marks: [mark('11:04:00', 'injecting', 'phase'), mark('11:19:20', 'stop asked by ana', 'phase')],
  },
  'threshold-below': {
    title: 'checkout availability',
    unit: '%',
    from,
    to,
    series: [
      {
        name: 'availability',
        points: pointsOf((time, index) => Math.min(100, 99.93 + wave(index, 0.03) - hump(time) * 2.1)),
      },
    ],
    baseline: { low: 99.85, high: 100 },
    fault,
    threshold: { value: 99.5, side: 'below' },
    marks: [mark('11:06:10', 'ErrorBudgetBurn firing', 'alert')],
  },
  'hostile-labels': {
    ...breach,
    title:
      '<b>&"checkout"</b> \u202e\u0000]]> <script>alert(1)</script> and a title that never seems to come to its end',
    unit: '<ms>&"',
    series: [
      { name: '<b>&"', points: breach.series[0]?.points ?? [] },
      {
        name: '{a|rich} <text x="0">\n\ud800 &amp; a name that is longer than forty letters',
        points: pointsOf((_time, index) => 700 + wave(index, 30)),
      },
    ],
    marks: [
      mark('11:05:00', '<b>&"', 'alert'),
      mark('11:05:30', '{b|rich}\n\uffff</text></svg> and more than forty letters of it', 'phase'),
    ],
  },
};
