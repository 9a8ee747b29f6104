// The addresses of files. Pure: what is taken, as the server takes it.
import type { State } from './state';

/** Names of formats are the same in every language. */
export const FORMATS = [
  { name: 'csv', text: 'CSV' },
  { name: 'xlsx', text: 'Excel (XLSX)' },
  { name: 'ods', text: 'OpenDocument (ODS)' },
  { name: 'geojson', text: 'GeoJSON' },
  { name: 'geojsonl', text: 'GeoJSON Lines' },
  { name: 'gpkg', text: 'GeoPackage' },
  { name: 'fgb', text: 'FlatGeobuf' },
  { name: 'kml', text: 'KML' },
  { name: 'shp', text: 'Shapefile (ZIP)' },
] as const;
export type Format = (typeof FORMATS)[number]['name'];

export interface Taken {
  where: 'seen' | 'area' | 'all'; // what the map shows, the area of the filter, everywhere
  format: Format;
  crs: string; // digits of an EPSG code; blank is WGS 84, longitude first
  areas: boolean; // outlines instead of no geometry
  tags: boolean; // of HXL
}

/** Formats that can have no geometry for a record and can have an outline. */
export const hasAreas = (format: Format) => ['geojson', 'geojsonl', 'gpkg', 'kml'].includes(format);
export const hasTags = (format: Format) => ['csv', 'xlsx'].includes(format);

export function whereOf(state: State, where: Taken['where']): Pick<State, 'filters' | 'window' | 'bbox'> {
  const { filters, window, bbox } = state;
  if (where === 'seen') return { filters, window, bbox };
  if (where === 'area') return { filters, window, bbox: null };
  const { area: _, ...others } = filters;
  return { filters: others, window, bbox: null };
}

const ITEMS = '/api/collections/incidents/items';

export function fileHref(query: string, { format, crs, areas, tags }: Taken, version: string): string {
  const parts = [
    `f=${format}`,
    query,
    crs === '' ? '' : `crs=EPSG:${crs}`,
    areas && hasAreas(format) ? 'geometry=area' : '',
    tags && hasTags(format) ? 'hxl=1' : '',
    `v=${encodeURIComponent(version)}`,
  ];
  return `${ITEMS}?${parts.filter((part) => part !== '').join('&')}`;
}

/** The same kind of file without a row: the server says whether it can be made, and that costs it nothing. */
export function trialHref(taken: Taken, version: string): string {
  return fileHref('datetime=0001-01-01&date_precision=D1', taken, version);
}
