// Paints the marks of a view: circles of uncertainty, badges, discs, then what is selected and focused.
// Knows canvas and geometry, no Leaflet and no network; returns where each mark stands.
import type { Tokens } from '../tokens';
import { groupByCountry } from './area_groups';
import { drawArea } from './area_pieces';
import { AREAS_FROM_ZOOM, areaBadges, type Badge, type BadgeShifts, edgeBadges, isDistrict, type PiecesOf } from './badges';
import type { DrawnMark } from './hit';
import { boxAround } from './layout';
import type { Mark } from './mark';
import { type DiscStyle, discStyle, type GroundCircle, groundCircle, paintOrder, type SizeBy } from './mark_style';
import {
  type Box,
  drawBadge,
  drawDisc,
  drawFocus,
  drawGroundCircle,
  drawLocator,
  drawPast,
  drawPlaceCircle,
  drawSelection,
  outerRadius,
} from './marks';
import type { Frame } from './view_canvas';
import { placed } from './view_canvas';
import { metresToWorld, type WorldPoint } from './world';

/** No place is known so loosely: a larger radius is the width of an area, which is no circle. */
const LARGEST_CIRCLE_M = 26_000;
/** A circle that its own disc would hide is not drawn. */
const LEAST_CIRCLE_OVER_DISC_PX = 3;
/** Where two marks stand at one point. Tiles round places to a sixteenth of a px, and the map stretches tiles between zooms. */
const SAME_POINT_PX = 0.25;

export interface Item {
  mark: Mark;
  style: DiscStyle;
  circle: GroundCircle | undefined;
}

export interface Selected {
  id: string;
  at?: WorldPoint & { radiusM: number; precision: string };
}

export interface Picture {
  items: readonly Item[];
  /** Marks of the picture before, which are fading; `fade` is the share of the new one. */
  leaving: readonly Item[];
  arriving: ReadonlySet<string>;
  fade: number;
  selected: Selected | null;
  place: (WorldPoint & { radiusM: number }) | null;
  /** Where something had happened before the window that is played: faint, and in no count. */
  past: readonly WorldPoint[];
  focused: string | null;
  /** The area that is pointed at: shown as such while it is. */
  pointed: string | null;
  piecesOf: PiecesOf;
  /** Px at the foot of the view that something covers. */
  foot: number;
  tokens: Tokens;
}

export function itemsOf(marks: readonly Mark[], sizeBy: SizeBy): Item[] {
  return paintOrder(marks, sizeBy).map((mark) => ({ mark, style: discStyle(mark, sizeBy), circle: groundCircle(mark) }));
}

export function paintIncidents(frame: Frame, picture: Picture, shifts: BadgeShifts): DrawnMark[] {
  const { ctx } = frame;
  const { tokens } = picture;
  const opacity = (item: Item) => (picture.arriving.has(item.mark.id) ? picture.fade : 1);
  const discs = picture.items.filter((item) => item.mark.kind !== 'area');
  const single = picture.items.filter((item) => item.mark.kind === 'area').map(({ mark }) => mark);
  const areas = frame.zoom < AREAS_FROM_ZOOM ? groupByCountry(single) : single;

  const leaving = picture.fade < 1 ? picture.leaving.filter((item) => item.mark.kind !== 'area') : [];
  for (const mark of areas)
    if (mark.id === picture.pointed || mark.id === picture.focused || isSelected(frame, mark, picture.selected))
      drawArea(frame, picture.piecesOf(mark.id), isDistrict(mark), tokens);
  if (picture.place) paintPlaceCircle(frame, picture.place, tokens);
  paintPast(frame, picture.past, tokens);
  for (const item of leaving) paintCircle(frame, item, 1 - picture.fade, tokens);
  for (const item of discs) paintCircle(frame, item, opacity(item), tokens);
  paintSelectedCircle(frame, picture);

  const discBoxes = discs.map((item): DrawnMark => ({ mark: item.mark, box: discBox(frame, item), round: true }));
  const seen = discBoxes.map(({ box }) => inView(box, frame));
  const dots = discBoxes.filter((_, i) => seen[i]);
  const edge = edgeBadges(frame, areas, dots, picture.piecesOf, shifts, tokens, picture.foot);
  const badges = areaBadges(frame, areas, [...dots, ...edge], shifts, tokens);
  for (const badge of badges) paintBadge(frame, badge, picture);
  for (const item of leaving) paintDisc(frame, item, 1 - picture.fade, tokens);
  discs.forEach((item, i) => {
    if (seen[i]) paintDisc(frame, item, opacity(item), tokens);
  });
  // At the edge they stand still, so what lies below them can be moved into sight.
  for (const badge of edge) paintBadge(frame, badge, picture);

  const drawn = [...badges, ...dots, ...edge];
  paintSelected(frame, picture, drawn);
  const focused = drawn.find(({ mark }) => mark.id === picture.focused);
  if (focused) drawFocus(ctx, focused.box, focused.round, tokens);
  return drawn;
}

function paintBadge(frame: Frame, { mark, box, text }: Badge, picture: Picture): void {
  const { ctx } = frame;
  ctx.globalAlpha = picture.arriving.has(mark.id) ? picture.fade : 1;
  drawBadge(ctx, box, { text, selected: isSelected(frame, mark, picture.selected) }, picture.tokens);
  ctx.globalAlpha = 1;
}

function discBox(frame: Frame, item: Item): Box {
  const { x, y } = placed(item.mark, frame);
  return boxAround(x, y, 2 * outerRadius(item.style));
}

function inView(box: Box, frame: Frame): boolean {
  return box.right > 0 && box.bottom > 0 && box.left < frame.width && box.top < frame.height;
}

function paintDisc(frame: Frame, item: Item, opacity: number, tokens: Tokens): void {
  const { x, y } = placed(item.mark, frame);
  frame.ctx.globalAlpha = opacity;
  drawDisc(frame.ctx, x, y, item.style, tokens);
  frame.ctx.globalAlpha = 1;
}

function paintCircle(frame: Frame, item: Item, opacity: number, tokens: Tokens): void {
  if (!item.circle) return;
  const { x, y } = placed(item.mark, frame);
  const radius = metresToWorld(item.circle.radiusM, item.mark.y) * frame.scale;
  if (radius < outerRadius(item.style) + LEAST_CIRCLE_OVER_DISC_PX) return;
  if (!inView(boxAround(x, y, 2 * radius), frame)) return;
  frame.ctx.globalAlpha = opacity;
  drawGroundCircle(frame.ctx, x, y, radius, item.circle.kind, tokens);
  frame.ctx.globalAlpha = 1;
}

function paintPast(frame: Frame, past: readonly WorldPoint[], tokens: Tokens): void {
  const seen = new Set<string>(); // a place that was hit often is one mark, not a dark one
  for (const point of past) {
    const { x, y } = placed(point, frame);
    const key = `${Math.round(x)},${Math.round(y)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    drawPast(frame.ctx, x, y, tokens);
  }
}

function paintPlaceCircle(frame: Frame, place: WorldPoint & { radiusM: number }, tokens: Tokens): void {
  if (place.radiusM > LARGEST_CIRCLE_M) return;
  const { x, y } = placed(place, frame);
  drawPlaceCircle(frame.ctx, x, y, metresToWorld(place.radiusM, place.y) * frame.scale, tokens);
}

/** A district or a province has no circle; its badge is marked instead. */
function isArea(precision: string): boolean {
  return precision === 'P5' || precision === 'P6' || precision === 'P8';
}

/** A record near a point or along a stretch has a circle already where its own mark is drawn. */
function paintSelectedCircle(frame: Frame, { selected, items, tokens }: Picture): void {
  if (!selected?.at || isArea(selected.at.precision) || selected.at.radiusM <= 0) return;
  if (items.some(({ mark, circle }) => circle && mark.record === selected.id)) return;
  paintPlaceCircle(frame, selected.at, tokens);
}

function isSelected(frame: Frame, mark: Mark, selected: Selected | null): boolean {
  return selected !== null && (mark.record === selected.id || (mark.kind === 'area' && stands(frame, mark, selected)));
}

function stands({ scale }: Frame, mark: Mark, { at }: Selected): boolean {
  return at !== undefined && Math.hypot(mark.x - at.x, mark.y - at.y) * scale < SAME_POINT_PX;
}

/** The rim goes round the record's own mark or the stack it stands in; inside a cluster its place is pointed out. */
function paintSelected(frame: Frame, { selected, tokens }: Picture, drawn: readonly DrawnMark[]): void {
  if (!selected) return;
  const own = drawn.find(({ mark, round }) => round && (mark.record === selected.id || (mark.samePlace && stands(frame, mark, selected))));
  if (own) {
    const radius = (own.box.right - own.box.left) / 2;
    drawSelection(frame.ctx, own.box.left + radius, own.box.top + radius, radius, tokens);
  } else if (selected.at && !isArea(selected.at.precision) && !drawn.some(({ mark }) => mark.record === selected.id)) {
    const { x, y } = placed(selected.at, frame);
    drawLocator(frame.ctx, x, y, tokens);
  }
}
