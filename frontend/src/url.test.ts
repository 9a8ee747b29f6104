import { describe, expect, it } from 'vitest';
import { iso, parseIso } from './days';
import { START, type State } from './state';
import { filterQuery, listHref, queryFromState, readWindow, stateFromQuery } from './url';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const full: State = {
  ...START,
  view: { lat: 30.18, lon: 67.01, zoom: 11.5 },
  window: { from: day('2013-01-01'), to: day('2013-02-28') },
  mode: 'moving',
  step: 'year',
  sizeBy: 'count',
  selected: '2013-02-16-hazara-town',
  list: '5-21-13',
  filters: { attack_type: ['bombing', 'suicide_bombing'], community: ['hazara'], q: ['a, b & c/ü'], killed: ['5..10'] },
};

describe('the address', () => {
  it('of the first view is empty', () => {
    expect(queryFromState(START)).toBe('');
    expect(stateFromQuery('').state).toEqual(START);
  });

  it('brings back the whole state', () => {
    const read = stateFromQuery(`?${queryFromState(full)}`);
    expect(read.state).toEqual(full);
    expect(read.unread).toEqual([]);
    expect(queryFromState(read.state)).toBe(queryFromState(full));
  });

  it('names its parameters as the interface of the server does', () => {
    expect(queryFromState(full)).toContain('datetime=2013-01-01/2013-02-28');
    expect(queryFromState(full)).toContain('attack_type=bombing,suicide_bombing');
  });

  it('tolerates what others add, and names what it could not read', () => {
    const read = stateFromQuery('?fbclid=abc&datetime=soon&view=1,2&mode=backwards&step=month&id=2021-01-03-machh');
    expect(read.unread).toEqual(['datetime', 'view', 'mode']);
    expect(read.state).toEqual({ ...START, selected: '2021-01-03-machh' });
  });

  it('of a link without script names a place', () => {
    expect(stateFromQuery('?place=hazara-town').place).toBe('hazara-town');
  });

  it('takes no id that could leave its path', () => {
    expect(stateFromQuery('?incident=../x&list=a%2Fb').state).toEqual(START);
  });
});

describe('the window in the address', () => {
  const read = (text: string) => {
    const span = readWindow(text);
    return span ? `${iso(span.from)}/${iso(span.to)}` : span;
  };

  it.each([
    ['2013', '2013-01-01/2013-12-31'],
    ['2012-02', '2012-02-01/2012-02-29'],
    ['2013-02-16', '2013-02-16/2013-02-16'],
    ['2012/2013-02', '2012-01-01/2013-02-28'],
    ['../2013', '0001-01-01/2013-12-31'],
    ['2013/..', '2013-01-01/9999-12-31'],
    ['2013-02-16/P2D', '2013-02-16/2013-02-17'],
    ['2013-01-31/P1M', '2013-01-31/2013-02-27'],
    ['2013-02-16T23:59:59Z', '2013-02-16/2013-02-16'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('open on both sides is no window', () => {
    expect(readWindow('../..')).toBeNull();
    expect(readWindow('..')).toBeNull();
  });

  it.each(['', '2013-02-30', '2014/2013', 'a/b/c', '../P1D', '2013/P0D'])('%s cannot be read', (text) => {
    expect(readWindow(text)).toBeUndefined();
  });
});

describe('the filter for the server', () => {
  it('is sorted, so that one question has one address', () => {
    expect(filterQuery({ community: ['shia'], attack_type: ['bombing'] }, full.window, [60, 23, 78, 38])).toBe(
      'attack_type=bombing&bbox=60,23,78,38&community=shia&datetime=2013-01-01/2013-02-28',
    );
  });

  it('is the same on the list', () => {
    expect(listHref({ community: ['shia'] }, null, null)).toBe('/list?community=shia');
    expect(listHref({}, null, null)).toBe('/list');
  });

  it('writes one day once', () => {
    expect(filterQuery({}, { from: day('2021-01-03'), to: day('2021-01-03') })).toBe('datetime=2021-01-03');
  });
});
