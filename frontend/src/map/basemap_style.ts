// Paints the basemap, quieter than any mark: land and water, coasts, rivers, schematic roads, borders. Pure drawing.
import type { Tokens } from '../tokens';
import type { BasemapTile, Shape, ShapeLayer } from './basemap_tile';

/** Which part of the tile is drawn: px of the canvas for a whole tile, and where its corner lies. */
export interface Window {
  size: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Line {
  layer: ShapeLayer;
  colour: keyof Tokens;
  dash: number[];
  fromZoom: number;
}

const SEASONAL_DASH = [3, 3];
/** In order of painting: what divides states is drawn over what divides provinces. */
const LINES: readonly Line[] = [
  { layer: 'roads', colour: 'line', dash: [], fromZoom: 7 },
  { layer: 'provinces', colour: 'province', dash: [3, 2], fromZoom: 4 },
  { layer: 'countries', colour: 'border', dash: [], fromZoom: 0 },
  { layer: 'disputed', colour: 'border', dash: [4, 4], fromZoom: 0 },
];
const RIVERS_FROM_ZOOM = 6;

export function paintBasemap(ctx: CanvasRenderingContext2D, tile: BasemapTile, window: Window, zoom: number, tokens: Tokens): void {
  ctx.fillStyle = tokens.water;
  ctx.fillRect(0, 0, window.width, window.height);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 1;
  const land = visible(tile.shapes.land, window);
  fill(ctx, land, window, tokens.land);
  stroke(ctx, land, window, tokens.coast, []);
  if (zoom >= RIVERS_FROM_ZOOM) paintWaters(ctx, visible(tile.shapes.rivers, window), window, tokens);
  paintWaters(ctx, visible(tile.shapes.lakes, window), window, tokens);
  for (const line of LINES)
    if (zoom >= line.fromZoom) stroke(ctx, visible(tile.shapes[line.layer], window), window, tokens[line.colour], line.dash);
}

function paintWaters(ctx: CanvasRenderingContext2D, waters: readonly Shape[], window: Window, tokens: Tokens): void {
  const lasting = waters.filter(({ seasonal }) => !seasonal);
  fill(
    ctx,
    lasting.filter(({ closed }) => closed),
    window,
    tokens.water,
  );
  stroke(ctx, lasting, window, tokens.coast, []);
  stroke(
    ctx,
    waters.filter(({ seasonal }) => seasonal),
    window,
    tokens.coast,
    SEASONAL_DASH,
  );
}

function visible(shapes: readonly Shape[] | undefined, window: Window): Shape[] {
  const left = -window.x / window.size;
  const top = -window.y / window.size;
  const right = (window.width - window.x) / window.size;
  const bottom = (window.height - window.y) / window.size;
  return (shapes ?? []).filter((shape) => shape.left <= right && shape.right >= left && shape.top <= bottom && shape.bottom >= top);
}

function fill(ctx: CanvasRenderingContext2D, shapes: readonly Shape[], window: Window, colour: string): void {
  if (shapes.length === 0) return;
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (const shape of shapes) tracePolygon(ctx, shape, window);
  ctx.fill();
}

function tracePolygon(ctx: CanvasRenderingContext2D, shape: Shape, { size, x, y }: Window): void {
  for (const line of shape.lines) {
    for (let i = 0; i < line.length; i += 2) {
      if (i === 0) ctx.moveTo(line[0]! * size + x, line[1]! * size + y);
      else ctx.lineTo(line[i]! * size + x, line[i + 1]! * size + y);
    }
    ctx.closePath();
  }
}

function stroke(ctx: CanvasRenderingContext2D, shapes: readonly Shape[], window: Window, colour: string, dash: number[]): void {
  if (shapes.length === 0) return;
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash);
  ctx.beginPath();
  for (const shape of shapes) for (const line of shape.lines) traceLine(ctx, line, shape.closed, window);
  ctx.stroke();
}

/** A polygon that was cut at the tile's edge runs along it; that stretch is no coast. */
function traceLine(ctx: CanvasRenderingContext2D, line: Float32Array, closed: boolean, { size, x, y }: Window): void {
  let down = false;
  const last = closed ? line.length : line.length - 2;
  for (let i = 0; i < last; i += 2) {
    const next = (i + 2) % line.length;
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[next]!, line[next + 1]!];
    if (closed && alongEdge(ax, ay, bx, by)) {
      down = false;
      continue;
    }
    if (!down) ctx.moveTo(ax * size + x, ay * size + y);
    ctx.lineTo(bx * size + x, by * size + y);
    down = true;
  }
}

function alongEdge(ax: number, ay: number, bx: number, by: number): boolean {
  return (ax <= 0 && bx <= 0) || (ax >= 1 && bx >= 1) || (ay <= 0 && by <= 0) || (ay >= 1 && by >= 1);
}
