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
  width: number;
  dash: number[];
  fromZoom: number;
}

/** In order of painting, below the land's fill: what divides states is drawn over what divides provinces. */
const LINES: readonly Line[] = [
  { layer: 'rivers', colour: 'coast', width: 0.8, dash: [], fromZoom: 6 },
  { layer: 'roads', colour: 'line', width: 1, dash: [], fromZoom: 7 },
  { layer: 'provinces', colour: 'province', width: 1, dash: [3, 2], fromZoom: 5 },
  { layer: 'countries', colour: 'border', width: 1, dash: [], fromZoom: 0 },
  { layer: 'disputed', colour: 'border', width: 1, dash: [4, 4], fromZoom: 3 },
];

export function paintBasemap(ctx: CanvasRenderingContext2D, tile: BasemapTile, window: Window, zoom: number, tokens: Tokens): void {
  ctx.fillStyle = tokens.water;
  ctx.fillRect(0, 0, window.width, window.height);
  ctx.lineJoin = 'round';
  ctx.setLineDash([]);
  fill(ctx, tile.shapes.land, window, tokens.land);
  stroke(ctx, tile.shapes.land, window, tokens.coast, 1);
  for (const line of LINES.slice(0, 1)) if (zoom >= line.fromZoom) paintLine(ctx, tile, window, line, tokens);
  fill(ctx, tile.shapes.lakes, window, tokens.water);
  stroke(ctx, tile.shapes.lakes, window, tokens.coast, 1);
  for (const line of LINES.slice(1)) if (zoom >= line.fromZoom) paintLine(ctx, tile, window, line, tokens);
}

function paintLine(ctx: CanvasRenderingContext2D, tile: BasemapTile, window: Window, line: Line, tokens: Tokens): void {
  ctx.setLineDash(line.dash);
  stroke(ctx, tile.shapes[line.layer], window, tokens[line.colour], line.width);
  ctx.setLineDash([]);
}

function visible(shapes: readonly Shape[] | undefined, window: Window): Shape[] {
  const left = -window.x / window.size;
  const top = -window.y / window.size;
  const right = (window.width - window.x) / window.size;
  const bottom = (window.height - window.y) / window.size;
  return (shapes ?? []).filter((shape) => shape.left <= right && shape.right >= left && shape.top <= bottom && shape.bottom >= top);
}

function fill(ctx: CanvasRenderingContext2D, shapes: readonly Shape[] | undefined, window: Window, colour: string): void {
  const seen = visible(shapes, window);
  if (seen.length === 0) return;
  ctx.fillStyle = colour;
  ctx.beginPath();
  for (const shape of seen) tracePolygon(ctx, shape, window);
  ctx.fill();
}

export function tracePolygon(ctx: CanvasRenderingContext2D, shape: Shape, { size, x, y }: Pick<Window, 'size' | 'x' | 'y'>): void {
  for (const line of shape.lines) {
    for (let i = 0; i < line.length; i += 2) {
      if (i === 0) ctx.moveTo(line[0]! * size + x, line[1]! * size + y);
      else ctx.lineTo(line[i]! * size + x, line[i + 1]! * size + y);
    }
    ctx.closePath();
  }
}

function stroke(ctx: CanvasRenderingContext2D, shapes: readonly Shape[] | undefined, window: Window, colour: string, width: number): void {
  const seen = visible(shapes, window);
  if (seen.length === 0) return;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  for (const shape of seen) for (const line of shape.lines) traceLine(ctx, line, shape.closed, window);
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
