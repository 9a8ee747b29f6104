// The Solar Hijri calendar of Afghanistan and Iran by its cycle of 33 years, which is that of the almanacs from 1799 to
// 2092. Pure arithmetic on days; the months have their names in the words.
import type { Civil, Day } from './days';

const EPOCH = -492268; // day 0 of year 1, counted from 1 January 1970
const LONG_MONTH = 31;
const LONG_MONTHS = 6;
const SHORT_MONTH = 30;

const newYear = (year: number): Day => EPOCH + 365 * (year - 1) + Math.floor((8 * year + 21) / 33);

export function solarDate(day: Day): Civil {
  let year = 1 + Math.floor((33 * (day - EPOCH)) / (33 * 365 + 8));
  while (newYear(year) > day) --year;
  while (newYear(year + 1) <= day) ++year;
  const ofYear = day - newYear(year);
  const long = LONG_MONTH * LONG_MONTHS;
  if (ofYear < long) return { year, month: Math.floor(ofYear / LONG_MONTH) + 1, day: (ofYear % LONG_MONTH) + 1 };
  return { year, month: LONG_MONTHS + Math.floor((ofYear - long) / SHORT_MONTH) + 1, day: ((ofYear - long) % SHORT_MONTH) + 1 };
}
