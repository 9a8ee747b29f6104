// The parts of the page: on a wide screen a panel beside the map, on a narrow one bars, sheets and the map between.

import { el, ICONS, icon } from './dom';
import type { FiltersView } from './filters';
import type { Paper } from './paper';
import type { Search } from './search';
import { createSheet, type Sheet } from './sheet';
import { skips } from './skip';
import { counted, t } from './words';

const NARROW = 'screen and (max-width: 799px)'; // the same as in the style sheets

export interface Layout {
  headline: HTMLElement;
  empty: HTMLElement;
  detail: HTMLElement; // list or card
  /** The server has written the list of this address. */
  listServed: boolean;
  detailSheet: Sheet;
  filtersSheet: Sheet;
  notice: HTMLElement;
  speaker: HTMLElement;
  places: HTMLElement | null;
  setMatched(count: number): void;
  closeFind(): void;
  foldLegend(): void;
  isNarrow(): boolean;
  /** Called when the screen becomes narrow or wide. */
  onWidth(run: () => void): void;
}

export interface LayoutActions {
  openList(): void;
  openShare(): void;
  openExport(): void;
  closeDetail(): void;
  /** A sheet covers this share of the screen, from its foot. */
  cover(share: number): void;
}

const one = (id: string) => document.getElementById(id) as HTMLElement;

export function createLayout(
  search: Search,
  filters: FiltersView,
  legend: HTMLElement[],
  imprint: string,
  paper: Paper,
  actions: LayoutActions,
  languages: HTMLElement,
): Layout {
  const narrow = window.matchMedia(NARROW);
  const app = one('app');
  const panel = one('panel');
  const first = one('first-view');
  const places = first.querySelector<HTMLElement>('.first-places');
  const lasting = [...first.querySelectorAll<HTMLElement>('.scope, .unread')];
  const headline = el('div', { class: 'headline-box' });
  // What the server wrote stays on the screen until there is something to put in its place.
  headline.append(...[...first.children].filter((child) => child !== places && !lasting.includes(child as HTMLElement)));
  const empty = el('div', { class: 'empty-box' });
  first.replaceChildren(headline, paper.filters, empty, ...lasting);

  const find = el('section', { class: 'find', 'aria-label': t('map.search') }, search.element, places);
  const opener = (name: 'share' | 'export', open: () => void) => {
    const button = el('button', { type: 'button', class: `text-button ${name}-open` }, t(`${name}.open`));
    button.addEventListener('click', open);
    return button;
  };
  const waysOn = () =>
    el(
      'p',
      { class: 'ways-on' },
      opener('share', actions.openShare),
      ' · ',
      opener('export', actions.openExport),
      ' · ',
      el('a', { href: '/about' }, t('share.about')),
    );
  const colophon = el('footer', { class: 'colophon' }, waysOn(), imprint, paper.foot);
  const show = el('button', { type: 'button', class: 'show-matched' });
  // On a phone the colophon is far below, and the sheet of filters is the menu.
  const openRows = () => app.classList.toggle('filtering', filters.element.querySelector('details[open]') !== null);
  filters.element.addEventListener('toggle', openRows, true); // it does not bubble
  const filtersBox = el('div', { class: 'filters-box' }, filters.element, show, waysOn());
  const served = document.getElementById('detail'); // the first records, until there is a list to put in their place
  const detail = served ?? el('section', { class: 'detail' });
  detail.setAttribute('aria-label', t('map.detail'));
  panel.append(find, filtersBox, detail, colophon);
  const covered = () => actions.cover(narrow.matches ? Math.max(...sheets.map((sheet) => sheet.covers())) : 0);
  const detailSheet = createSheet(detail, actions.closeDetail, covered);
  const filtersSheet = createSheet(filtersBox, () => {}, covered);
  const sheets = [detailSheet, filtersSheet];
  narrow.addEventListener('change', covered);
  show.addEventListener('click', () => filtersSheet.close());

  const findOpen = topButton('map.search', icon(ICONS.search), () => {
    const open = app.classList.toggle('find-open');
    findOpen.setAttribute('aria-expanded', String(open));
    if (open) search.focus();
  });
  const closeFind = () => {
    app.classList.remove('find-open');
    findOpen.setAttribute('aria-expanded', 'false');
  };
  find.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !app.classList.contains('find-open')) return;
    closeFind();
    findOpen.focus();
  });
  one('map').addEventListener('pointerdown', closeFind);
  const listOpen = topButton('page.list', document.createTextNode(t('map.list.button')), actions.openList);
  const filtersOpen = topButton('map.filter', icon(ICONS.menu), () => filtersSheet.open(true));
  panel.querySelector('.top')?.append(el('div', { class: 'top-actions' }, findOpen, listOpen, filtersOpen), languages);

  const notice = el('div', { class: 'notice', role: 'status' });
  const speaker = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const legendBox = foldedLegend(legend, !narrow.matches);
  document.querySelector('.stage')?.append(notice, legendBox);
  app.append(speaker);
  app.prepend(skips());
  app.classList.add('ready');
  return {
    headline,
    empty,
    detail,
    listServed: served !== null,
    detailSheet,
    filtersSheet,
    notice,
    speaker,
    places,
    setMatched: (count) => {
      show.textContent = counted('map.filter.show', count);
    },
    closeFind,
    foldLegend: () => void legendBox.removeAttribute('open'),
    isNarrow: () => narrow.matches,
    onWidth: (run) => narrow.addEventListener('change', run),
  };
}

function topButton(key: string, face: Node, onPress: () => void): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'icon-button', 'aria-label': t(key), title: t(key) }, face);
  button.addEventListener('click', onPress);
  return button;
}

function foldedLegend(legend: HTMLElement[], open: boolean): HTMLElement {
  const details = el(
    'details',
    { class: 'legend-box', open },
    el(
      'summary',
      {},
      el('span', { class: 'legend-title' }, t('map.legend')),
      el('span', { class: 'legend-mark', 'aria-hidden': 'true' }, '?'),
    ),
    ...legend,
  );
  // On paper nobody can open it.
  let before = open;
  window.matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) before = details.open;
    details.open = matches || before;
  });
  return details;
}
