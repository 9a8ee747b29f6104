import { describe, expect, it } from 'vitest';
import { FORMATS, fileHref, type Taken, trialHref, whereOf } from './export_texts';
import { START } from './state';

const taken: Taken = { where: 'all', format: 'csv', crs: '', areas: true, tags: true };
const params = (href: string) => Object.fromEntries(new URL(href, 'http://x').searchParams);

describe('the address of a file', () => {
  it('names format, filter and version, and what the format can have', () => {
    expect(params(fileHref('area=PK&killed=5..', taken, '1.a'))).toEqual({ f: 'csv', area: 'PK', killed: '5..', hxl: '1', v: '1.a' });
    expect(params(fileHref('', { ...taken, format: 'gpkg', crs: '32642' }, '1.a'))).toEqual({
      f: 'gpkg',
      crs: 'EPSG:32642',
      geometry: 'area',
      v: '1.a',
    });
    expect(params(fileHref('', { ...taken, format: 'shp' }, '1.a'))).toEqual({ f: 'shp', v: '1.a' });
  });

  it('has a trial of the same kind for every format', () => {
    for (const { name } of FORMATS) {
      const { datetime, date_precision, ...rest } = params(trialHref({ ...taken, format: name }, '1.a'));
      expect([datetime, date_precision]).toEqual(['0001-01-01', 'D1']);
      expect(rest).toEqual(params(fileHref('', { ...taken, format: name }, '1.a')));
    }
  });
});

describe('where the records are taken from', () => {
  const state = { ...START, bbox: [60, 20, 70, 30] as [number, number, number, number], filters: { area: ['PK'], q: ['bus'] } };

  it('is what the map shows, the area of the filter, or everywhere', () => {
    expect(whereOf(state, 'seen')).toEqual({ filters: state.filters, window: null, bbox: state.bbox });
    expect(whereOf(state, 'area')).toEqual({ filters: state.filters, window: null, bbox: null });
    expect(whereOf(state, 'all')).toEqual({ filters: { q: ['bus'] }, window: null, bbox: null });
  });
});
