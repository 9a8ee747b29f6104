// Which mark a pointer or a finger means. Hit areas are at least 44 px, however small the mark.
import type { Mark } from './mark';
import type { Box } from './marks';

/** Half the side of the smallest target that a finger can meet. */
const REACH_PX = 22;

/** A mark as it stands on the screen; discs are round in their box. */
export interface DrawnMark {
  mark: Mark;
  box: Box;
  round: boolean;
}

/** The topmost mark below the point, else the nearest within reach. `drawn` is in order of painting. */
export function hit(drawn: readonly DrawnMark[], x: number, y: number): DrawnMark | undefined {
  let nearest: DrawnMark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = drawn.length - 1; i >= 0; --i) {
    const item = drawn[i]!;
    const away = distance(item, x, y);
    if (away <= 0) return item;
    if (reachable(item, x, y) && away < least) {
      nearest = item;
      least = away;
    }
  }
  return nearest;
}

/** Px from the edge of the mark; 0 or less inside. */
function distance({ box, round }: DrawnMark, x: number, y: number): number {
  const cx = (box.left + box.right) / 2;
  const cy = (box.top + box.bottom) / 2;
  if (round) return Math.hypot(x - cx, y - cy) - (box.right - box.left) / 2;
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

function reachable({ box }: DrawnMark, x: number, y: number): boolean {
  const reachX = Math.max((box.right - box.left) / 2, REACH_PX);
  const reachY = Math.max((box.bottom - box.top) / 2, REACH_PX);
  return Math.abs(x - (box.left + box.right) / 2) <= reachX && Math.abs(y - (box.top + box.bottom) / 2) <= reachY;
}

/** Lines of text are read left to right, then down; marks within one band of this height are one line. */
const READING_BAND_PX = 48;

export function readingOrder(drawn: readonly DrawnMark[]): DrawnMark[] {
  const band = (item: DrawnMark) => Math.floor((item.box.top + item.box.bottom) / 2 / READING_BAND_PX);
  return [...drawn].sort((a, b) => band(a) - band(b) || a.box.left - b.box.left || (a.mark.id < b.mark.id ? -1 : 1));
}
