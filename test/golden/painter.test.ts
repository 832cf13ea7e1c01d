import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { createPainter, type PainterOptions, PictureFault } from '../../src/signals/picture/painter.ts';
import type { Picture } from '../../src/signals/picture/picture.ts';

const moody = new URL('./moody-worker.ts', import.meta.url);
const painterUrl = new URL('../../src/signals/picture/painter.ts', import.meta.url);
const called = (title: string): Picture => ({ title, unit: '', from: 0, to: 1, series: [], marks: [] });
const PNG_BEGINS = [0x89, 0x50, 0x4e, 0x47];

async function withPainter(
  options: PainterOptions,
  use: (painter: ReturnType<typeof createPainter>) => Promise<void>,
): Promise<void> {
  const painter = createPainter(options);
  try {
    await use(painter);
  } finally {
    await painter.stop();
  }
}

test('pictures asked for at once are all painted', async () => {
  await withPainter({}, async (painter) => {
    const pictures = await Promise.all(['a', 'b', 'c'].map((title) => painter.paint(called(title))));
    for (const png of pictures) assert.deepEqual([...png.subarray(0, 4)], PNG_BEGINS);
  });
});

for (const [mood, cause] of [
  ['die', /ended with 3/],
  ['throw', /out of paint/],
  ['refuse', /no such colour/],
] as const) {
  test(`a thread that would ${mood} costs its own picture and none of those behind`, async () => {
    await withPainter({ file: moody }, async (painter) => {
      const bad = painter.paint(called(mood));
      const good = painter.paint(called('good'));
      await assert.rejects(bad, (fault) => fault instanceof PictureFault && cause.test(String(fault.cause)));
      assert.deepEqual(await good, Uint8Array.of(1, 2, 3));
    });
  });
}

test('a thread that never comes to an end is ended in time, and the next picture gets another', async () => {
  await withPainter({ file: moody, timeoutMs: 1_000 }, async (painter) => {
    const late = (fault: unknown): boolean =>
      fault instanceof PictureFault && /in 1000 ms/.test(String(fault.cause));
    await assert.rejects(painter.paint(called('spin')), late);
    assert.equal((await painter.paint(called('good'))).length, 3);
  });
});

test('what cannot be handed to a thread is refused like everything else', async () => {
  await withPainter({ file: moody }, async (painter) => {
    const unsendable = { ...called('good'), extra: () => undefined };
    await assert.rejects(painter.paint(unsendable), PictureFault);
    assert.equal((await painter.paint(called('good'))).length, 3);
  });
});

test('after a stop nothing is painted, and what was under way is refused', async () => {
  const painter = createPainter({ file: moody });
  const refused = ['spin', 'good'].map((title) => assert.rejects(painter.paint(called(title)), PictureFault));
  await painter.stop();
  await Promise.all(refused);
  await assert.rejects(painter.paint(called('good')), PictureFault);
});

test('a thread that went while idle is replaced', async () => {
  await withPainter({ file: moody, idleMs: 0 }, async (painter) => {
    await painter.paint(called('good'));
    assert.equal((await painter.paint(called('good'))).length, 3);
  });
});

test('an idle thread does not hold the process', async () => {
  const program = `
    import { createPainter } from '${painterUrl}';
    const png = await createPainter().paint(${JSON.stringify(called('idle'))});
    process.stdout.write(String(png.length > 1000));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 20_000,
  });
  assert.equal((await run).stdout, 'true');
});
