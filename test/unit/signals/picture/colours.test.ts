import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as colours from '../../../../src/signals/picture/colours.ts';

type Rgb = readonly [number, number, number];

const card = rgbOf(colours.CARD);
const inks = Object.entries(colours).flatMap(([name, value]) =>
  name.endsWith('INK') && typeof value === 'string' ? [[name, value] as const] : [],
);
const grounds = { card, fault: upon(colours.FAULT_AREA), baseline: upon(colours.BASELINE_AREA) };

for (const [name, ink] of inks) {
  for (const [ground, colour] of Object.entries(grounds)) {
    test(`${name} can be read on the ${ground}`, () => assert.ok(contrast(rgbOf(ink), colour) >= 4.5));
  }
}

test('lines can be told from the card, and from each other without their colour', () => {
  for (const { colour } of colours.LINES) assert.ok(contrast(rgbOf(colour), card) >= 3);
  assert.equal(new Set(colours.LINES.map(({ dash }) => String(dash))).size, colours.LINES.length);
});

test('the card stands out from neither theme of Slack so little that its edge is lost', () => {
  assert.ok(contrast(card, rgbOf('#1a1d21')) > 3);
  assert.ok(contrast(rgbOf(colours.CARD_EDGE), rgbOf('#ffffff')) > 1.3);
});

function rgbOf(hex: string): Rgb {
  const [r = 0, g = 0, b = 0] = (hex.match(/[\da-f]{2}/g) ?? []).map((part) => Number.parseInt(part, 16));
  return [r, g, b];
}

function upon(rgba: string): Rgb {
  const [r = 0, g = 0, b = 0, share = 1] = (rgba.match(/[\d.]+/g) ?? []).map(Number);
  const [cr, cg, cb] = card;
  const mix = (over: number, under: number): number => over * share + under * (1 - share);
  return [mix(r, cr), mix(g, cg), mix(b, cb)];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
