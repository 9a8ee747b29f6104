// What the server has written into the page, so that nothing is asked for before the map is drawn.
import { parseIso, type Span, unitOf } from './days';
import type { Held } from './map/held';
import type { Bbox } from './state';

export interface PageData {
  version: string;
  licence: string;
  extent: Bbox;
  /** The axis of time: the whole years that any record touches. */
  period: Span;
  held: Held | null;
}

const WORLD: Bbox = [-180, -85, 180, 85];

export function pageData(text: string): PageData {
  const said = JSON.parse(text) as { version: string; licence?: string; extent?: Bbox; period?: [string, string]; held?: number[] };
  const [from, to] = (said.period ?? []).map(parseIso);
  const held = said.held?.flatMap((x, i, all) => (i % 2 === 0 ? [{ x, y: all[i + 1] ?? 0 }] : []));
  return {
    version: said.version,
    licence: said.licence ?? '',
    extent: said.extent ?? WORLD,
    period: from && to ? { from: from.from, to: to.to } : unitOf(0, 'year'),
    held: held ?? null,
  };
}

export const readPageData = () => pageData(document.getElementById('yaad-data')?.textContent ?? '');
