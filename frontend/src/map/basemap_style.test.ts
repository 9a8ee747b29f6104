import { describe, expect, it } from 'vitest';
import { paintBasemap } from './basemap_style';
import type { BasemapTile, Shape } from './basemap_tile';
import { recordingContext } from './recording_canvas';
import { TOKENS } from './test_marks';

const WHOLE = { size: 256, x: 0, y: 0, width: 256, height: 256 };

function shape(points: number[], closed: boolean): Shape {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  return {
    lines: [new Float32Array(points)],
    closed,
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
    seasonal: false,
    code: '',
  };
}

function paint(shapes: BasemapTile['shapes'], zoom: number, window = WHOLE) {
  const { ctx, calls } = recordingContext();
  const lines: number[][] = [];
  ctx.moveTo = (x, y) => lines.push([x, y]);
  ctx.lineTo = (x, y) => lines.push([x, y]);
  paintBasemap(ctx, { z: 5, x: 0, y: 0, shapes, places: [], empty: false }, window, zoom, TOKENS);
  return { calls, lines, colours: calls.map(({ call, colour }) => `${call} ${colour}`) };
}

const LINE = shape([0.1, 0.1, 0.9, 0.9], false);

describe('the basemap', () => {
  it('is water where nothing else is', () => {
    expect(paint({}, 5).colours).toEqual(['fillRect water']);
  });

  it('draws disputed lines dashed and state borders whole', () => {
    const { calls } = paint({ countries: [LINE], disputed: [LINE] }, 5);
    expect(calls.filter(({ call }) => call === 'stroke').map(({ dash }) => dash)).toEqual([[], [4, 4]]);
  });

  it('draws what has water for a season only as a dashed line, without a fill', () => {
    const ring = shape([0.2, 0.2, 0.6, 0.2, 0.6, 0.6, 0.2, 0.2], true);
    const { calls } = paint({ lakes: [ring, { ...ring, seasonal: true }] }, 5);
    expect(calls.filter(({ call }) => call === 'fill')).toHaveLength(1);
    expect(calls.filter(({ call }) => call === 'stroke').map(({ dash }) => dash)).toEqual([[], [3, 3]]);
  });

  it('draws rivers from zoom 6 and roads from zoom 7', () => {
    const shapes = { rivers: [LINE], roads: [LINE] };
    expect(paint(shapes, 5).colours).toEqual(['fillRect water']);
    expect(paint(shapes, 6).colours).toEqual(['fillRect water', 'stroke coast']);
    expect(paint(shapes, 7).colours).toEqual(['fillRect water', 'stroke coast', 'stroke line']);
  });

  it('does not draw the edge of a tile as a coast', () => {
    // Land to the west of a coast at x = 0.5, cut at the tile's left, upper and lower edges.
    const land = shape([0.5, -0.1, 0.5, 1.1, -0.1, 1.1, -0.1, -0.1, 0.5, -0.1], true);
    const { ctx } = recordingContext();
    const strokes: string[] = [];
    let path: string[] = [];
    ctx.beginPath = () => {
      path = [];
    };
    ctx.moveTo = (x, y) => void path.push(`M${Math.round(x)},${Math.round(y)}`);
    ctx.lineTo = (x, y) => void path.push(`L${Math.round(x)},${Math.round(y)}`);
    ctx.stroke = () => void strokes.push(path.join(' '));
    paintBasemap(ctx, { z: 5, x: 0, y: 0, shapes: { land: [land] }, places: [], empty: false }, WHOLE, 5, TOKENS);
    expect(strokes).toEqual(['M128,-26 L128,282']);
  });

  it('leaves out what lies outside the part that is drawn', () => {
    // The lower right quarter of the tile, drawn twice as large.
    const quarter = { size: 512, x: -256, y: -256, width: 256, height: 256 };
    expect(paint({ countries: [shape([0.1, 0.1, 0.4, 0.4], false)] }, 6, quarter).colours).toEqual(['fillRect water']);
    expect(paint({ countries: [shape([0.6, 0.6, 0.8, 0.9], false)] }, 6, quarter).lines[0]?.map(Math.round)).toEqual([51, 51]);
  });
});
