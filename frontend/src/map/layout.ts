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

/** Steps in which a badge may leave its label point: an area is no point, so it may stand beside a disc. */
const BADGE_STEPS = [0, 1, 2, 3];
const BADGE_STEP_PX = 26;

/** The nearest place for a badge at which it covers nothing, or the one where it covers least. */
export function placeBadge(x: number, y: number, width: number, height: number, room: Room): Box {
  let best: { box: Box; cost: number } | null = null;
  for (const step of BADGE_STEPS) {
    const out = step * BADGE_STEP_PX;
    const places =
      step === 0
        ? [[0, 0]]
        : [
            [0, out],
            [0, -out],
            [out, out],
            [-out, out],
            [out, -out],
            [-out, -out],
            [2 * out, 0],
            [-2 * out, 0],
          ];
    for (const [dx, dy] of places) {
      const box = boxAround(x + dx!, y + dy!, width, height);
      const cost = room.taken(box);
      if (cost === 0) return box;
      if (!best || cost < best.cost) best = { box, cost };
    }
  }
  return best!.box;
}
