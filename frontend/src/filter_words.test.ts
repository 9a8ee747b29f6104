import { describe, expect, it } from 'vitest';
import { filterInWords, filtersInWords, learnGroups, valueInWords } from './filter_words';

describe('filters in words', () => {
  it('say a range of the killed as a reader would', () => {
    const said = (range: string) => valueInWords('killed', range);
    expect(said('5..')).toBe('5 or more');
    expect(said('..10')).toBe('10 or fewer');
    expect(said('5..1900')).toBe('5 to 1,900');
    expect(said('0..0')).toBe('0');
    expect(said('7')).toBe('7');
    expect(said('none')).toBe('no figure stated');
    expect(said('<b>')).toBe('<b>');
  });

  it('say how exactly a place and a date are known, and never a code', () => {
    expect(filterInWords({ precision: ['P3'] }, 'precision')).toBe('Place known to: town');
    expect(filterInWords({ date_precision: ['D1'] }, 'date_precision')).toBe('Date known to: the day');
  });

  it('name a group once its name is known, and words as they were typed', () => {
    expect(valueInWords('actor', 'lej')).toBe('lej');
    learnGroups([['lej', 'Lashkar-e-Jhangvi']]);
    expect(filtersInWords({ actor: ['lej'], q: ['bus, coach'] })).toEqual(['Attributed to: Lashkar-e-Jhangvi', 'Words: bus, coach']);
  });
});
