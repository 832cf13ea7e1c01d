// Compares a picture with the PNG kept beside the tests, pixel by pixel; UPDATE_GOLDEN=1 writes it anew.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PNG } from 'pngjs';

/** Of 0 to 255 in a channel: edges are smoothed a little differently from one processor to another. */
const SAME_CHANNEL = 24;
/** Of all pixels. */
const MOST_DIFFERENT = 0.01;

export function matchesGoldenPicture(name: string, png: Uint8Array): void {
  const file = join(import.meta.dirname, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, png);
  }
  assert.ok(existsSync(file), `${name} is missing: run with UPDATE_GOLDEN=1 and look at what it wrote`);
  const share = differenceOf(PNG.sync.read(Buffer.from(png)), PNG.sync.read(readFileSync(file)));
  if (share < MOST_DIFFERENT) return;
  const actual = join(tmpdir(), `actual-${basename(name)}`);
  writeFileSync(actual, png);
  assert.fail(`${name}: ${(share * 100).toFixed(2)} % of the pixels differ; it was drawn as ${actual}`);
}

/** The share of pixels that a person could tell apart; of pictures of different sizes, all. */
export function differenceOf(one: PNG, other: PNG): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  const pixels = Array.from({ length: one.width * one.height }, (_, index) => index * 4);
  return pixels.filter((at) => differs(one.data, other.data, at)).length / pixels.length;
}

function differs(one: Uint8Array, other: Uint8Array, at: number): boolean {
  return [0, 1, 2, 3].some(
    (channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > SAME_CHANNEL,
  );
}
