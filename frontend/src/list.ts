// The list: the same records as the map, as a table by date, paged by the server's cursor.
import { type Api, localPath, paths, Refused } from './api';
import { civil, dateInWords, parseIso, shortSpan } from './days';
import { el, ICONS, icon, isPlainClick } from './dom';
import { familyOf } from './filters_table';
import { placeName } from './names';
import type { Incident, ItemsPage, Properties } from './records';
import { LIST_PARTS, type ListOf, type State } from './state';
import { areaName, killedCell, killedInWords } from './toll_words';
import { filterQuery, incidentHref, listHref } from './url';
import { counted, digits, grouped, t } from './words';

const PAGE = 50; // rows a page: three screens of the panel
const AREAS = ['P5', 'P6', 'P8'];
const WHOLE_PAGE = 1000; // for parts that the page picks out itself

/** The records that a number of the headline counts, where the server has no filter for exactly them. */
export const PICKS: Record<string, (p: Properties) => boolean> = {
  no_figure: (p) => (p.killed === null || p.killed === undefined ? !p.killed_high : false),
  not_day_dated: (p) => p.date_precision !== 'D1',
  area_only: (p) => AREAS.includes(p.geo_precision),
  placed: (p) => !AREAS.includes(p.geo_precision),
  disputed: (p) => p.disputed,
};

export function isPart(list: ListOf): boolean {
  return (LIST_PARTS as readonly string[]).includes(list);
}

/** Where the records of a list come from. A cluster or an area is not cut by what the map shows. */
export function listPath(list: ListOf, state: State, version: string): string {
  if (!isPart(list)) return paths.cluster(list, filterQuery(state.filters, state.window), PAGE, version);
  return paths.items(filterQuery(state.filters, state.window, state.bbox), list === 'all' ? PAGE : WHOLE_PAGE, version);
}

export interface ListActions {
  open(incident: Incident): void;
  close(): void;
}

export interface ListView {
  element: HTMLElement;
  /** Asks for the records of this state and shows them. */
  load(list: ListOf, state: State, closable: boolean): Promise<void>;
  focus(): void;
}

export function createList(api: Api, version: string, actions: ListActions): ListView {
  const title = el('h2', { class: 'list-title', tabindex: -1 });
  const close = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': t('map.list.close'), title: t('map.list.close') },
    icon(ICONS.close),
  );
  close.addEventListener('click', actions.close);
  const body = el('div', { class: 'list-body' });
  const onPaper = el('p', { class: 'on-paper' }); // what is not on the page cannot be printed
  const element = el(
    'section',
    { class: 'list', 'aria-label': t('page.list') },
    el('header', { class: 'detail-head' }, title, close),
    body,
    onPaper,
  );

  let next: string | null = null;
  let pick: ((p: Properties) => boolean) | undefined;
  let table: HTMLTableElement | null = null;
  const more = el('button', { type: 'button', class: 'text-button list-more' }, t('map.list.more'));
  more.addEventListener('click', () => void loadMore());

  async function page(path: string): Promise<Incident[] | null> {
    const answer = await api.ask<ItemsPage>('list', path);
    if (!answer) return null;
    const link = answer.links.find((one) => one.rel === 'next');
    next = link ? localPath(link.href) : null;
    total = answer.numberMatched;
    return pick ? answer.features.filter((feature) => pick?.(feature.properties)) : answer.features;
  }
  let total = 0;

  async function all(path: string): Promise<Incident[] | null> {
    let features = await page(path);
    while (features && pick && next) {
      const further = await page(next);
      if (!further) return null;
      features = features.concat(further);
    }
    return features;
  }

  async function loadMore(): Promise<void> {
    if (!next) return;
    const features = await page(next);
    if (!features) return;
    addRows(features);
    more.hidden = next === null;
  }

  function addRows(features: Incident[]): void {
    for (const feature of features) {
      const year = yearOf(feature.properties);
      let group = table?.tBodies[table.tBodies.length - 1];
      if (!group || group.dataset.year !== year) {
        group = el('tbody', { 'data-year': year }, el('tr', { class: 'year' }, el('th', { scope: 'rowgroup', colspan: 3 }, year)));
        table?.append(group);
      }
      group.append(rowOf(feature, actions.open));
    }
    const rows = table?.querySelectorAll('[data-id]').length ?? 0;
    onPaper.textContent = next === null ? '' : t('map.paper.part', { n: grouped(rows), count: grouped(total) });
  }

  return {
    element,
    focus: () => title.focus({ preventScroll: true }),
    async load(list, state, closable) {
      pick = PICKS[list];
      close.hidden = !closable;
      element.setAttribute('aria-busy', 'true');
      let features: Incident[] | null = null;
      try {
        features = await all(listPath(list, state, version));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        title.textContent = t('page.list');
        body.replaceChildren(el('p', { class: 'muted' }, t('map.list.gone')));
        element.removeAttribute('aria-busy');
        return;
      }
      if (!features) return; // a newer list is on its way
      const count = pick ? features.length : total;
      title.textContent = titleOf(list, state, features, count);
      const headCells = ['date', 'place', 'killed'].map((column) => el('th', { scope: 'col' }, t(`page.list.${column}`)));
      table = el('table', { class: 'records' }, el('thead', { class: 'visually-hidden' }, el('tr', {}, ...headCells)));
      addRows(features);
      more.hidden = next === null;
      const full =
        isPart(list) && !pick && el('p', {}, el('a', { href: listHref(state.filters, state.window, state.bbox) }, t('map.list.page')));
      body.replaceChildren(table, more, ...(full ? [full] : []));
      element.removeAttribute('aria-busy');
    },
  };
}

function yearOf(p: Properties): string {
  const first = p.first ? parseIso(p.first) : null;
  return first ? digits(String(civil(first.from).year)) : t('page.date.none');
}

function titleOf(list: ListOf, state: State, features: Incident[], count: number): string {
  if (list === 'all') return counted(state.bbox ? 'map.list.all_here' : 'map.list.all', count);
  if (isPart(list)) return counted(`map.list.${list}`, count);
  const places = new Set(features.map((feature) => feature.properties.place));
  const name = placeName(features[0]?.properties ?? {});
  if (places.size === 1 && name) {
    const exact = ['P1', 'P2'].includes(features[0]?.properties.geo_precision ?? '');
    return counted(exact ? 'map.list.at_place' : 'map.list.in_place', count, { place: name });
  }
  return counted('map.list.cluster', count);
}

function rowOf(feature: Incident, open: (incident: Incident) => void): HTMLElement {
  const p = feature.properties;
  const link = el(
    'a',
    { href: incidentHref(p.id), class: 'row-link' },
    el('bdi', {}, placeName(p) ?? areaName(p.district ?? p.area ?? p.country ?? p.id)),
  );
  const row = el(
    'tr',
    { 'data-id': p.id },
    el('td', { class: 'row-date', title: dateInWords(p.first, p.last) }, listDate(p)),
    el(
      'td',
      { class: 'row-place' },
      link,
      el(
        'span',
        { class: 'row-type' },
        el('span', { class: `swatch swatch-${familyOf(p.attack_type)}`, 'aria-hidden': 'true' }),
        t(`attack_type.${p.attack_type}`),
      ),
    ),
    el(
      'td',
      { class: 'row-killed' },
      el('span', { 'aria-hidden': 'true' }, killedCell(p)),
      el('span', { class: 'visually-hidden' }, killedInWords(p)),
    ),
  );
  row.addEventListener('click', (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(feature);
  });
  return row;
}

function listDate(p: Properties): string {
  const first = p.first ? parseIso(p.first) : null;
  const last = p.last ? parseIso(p.last) : null;
  return first && last ? shortSpan({ from: first.from, to: last.to }) : dateInWords(p.first, p.last);
}
