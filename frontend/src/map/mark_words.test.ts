import { describe, expect, it } from 'vitest';
import { badgeText, kilometres, markWords } from './mark_words';
import { aMark } from './test_marks';

describe('a mark in words', () => {
  it('says what happened, when, how many were killed, and how sure the place is', () => {
    const mark = aMark({
      placeName: 'Machh coal field',
      attackType: 'execution',
      first: '2021-01-03',
      last: '2021-01-03',
      killed: 11,
      precision: 'P4',
      radiusM: 20_000,
    });
    expect(markWords(mark)).toBe('Machh coal field: execution, 3 January 2021, 11 killed. Known to be near here, within about 20 km');
  });

  it('says when a date is not a day', () => {
    const mark = aMark({ placeName: 'Robatak', first: '2000-05-01', last: '2000-05-31', notDayDated: 1 });
    expect(markWords(mark)).toBe('Robatak: some day in May 2000, 11 killed');
  });

  it('gives the range of the sources where they differ', () => {
    const mark = aMark({ placeName: 'Alamdar Road', first: '2013-01-10', last: '2013-01-10', killed: 96, killedLow: 81, killedHigh: 105 });
    expect(markWords(mark)).toContain('96 killed (sources: 81 to 105)');
  });

  it('does not make a nought of a missing figure', () => {
    expect(markWords(aMark({ placeName: 'Quetta', killed: undefined, noFigure: 1 }))).toContain('number of killed not known');
  });

  it('says “at least” where only a lowest figure is known', () => {
    expect(markWords(aMark({ placeName: 'Quetta', killed: 5, atLeast: true }))).toContain('at least 5 killed');
  });

  it('of a cluster: how many attacks, how many killed, and how many are known less exactly', () => {
    const mark = aMark({ kind: 'cluster', count: 31, killed: 1012, noFigure: 2, notDayDated: 1, disputed: 1 });
    expect(markWords(mark, 'Quetta')).toBe(
      'Near Quetta: 31 attacks, 1,012 killed; 2 state no figure; 1 not dated to the day; 1 with sources in conflict',
    );
  });

  it('of a stack in a town: that no finer place is known', () => {
    const stack = aMark({ kind: 'cluster', count: 31, samePlace: true, placeName: 'Quetta', precision: 'P3', killed: 90 });
    expect(markWords(stack)).toMatch(/^In Quetta, no finer place known: 31 attacks, 90 killed/);
    expect(markWords({ ...stack, placeName: 'Alamdar Road', precision: 'P2' })).toMatch(/^Alamdar Road: 31 attacks/);
  });

  it('of an area: that it is somewhere in it', () => {
    const area = aMark({ kind: 'area', id: 'PK-BA', areaName: 'Balochistan', count: 7, killed: 127 });
    expect(markWords(area)).toBe('Somewhere in Balochistan: 7 attacks, 127 killed');
    expect(badgeText(area)).toBe('7 in Balochistan');
    expect(badgeText({ ...area, count: 1, disputed: 1 })).toBe('1? in Balochistan');
  });

  it('uses the singular for one', () => {
    expect(markWords(aMark({ kind: 'area', id: 'PK', areaName: 'Pakistan', killed: 1 }))).toBe('Somewhere in Pakistan: 1 attack, 1 killed');
  });
});

describe('kilometres', () => {
  it.each([
    [100, 0],
    [1000, 1],
    [1500, 1.5],
    [20_000, 20],
  ])('%i m are %d km', (metres, km) => {
    expect(kilometres(metres)).toBe(km);
  });
});
