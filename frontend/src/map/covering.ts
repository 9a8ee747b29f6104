// Discs whose numbers would be covered are one disc with their sum: "83" beside "282" would be read, and be wrong.
// The tiles' cells are kept wherever they stand apart; what is joined here parts again at the next zooms.
import type { Mark } from './mark';
import { discStyle, paintOrder, type SizeBy } from './mark_style';
import { numberBox, outerRadius } from './marks';
import { sumOfMarks } from './sum_of_marks';
import { MAX_ZOOM } from './world';

/** Two discs at most reach each other over this distance, px: the largest with its rim, twice. */
const FARTHEST_PX = 66;
/** So much of a number's box may be under the rim of another disc and still be read, px. */
const MAY_COVER_PX = 2;
/** A chain of discs is joined pair by pair; after these rounds hardly any is left. */
const MOST_ROUNDS = 6;

interface Disc {
  mark: Mark;
  parts: readonly Mark[];
  x: number;
  y: number;
  outer: number;
  number: { width: number; height: number };
}

/** `scale`: px of the whole world, `zoom` of the map. At the last zoom all stand where they are: none can part any more. */
export function joinCovered(marks: readonly Mark[], scale: number, zoom: number, sizeBy: SizeBy): Mark[] {
  const areas = marks.filter(({ kind }) => kind === 'area');
  const dots = marks.filter(({ kind }) => kind !== 'area');
  if (zoom >= MAX_ZOOM) return [...marks];
  const disc = (mark: Mark, parts: readonly Mark[]): Disc => {
    const style = discStyle(mark, sizeBy);
    return { mark, parts, x: mark.x * scale, y: mark.y * scale, outer: outerRadius(style), number: numberBox(style) };
  };
  let discs = paintOrder(dots, sizeBy).map((mark) => disc(mark, [mark]));
  for (let round = 0; round < MOST_ROUNDS; ++round) {
    const pairs = nearestPairs(discs);
    if (pairs.length === 0) break;
    const joined = new Set(pairs.flat());
    const sums = pairs.map(([a, b]) => {
      const parts = [...a.parts, ...b.parts];
      return disc(sumAt(parts, zoom, Math.hypot(a.x - b.x, a.y - b.y), Math.max(a.outer, b.outer)), parts);
    });
    const all = new Map([...discs.filter((one) => !joined.has(one)), ...sums].map((one) => [one.mark, one]));
    discs = paintOrder([...all.keys()], sizeBy).map((mark) => all.get(mark)!);
  }
  return [...areas, ...discs.map(({ mark }) => mark)];
}

/** Pairs of which each is the other's nearest among those that it covers or is covered by. `discs` in order of painting. */
function nearestPairs(discs: readonly Disc[]): [Disc, Disc][] {
  const order = new Map(discs.map((disc, i) => [disc, i]));
  const along = [...discs].sort((a, b) => a.x - b.x || order.get(a)! - order.get(b)!);
  const nearest = new Map<Disc, { other: Disc; distance: number }>();
  const near = (a: Disc, b: Disc, distance: number) => {
    const best = nearest.get(a);
    if (!best || distance < best.distance) nearest.set(a, { other: b, distance });
  };
  along.forEach((a, i) => {
    for (let j = i + 1; j < along.length && along[j]!.x - a.x < FARTHEST_PX; ++j) {
      const b = along[j]!;
      const [below, above] = order.get(a)! < order.get(b)! ? [a, b] : [b, a];
      if (!covers(above, below)) continue;
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      near(a, b, distance);
      near(b, a, distance);
    }
  });
  const pairs: [Disc, Disc][] = [];
  for (const [a, { other }] of nearest) if (nearest.get(other)?.other === a && order.get(a)! < order.get(other)!) pairs.push([a, other]);
  return pairs;
}

function covers(above: Disc, below: Disc): boolean {
  const dx = Math.max(0, Math.abs(above.x - below.x) - below.number.width / 2);
  const dy = Math.max(0, Math.abs(above.y - below.y) - below.number.height / 2);
  return Math.hypot(dx, dy) < above.outer - MAY_COVER_PX;
}

/** At the centre of its records, as a cell's own disc; a press goes where the two stand apart. */
function sumAt(parts: readonly Mark[], zoom: number, distance: number, reach: number): Mark {
  const count = parts.reduce((total, mark) => total + mark.count, 0);
  const centre = (of: (mark: Mark) => number) => parts.reduce((total, mark) => total + of(mark) * mark.count, 0) / count;
  const apart = zoom + Math.log2((2 * reach) / Math.max(distance, 1));
  return sumOfMarks(parts, {
    id: parts
      .map(({ id }) => id)
      .sort()
      .join('+'),
    kind: 'cluster',
    x: centre(({ x }) => x),
    y: centre(({ y }) => y),
    place: undefined,
    placeName: undefined,
    areaName: undefined,
    expansionZoom: Math.min(MAX_ZOOM, Math.max(Math.floor(zoom) + 1, Math.ceil(apart))),
  });
}
