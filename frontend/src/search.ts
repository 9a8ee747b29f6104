// Finds a place by any of its names, in any script: the server folds and ranks, and says why it matched.
import { type Api, paths, Refused } from './api';
import { el, ICONS, icon } from './dom';
import { ownName } from './names';
import type { PlaceProperties, Places } from './records';
import { areaName } from './toll_words';
import { counted, hasWord, t } from './words';

const MOST = 8; // results that fit below the field without scrolling
const TYPING_MS = 120; // a pause in typing

export interface FoundPlace {
  lat: number;
  lon: number;
  radius_m: number;
}

/** How much to show around the label point of an area, for which there is no radius: half its usual width. */
const AREA_RADIUS_M: Record<string, number> = { P5: 40_000, P6: 250_000, P8: 700_000 };
const TOWN_RADIUS_M = 5000;

export function placeOf(feature: Places['features'][number]): FoundPlace {
  const [lon = 0, lat = 0] = feature.geometry.coordinates;
  const { radius_m, geo_precision } = feature.properties;
  return { lat, lon, radius_m: radius_m ?? AREA_RADIUS_M[geo_precision] ?? TOWN_RADIUS_M };
}

export interface Search {
  element: HTMLElement;
  focus(): void;
}

export function createSearch(api: Api, version: string, onPlace: (place: FoundPlace) => void): Search {
  const input = el('input', {
    class: 'search-field',
    type: 'search',
    dir: 'auto',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-expanded': 'false',
    'aria-controls': 'search-results',
    'aria-autocomplete': 'list',
    'aria-label': t('map.search'),
    placeholder: t('map.search'),
    maxlength: 200,
  });
  const results = el('ul', { class: 'search-results', id: 'search-results', role: 'listbox', 'aria-label': t('map.search.results') });
  results.hidden = true;
  const element = el('div', { class: 'search', role: 'search' }, icon(ICONS.search), input, results);
  let found: Places['features'] = [];
  let at = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let answered = ''; // the text that `found` answers
  let wanted = false; // Enter came before the answer

  function open(yes: boolean): void {
    results.hidden = !yes;
    input.setAttribute('aria-expanded', String(yes));
    if (!yes) {
      at = -1;
      input.removeAttribute('aria-activedescendant');
    }
  }

  function choose(index: number): void {
    const feature = found[index];
    if (!feature) return;
    input.value = ownName(feature.properties);
    answered = input.value;
    open(false);
    onPlace(placeOf(feature));
  }

  /** The marked place, else the best one; for a text that is not answered yet, as soon as it is. */
  function enter(): void {
    if (answered === input.value.trim()) choose(Math.max(at, 0));
    else {
      wanted = true;
      clearTimeout(timer);
      void ask();
    }
  }

  function mark(index: number): void {
    at = index;
    [...results.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === at));
    });
    if (at >= 0) input.setAttribute('aria-activedescendant', `search-${at}`);
    else input.removeAttribute('aria-activedescendant');
  }

  async function ask(): Promise<void> {
    const q = input.value.trim();
    if (q === '') {
      api.drop('search');
      return open(false);
    }
    let answer: Places | null;
    try {
      answer = await api.ask<Places>('search', paths.geocode(q, MOST, version));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      answer = { type: 'FeatureCollection', features: [] };
    }
    if (!answer) return;
    found = answer.features;
    answered = q;
    if (wanted) {
      wanted = false;
      if (found.length > 0) return choose(0);
    }
    const items = found.map((feature, i) => {
      const item = resultItem(feature.properties, i);
      item.addEventListener('pointerdown', (event) => event.preventDefault());
      item.addEventListener('click', () => choose(i));
      return item;
    });
    results.replaceChildren(
      ...(items.length > 0 ? items : [el('li', { class: 'muted', role: 'option', 'aria-disabled': 'true' }, t('map.search.none'))]),
    );
    open(document.activeElement === input);
    mark(-1);
  }

  input.addEventListener('input', () => {
    wanted = false;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), TYPING_MS);
  });
  input.addEventListener('focus', () => found.length > 0 && input.value !== '' && open(true));
  input.addEventListener('blur', () => open(false));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return open(false);
    if (event.key === 'Enter') return enter();
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (way === 0 || found.length === 0) return;
    event.preventDefault();
    open(true);
    mark(at < 0 && way < 0 ? found.length - 1 : (at + way + found.length) % found.length);
  });
  return { element, focus: () => input.focus() };
}

function resultItem(p: PlaceProperties, index: number): HTMLElement {
  const name = ownName(p);
  const district = p.district ? areaName(p.district) : '';
  const where = [district, p.country ? areaName(p.country) : ''].filter((part) => part !== '' && part !== name).join(t('map.comma'));
  const kind = hasWord(`map.place.${p.geo_precision}`) ? t(`map.place.${p.geo_precision}`) : '';
  const detail = [kind, where, counted('map.headline.attacks', p.incidents)].filter((part) => part !== '').join(' · ');
  const other = p.matched !== name && el('bdi', { class: 'search-matched' }, p.matched);
  return el(
    'li',
    { id: `search-${index}`, role: 'option', 'aria-selected': 'false' },
    el('span', { class: 'search-name' }, el('bdi', {}, name), other),
    el('span', { class: 'search-detail' }, detail),
  );
}

/** The place with this id; its name or the words of its id find it. */
export async function findById(api: Api, version: string, id: string, name: string): Promise<FoundPlace | null> {
  try {
    const answer = await api.ask<Places>('place', paths.geocode(name, MOST, version));
    const feature = answer?.features.find((one) => one.properties.id === id);
    return feature ? placeOf(feature) : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
