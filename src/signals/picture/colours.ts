// The colours of a picture: a light card of its own, so that it reads the same on Slack's light and dark themes.

export const CARD = '#f6f7f9';
export const CARD_EDGE = '#cfd5de';
export const GRID_LINE = '#dfe3e9';
export const AXIS_LINE = '#8a94a3';

/** Of text; each at least 4.5:1 against the card and against the areas upon it (WCAG 2.2, 1.4.3). */
export const INK = '#1b2330';
export const QUIET_INK = '#4a5565';
export const FAULT_INK = '#7a4100';
export const LIMIT_INK = '#a8202a';
export const BASELINE_INK = '#1f6b3f';
export const ALERT_INK = '#9b1c5a';
export const PHASE_INK = '#3f4b5c';

/** Of areas, as they lie upon the card; the lines beneath stay visible. */
export const FAULT_AREA = 'rgba(245, 158, 11, 0.17)';
export const BASELINE_AREA = 'rgba(34, 139, 84, 0.16)';

export interface LineLook {
  readonly colour: string;
  readonly dash: 'solid' | readonly number[];
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond';
}

/** No two look alike without their colour: each has its own dash, and most their own symbol. */
export const LINES: readonly LineLook[] = [
  { colour: '#1757c2', dash: 'solid', symbol: 'circle' },
  { colour: '#8a35b8', dash: [7, 4], symbol: 'rect' },
  { colour: '#0b6f79', dash: [2, 3], symbol: 'triangle' },
  { colour: '#8a4b12', dash: [10, 3, 2, 3], symbol: 'diamond' },
  { colour: '#4b5563', dash: [14, 4], symbol: 'circle' },
  { colour: '#b0326f', dash: [4, 2, 1, 2], symbol: 'rect' },
];
