import { describe, expect, it } from 'vitest';
import { diameterOf, discStyle, figureText, groundCircle, paintOrder } from './mark_style';
import { aMark } from './test_marks';

describe('the size of a disc', () => {
  it.each([
    [0, 18],
    [4, 18],
    [5, 26],
    [19, 26],
    [20, 34],
    [99, 34],
    [100, 42],
    [499, 42],
    [500, 50],
    [9999, 50],
  ])('has five steps: %i stands on %i px', (figure, px) => {
    expect(diameterOf(figure)).toBe(px);
  });

  it('is the smallest where no figure is known, and the disc says so with a dash', () => {
    const style = discStyle(aMark({ killed: undefined }), 'killed');
    expect(style.diameter).toBe(18);
    expect(style.text).toBe('–');
  });

  it('follows the number of attacks where that is chosen', () => {
    const mark = aMark({ kind: 'cluster', count: 31, killed: 1012 });
    expect(discStyle(mark, 'count')).toMatchObject({ diameter: 34, text: '31' });
    expect(discStyle(mark, 'killed')).toMatchObject({ diameter: 50, text: '1,012' });
  });
});

describe('the number', () => {
  it('has all its digits to 9,999', () => {
    expect(figureText(9999)).toBe('9,999');
    expect(figureText(12345)).toBe('12k');
  });

  it('is nought where a record says that nobody was killed', () => {
    expect(discStyle(aMark({ killed: 0 }), 'killed').text).toBe('0');
  });

  it('carries a question mark where all sources of the mark conflict, and none where only some do', () => {
    expect(discStyle(aMark({ disputed: 1 }), 'killed')).toMatchObject({ text: '11?', rim: 'disputed' });
    expect(discStyle(aMark({ disputed: 1, killed: undefined }), 'killed').text).toBe('?');
    expect(discStyle(aMark({ kind: 'cluster', count: 3, disputed: 1 }), 'killed')).toMatchObject({ text: '11', rim: 'none' });
  });
});

describe('the ring', () => {
  it('shows the families by their records, from twelve o’clock, always in the table’s order', () => {
    const { ring } = discStyle(aMark({ kind: 'cluster', count: 8, families: [4, 0, 1, 3] }), 'killed');
    expect(ring).toEqual([
      { family: 'explosion', from: 0, to: 0.5 },
      { family: 'execution', from: 0.5, to: 0.625 },
      { family: 'other', from: 0.625, to: 1 },
    ]);
  });

  it('is of one colour for a single record', () => {
    expect(discStyle(aMark({ families: [0, 1, 0, 0] }), 'killed').ring).toEqual([{ family: 'gunfire', from: 0, to: 1 }]);
  });
});

describe('what is known less exactly', () => {
  it('is hollow when not dated to the day', () => {
    expect(discStyle(aMark({ notDayDated: 1 }), 'killed').hollow).toBe(true);
    expect(discStyle(aMark(), 'killed').hollow).toBe(false);
  });

  it('leaves a cluster solid unless none of its records is dated to the day', () => {
    expect(discStyle(aMark({ kind: 'cluster', count: 3, notDayDated: 2 }), 'killed').hollow).toBe(false);
    expect(discStyle(aMark({ kind: 'cluster', count: 3, notDayDated: 3 }), 'killed').hollow).toBe(true);
  });

  it('is hollow with a circle when only near a point', () => {
    const near = aMark({ precision: 'P4', radiusM: 20_000 });
    expect(discStyle(near, 'killed').hollow).toBe(true);
    expect(groundCircle(near)).toEqual({ radiusM: 20_000, kind: 'near' });
  });

  it('has a buffer along a stretch', () => {
    expect(groundCircle(aMark({ precision: 'P7', radiusM: 15_000 }))).toEqual({ radiusM: 15_000, kind: 'stretch' });
  });

  it('has no circle for a cluster of several places, whose circle would be nobody’s', () => {
    expect(groundCircle(aMark({ kind: 'cluster', precision: 'P4', radiusM: 20_000 }))).toBeUndefined();
    expect(groundCircle(aMark({ kind: 'cluster', precision: 'P4', radiusM: 20_000, samePlace: true }))).toBeDefined();
  });

  it('has no circle for a town or a site', () => {
    expect(groundCircle(aMark({ precision: 'P3', radiusM: 5_000 }))).toBeUndefined();
  });
});

describe('painting', () => {
  it('draws small over large, and in the same order each time', () => {
    const marks = [aMark({ id: 'b', killed: 3 }), aMark({ id: 'c', killed: 700 }), aMark({ id: 'a', killed: 4 })];
    const order = (list: typeof marks) => paintOrder(list, 'killed').map(({ id }) => id);
    expect(order(marks)).toEqual(['c', 'a', 'b']);
    expect(order([...marks].reverse())).toEqual(['c', 'a', 'b']);
  });

  it('gives a stack at one place a second rim, and a cluster of several none', () => {
    expect(discStyle(aMark({ kind: 'cluster', count: 2, samePlace: true }), 'killed').rim).toBe('stack');
    expect(discStyle(aMark({ kind: 'cluster', count: 2 }), 'killed').rim).toBe('none');
  });
});
