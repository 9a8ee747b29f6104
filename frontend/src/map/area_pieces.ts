// The polygon of an area as the tiles in view hold it: one piece a tile, drawn and asked tile by tile.
import type { Tokens } from '../tokens';
import type { Shape } from './basemap_tile';
import type { Frame } from './view_canvas';
import type { TileAddress, WorldPoint } from './world';

/** A part of an area: its rings in units of `source`, of which only `shown` is on the screen. */
export interface AreaPiece {
  shape: Shape;
  source: TileAddress;
  shown: TileAddress;
}

/** Px between lines and their opacity: closer for a district than for a province or a country. */
const DISTRICT_HATCH = { every: 6, alpha: 0.3 };
const WIDER_HATCH = { every: 12, alpha: 0.2 };
const BORDER_DASH = [6, 3];
/** Points of the view, across and down, at which an area is looked for. */
const PROBES = 6;

/** 45° lines inside the area and a dashed border: it happened somewhere in here. */
export function drawArea(frame: Frame, pieces: readonly AreaPiece[], district: boolean, tokens: Tokens): void {
  const { ctx } = frame;
  const { every, alpha } = district ? DISTRICT_HATCH : WIDER_HATCH;
  for (const piece of pieces) {
    ctx.save();
    clipToTile(frame, piece.shown);
    ctx.strokeStyle = tokens.ink;
    ctx.lineWidth = 1;
    ctx.setLineDash(BORDER_DASH);
    ctx.beginPath();
    traceRings(frame, piece);
    ctx.stroke();
    ctx.clip('evenodd');
    ctx.setLineDash([]);
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    traceHatch(frame, piece, every);
    ctx.stroke();
    ctx.restore();
  }
}

/** Whether any part of the area is seen. */
export function inSight(frame: Frame, pieces: readonly AreaPiece[]): boolean {
  for (let row = 0; row < PROBES; ++row)
    for (let column = 0; column < PROBES; ++column) {
      const x = ((column + 0.5) / PROBES) * frame.width;
      const y = ((row + 0.5) / PROBES) * frame.height;
      const point = { x: (x - frame.x) / frame.scale, y: (y - frame.y) / frame.scale };
      if (pieces.some((piece) => holds(piece, point))) return true;
    }
  return false;
}

/** Even-odd, as areas are drawn everywhere in this house. */
export function holds({ shape, source, shown }: AreaPiece, point: WorldPoint): boolean {
  if (!insideTile(shown, point)) return false;
  const x = point.x * 2 ** source.z - source.x;
  const y = point.y * 2 ** source.z - source.y;
  if (x < shape.left || x > shape.right || y < shape.top || y > shape.bottom) return false;
  let inside = false;
  for (const ring of shape.lines)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay, bx, by] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

function insideTile(tile: TileAddress, point: WorldPoint): boolean {
  const side = 2 ** tile.z;
  return Math.floor(point.x * side) === tile.x && Math.floor(point.y * side) === tile.y;
}

function clipToTile({ ctx, scale, x, y }: Frame, tile: TileAddress): void {
  const size = scale / 2 ** tile.z;
  ctx.beginPath();
  ctx.rect(tile.x * size + x, tile.y * size + y, size, size);
  ctx.clip();
}

function traceRings({ ctx, scale, x, y }: Frame, { shape, source }: AreaPiece): void {
  const size = scale / 2 ** source.z;
  const left = source.x * size + x;
  const top = source.y * size + y;
  for (const ring of shape.lines) {
    for (let i = 0; i < ring.length; i += 2) {
      if (i === 0) ctx.moveTo(ring[0]! * size + left, ring[1]! * size + top);
      else ctx.lineTo(ring[i]! * size + left, ring[i + 1]! * size + top);
    }
    ctx.closePath();
  }
}

/** Lines are counted from the corner of the square, so that they meet at the edges of tiles. */
function traceHatch({ ctx, scale, x, y }: Frame, { shown }: AreaPiece, every: number): void {
  const size = scale / 2 ** shown.z;
  const left = shown.x * size + x;
  const top = shown.y * size + y;
  // Along x + y = constant; a step across the line is √2 along an axis.
  const step = every * Math.SQRT2;
  const origin = x + y;
  const first = Math.ceil((left + top - origin) / step) * step + origin;
  for (let sum = first; sum < left + top + 2 * size; sum += step) {
    ctx.moveTo(sum - top, top);
    ctx.lineTo(sum - top - size, top + size);
  }
}
