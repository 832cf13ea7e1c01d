// How wide a text will be in the picture's font, so that labels are laid out before anything is drawn.

/** Of the printable ASCII characters of Inter Regular, from the space on, in hundredths of the font's size. */
const WIDTHS = [
  28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29,
  30, 66, 66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74,
  69, 99, 68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61,
  61, 38, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66,
];
const FIRST = 0x20;
/** Wider than nearly all other letters, so that a guess leaves a gap rather than an overlap. */
const OTHER = 100;
/** Inter SemiBold against Inter Regular. */
const BOLDER = 1.05;

export function textWidth(text: string, size: number, bold = false): number {
  const hundredths = [...text].reduce((sum, letter) => sum + widthOfLetter(letter), 0);
  return (hundredths / 100) * size * (bold ? BOLDER : 1);
}

function widthOfLetter(letter: string): number {
  return WIDTHS[(letter.codePointAt(0) ?? 0) - FIRST] ?? OTHER;
}
