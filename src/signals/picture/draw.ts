// Draws a picture: echarts lays it out as SVG without a browser, resvg makes a PNG of that with the bundled font.

import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { init, setPlatformAPI } from 'echarts/dist/echarts.esm.min';
import { HEIGHT, WIDTH } from './layout.ts';
import { textWidth } from './letter-widths.ts';
import { FONT, optionOf } from './option.ts';
import type { Picture } from './picture.ts';

/** Without a font resvg drops all text and says nothing. */
const FONT_FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)),
);
const DEFAULT_SIZE = 12;

// Without a browser echarts knows only another font's widths, and breaks lines by them.
setPlatformAPI({ measureText: (text, font = '') => ({ width: widthIn(font, text) }) });

export function svgOf(picture: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(optionOf(picture));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** 900×420 pixels, times `zoom`. */
export function pngOf(picture: Picture, zoom = 1): Uint8Array<ArrayBuffer> {
  const image = new Resvg(svgOf(picture), {
    fitTo: { mode: 'zoom', value: zoom },
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FONT },
  });
  return Uint8Array.from(image.render().asPng());
}

/** `font` as CSS writes it: `600 17px Inter`. */
function widthIn(font: string, text: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? DEFAULT_SIZE);
  return textWidth(text, size, /\b(bold|600)\b/.test(font));
}
