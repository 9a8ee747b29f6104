import { describe, expect, it } from 'vitest';
import type { Shape } from './basemap_tile';
import { itemsOf, type Picture, paintIncidents } from './incident_painter';
import { overlap } from './layout';
import type { Mark } from './mark';
import { recordingContext } from './recording_canvas';
import { aMark, TOKENS } from './test_marks';

const EMPTY: Shape = { lines: [], closed: true, left: 0, top: 0, right: 1, bottom: 1, seasonal: false, code: '' };

/** A view of 800 by 600 in which the whole square is 800 px wide. */
function paint(marks: Mark[], change: Partial<Picture> = {}, shifts = new Map(), moving = false, zoom = 8) {
  const { ctx, calls } = recordingContext();
  const picture: Picture = {
    items: itemsOf(marks, 'killed'),
    leaving: [],
    arriving: new Set(),
    fade: 1,
    selected: null,
    place: null,
    past: [],
    focused: null,
    pointed: null,
    piecesOf: () => [],
    foot: 0,
    tokens: TOKENS,
    ...change,
  };
  const drawn = paintIncidents({ ctx, width: 800, height: 600, zoom, moving, scale: 800, x: 0, y: 0 }, picture, shifts);
  return { calls, drawn, texts: calls.filter(({ call }) => call === 'fillText').map(({ text }) => text) };
}

const area = (id: string, count: number, x: number, y: number) => aMark({ id, kind: 'area', areaName: id, count, x, y });

describe('the picture', () => {
  it('draws a mark whole that stands at the edge of the view, and none that is outside', () => {
    const { texts } = paint([aMark({ id: 'edge', killed: 7, x: 0, y: 0.3 }), aMark({ id: 'out', killed: 8, x: -0.1, y: 0.3 })]);
    expect(texts).toEqual(['7']);
  });

  it('draws badges below discs, small discs over large ones, and countries at the edge over all', () => {
    const marks = [
      area('PK', 1, 0.5, 0.4),
      area('PK-BA', 7, 0.5, 0.5),
      aMark({ id: 'small', killed: 3 }),
      aMark({ id: 'large', killed: 600 }),
    ];
    expect(paint(marks).texts).toEqual(['7 in Balochistan', '600', '3', '1 in Pakistan']);
  });

  it('keeps an area’s badge off the discs near its label point', () => {
    const { drawn } = paint([area('PK-BA', 7, 0.5, 0.5), aMark({ id: 'a', x: 0.5, y: 0.5 })]);
    const [badge, disc] = drawn;
    expect(overlap(badge!.box, disc!.box)).toBe(0);
  });

  it('keeps the badges at the edge off the discs, also above a sheet, and where they stand as long as they cover none', () => {
    const discs = [0, 1, 2, 3].map((i) => aMark({ id: `d${i}`, killed: 40, x: 0.03 + 0.08 * i, y: 0.36 }));
    const countries = [area('PK', 17, 0.5, 0.4), area('AF', 10, 0.5, 0.3)];
    const shifts = new Map();
    const covered = (drawn: ReturnType<typeof paint>['drawn']) => {
      const badges = drawn.filter(({ mark }) => mark.kind === 'area');
      expect(badges.length).toBe(2);
      expect(overlap(badges[0]!.box, badges[1]!.box)).toBe(0);
      return badges.some((badge) => drawn.some((disc) => disc.round && overlap(badge.box, disc.box) > 0));
    };
    const first = paint([...countries, ...discs], { foot: 300 }, shifts).drawn;
    expect(covered(first)).toBe(false);
    const boxOf = (drawn: typeof first, id: string) => drawn.find(({ mark }) => mark.id === id)!.box;
    const fewer = paint([...countries, ...discs.slice(2)], { foot: 300 }, shifts).drawn;
    expect(boxOf(fewer, 'PK')).toEqual(boxOf(first, 'PK'));
    for (const kept of shifts.values()) kept.y = 900; // where it stood in a view that was higher
    expect(covered(paint([...countries, ...discs], { foot: 300 }, shifts).drawn)).toBe(false);
    const rest = paint(countries, {}, new Map()).drawn;
    expect(boxOf(rest, 'PK').bottom).toBe(boxOf(rest, 'AF').bottom);
    expect(boxOf(rest, 'PK').bottom).toBe(600 - 46);
  });

  it('draws no badge where a sheet covers all of the view', () => {
    expect(paint([area('PK', 17, 0.5, 0.4)], { foot: 590 }).drawn).toEqual([]);
  });

  it('says only the number of an area that is small at this zoom', () => {
    expect(paint([area('PK-BA.mastung', 5, 0.5, 0.5)], {}, new Map(), false, 7).texts).toEqual(['5']);
    expect(paint([area('PK-BA.mastung', 5, 0.5, 0.5)], {}, new Map(), false, 8).texts).toEqual(['5 in PK-BA.mastung']);
  });

  it('brings a badge to the edge when its label point is out of sight but its area is not', () => {
    const marks = [area('PK-BA', 7, 1.5, 0.5), area('PK-SD', 2, 1.5, 0.6)];
    const ring = new Float32Array([0, 0, 1, 0, 1, 1, 0, 1, 0, 0]);
    const whole: Shape = { lines: [ring], closed: true, left: 0, top: 0, right: 1, bottom: 1, seasonal: false, code: 'PK-BA' };
    const world = { z: 0, x: 0, y: 0 };
    const piecesOf = (code: string) => (code === 'PK-BA' ? [{ shape: whole, source: world, shown: world }] : []);
    expect(paint(marks, { piecesOf }).texts).toEqual(['7 in Balochistan']);
  });

  it('hatches an area only while it is pointed at, focused or open', () => {
    const piecesOf = () => [{ shape: EMPTY, source: { z: 0, x: 0, y: 0 }, shown: { z: 0, x: 0, y: 0 } }];
    const hatched = (change: Partial<Picture>) =>
      paint([area('PK-BA.mastung', 5, 0.5, 0.5)], { piecesOf, ...change }).calls.some(
        ({ call, alpha }) => call === 'stroke' && alpha === 0.3,
      );
    expect(hatched({})).toBe(false);
    expect(hatched({ pointed: 'PK-BA.mastung' })).toBe(true);
    expect(hatched({ focused: 'PK-BA.mastung' })).toBe(true);
  });

  it('keeps a badge where it is while the map moves, though a disc comes below it', () => {
    const shifts = new Map();
    const before = paint([area('PK-BA', 7, 0.5, 0.5)], {}, shifts).drawn[0]!.box;
    const marks = [area('PK-BA', 7, 0.5, 0.5), aMark({ id: 'a', x: 0.5, y: 0.5 })];
    expect(paint(marks, {}, shifts, true).drawn[0]!.box).toEqual(before);
    expect(paint(marks, {}, shifts, false).drawn[0]!.box).not.toEqual(before);
  });

  it('draws the circle of a near record only where it is larger than its disc', () => {
    const near = aMark({ precision: 'P4', radiusM: 25_000 });
    expect(paint([near]).calls.some(({ dash }) => dash.join() === '4,3')).toBe(false);
    const { ctx, calls } = recordingContext();
    const close: Picture = {
      items: itemsOf([near], 'killed'),
      leaving: [],
      arriving: new Set(),
      fade: 1,
      selected: null,
      place: null,
      past: [],
      focused: null,
      pointed: null,
      piecesOf: () => [],
      foot: 0,
      tokens: TOKENS,
    };
    paintIncidents({ ctx, width: 800, height: 600, zoom: 9, moving: false, scale: 131072, x: -65136, y: -65236 }, close, new Map());
    expect(calls.find(({ dash }) => dash.join() === '4,3')).toMatchObject({
      call: 'stroke',
      radius: expect.closeTo((25_000 / 40_075_016.69) * 131072, 3),
    });
  });

  it('fades marks that come and go, and leaves those alone that stay', () => {
    const old = itemsOf([aMark({ id: 'gone', killed: 1 })], 'killed');
    const { calls } = paint([aMark({ id: 'stays', killed: 2 }), aMark({ id: 'new', killed: 3 })], {
      leaving: old,
      arriving: new Set(['new']),
      fade: 0.25,
    });
    const alpha = (text: string) => calls.find((call) => call.text === text)?.alpha;
    expect([alpha('1'), alpha('2'), alpha('3')]).toEqual([0.75, 1, 0.25]);
  });
});

describe('what is open', () => {
  it('has a rim of accent round its own mark', () => {
    const { calls } = paint([aMark({ id: 'a', record: 'a' })], { selected: { id: 'a' } });
    expect(calls.at(-1)).toMatchObject({ call: 'stroke', colour: 'accent', width: 2 });
  });

  it('has one circle, not two, where its own mark has one', () => {
    const circles = (precision: string) => {
      const near = aMark({ id: 'a', record: 'a', precision, radiusM: 25_000 });
      const at = { x: near.x, y: near.y, radiusM: 25_000, precision };
      return paint([near], { selected: { id: 'a', at } }).calls.filter(({ colour, dash }) => colour === 'accent' && dash.length > 0).length;
    };
    expect(circles('P4')).toBe(0);
    expect(circles('P3')).toBe(1);
  });

  it('has the rim round the stack it stands in', () => {
    const stack = aMark({ id: '5-1-1', kind: 'cluster', count: 3, samePlace: true, x: 0.5, y: 0.5 });
    const { calls } = paint([stack], { selected: { id: 'a', at: { x: 0.5, y: 0.5, radiusM: 100, precision: 'P1' } } });
    expect(calls.at(-1)).toMatchObject({ colour: 'accent', x: 400, y: 400, radius: expect.closeTo(13 + 1.5 + 3 + 3 + 1 + 2) });
  });

  it('leaves the number of its stack whole where the tile has rounded the place', () => {
    const stack = aMark({ id: '5-1-1', kind: 'cluster', count: 3, samePlace: true, x: 0.5 + 0.05 / 800, y: 0.5 });
    const { calls } = paint([stack], { selected: { id: 'a', at: { x: 0.5, y: 0.5, radiusM: 100, precision: 'P1' } } });
    expect(calls.filter(({ colour, dash }) => colour === 'accent' && dash.length === 0)).toHaveLength(1);
    expect(calls.at(-1)).toMatchObject({ colour: 'accent', radius: expect.closeTo(13 + 1.5 + 3 + 3 + 1 + 2) });
  });

  it('is pointed out at its own place inside a cluster', () => {
    const cluster = aMark({ id: '5-1-1', kind: 'cluster', count: 3 });
    const { calls } = paint([cluster], { selected: { id: 'a', at: { x: 0.25, y: 0.25, radiusM: 100, precision: 'P1' } } });
    expect(calls.at(-1)).toMatchObject({ colour: 'accent', x: 200, y: 200 });
  });

  it('never becomes a dot when only its area is known', () => {
    const { calls } = paint([], { selected: { id: 'a', at: { x: 0.25, y: 0.25, radiusM: 0, precision: 'P6' } } });
    expect(calls).toEqual([]);
  });
});
