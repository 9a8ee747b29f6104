import { describe, expect, it } from 'vitest';
import { contrast, readableAccent, themeFromQuery } from './theme';

describe('the theme of an embed', () => {
  it('is read from the address, and nothing but a colour of six digits is an accent', () => {
    expect(themeFromQuery('?theme=dark&accent=1F5673')).toEqual({ scheme: 'dark', accent: '#1f5673' });
    for (const bad of ['red', '#1f5673', 'url(x)', '1f567', '1f5673;x', ''])
      expect(themeFromQuery(`?theme=blue&accent=${encodeURIComponent(bad)}`)).toEqual({ scheme: null, accent: null });
  });

  it('takes an accent only where words in it can be read', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1);
    expect(readableAccent('#1f5673', ['#ffffff', '#faf8f4'])).toBe('#1f5673');
    expect(readableAccent('#777777', ['#ffffff'])).toBeNull();
    expect(readableAccent('#1f5673', ['#ffffff', '#14171c'])).toBeNull();
    expect(readableAccent(null, [])).toBeNull();
  });
});
