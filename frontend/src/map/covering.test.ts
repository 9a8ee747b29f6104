import { describe, expect, it } from 'vitest';
import { joinCovered } from './covering';
import type { Mark } from './mark';
import { aMark } from './test_marks';

const SCALE = 1000;
const ZOOM = 5;
const at = (x: number, y: number, id: string, killed: number | undefined, change: Partial<Mark> = {}) =>
  aMark({ kind: 'cluster', id, x: x / SCALE, y: y / SCALE, count: 3, killed, ...change });
const join = (...marks: Mark[]) => joinCovered(marks, SCALE, ZOOM, 'killed');
const ids = (marks: Mark[]) => marks.map(({ id }) => id).sort();

describe('discs that cover the number of another', () => {
  it('are one disc with the sum of all their numbers, at the centre of their records', () => {
    const [sum, ...others] = join(
      at(500, 500, 'b', 838, { killedLow: 700, killedHigh: 900, notDayDated: 2, families: [2, 1, 0, 0], count: 3 }),
      at(520, 520, 'a', 282, { killedLow: 280, killedHigh: 300, noFigure: 1, families: [0, 1, 0, 0], count: 1, precision: 'P4' }),
    );
    expect(others).toEqual([]);
    expect(sum).toMatchObject({ id: 'a+b', kind: 'cluster', count: 4, killed: 1120, killedLow: 980, killedHigh: 1200 });
    expect(sum).toMatchObject({ noFigure: 1, notDayDated: 2, families: [2, 2, 0, 0], samePlace: false, precision: 'P4' });
    expect(sum?.x).toBeCloseTo(0.505);
  });

  it('stay as they are where every number can be read', () => {
    expect(ids(join(at(500, 500, 'a', 838), at(556, 500, 'b', 282)))).toEqual(['a', 'b']);
    // Rims may touch.
    expect(ids(join(at(500, 500, 'a', 32), at(504, 534, 'b', 82)))).toEqual(['a', 'b']);
  });

  it('no figure and no figure is no figure; with one it is that one', () => {
    expect(join(at(500, 500, 'a', undefined), at(505, 500, 'b', undefined))[0]?.killed).toBeUndefined();
    expect(join(at(500, 500, 'a', undefined), at(505, 500, 'b', 7))[0]?.killed).toBe(7);
  });

  it('never lose or count twice a record, however they lie, and in whatever order they come', () => {
    const crowd = Array.from({ length: 60 }, (_, i) => at(500 + ((i * 37) % 190), 500 + ((i * 53) % 170), `c${i}`, i * 9));
    const joined = join(...crowd);
    const sum = (marks: Mark[], of: (mark: Mark) => number) => marks.reduce((total, mark) => total + of(mark), 0);
    expect(sum(joined, ({ count }) => count)).toBe(sum(crowd, ({ count }) => count));
    expect(sum(joined, ({ killed }) => killed ?? 0)).toBe(sum(crowd, ({ killed }) => killed ?? 0));
    expect(ids(join(...crowd.reverse()))).toEqual(ids(joined));
  });

  it('part again: a press goes nearer, and at the last zoom nothing is joined', () => {
    const pair = [at(500, 500, 'a', 838), at(503, 500, 'b', 282)];
    expect(joinCovered(pair, SCALE, ZOOM, 'killed')[0]?.expansionZoom).toBeGreaterThan(ZOOM);
    expect(ids(joinCovered(pair, SCALE, 13, 'killed'))).toEqual(['a', 'b']);
  });

  it('are never areas', () => {
    const area = aMark({ kind: 'area', id: 'PK-BA', x: 0.5, y: 0.5 });
    expect(ids(join(area, at(500, 500, 'a', 5)))).toEqual(['PK-BA', 'a']);
  });
});
