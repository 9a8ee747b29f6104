// Names of places, and what happened, in the language of the page, where the data have them.
import { language } from './words';

export interface Named {
  place_name?: string;
  place_name_ur?: string;
  place_name_fa?: string;
  place_name_ps?: string;
}

/** In data and on the basemap a name in another script stands beside the Latin one under one of these. */
const OWN_NAMES: Record<string, 'name_ur' | 'name_fa' | 'name_ps'> = { ur: 'name_ur', fa: 'name_fa', prs: 'name_fa', ps: 'name_ps' };

/** The name in the language of the page where there is one, else the Latin one. */
export function ownName(names: { name?: unknown; name_ur?: unknown; name_fa?: unknown; name_ps?: unknown }): string {
  const key = OWN_NAMES[language().code];
  return String((key && names[key]) || (names.name ?? ''));
}

/** Tiles give places in Latin; their other names are asked for once, by id. */
const learned = new Map<string, string>();

export function learnNames(places: readonly { id: string; name: string }[]): void {
  for (const place of places) learned.set(place.id, ownName(place));
}

const areas = new Map<string, string>();
const CELL = '("(?:[^"]|"")*"|[^",\\r\\n]*)';
const NAMED_AREA = new RegExp(`^${[CELL, CELL, CELL, CELL].join(',')},`, 'gm');

/** From the file of areas, whose columns begin with id, name, name_ur, name_fa; it has no outlines. */
export function learnAreas(csv: string): void {
  const unquoted = (cell = '') => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  for (const [, id, , ur, fa] of csv.matchAll(NAMED_AREA)) {
    const name = ownName({ name_ur: unquoted(ur), name_fa: unquoted(fa) });
    if (name !== '') areas.set(unquoted(id), name);
  }
}

export function learnedArea(code: string): string | undefined {
  return areas.get(code);
}

/** The place of a mark, as the page calls it. */
export function markPlaceName(mark: { place: string | undefined; placeName: string | undefined }): string | undefined {
  return (mark.place === undefined ? undefined : learned.get(mark.place)) ?? mark.placeName;
}

export function placeName(p: Named): string | undefined {
  const own: Record<string, string | undefined> = { ur: p.place_name_ur, fa: p.place_name_fa, prs: p.place_name_fa, ps: p.place_name_ps };
  return own[language().code] ?? p.place_name;
}

/** In the language of the page where the editors wrote it. */
export function summaryOf(p: { summary?: string; summary_ur?: string; summary_fa?: string }): string {
  const own: Record<string, string | undefined> = { ur: p.summary_ur, fa: p.summary_fa, prs: p.summary_fa };
  return own[language().code] ?? p.summary ?? '';
}
