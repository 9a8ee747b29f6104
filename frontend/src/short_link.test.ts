import { describe, expect, it } from 'vitest';
import { shortPath } from './short_link';

describe('a short address', () => {
  it('has a letter for each parameter, and whole months and years without their days', () => {
    expect(shortPath('')).toBe('/');
    expect(shortPath('view=30.18,66.99,11&datetime=2013-01-01/2013-02-28&community=hazara')).toBe(
      '/m/v30.18,66.99,11~d2013~-2013-02~chazara',
    );
    for (const [window, short] of [
      ['2013-01-01/2013-12-31', '2013'],
      ['2012-01-01/2014-12-31', '2012~-2014'],
      ['2012-02-01/2012-02-29', '2012-02'],
      ['2013-02-16', '2013-02-16'],
      ['2013-01-01/2013-01-31', '2013-01'],
      ['2013-02-01/2014-12-31', '2013-02~-2014'],
      ['2013-02-16/2013-12-31', '2013-02-16~-2013'],
      ['../2013-02-16', '..~-2013-02-16'],
    ])
      expect(shortPath(`datetime=${window}`), window).toBe(`/m/d${short}`);
  });

  it('keeps what a path cannot hold, and says that it cannot say what it has no letter for', () => {
    expect(shortPath(`q=${encodeURIComponent('a/b~c\\d &#?%')}`)).toBe('/m/qa~-b~~c~.d%20%26%23%3F%25');
    expect(shortPath('theme=dark')).toBeNull();
  });
});
