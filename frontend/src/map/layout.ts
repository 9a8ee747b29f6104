// Room on the picture: which boxes are taken, and the first of some places that is free. Used for labels and badges.
import type { Box } from './marks';

export function boxAround(x: number, y: number, width: number, height = width): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Side of a square of the look-up, px: about the size of a label, so that few squares and few boxes are met. */
const SQUARE = 96;

export class Room {
  private readonly squares = new Map<string, Box[]>();

  take(box: Box): void {
    for (const key of this.keys(box)) {
      const boxes = this.squares.get(key);
      if (boxes) boxes.push(box);
      else this.squares.set(key, [box]);
    }
  }

  /** The area of this box that is taken; 0 is free. */
  taken(box: Box): number {
    const met = new Set(this.keys(box).flatMap((key) => this.squares.get(key) ?? []));
    let sum = 0;
    for (const other of met) sum += overlap(box, other);
    return sum;
  }

  private keys(box: Box): string[] {
    const keys: string[] = [];
    for (let y = Math.floor(box.top / SQUARE); y <= Math.floor(box.bottom / SQUARE); ++y)
      for (let x = Math.floor(box.left / SQUARE); x <= Math.floor(box.right / SQUARE); ++x) keys.push(`${x},${y}`);
    return keys;
  }
}

/** How far a badge may leave its label point, px: an area is no point, so it may stand beside a disc, but not elsewhere. */
const BADGE_UP_DOWN = [0, 18, -18, 28, -28, 38, -38, 50, -50];
const BADGE_SIDEWAYS = [0, 24, -24, 48, -48];
/** Standing a px further away counts as much as covering this many square px. */
const BADGE_DISTANCE_COST = 2;

/** The place near its label point, inside the view, at which a badge covers least. */
export function placeBadge(x: number, y: number, width: number, height: number, room: Room, view: Box): Box {
  const inside = Math.max(view.left + width / 2, Math.min(view.right - width / 2, x));
  let best = boxAround(inside, y, width, height);
  let least = Number.POSITIVE_INFINITY;
  for (const dy of BADGE_UP_DOWN)
    for (const dx of BADGE_SIDEWAYS) {
      const box = boxAround(inside + dx, y + dy, width, height);
      const hidden = width * height - overlap(box, view);
      const cost = room.taken(box) + hidden + BADGE_DISTANCE_COST * Math.hypot(dx, dy);
      if (cost < least) {
        least = cost;
        best = box;
      }
    }
  return best;
}
