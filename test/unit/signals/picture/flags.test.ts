import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLAG_SIZE, flagsOf } from '../../../../src/signals/picture/flags.ts';
import { textWidth } from '../../../../src/signals/picture/letter-widths.ts';
import type { PictureMark } from '../../../../src/signals/picture/picture.ts';
import { fc } from '../../../seeded.ts';

const RIGHT = 890;
const phase = (at: number, label: string): PictureMark => ({ at, label, kind: 'phase' });
const flags = (marks: readonly PictureMark[]) => flagsOf(marks, (at) => at, RIGHT);

test('marks far from each other stand in one lane', () => {
  const lanes = flags([phase(100, 'injecting'), phase(300, 'running'), phase(500, 'recovering')]);
  assert.deepEqual(
    lanes.map(({ lane }) => lane),
    [0, 0, 0],
  );
});

test('of marks close together the later stands lower, so that no line crosses a label', () => {
  const lanes = flags([phase(100, 'injecting'), phase(110, 'running'), phase(120, 'recovering')]);
  assert.deepEqual(
    lanes.map(({ lane }) => lane),
    [2, 1, 0],
  );
});

test('a label without room on the right stands on the left of its line', () => {
  assert.deepEqual(
    flags([phase(860, 'recovered')]).map(({ side }) => side),
    ['left'],
  );
});

test('no two labels of any eight marks overlap', () => {
  const mark = fc.record({ at: fc.integer({ min: 68, max: 868 }), label: fc.string({ maxLength: 40 }) });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 8 }), (marks) => {
      const boxes = flags(marks.map(({ at, label }) => phase(at, label))).map(({ mark, lane, side }) => {
        const width = textWidth(mark.label, FLAG_SIZE);
        return { lane, begin: side === 'right' ? mark.at : mark.at - width, width };
      });
      assert.equal(boxes.length, marks.length);
      for (const one of boxes) {
        const others = boxes.filter((box) => box !== one && box.lane === one.lane);
        assert.ok(
          others.every(({ begin, width }) => begin + width <= one.begin || begin >= one.begin + one.width),
        );
      }
    }),
  );
});
