// The sentence over the map: window, attacks, killed; and below it what these numbers leave open.

import { besideSolar, edtfInShort, type Span, shortDate } from './days';
import { el, isPlainClick } from './dom';
import { placeName } from './names';
import type { Totals } from './records';
import type { ListOf } from './state';
import { areaName, sentence } from './toll_words';
import { incidentHref } from './url';
import { counted, grouped, t } from './words';

/** A number with its words, and the part of the records that it counts. */
export interface Piece {
  text: string;
  part?: ListOf;
  incident?: string;
  window?: boolean; // the dates, which stand on a line of their own where there is room
}
export interface Sentences {
  lead: Piece[];
  range: Piece[];
  scope: Piece[]; // how many of them are here, how many known only to an area
  largest: Piece[];
}

/** What the sentence is made of; a window that moves knows no conflicts and no names. */
export type Counted = Omit<Totals, 'injured' | 'attack_type' | 'community'>;

const areaSum = (totals: Counted) => totals.areas.reduce((sum, area) => sum + area.count, 0);

/** The dates alone, where a window that moves cuts what only the server can count. */
export function datesOnly(window: Span): Sentences {
  const lead = [{ text: windowInWords(window), window: true }, { text: t('map.headline.moving') }];
  return { lead, range: [], scope: [], largest: [] };
}

/** "1 Jan 2012 – 31 Dec 2014", in both calendars where readers keep both. */
export const windowInWords = (window: Span) =>
  besideSolar(t('map.window', { from: shortDate(window.from), to: shortDate(window.to) }), window);

export function sentences(totals: Counted, window: Span, inView: boolean): Sentences {
  const dates = windowInWords(window);
  const none: Sentences = {
    lead: [
      { text: dates, window: true },
      { text: t('map.headline.none'), part: 'all' },
    ],
    range: [],
    scope: [],
    largest: [],
  };
  if (totals.count === 0) return none;
  const lead: Piece[] = [
    { text: dates, window: true },
    { text: counted('map.headline.attacks', totals.count), part: 'all' },
  ];
  lead.push(
    totals.no_figure === totals.count
      ? { text: t('page.killed.none'), part: 'no_figure' }
      : { text: t('page.killed', { n: grouped(totals.killed) }), part: 'all' },
  );
  const range: Piece[] = [];
  if (totals.killed_low !== totals.killed_high)
    range.push({ text: t('map.headline.figures', { low: grouped(totals.killed_low), high: grouped(totals.killed_high) }), part: 'all' });
  if (totals.no_figure > 0) range.push({ text: counted('map.headline.no_figure', totals.no_figure), part: 'no_figure' });
  if (totals.not_day_dated > 0) range.push({ text: counted('map.headline.not_day_dated', totals.not_day_dated), part: 'not_day_dated' });
  if (totals.disputed > 0) range.push({ text: counted('map.headline.disputed', totals.disputed), part: 'disputed' });
  const byArea = areaSum(totals);
  if (byArea > 0 && !inView) range.push({ text: counted('map.headline.area_only', byArea), part: 'area_only' });
  const scope = inView ? scopePieces(totals, byArea) : [];
  const largest = totals.largest.map((one, i) => ({
    text: t(i === 0 ? 'page.largest' : 'map.headline.also_large', {
      killed: grouped(one.killed),
      place: placeName(one) ?? one.place_name,
      date: edtfInShort(one.date),
    }).replace(/\.$/, ''),
    incident: one.id,
  }));
  const [first] = range;
  if (first) first.text = sentence(first.text);
  return { lead, range, scope, largest };
}

const NAMED_AREAS = 2; // more names than these do not fit one line; the rest is one number

function scopePieces(totals: Counted, byArea: number): Piece[] {
  const pieces: Piece[] = [{ text: t('map.headline.in_view') }];
  if (byArea === 0) return pieces;
  pieces.push({ text: counted('map.headline.here', totals.count - byArea), part: 'placed' });
  const named = [...totals.areas].sort((a, b) => b.count - a.count);
  for (const area of named.slice(0, NAMED_AREAS))
    pieces.push({ text: t('map.headline.only_area', { n: grouped(area.count), area: areaName(area.area, area.name) }), part: area.area });
  const rest = named.slice(NAMED_AREAS).reduce((sum, area) => sum + area.count, 0);
  if (rest > 0) pieces.push({ text: counted('map.headline.other_areas', rest), part: 'area_only' });
  return pieces;
}

/** The same as one line for a screen reader. */
export function spoken(parts: Sentences): string {
  const line = (pieces: Piece[]) => pieces.map((piece) => piece.text).join(t('map.comma'));
  return [line(parts.lead), line(parts.scope), line(parts.range)].filter((text) => text !== '').join('. ');
}

export interface HeadlineActions {
  href(part: ListOf): string;
  openList(part: ListOf): void;
  openIncident(id: string): void;
}

export interface Headline {
  show(parts: Sentences): void;
}

export function createHeadline(box: HTMLElement, actions: HeadlineActions): Headline {
  function node(piece: Piece): Node | string {
    const { part, incident } = piece;
    if (part === undefined && incident === undefined) return piece.text;
    const href = part !== undefined ? actions.href(part) : incidentHref(incident ?? '');
    const link = el('a', { href }, piece.text);
    link.addEventListener('click', (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      if (part !== undefined) actions.openList(part);
      else actions.openIncident(incident ?? '');
    });
    return link;
  }
  function line(className: string, pieces: Piece[]): HTMLElement | null {
    if (pieces.length === 0) return null;
    const p = el('p', { class: className });
    pieces.forEach((piece, i) => {
      // The dot stays with what is before it, so that no line begins with one.
      if (i > 0) p.append(el('span', { class: 'dot' }, '\u00a0· '));
      p.append(piece.window ? el('span', { class: 'headline-window' }, piece.text) : node(piece));
    });
    return p;
  }
  return {
    show(parts) {
      const lines = [
        line('headline', parts.lead),
        line('headline-scope', parts.scope),
        line('headline-range', parts.range),
        line('headline-largest', parts.largest),
      ];
      box.replaceChildren(...lines.filter((one) => one !== null));
    },
  };
}

/** Speaks a settled change at once, and while things go on at most every two seconds. */
export function createSpeaker(region: HTMLElement, now: () => number = () => performance.now()): (text: string, settled: boolean) => void {
  const LEAST_MS = 2000;
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text, settled) => {
    clearTimeout(timer);
    const say = () => {
      last = now();
      region.textContent = text;
    };
    const left = settled ? 0 : LEAST_MS - (now() - last);
    if (left <= 0) say();
    else timer = setTimeout(say, left);
  };
}
