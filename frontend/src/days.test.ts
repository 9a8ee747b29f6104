import { describe, expect, it } from 'vitest';
import {
  addUnits,
  civil,
  dateInWords,
  dayOf,
  edtfInShort,
  iso,
  longDate,
  parseIso,
  parseTyped,
  publishedInWords,
  shortSpan,
  unitOf,
} from './days';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const span = (from: string, to: string) => ({ from: day(from), to: day(to) });

describe('civil days', () => {
  it('count from 1 January 1970, before and after it', () => {
    expect(dayOf({ year: 1970, month: 1, day: 1 })).toBe(0);
    expect(dayOf({ year: 1969, month: 12, day: 31 })).toBe(-1);
    expect(dayOf({ year: 2000, month: 2, day: 29 })).toBe(11016);
  });

  it('are the same day again after they were counted, for every day of 400 years', () => {
    for (let n = dayOf({ year: 1700, month: 1, day: 1 }); n <= dayOf({ year: 2100, month: 1, day: 1 }); ++n) {
      if (dayOf(civil(n)) !== n) expect.fail(`day ${n} came back as ${dayOf(civil(n))}`);
    }
  });

  it('agree with the calendar of the browser in UTC', () => {
    for (let n = -40_000; n < 40_000; n += 37) expect(iso(n)).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
  });

  it('a month after 31 January is the last day of February', () => {
    expect(iso(addUnits(day('2013-01-31'), 'month', 1))).toBe('2013-02-28');
    expect(iso(addUnits(day('2012-01-31'), 'month', 1))).toBe('2012-02-29');
    expect(iso(addUnits(day('2012-02-29'), 'year', 1))).toBe('2013-02-28');
    expect(iso(addUnits(day('2013-01-15'), 'month', -1))).toBe('2012-12-15');
  });

  it('a week begins on Monday, also before 1970', () => {
    expect(iso(unitOf(day('2021-01-03'), 'week').from)).toBe('2020-12-28');
    expect(iso(unitOf(day('1969-12-31'), 'week').from)).toBe('1969-12-29');
  });
});

describe('what a person types', () => {
  it.each([
    ['2013', '2013-01-01', '2013-12-31'],
    ['2013-02', '2013-02-01', '2013-02-28'],
    ['Feb 2013', '2013-02-01', '2013-02-28'],
    ['february 2013', '2013-02-01', '2013-02-28'],
    ['16 Feb 2013', '2013-02-16', '2013-02-16'],
    [' 16  February 2013 ', '2013-02-16', '2013-02-16'],
    ['16/2/2013', '2013-02-16', '2013-02-16'],
    ['2/2013', '2013-02-01', '2013-02-28'],
    ['2013-02-16', '2013-02-16', '2013-02-16'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(parseTyped(text)).toEqual(span(from, to));
  });

  it.each(['', 'yesterday', '31 Feb 2013', '2013-13', '32/1/2013', '13', 'M 2013'])('%s is no date', (text) => {
    expect(parseTyped(text)).toBeNull();
  });
});

describe('words', () => {
  it('a day is a day, a month is some day in it, and other spans name both ends', () => {
    expect(dateInWords('2021-01-03', '2021-01-03')).toBe('3 January 2021');
    expect(dateInWords('2013-02-01', '2013-02-28')).toBe('some day in February 2013');
    expect(dateInWords('2013-01-01', '2013-12-31')).toBe('some day in 2013');
    expect(dateInWords('2013-02-03', '2013-02-09')).toBe('some day between 3 February 2013 and 9 February 2013');
    expect(dateInWords(undefined, '2013-02-09')).toBe('on or before 9 February 2013');
    expect(dateInWords(undefined, undefined)).toBe('date not known');
  });

  it('short spans repeat neither month nor year', () => {
    expect(shortSpan(span('2013-02-16', '2013-02-16'))).toBe('16 Feb 2013');
    expect(shortSpan(span('1998-08-08', '1998-08-31'))).toBe('8–31 Aug 1998');
    expect(shortSpan(span('1998-08-08', '1998-09-03'))).toBe('8 Aug – 3 Sep 1998');
    expect(shortSpan(span('1998-12-30', '1999-01-02'))).toBe('30 Dec 1998 – 2 Jan 1999');
  });

  it('EDTF is read where it is plain, and shown as written where it is not', () => {
    expect(edtfInShort('2013-02')).toBe('Feb 2013');
    expect(edtfInShort('2013-02-XX')).toBe('Feb 2013');
    expect(edtfInShort('1998-08-08/1998-08-31')).toBe('8–31 Aug 1998');
    expect(edtfInShort('2013-07-26?')).toBe('26 Jul 2013');
    expect(edtfInShort('../2012')).toBe('../2012');
    expect(edtfInShort('{2012,2013}')).toBe('{2012,2013}');
  });

  it('a source was published on a day, in a month or in a year', () => {
    expect(publishedInWords('2013-02-16')).toBe('16 February 2013');
    expect(publishedInWords('2013-02')).toBe('February 2013');
    expect(publishedInWords('2013')).toBe('2013');
    expect(longDate(day('1998-08-08'))).toBe('8 August 1998');
  });

  it.each([
    ['2012-02-28/..', 'on or after 28 February 2012'],
    ['2014-06/..', 'in or after June 2014'],
    ['../2012', 'in or before 2012'],
    ['2014-06~', 'about June 2014'],
    ['2013-02-16?', '16 February 2013, not certain'],
    ['2013-02-03/2013-02-09', '3–9 Feb 2013'],
    ['{2012,2013}', '{2012,2013}'],
  ])('a source of %s was published %s', (edtf, words) => {
    expect(publishedInWords(edtf)).toBe(words);
  });
});
