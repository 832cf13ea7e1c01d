// Text from outside as it may stand in a picture: one line, nothing unseen, not too long.

/** Control characters, marks of direction, halves of characters, and what XML does not allow. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffe\uffff]+/gu;

/** `most` counts code points; what was cut ends in an ellipsis. */
export function shortText(outside: string, most: number): string {
  const points = [...outside.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim()];
  return points.length <= most ? points.join('') : `${points.slice(0, most - 1).join('')}…`;
}
