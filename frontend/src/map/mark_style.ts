// From a mark to what is drawn of it: sizes, the number inside, the ring, the rims. No canvas here.
import { grouped } from '../words';
import { FAMILIES, type Family } from './families';
import type { Mark } from './mark';

export type SizeBy = 'killed' | 'count';

/** Five sizes, not a curve: [from this figure, diameter in px]. */
const SIZES: readonly [from: number, px: number][] = [
  [500, 50],
  [100, 42],
  [20, 34],
  [5, 26],
  [0, 18],
];
export const SMALLEST_PX = 18;
/** What stands in the disc where no record states a figure. */
export const NO_FIGURE = '–';
/** Larger figures are shortened, since their digits do not fit the largest disc. */
const MOST_IN_FULL = 9999;

export interface Segment {
  family: Family;
  /** Turns from twelve o'clock, clockwise. */
  from: number;
  to: number;
}

export interface DiscStyle {
  diameter: number;
  text: string;
  hollow: boolean;
  ring: Segment[];
  /** A second rim: solid for a stack at one place, dashed where the sources conflict. */
  rim: 'none' | 'stack' | 'disputed';
}

/** A circle on the ground within which the place is known. */
export interface GroundCircle {
  radiusM: number;
  kind: 'near' | 'stretch';
}

export function diameterOf(figure: number | undefined): number {
  if (figure === undefined) return SMALLEST_PX;
  return SIZES.find(([from]) => figure >= from)?.[1] ?? SMALLEST_PX;
}

export function figureOf(mark: Mark, sizeBy: SizeBy): number | undefined {
  return sizeBy === 'killed' ? mark.killed : mark.count;
}

export function figureText(figure: number | undefined): string {
  if (figure === undefined) return NO_FIGURE;
  return figure > MOST_IN_FULL ? `${Math.floor(figure / 1000)}k` : grouped(figure);
}

export function discStyle(mark: Mark, sizeBy: SizeBy): DiscStyle {
  const figure = figureOf(mark, sizeBy);
  const disputed = mark.disputed > 0 && mark.disputed === mark.count;
  return {
    diameter: diameterOf(figure),
    text: disputed ? `${figure === undefined ? '' : figureText(figure)}?` : figureText(figure),
    // Nothing that is not known exactly is solid: neither a day nor a place.
    hollow: mark.notDayDated === mark.count || groundCircle(mark)?.kind === 'near',
    ring: ringOf(mark),
    rim: disputed ? 'disputed' : mark.kind === 'cluster' && mark.samePlace ? 'stack' : 'none',
  };
}

/** Only where all that the mark counts stands at one point: the circle of a cluster would be nobody's. */
export function groundCircle(mark: Mark): GroundCircle | undefined {
  if (mark.radiusM === undefined || (mark.kind === 'cluster' && !mark.samePlace)) return undefined;
  if (mark.precision === 'P4') return { radiusM: mark.radiusM, kind: 'near' };
  if (mark.precision === 'P7') return { radiusM: mark.radiusM, kind: 'stretch' };
  return undefined;
}

/** Shares of the families by records, always in the table's order. */
function ringOf(mark: Mark): Segment[] {
  const total = mark.families.reduce((sum, n) => sum + n, 0);
  const ring: Segment[] = [];
  let before = 0;
  mark.families.forEach((n, i) => {
    if (n === 0) return;
    ring.push({ family: FAMILIES[i]!, from: before / total, to: (before + n) / total });
    before += n;
  });
  return ring;
}

/** Large first, so that small is drawn over large; the order of ids makes every redraw the same. */
export function paintOrder(marks: readonly Mark[], sizeBy: SizeBy): Mark[] {
  const size = (mark: Mark) => diameterOf(figureOf(mark, sizeBy));
  return [...marks].sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1));
}
