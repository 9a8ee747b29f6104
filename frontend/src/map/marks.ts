// Draws one mark on a canvas, at a place in CSS px. The map and the legend call the same functions.
import type { Tokens } from '../tokens';
import { familyColour } from './families';
import type { DiscStyle, GroundCircle, Segment } from './mark_style';

/** From the disc outwards: a gap, the ring, a halo; then the second rim. Px. */
const GAP = 1.5;
const RING = 3;
const HALO = 1.5;
const RIM_OUT = 3;
const SEGMENT_GAP = 1;
const HOLLOW_LINE = 2;
/** A number is as large as this, unless its digits would touch the disc's edge. Px. */
const NUMBER_PX = 15;
const SMALL_NUMBER_PX = 12;
const LEAST_NUMBER_PX = 9;
const NUMBER_ROOM_PX = 6;
/** Of the size of the type. */
const FIGURE_HEIGHT = 0.72;
const FIGURE_WIDTH = 0.6;
const BADGE_HEIGHT = 22;
const BADGE_PADDING = 8;
const BADGE_RADIUS = 6;
/** Opacity of the ink inside a circle of uncertainty. */
const NEAR_FILL = 0.06;
/** A mark of what is past. */
const PAST_PX = 5;
const PAST_OPACITY = 0.35;
const FULL_TURN = 2 * Math.PI;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How far a disc with its ring and rims reaches. */
export function outerRadius(style: DiscStyle): number {
  const ring = style.diameter / 2 + GAP + RING + HALO;
  return style.rim === 'none' ? ring : style.diameter / 2 + GAP + RING + RIM_OUT + 1;
}

export function drawDisc(ctx: CanvasRenderingContext2D, x: number, y: number, style: DiscStyle, tokens: Tokens): void {
  const radius = style.diameter / 2;
  fillCircle(ctx, x, y, outerRadius(style) + (style.rim === 'none' ? 0 : 1), tokens.land);
  drawRing(ctx, x, y, radius + GAP + RING / 2, style.ring, tokens);
  if (style.hollow) {
    fillCircle(ctx, x, y, radius, tokens.paper);
    strokeCircle(ctx, x, y, radius - HOLLOW_LINE / 2, tokens.ink, HOLLOW_LINE);
  } else fillCircle(ctx, x, y, radius, tokens.ink);
  if (style.rim !== 'none')
    strokeCircle(
      ctx,
      x,
      y,
      radius + GAP + RING + RIM_OUT,
      tokens.ink,
      style.rim === 'stack' ? 1 : 1.5,
      style.rim === 'stack' ? [] : [4, 3],
    );
  drawNumber(ctx, x, y, style, tokens);
}

function drawNumber(ctx: CanvasRenderingContext2D, x: number, y: number, style: DiscStyle, tokens: Tokens): void {
  const largest = style.diameter < 26 ? SMALL_NUMBER_PX : NUMBER_PX;
  ctx.font = numberFont(largest, tokens);
  const room = style.diameter - NUMBER_ROOM_PX;
  const size = Math.max(LEAST_NUMBER_PX, Math.min(largest, Math.floor((largest * room) / ctx.measureText(style.text).width)));
  if (size !== largest) ctx.font = numberFont(size, tokens);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = style.hollow ? tokens.ink : tokens.paper;
  // Figures have no descenders, so the middle of their line would leave them too high.
  ctx.fillText(style.text, x, y + (size * FIGURE_HEIGHT) / 2);
}

/** About the room that the number takes in its disc: figures are nearly of one width. */
export function numberBox({ diameter, text }: DiscStyle): { width: number; height: number } {
  const largest = diameter < 26 ? SMALL_NUMBER_PX : NUMBER_PX;
  return { width: Math.min(diameter - NUMBER_ROOM_PX, text.length * largest * FIGURE_WIDTH), height: largest * FIGURE_HEIGHT };
}

function numberFont(px: number, tokens: Tokens): string {
  return `600 ${px}px ${tokens.ui}`;
}

function drawRing(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, ring: readonly Segment[], tokens: Tokens): void {
  const gap = ring.length > 1 ? SEGMENT_GAP / radius / FULL_TURN : 0;
  ctx.lineWidth = RING;
  ctx.setLineDash([]);
  for (const segment of ring) {
    ctx.strokeStyle = familyColour(segment.family, tokens);
    ctx.beginPath();
    // The gap is taken from both ends; a share too small for it keeps a sliver.
    const from = segment.from + gap / 2;
    const to = Math.max(segment.to - gap / 2, from + gap);
    ctx.arc(x, y, radius, FULL_TURN * (from - 0.25), FULL_TURN * (to - 0.25));
    ctx.stroke();
  }
}

/** The circle within which the place is known: filled faintly when near a point, a plain buffer along a stretch. */
export function drawGroundCircle(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  kind: GroundCircle['kind'],
  tokens: Tokens,
): void {
  if (kind === 'near') {
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = alpha * NEAR_FILL;
    fillCircle(ctx, x, y, radius, tokens.ink);
    ctx.globalAlpha = alpha;
  }
  strokeCircle(ctx, x, y, radius, tokens.ink, kind === 'near' ? 1.5 : 1, kind === 'near' ? [4, 3] : [6, 3]);
}

export function drawSelection(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, tokens: Tokens): void {
  strokeCircle(ctx, x, y, radius + 2, tokens.land, 6);
  strokeCircle(ctx, x, y, radius + 2, tokens.accent, 2);
}

/** Points at a place that has no mark of its own at this zoom: a ring round nothing, so that no figure is hidden. */
export function drawLocator(ctx: CanvasRenderingContext2D, x: number, y: number, tokens: Tokens): void {
  strokeCircle(ctx, x, y, 7, tokens.land, 6);
  strokeCircle(ctx, x, y, 7, tokens.accent, 2.5);
}

/** What is past while time is played: no figure and no ring, so that nobody counts it. */
export function drawPast(ctx: CanvasRenderingContext2D, x: number, y: number, tokens: Tokens): void {
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = alpha * PAST_OPACITY;
  fillCircle(ctx, x, y, PAST_PX / 2, tokens.ink);
  ctx.globalAlpha = alpha;
}

/** The extent of a place that was looked up, or of the record that is open. */
export function drawPlaceCircle(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, tokens: Tokens): void {
  strokeCircle(ctx, x, y, radius, tokens.accent, 1.5, [2, 4]);
}

export function drawFocus(ctx: CanvasRenderingContext2D, box: Box, round: boolean, tokens: Tokens): void {
  const out = 3;
  ctx.strokeStyle = tokens.accent;
  ctx.lineWidth = 2;
  ctx.setLineDash([]);
  const grown = { left: box.left - out, top: box.top - out, right: box.right + out, bottom: box.bottom + out };
  roundedPath(ctx, grown, round ? (grown.right - grown.left) / 2 : BADGE_RADIUS + out);
  ctx.stroke();
}

export interface BadgeStyle {
  text: string;
  selected: boolean;
}

export function badgeSize(ctx: CanvasRenderingContext2D, text: string, tokens: Tokens): { width: number; height: number } {
  ctx.font = badgeFont(tokens);
  return { width: Math.ceil(ctx.measureText(text).width) + 2 * BADGE_PADDING, height: BADGE_HEIGHT };
}

/** An area's badge: not a dot, since nobody knows where in the area; dashed like all that is known to lie inside only. */
export function drawBadge(ctx: CanvasRenderingContext2D, box: Box, style: BadgeStyle, tokens: Tokens): void {
  roundedPath(ctx, { left: box.left + 0.5, top: box.top + 0.5, right: box.right - 0.5, bottom: box.bottom - 0.5 }, BADGE_RADIUS);
  ctx.fillStyle = tokens.panel;
  ctx.fill();
  ctx.strokeStyle = style.selected ? tokens.accent : tokens.ink;
  ctx.lineWidth = style.selected ? 2 : 1;
  ctx.setLineDash(style.selected ? [] : [6, 3]);
  ctx.stroke();
  ctx.font = badgeFont(tokens);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = tokens.ink;
  ctx.fillText(style.text, (box.left + box.right) / 2, (box.top + box.bottom) / 2 + 0.5);
}

/** roundRect is younger than the browsers we serve. */
function roundedPath(ctx: CanvasRenderingContext2D, box: Box, radius: number): void {
  ctx.beginPath();
  ctx.moveTo(box.left + radius, box.top);
  ctx.arcTo(box.right, box.top, box.right, box.bottom, radius);
  ctx.arcTo(box.right, box.bottom, box.left, box.bottom, radius);
  ctx.arcTo(box.left, box.bottom, box.left, box.top, radius);
  ctx.arcTo(box.left, box.top, box.right, box.top, radius);
  ctx.closePath();
}

function badgeFont(tokens: Tokens): string {
  return `500 12px ${tokens.ui}`;
}

function fillCircle(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL_TURN);
  ctx.fill();
}

function strokeCircle(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  width: number,
  dash: number[] = [],
): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, FULL_TURN);
  ctx.stroke();
}
