import { describe, expect, it } from 'vitest';
import { discStyle } from './mark_style';
import { badgeSize, drawBadge, drawDisc, drawGroundCircle, outerRadius } from './marks';
import { recordingContext } from './recording_canvas';
import { aMark, TOKENS } from './test_marks';

function disc(change: Parameters<typeof aMark>[0]) {
  const { ctx, calls } = recordingContext();
  const style = discStyle(aMark(change), 'killed');
  drawDisc(ctx, 100, 100, style, TOKENS);
  return { calls, style, strokes: calls.filter(({ call }) => call === 'stroke') };
}

describe('a disc', () => {
  it('is solid ink with its number in the colour of the paper', () => {
    const { calls } = disc({ killed: 11 });
    expect(calls).toContainEqual(expect.objectContaining({ call: 'fill', colour: 'ink', radius: 13 }));
    expect(calls.find(({ call }) => call === 'fillText')).toMatchObject({ text: '11', colour: 'paper', x: 100 });
  });

  it('keeps a gap of 1.5 px, then a ring of 3 px, then a halo of 1.5 px', () => {
    const { calls, strokes } = disc({ killed: 11 });
    expect(strokes[0]).toMatchObject({ colour: 'explosion', width: 3, radius: 13 + 1.5 + 1.5 });
    expect(calls[0]).toMatchObject({ call: 'fill', colour: 'land', radius: 13 + 1.5 + 3 + 1.5 });
  });

  it('is hollow with 2 px of ink and a number in ink when the day is not known', () => {
    const { calls, strokes } = disc({ killed: 11, notDayDated: 1 });
    expect(calls).toContainEqual(expect.objectContaining({ call: 'fill', colour: 'paper', radius: 13 }));
    expect(strokes).toContainEqual(expect.objectContaining({ colour: 'ink', width: 2, radius: 12 }));
    expect(calls.find(({ call }) => call === 'fillText')).toMatchObject({ colour: 'ink' });
  });

  it('leaves 1 px between the families of its ring', () => {
    const { strokes } = disc({ kind: 'cluster', count: 4, killed: 700, families: [2, 2, 0, 0] });
    const turns = strokes.filter(({ width }) => width === 3).map(({ turn }) => turn ?? 0);
    const radius = 25 + 1.5 + 1.5;
    expect(turns).toHaveLength(2);
    for (const turn of turns) expect((0.5 - turn) * 2 * Math.PI * radius).toBeCloseTo(1);
  });

  it('closes a ring of one family', () => {
    expect(disc({}).strokes[0]?.turn).toBeCloseTo(1);
  });

  it('never loses a family, however small its share', () => {
    const { strokes } = disc({ kind: 'cluster', count: 1000, killed: 4, families: [999, 1, 0, 0] });
    const sliver = strokes.find(({ colour }) => colour === 'gunfire');
    expect(sliver?.turn).toBeGreaterThan(0);
  });

  it('has a rim of 1 px, 3 px out, for a stack', () => {
    const { strokes } = disc({ kind: 'cluster', count: 2, killed: 11, samePlace: true });
    expect(strokes.at(-1)).toMatchObject({ colour: 'ink', width: 1, dash: [], radius: 13 + 1.5 + 3 + 3 });
  });

  it('has a dashed rim where sources conflict', () => {
    expect(disc({ disputed: 1 }).strokes.at(-1)?.dash).not.toEqual([]);
  });

  it.each([3, 11, 86, 108, 9999])('keeps the digits of %i inside', (killed) => {
    const { ctx } = recordingContext();
    const style = discStyle(aMark({ killed }), 'killed');
    drawDisc(ctx, 0, 0, style, TOKENS);
    expect(ctx.measureText(style.text).width).toBeLessThanOrEqual(style.diameter - 6);
  });

  it('reaches as far as it says', () => {
    for (const change of [{}, { kind: 'cluster', count: 2, samePlace: true }, { disputed: 1 }] as const) {
      const { strokes, style } = disc(change);
      const reach = Math.max(...strokes.map(({ radius, width }) => (radius ?? 0) + width / 2));
      expect(outerRadius(style)).toBeGreaterThanOrEqual(reach);
    }
  });
});

describe('a circle of uncertainty', () => {
  it('is dashed 4 3 with a fill of 6 % where the place is near a point', () => {
    const { ctx, calls } = recordingContext();
    drawGroundCircle(ctx, 0, 0, 80, 'near', TOKENS);
    expect(calls[0]).toMatchObject({ call: 'fill', colour: 'ink', radius: 80, alpha: 0.06 });
    expect(calls[1]).toMatchObject({ call: 'stroke', width: 1.5, dash: [4, 3], alpha: 1 });
  });

  it('has no fill along a stretch', () => {
    const { ctx, calls } = recordingContext();
    drawGroundCircle(ctx, 0, 0, 80, 'stretch', TOKENS);
    expect(calls.map(({ call }) => call)).toEqual(['stroke']);
    expect(calls[0]?.dash).not.toEqual([]);
  });
});

describe('a badge', () => {
  it('is a panel with 1 px of dashed ink round its words', () => {
    const { ctx, calls } = recordingContext();
    const { width, height } = badgeSize(ctx, '7 in Balochistan', TOKENS);
    drawBadge(ctx, { left: 0, top: 0, right: width, bottom: height }, { text: '7 in Balochistan', selected: false }, TOKENS);
    expect(calls.map(({ call, colour }) => `${call} ${colour}`)).toEqual(['fill panel', 'stroke ink', 'fillText ink']);
    expect(calls[1]).toMatchObject({ width: 1, dash: [6, 3] });
    expect(ctx.measureText('7 in Balochistan').width).toBeLessThan(width);
  });

  it('has a rim of accent when it holds what is open', () => {
    const { ctx, calls } = recordingContext();
    drawBadge(ctx, { left: 0, top: 0, right: 90, bottom: 22 }, { text: '1 in Kurram', selected: true }, TOKENS);
    expect(calls[1]).toMatchObject({ call: 'stroke', colour: 'accent', width: 2 });
  });
});
