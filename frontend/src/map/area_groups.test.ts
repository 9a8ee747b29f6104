import { describe, expect, it } from 'vitest';
import { groupByCountry } from './area_groups';
import { aMark } from './test_marks';

const area = (id: string, count: number, killed: number | undefined) =>
  aMark({ id, kind: 'area', areaName: id, count, killed, noFigure: killed === undefined ? count : 0 });

describe('a country’s badge', () => {
  const groups = groupByCountry([area('PK-BA', 2, 10), area('AF-GHA', 1, undefined), area('PK-BA.mastung', 5, 40), area('PK', 1, 3)]);

  it('counts what all its areas count, once', () => {
    expect(groups.map(({ id, count, killed }) => [id, count, killed])).toEqual([
      ['PK', 8, 53],
      ['AF', 1, undefined],
    ]);
  });

  it('is called by the country and knows its areas', () => {
    expect(groups[0]?.areaName).toBe('Pakistan');
    expect(groups[0]?.members?.map(({ id }) => id)).toEqual(['PK-BA', 'PK-BA.mastung', 'PK']);
  });

  it('does not make a nought of missing figures', () => {
    expect(groups[1]).toMatchObject({ killed: undefined, killedLow: undefined, noFigure: 1 });
  });
});
