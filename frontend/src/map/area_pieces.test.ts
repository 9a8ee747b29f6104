import { describe, expect, it } from 'vitest';
import { type AreaPiece, drawArea, holds, inSight } from './area_pieces';
import { recordingContext } from './recording_canvas';
import { TOKENS } from './test_marks';

/** The left half of the whole square, with a hole in its middle. */
const HALF: AreaPiece = {
  shape: {
    lines: [new Float32Array([0, 0, 0.5, 0, 0.5, 1, 0, 1, 0, 0]), new Float32Array([0.2, 0.2, 0.3, 0.2, 0.3, 0.3, 0.2, 0.3, 0.2, 0.2])],
    closed: true,
    left: 0,
    top: 0,
    right: 0.5,
    bottom: 1,
    seasonal: false,
    code: 'PK-BA',
  },
  source: { z: 0, x: 0, y: 0 },
  shown: { z: 0, x: 0, y: 0 },
};

const frame = (x: number, y: number, scale: number) => ({
  ...recordingContext(),
  width: 100,
  height: 100,
  zoom: 5,
  moving: false,
  scale,
  x,
  y,
});

describe('an area', () => {
  it('holds what lies within its rings, by the even-odd rule', () => {
    expect(holds(HALF, { x: 0.1, y: 0.5 })).toBe(true);
    expect(holds(HALF, { x: 0.25, y: 0.25 })).toBe(false);
    expect(holds(HALF, { x: 0.6, y: 0.5 })).toBe(false);
  });

  it('of a coarse tile holds only what the tile in view shows of it', () => {
    const corner = { ...HALF, shown: { z: 2, x: 0, y: 0 } };
    expect(holds(corner, { x: 0.1, y: 0.1 })).toBe(true);
    expect(holds(corner, { x: 0.1, y: 0.5 })).toBe(false);
  });

  it('is in sight when any part of it is', () => {
    expect(inSight(frame(0, 0, 200), [HALF])).toBe(true);
    expect(inSight(frame(-2000, 0, 2400), [HALF])).toBe(false);
  });

  it('is hatched closer for a district than for a wider area', () => {
    const count = (district: boolean) => {
      const view = frame(0, 0, 200);
      let lines = 0;
      view.ctx.moveTo = () => {
        lines += 1;
      };
      drawArea(view, [HALF], district, TOKENS);
      return { lines, alpha: view.calls.at(-1)?.alpha };
    };
    expect(count(true).alpha).toBe(0.3);
    expect(count(false).alpha).toBe(0.2);
    expect(count(true).lines).toBeGreaterThan(1.8 * (count(false).lines - 2));
  });
});
