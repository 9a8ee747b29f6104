import { describe, expect, it } from 'vitest';
import { holding } from './held';

const HELD = [
  { x: 43, y: 27 },
  { x: 44, y: 25 },
];
const names = (tiles: { z: number; x: number; y: number }[]) => tiles.map(({ z, x, y }) => `${z}/${x}/${y}`);

describe('the tiles that are asked for', () => {
  it('are those in which a record stands, at its own zoom', () => {
    const tiles = [42, 43, 44, 45].flatMap((x) => [25, 26, 27].map((y) => ({ z: 6, x, y })));
    expect(names(holding(tiles, HELD))).toEqual(['6/43/27', '6/44/25']);
  });

  it('are at coarser zooms those that hold one of these, and at finer ones those that lie in one', () => {
    const coarse = [20, 21, 22].flatMap((x) => [12, 13].map((y) => ({ z: 5, x, y })));
    expect(names(holding(coarse, HELD))).toEqual(['5/21/13', '5/22/12']);
    expect(names(holding([{ z: 0, x: 0, y: 0 }], HELD))).toEqual(['0/0/0']);
    const fine = [343, 344, 351, 352].map((x) => ({ z: 9, x, y: 223 }));
    expect(names(holding(fine, HELD))).toEqual(['9/344/223', '9/351/223']);
  });

  it('are all of them where nobody has said what they hold, and one where they hold none', () => {
    const tiles = [1, 2].map((x) => ({ z: 6, x, y: 1 }));
    expect(holding(tiles, null)).toEqual(tiles);
    expect(holding(tiles, HELD)).toEqual(tiles.slice(0, 1));
    expect(holding(tiles, [])).toEqual(tiles.slice(0, 1));
  });
});
