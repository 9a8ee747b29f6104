import { describe, expect, it } from 'vitest';
import { dayOf } from './days';
import { solarDate } from './solar_hijri';

describe('the Solar Hijri calendar', () => {
  it('begins its year on the day of spring, as the almanacs say', () => {
    for (const [year, month, day, solar] of [
      [1998, 3, 21, 1377],
      [2021, 3, 21, 1400],
      [2024, 3, 20, 1403],
      [2025, 3, 21, 1404],
    ] as const)
      expect(solarDate(dayOf({ year, month, day }))).toEqual({ year: solar, month: 1, day: 1 });
    expect(solarDate(dayOf({ year: 2021, month: 1, day: 3 }))).toEqual({ year: 1399, month: 10, day: 14 });
  });

  it('agrees with the browser on every day from 1930 to 2070', () => {
    const other = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    for (let day = dayOf({ year: 1930, month: 1, day: 1 }); day <= dayOf({ year: 2070, month: 12, day: 31 }); day += 1) {
      const parts = Object.fromEntries(other.formatToParts(day * 86_400_000).map(({ type, value }) => [type, Number.parseInt(value, 10)]));
      const own = solarDate(day);
      if (own.year !== parts.year || own.month !== parts.month || own.day !== parts.day) expect([day, own]).toEqual([day, parts]);
    }
  });
});
