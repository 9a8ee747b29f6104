// Brings the light map up: the same state, questions, map, time bar and card as the full page, without its panel.
import { type Api, createApi, type Link, paths, pause, type Refused } from '../api';
import { cardOf } from '../card';
import type { Span } from '../days';
import { el } from '../dom';
import { type FilterName, withFilter } from '../filters_table';
import { createHeadline, createSpeaker, datesOnly, sentences, spoken } from '../headline';
import { createHeadlineRoom } from '../headline_room';
import { idle } from '../idle';
import { createMap, type MapTarget } from '../map/map_view';
import { bboxToAsk } from '../map_bounds';
import { createNotice } from '../notice';
import { type PageData, readPageData } from '../page_data';
import { askForNames } from '../place_names';
import { createQuestions } from '../questions';
import type { Incident } from '../records';
import { findById } from '../search';
import { createStore, equal, type State } from '../state';
import { createTimeBar } from '../time_bar';
import { asWindow, unbounded } from '../time_window';
import { readTokens } from '../tokens';
import { filterQuery, listHref, queryFromState, stateFromQuery } from '../url';
import { t } from '../words';
import { leaveScrollingToThePage } from './gestures';
import { createHost, secretOf, wishedHeight } from './host';
import { readableAccent, themeFromQuery } from './theme';

/** What the address holds beside the state, and keeps. */
const KEPT = ['theme', 'accent', 'lang', 'v'];

const one = (id: string) => document.getElementById(id) as HTMLElement;

export function start(): void {
  const theme = themeFromQuery(location.search);
  if (theme.scheme) document.documentElement.dataset.theme = theme.scheme;
  const { panel, paper } = readTokens();
  const accent = readableAccent(theme.accent, [panel, paper]);
  if (accent) document.documentElement.style.setProperty('--accent', accent);

  const host = createHost(window.parent === window ? null : window.parent, secretOf(location.hash));
  new ResizeObserver(() => host.height(wishedHeight(document.documentElement.clientWidth))).observe(document.documentElement);
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href]');
    if (link?.origin === location.origin && !event.defaultPrevented) host.link(link.href);
  });

  const notice = createNotice();
  const box = el('div', { class: 'embed-notice', role: 'status' });
  one('stage').append(box);
  notice.attach(box);
  const api = createApi({ fetch: window.fetch.bind(window), wait: pause, onLink: (link) => notice.link('api', link) });
  run(api, readPageData(), notice);
}

function run(api: Api, { version, extent, period, held }: PageData, notice: ReturnType<typeof createNotice>): void {
  const read = stateFromQuery(location.search);
  const store = createStore(read.state);
  const notices = [...one('headline').querySelectorAll('.notice')]; // what the server had to say stays
  const lines = el('div', { class: 'headline-box' });
  const speaker = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const sheet = el('section', { class: 'embed-sheet', 'aria-label': t('map.detail') });
  sheet.hidden = true;
  one('stage').append(sheet);

  const outside = (path: string) => window.open(path, '_blank', 'noopener');
  const headline = createHeadline(lines, {
    href: (part) => hrefOf(store.get(), part),
    openList: (part) => void outside(hrefOf(store.get(), part)),
    openIncident: (id) => store.set({ selected: id }),
  });
  const speak = createSpeaker(speaker);
  const room = createHeadlineRoom(lines);
  let barStep: 'month' | 'year' = 'year';
  let areasInView: ReadonlySet<string> = new Set();
  const questions = createQuestions(api, version, store.get, () => barStep, {
    onTotals(answer, asked) {
      if (answer.version !== version) map.askEverywhere();
      if (store.get().settled) say(sentences(answer.totals, spanOf(asked), asked.bbox !== null), true);
    },
    onBars(answer) {
      areasInView = new Set(answer.totals.areas.map(({ area }) => area));
      timeBar.setBins(answer.bins);
    },
    onRefused(refused: Refused) {
      notice.say(t('map.notice.refused', { name: refused.parameter, detail: refused.detail }));
      store.set({ filters: withFilter(store.get().filters, refused.parameter as FilterName, []) });
    },
  });
  leaveScrollingToThePage(one('map'), one('stage'));
  let moved = read.state.view !== null;
  for (const event of ['pointerdown', 'keydown'])
    one('map').addEventListener(
      event,
      () => {
        moved = true;
      },
      { passive: true, capture: true },
    );
  const tileQuery = () => filterQuery(store.get().filters, store.get().window);
  // Before the time bar, so that its tiles are on their way while that is made.
  const map = createMap({
    element: one('map'),
    view: read.state.view,
    extent,
    tileQuery: tileQuery(),
    version,
    held,
    sizeBy: read.state.sizeBy,
    cooperative: true,
    onOpen: openTarget,
    onView(view, bounds, byHeight) {
      if (!byHeight) room.free();
      store.set({ ...(moved && { view }), bbox: bboxToAsk(bounds, extent) });
    },
    onTrouble: (link: Link) => notice.link('map', link),
  });

  const timeBar = createTimeBar({
    element: one('time'),
    period,
    onWindow: (span, settled) => store.set({ window: asWindow(span, period), settled }),
    onMode: (mode) => store.set({ mode }),
    onStep: (step) => store.set({ step }),
    onOnlyDays: (on) => store.set({ filters: withFilter(store.get().filters, 'date_precision', on ? ['D1'] : []) }),
    unitWhileMoving: () => map.movingUnit(),
    onBarStep(step) {
      barStep = step === 'month' ? 'month' : 'year';
      questions.bars();
    },
  });
  function openTarget(target: MapTarget): void {
    if (target.kind === 'incident') store.set({ selected: target.id });
    else outside(hrefOf(store.get(), target.kind === 'area' ? target.code : target.id));
  }

  const spanOf = (state: State): Span => {
    const window = state.window ?? period;
    return { from: Math.max(window.from, period.from), to: Math.min(window.to, period.to) };
  };
  function say(parts: ReturnType<typeof sentences>, settled: boolean): void {
    headline.show(parts);
    if (lines.parentElement === null) one('headline').replaceChildren(...notices, lines, speaker);
    if (settled) room.settle();
    speak(spoken(parts), settled);
  }
  function showMoving(state: State): void {
    const span = spanOf(state);
    const window = unbounded(span, period);
    map.setMoving(window, timeBar.playing());
    const sums = map.movingSums(window, state.bbox, areasInView);
    say(sums ? sentences({ ...sums, disputed: 0, largest: [] }, span, state.bbox !== null) : datesOnly(span), false);
  }
  const readyToMove = () => {
    const { filters, step } = store.get();
    map.setTimeQuery({ filter: filterQuery(filters, null), step: step === 'year' ? 'month' : step });
  };

  let drawCard = () => {};
  async function showCard(id: string | null, first: boolean): Promise<void> {
    sheet.hidden = true;
    map.setSelected(null);
    api.drop('card');
    if (id === null) return;
    const incident = await api.ask<Incident>('card', paths.item(id, version)).catch(() => null);
    if (!incident || store.get().selected !== id) return;
    const [lon, lat] = incident.geometry?.coordinates ?? [];
    const at = lon === undefined || lat === undefined ? undefined : { lat, lon, radius_m: incident.properties.radius_m ?? 0 };
    drawCard = () => {
      const card = cardOf(incident, version, {
        close: () => store.set({ selected: null }),
        showOnMap() {
          store.set({ selected: null });
          if (at) map.showPlace(at);
        },
      });
      // A frame that may open no window still gives the address, to be copied.
      card.append(el('p', { class: 'embed-address' }, `${location.origin}/incidents/${incident.id}`));
      sheet.replaceChildren(card);
    };
    drawCard();
    sheet.hidden = false;
    sheet.scrollTop = 0;
    map.setSelected(id, at && { ...at, geo_precision: incident.properties.geo_precision });
    if (first && at && !read.state.view) map.showPlace(at);
    if (!first) sheet.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  store.subscribe((state, before) => {
    const changed = (...keys: (keyof State)[]) => keys.some((key) => !equal(state[key], before[key]));
    const settledNow = state.settled && !before.settled;
    if (changed('window', 'mode', 'step')) timeBar.show(spanOf(state), state.mode, state.step);
    if (changed('filters', 'step')) readyToMove();
    if (changed('filters', 'window') || settledNow) room.free();
    if (changed('filters', 'window', 'bbox') || settledNow) {
      if (!state.settled) return showMoving(state);
      map.setTileQuery(tileQuery());
      questions.totals();
    }
    if (changed('filters', 'bbox')) questions.bars();
    if (changed('selected')) void showCard(state.selected, false);
    if (state.settled) {
      keepAddress(state);
      leadToTheSame(state);
    }
  });

  timeBar.show(spanOf(read.state), read.state.mode, read.state.step);
  questions.totals();
  questions.bars();
  const renamed = () => {
    map.rename();
    const focused = sheet.contains(document.activeElement);
    drawCard();
    if (focused) sheet.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    questions.totals();
  };
  void map.drawn.then(() => {
    idle(readyToMove);
    idle(() => void askForNames(api, version, renamed));
  });
  if (read.state.selected !== null) void showCard(read.state.selected, true);
  if (read.place !== null)
    void findById(api, version, read.place, read.place.replaceAll('-', ' ')).then((place) => place && map.showPlace(place));
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    timeBar.setTheme();
    map.setTheme();
  });
}

/** The list where the server has one for exactly these records, else the list on the full map. */
function hrefOf(state: State, part: string): string {
  if (part === 'all') return listHref(state.filters, state.window, state.bbox);
  return `/?${queryFromState({ ...state, list: part, selected: null })}`;
}

/** The full map, as the frame shows it: where it was moved to, its window and what is open. */
function leadToTheSame(state: State): void {
  const link = document.querySelector<HTMLAnchorElement>('.open-full');
  const version = new URLSearchParams(location.search).get('v');
  const parts = [queryFromState(state), version === null ? '' : `v=${encodeURIComponent(version)}`].filter((part) => part !== '');
  if (link) link.href = parts.length === 0 ? '/' : `/?${parts.join('&')}`;
}

/** A frame has no history of its own: the address is corrected, never pushed. A foreign hash stays. */
function keepAddress(state: State): void {
  const before = new URLSearchParams(location.search);
  const parts = KEPT.filter((name) => before.has(name)).map((name) => `${name}=${encodeURIComponent(before.get(name) ?? '')}`);
  const query = [queryFromState(state), ...parts].filter((part) => part !== '').join('&');
  history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`);
}
