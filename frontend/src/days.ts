// Civil days as whole numbers: 0 is 1 January 1970. No clock, no zone, no Date: the result is the same everywhere.
import { solarDate } from './solar_hijri';
import { digits, language, latinDigits, t } from './words';

export type Day = number;
export interface Civil {
  year: number;
  month: number; // 1 to 12
  day: number;
}
/** Both ends are in it. */
export interface Span {
  from: Day;
  to: Day;
}
export type Step = 'day' | 'week' | 'month' | 'year';
export const STEPS: readonly Step[] = ['day', 'week', 'month', 'year'];

const DAYS_OF_ERA = 146097; // 400 Gregorian years
const EPOCH_SHIFT = 719468; // from 1 March of year 0 to 1 January 1970

export function dayOf({ year, month, day }: Civil): Day {
  const y = month <= 2 ? year - 1 : year; // years begin in March here, so that a leap day is their last
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - EPOCH_SHIFT;
}

export function civil(dayNumber: Day): Civil {
  const z = dayNumber + EPOCH_SHIFT;
  const era = Math.floor(z / DAYS_OF_ERA);
  const dayOfEra = z - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function exists({ year, month, day }: Civil): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Calendar units: a month after 31 January is the last day of February. */
export function addUnits(from: Day, step: Step, n: number): Day {
  if (step === 'day') return from + n;
  if (step === 'week') return from + 7 * n;
  const c = civil(from);
  const months = c.year * 12 + c.month - 1 + (step === 'month' ? n : n * 12);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return dayOf({ year, month, day: Math.min(c.day, daysInMonth(year, month)) });
}

/** The whole unit that holds the day; weeks begin on Monday. */
export function unitOf(day: Day, step: Step): Span {
  if (step === 'day') return { from: day, to: day };
  if (step === 'week') {
    const monday = day - ((((day + 3) % 7) + 7) % 7); // day 0 was a Thursday
    return { from: monday, to: monday + 6 };
  }
  const { year, month } = civil(day);
  if (step === 'month') return { from: dayOf({ year, month, day: 1 }), to: dayOf({ year, month, day: daysInMonth(year, month) }) };
  return { from: dayOf({ year, month: 1, day: 1 }), to: dayOf({ year, month: 12, day: 31 }) };
}

const two = (n: number) => String(n).padStart(2, '0');

export function iso(day: Day): string {
  const c = civil(day);
  return `${String(c.year).padStart(4, '0')}-${two(c.month)}-${two(c.day)}`;
}

/** "2013", "2013-02", "2013-02-16", and an instant, of which the date as written counts; null for anything else. */
export function parseIso(text: string): Span | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt].*)?)?)?$/.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  const c = { year, month: found[2] ? Number(found[2]) : 1, day: found[3] ? Number(found[3]) : 1 };
  if (!exists(c)) return null;
  return unitOf(dayOf(c), found[3] ? 'day' : found[2] ? 'month' : 'year');
}

/** 3 January 2021, and ۳ جنوری ۲۰۲۱ (۱۴ جدی ۱۳۹۹) where readers keep both calendars. */
export function longDate(day: Day): string {
  const c = civil(day);
  return besideSolar(t('map.date.long', { day: c.day, month: t(`map.month.${c.month}`), year: c.year }), { from: day, to: day });
}

/** Days said in the Gregorian calendar, and in the other one after them. */
export function besideSolar(date: string, { from, to }: Span): string {
  if (!language().solar) return date;
  const solar = from === to ? solarInWords(from) : t('map.window', { from: solarInWords(from), to: solarInWords(to) });
  return t('map.date.both', { date, solar });
}

function solarInWords(day: Day): string {
  const c = solarDate(day);
  return t('map.date.long', { day: c.day, month: t(`map.solar_month.${c.month}`), year: c.year });
}

/** 3 Jan 2021 */
export function shortDate(day: Day): string {
  const c = civil(day);
  return t('map.date.short', { day: c.day, month: t(`map.month_short.${c.month}`), year: c.year });
}

function monthNamed(text: string): number {
  const name = text.toLowerCase();
  for (let month = 1; month <= 12; ++month) {
    const long = t(`map.month.${month}`).toLowerCase();
    if (long === name || t(`map.month_short.${month}`).toLowerCase() === name || (name.length >= 3 && long.startsWith(name))) return month;
  }
  return 0;
}

/** What a person types: "2013", "Feb 2013", "16 Feb 2013", "16/2/2013", "2013-02-16"; null when it is no date. */
export function parseTyped(text: string): Span | null {
  const plain = latinDigits(text).trim().replace(/\s+/g, ' ');
  const direct = parseIso(plain);
  if (direct) return direct;
  const words = /^(?:(\d{1,2}) )?(\p{L}+)\.? (\d{4})$/u.exec(plain);
  const digits = /^(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})$/.exec(plain);
  const found = words ?? digits;
  if (!found) return null;
  const c = {
    year: Number(found[3]),
    month: words ? monthNamed(found[2] ?? '') : Number(found[2]),
    day: found[1] ? Number(found[1]) : 1,
  };
  return exists(c) ? unitOf(dayOf(c), found[1] ? 'day' : 'month') : null;
}

const UNKNOWN_PARTS = /(-XX)+$/;

/** The first and last day of the plain forms of EDTF: a date, a month, a year, two of them; null for the others. */
export function edtfSpan(edtf: string): Partial<Span> | null {
  const sides = edtf.replace(/[?~%]/g, '').split('/');
  const [left = '', right] = sides.map((side) => side.replace(UNKNOWN_PARTS, ''));
  const from = parseIso(left);
  const to = right === undefined ? from : parseIso(right);
  if ((!from && left !== '..') || (!to && right !== '..')) return null;
  return { ...(from && { from: from.from }), ...(to && { to: to.to }) };
}

/** The date of a record as a sum states it; an open or a rarer form stands as it is written. */
export function edtfInShort(edtf: string): string {
  const span = edtfSpan(edtf);
  return span?.from !== undefined && span.to !== undefined ? shortSpan({ from: span.from, to: span.to }) : edtf;
}

/** 8 Aug 1998, Aug 1998, 1998, 8–31 Aug 1998, 8 Aug – 3 Sep 1998. */
export function shortSpan(span: Span): string {
  const { from, to } = span;
  if (from === to) return shortDate(from);
  const month = unitOf(from, 'month');
  if (month.from === from && month.to === to) return shortMonth(from);
  const year = unitOf(from, 'year');
  if (year.from === from && year.to === to) return digits(String(civil(from).year));
  if (to <= month.to) return t('map.date.days', { from: civil(from).day, to: shortDate(to) });
  if (to <= year.to)
    return t('map.window', { from: t('map.date.day_month', { day: civil(from).day, month: monthShort(from) }), to: shortDate(to) });
  return t('map.window', { from: shortDate(from), to: shortDate(to) });
}

const monthShort = (day: Day): string => t(`map.month_short.${civil(day).month}`);

/** How exactly a date is known, in words. */
export function dateInWords(first: string | undefined, last: string | undefined): string {
  const from = first === undefined ? null : parseIso(first);
  const to = last === undefined ? null : parseIso(last);
  if (from && to) {
    if (from.from === to.to) return longDate(from.from);
    const month = unitOf(from.from, 'month');
    if (month.from === from.from && month.to === to.to) return t('page.date.within', { unit: besideSolar(monthAndYear(from.from), month) });
    const year = unitOf(from.from, 'year');
    if (year.from === from.from && year.to === to.to)
      return t('page.date.within', { unit: besideSolar(digits(String(civil(from.from).year)), year) });
    return t('page.date.span', { first: longDate(from.from), last: longDate(to.to) });
  }
  if (to) return t('page.date.before', { last: longDate(to.to) });
  if (from) return t('page.date.after', { first: longDate(from.from) });
  return t('page.date.none');
}

export function monthAndYear(day: Day): string {
  const c = civil(day);
  return t('map.date.month', { month: t(`map.month.${c.month}`), year: c.year });
}

export function shortMonth(day: Day): string {
  const c = civil(day);
  return t('map.date.month', { month: t(`map.month_short.${c.month}`), year: c.year });
}

/** 16 February 2013, February 2013, 2013: a date in the unit it is written in. */
function unitInWords(date: string, span: Span): string {
  if (date.length === 4) return digits(date);
  return date.length === 7 ? monthAndYear(span.from) : longDate(span.from);
}

/** The `published` of a source, which is EDTF: "on or after 28 February 2012", "about June 2014"; rarer forms stand as written. */
export function publishedInWords(edtf: string): string {
  const [left = '', right] = edtf.replace(/[?~%]/g, '').split('/');
  const words = right === undefined ? plainInWords(left) : openInWords(left, right);
  if (words === null) return edtfInShort(edtf);
  const about = /[~%]/.test(edtf) ? t('page.date.about', { date: words }) : words;
  return /[?%]/.test(edtf) ? t('page.date.uncertain', { date: about }) : about;
}

function plainInWords(date: string): string | null {
  const span = parseIso(date);
  return span && unitInWords(date, span);
}

function openInWords(left: string, right: string): string | null {
  if ((left === '..') === (right === '..')) return null;
  const after = right === '..';
  const stated = after ? left : right;
  const words = plainInWords(stated);
  if (words === null) return null;
  if (stated.length < 10) return t(after ? 'page.date.after_unit' : 'page.date.before_unit', { unit: words });
  return after ? t('page.date.after', { first: words }) : t('page.date.before', { last: words });
}
