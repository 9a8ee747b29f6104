import { describe, expect, it } from 'vitest';
import { iso } from './days';
import { pageData } from './page_data';

const WRITTEN = {
  version: '2026-11-24.0a',
  licence: 'CC BY 4.0',
  extent: [58.5, 23.5, 78, 38.6],
  period: ['1998-01-01', '2024-12-31'],
  held: [43, 27, 44, 25],
};

describe('what the server wrote into the page', () => {
  it('is version, licence, extent, the whole years of the records and where they stand', () => {
    const { period, ...rest } = pageData(JSON.stringify(WRITTEN));
    expect(rest).toEqual({
      version: WRITTEN.version,
      licence: WRITTEN.licence,
      extent: WRITTEN.extent,
      held: [
        { x: 43, y: 27 },
        { x: 44, y: 25 },
      ],
    });
    expect([iso(period.from), iso(period.to)]).toEqual(WRITTEN.period);
  });

  it('may be little: the map is then of the world, and every tile is asked for', () => {
    const { extent, held, period } = pageData('{"version":"v"}');
    expect(extent).toEqual([-180, -85, 180, 85]);
    expect(held).toBeNull();
    expect(period.to).toBeGreaterThan(period.from);
  });
});
