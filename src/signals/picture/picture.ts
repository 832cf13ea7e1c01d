// What a picture of one signal shows, as plain data: the same value is drawn, thinned out and put into a sentence.

/** A value at a time; null where there was none, which is drawn as a gap. */
export type PicturePoint = readonly [at: number, value: number | null];

export interface PictureSeries {
  readonly name: string;
  /** In order of time; series of one picture share a grid of times. */
  readonly points: readonly PicturePoint[];
}

export interface PictureMark {
  readonly at: number;
  readonly label: string;
  readonly kind: 'alert' | 'phase';
}

export interface Threshold {
  readonly value: number;
  /** The bad side. */
  readonly side: 'above' | 'below';
}

/** Times are milliseconds since the epoch; names, labels and the title may come from outside and hold anything. */
export interface Picture {
  readonly title: string;
  /** Of every value: `ms`, `%`, `req/s`, or empty. */
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly series: readonly PictureSeries[];
  readonly baseline?: { readonly low: number; readonly high: number };
  /** Without an end while the fault is in. */
  readonly fault?: { readonly from: number; readonly to?: number };
  readonly threshold?: Threshold;
  readonly marks: readonly PictureMark[];
}
