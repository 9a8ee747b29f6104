// Every key in every language, with the same gaps to fill; numbers as CLDR writes them.
import { afterEach, describe, expect, it } from 'vitest';
import { dayOf, longDate, parseTyped, shortDate } from './days';
import { counted, digits, grouped, LANGUAGES, speak, t } from './words';

// As they are written: the scripts are given a part of them.
const texts = import.meta.glob<string>('../words/*.json', { query: '?raw', import: 'default', eager: true });
const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text) as Record<string, string>]));
const english = files['../words/en.json'] ?? {};
const gaps = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

afterEach(() => speak('en'));

describe('the languages', () => {
  it('have a file of words each', () => {
    expect(LANGUAGES.map(({ code }) => `../words/${code}.json`).sort()).toEqual(Object.keys(files).sort());
  });

  for (const [name, words] of Object.entries(files)) {
    it(`have every key in ${name}`, () => {
      expect(Object.keys(english).filter((key) => !words[key])).toEqual([]);
    });
    it(`leave no gap unfilled in ${name}`, () => {
      // A form for one may say the number or not.
      const bad = Object.keys(english).filter((key) => {
        const own = gaps(words[key] ?? '');
        const asked = gaps(english[key] ?? '');
        return (
          JSON.stringify(own) !== JSON.stringify(asked) && !(key.endsWith('.one') && own.every((gap) => gap === 'n' || asked.includes(gap)))
        );
      });
      expect(bad).toEqual([]);
    });
  }

  it('are not English where they are said to be something else', () => {
    for (const [name, words] of Object.entries(files).filter(([file]) => !file.endsWith('/en.json'))) {
      const same = Object.keys(english).filter(
        (key) => /[a-z]{3}/.test((english[key] ?? '').replace(/\{\w+\}/g, '')) && words[key] === english[key],
      );
      expect([name, same]).toEqual([name, []]);
    }
  });

  it('write numbers as CLDR does', async () => {
    for (const { code, locale } of LANGUAGES) {
      await speak(code);
      for (const n of [0, 7, 999, 1031, 1234567]) expect([code, grouped(n)]).toEqual([code, new Intl.NumberFormat(locale).format(n)]);
    }
  });

  it('form the plural by their own rules', async () => {
    await speak('ur');
    expect([counted('map.mark.attacks', 1), counted('map.mark.attacks', 2)]).toEqual(['1 حملہ', '2 حملے']);
    await speak('ps');
    expect([counted('map.mark.attacks', 1), counted('map.mark.attacks', 0)]).toEqual(['۱ برید', '۰ بریدونه']);
  });

  it('say a day in both calendars where readers keep both, with the months of their country', async () => {
    const day = dayOf({ year: 2021, month: 1, day: 3 });
    const said = async (code: string) => {
      await speak(code);
      return longDate(day);
    };
    expect(await said('en')).toBe('3 January 2021');
    expect(await said('ur')).toBe('3 جنوری 2021');
    expect(await said('fa')).toBe('۳ ژانویه ۲۰۲۱ (۱۴ دی ۱۳۹۹)');
    expect(await said('prs')).toBe('۳ جنوری ۲۰۲۱ (۱۴ جدی ۱۳۹۹)');
    expect(await said('ps')).toBe('د ۲۰۲۱ د جنوري ۳ (د ۱۳۹۹ د مرغومی ۱۴)');
  });

  it('take a typed date in their own digits and month names', async () => {
    const day = dayOf({ year: 2013, month: 2, day: 16 });
    for (const { code } of LANGUAGES) {
      await speak(code);
      expect(parseTyped(shortDate(day))).toEqual({ from: day, to: day });
      expect(parseTyped(digits('16/2/2013'))).toEqual({ from: day, to: day });
    }
  });

  it('never change what is text', async () => {
    await speak('fa');
    expect(t('page.date.stated', { stated: '2013' })).toContain('2013');
  });
});
