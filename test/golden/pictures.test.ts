// What people see of a signal: every kind of picture once, compared by pixels.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { pngOf } from '../../src/signals/picture/draw.ts';
import { differenceOf, matchesGoldenPicture } from './picture-file.ts';
import { pictureSamples } from './picture-samples.ts';

for (const [name, picture] of Object.entries(pictureSamples)) {
  test(`the picture ${name} looks as agreed`, () => {
    matchesGoldenPicture(`pictures/${name}.png`, pngOf(picture));
  });
}

test('a picture without its letters is not the same picture', () => {
  const { breach } = pictureSamples;
  assert.ok(breach);
  const silent = { ...breach, title: '', marks: breach.marks.map((mark) => ({ ...mark, label: '' })) };
  const [one, other] = [breach, silent].map((picture) => PNG.sync.read(Buffer.from(pngOf(picture))));
  assert.ok(one && other);
  assert.ok(differenceOf(one, other) > 0.01);
});
