// Brings the parts up and keeps them in step with the state.
import { type Api, createApi, type Link, pause, type Refused } from './api';
import { dateInWords, type Span } from './days';
import { createDetail } from './detail';
import { isPlainClick } from './dom';
import { createEmptyResult } from './empty_result';
import { createFilters } from './filters';
import { FILTER_NAMES, type FilterName, type Filters, withFilter } from './filters_table';
import { createHeadline, createSpeaker, datesOnly, type Sentences, sentences, spoken } from './headline';
import { createHeadlineRoom } from './headline_room';
import { idle } from './idle';
import { createLanguageMenu } from './language_menu';
import { createLayout } from './layout';
import { createLegend } from './map/legend';
import { createMap, type MapTarget } from './map/map_view';
import { bboxToAsk, contains } from './map_bounds';
import { choice } from './menu';
import { placeName } from './names';
import { createNotice } from './notice';
import { onDemand } from './on_demand';
import { type PageData, readPageData } from './page_data';
import { createPaper } from './paper';
import { askForNames } from './place_names';
import { createQuestions } from './questions';
import type { Histogram, Incident } from './records';
import { createSearch, type FoundPlace, findById } from './search';
import { createStore, equal, type State, type View } from './state';
import { createTimeBar } from './time_bar';
import { asWindow, unbounded } from './time_window';
import { bindHistory, filterQuery, inLanguage, listHref, queryFromState, stateFromQuery, writeView } from './url';
import { speakLater, t } from './words';

const TO_THE_DAY = 'D1';

/** Settles when the first view is drawn. */
export async function start(): Promise<void> {
  const notice = createNotice();
  const api = createApi({
    fetch: window.fetch.bind(window),
    wait: pause,
    onLink: (link) => notice.link('api', link),
  });
  await run(api, readPageData(), notice);
}

function run(api: Api, { version, licence, extent, period, held }: PageData, notice: ReturnType<typeof createNotice>): Promise<void> {
  const title = document.title;
  const read = stateFromQuery(location.search);
  const store = createStore(read.state);
  const write = bindHistory(store.get, (popped) => {
    store.set({ ...popped.state, bbox: store.get().bbox, settled: true }, 'replace');
    const view = popped.state.view ?? home;
    moved ||= popped.state.view !== null;
    if (view) map.setView(view);
  });
  if (read.unread.length > 0) notice.say(t('map.notice.unread', { names: read.unread.join(', ') }));

  const search = createSearch(api, version, (place) => showPlace(place));
  const setFilters = (next: Filters) => {
    timeBar.stop(); // what is played is of the filters before
    store.set({ filters: next });
  };
  const filters = createFilters(setFilters, () => questions.totals());
  const size = choice<State['sizeBy']>(
    'size',
    t('map.size'),
    ['killed', 'count'],
    (by) => t(`map.size.${by}`),
    (sizeBy) => store.set({ sizeBy }),
  );
  const languages = createLanguageMenu((code) => {
    const query = queryFromState(store.get())
      .split('&')
      .filter((part) => part !== '' && !part.startsWith('lang='))
      .join('&');
    return inLanguage(query === '' ? '/' : `/?${query}`, code);
  });
  const layout = createLayout(
    search,
    filters,
    [createLegend(), size.element],
    t('map.colophon', { version, licence }),
    createPaper(
      ['map', 'time'].map((id) => document.getElementById(id) as HTMLElement),
      () => store.get().filters,
    ),
    {
      openShare,
      openExport,
      openList: () => store.set({ list: store.get().list ?? 'all', selected: null }),
      closeDetail: () => store.set({ list: null, selected: null }),
      cover: (share) => map.setCovered(share),
    },
    languages,
  );
  notice.attach(layout.notice);
  const headline = createHeadline(layout.headline, {
    href(part) {
      const state = store.get();
      if (part === 'all') return listHref(state.filters, state.window, state.bbox);
      return `/?${queryFromState({ ...state, list: part, selected: null })}`;
    },
    openList: (part) => store.set({ list: part, selected: null }),
    openIncident: (id) => store.set({ selected: id }),
  });
  const room = createHeadlineRoom(layout.headline);
  const speak = createSpeaker(layout.speaker);
  const empty = createEmptyResult(layout.empty, api, version, (change) => {
    store.set(change);
    if (change.view === null && home) map.setView(home);
  });

  let barStep: 'month' | 'year' = 'year';
  let areasInView: ReadonlySet<string> = new Set(); // of all time: those in a window are some of them
  const questions = createQuestions(
    api,
    version,
    store.get,
    () => barStep,
    {
      onTotals: showTotals,
      onBars(answer) {
        areasInView = new Set(answer.totals.areas.map(({ area }) => area));
        timeBar.setBins(answer.bins);
      },
      onRefused,
    },
    filters.wantsChoices,
  );
  const timeBar = createTimeBar({
    element: document.getElementById('time') as HTMLElement,
    period,
    onWindow: (span, settled) => store.set({ window: asWindow(span, period), settled }, settled ? 'push' : 'replace'),
    onMode: (mode) => store.set({ mode }, 'replace'),
    onStep: (step) => store.set({ step }, 'replace'),
    onOnlyDays: (on) => setFilters(withFilter(store.get().filters, 'date_precision', on ? [TO_THE_DAY] : [])),
    unitWhileMoving: () => map.movingUnit(),
    onBarStep(step) {
      barStep = step === 'month' ? 'month' : 'year';
      questions.bars();
    },
  });

  let home: View | null = null;
  let moved = read.state.view !== null;
  const mapBox = document.getElementById('map') as HTMLElement;
  for (const event of ['pointerdown', 'wheel', 'keydown'])
    mapBox.addEventListener(
      event,
      () => {
        moved = true;
      },
      { passive: true, capture: true },
    );
  const tileQuery = () => filterQuery(store.get().filters, store.get().window);
  const map = createMap({
    element: mapBox,
    view: read.state.view,
    extent,
    tileQuery: tileQuery(),
    version,
    held,
    sizeBy: read.state.sizeBy,
    onOpen: openTarget,
    onView(view, bounds, byHeight) {
      if (!byHeight) room.free();
      const bbox = bboxToAsk(bounds, extent);
      // Until someone moves the map, its view is the first view, also when the page is laid out again.
      if (moved) return store.set({ view: home && writeView(view) === writeView(home) ? null : view, bbox }, 'replace');
      home = view;
      store.set({ bbox }, 'replace');
    },
    onTrouble: (link: Link) => notice.link('map', link),
  });

  const detail = createDetail(layout.detail, api, version, {
    open(incident) {
      store.set({ selected: incident.id });
      const at = whereIs(incident);
      if (at && !contains(store.get().bbox, at.lon, at.lat)) goTo(at);
    },
    closeCard: () => store.set({ selected: null }),
    closeList: () => store.set({ list: null }),
    onCard(incident, asked) {
      const at = incident && whereIs(incident);
      document.title = incident ? titleOf(incident, title) : title;
      if (!incident) return map.setSelected(null);
      map.setSelected(incident.id, at ? { ...at, geo_precision: incident.properties.geo_precision } : undefined);
      // A link to a record without a view: go where it is.
      if (asked === 'first' && !read.state.view && at) goTo(at);
    },
    showOnMap(incident) {
      const at = whereIs(incident);
      if (at) showPlace(at);
    },
  });

  const share = onDemand(async () => {
    const [{ createShare }] = await Promise.all([import('./share'), speakLater()]);
    return createShare(version);
  });
  const files = onDemand(async () => {
    const [{ createExport }] = await Promise.all([import('./export'), speakLater()]);
    return createExport(api, version);
  });
  const notReached = () => notice.say(t('map.notice.offline'));
  function openShare(): void {
    share().then((panel) => panel.open(queryFromState(store.get())), notReached);
  }
  function openExport(): void {
    files().then((panel) => panel.open(store.get()), notReached);
  }

  function openTarget(target: MapTarget): void {
    if (target.kind === 'incident') store.set({ selected: target.id });
    else store.set({ list: target.kind === 'area' ? target.code : target.id, selected: null });
  }

  function showPlace(place: FoundPlace): void {
    layout.closeFind();
    if (layout.isNarrow()) layout.detailSheet.half();
    goTo(place);
  }

  function goTo(place: FoundPlace): void {
    moved = true;
    layout.foldLegend(); // it has been read; the place is what matters now
    map.showPlace(place);
  }

  const spanOf = (state: State): Span => {
    const window = state.window ?? period;
    return { from: Math.max(window.from, period.from), to: Math.min(window.to, period.to) };
  };

  function say(parts: Sentences, settled: boolean): void {
    headline.show(parts);
    if (settled) room.settle();
    speak(spoken(parts), settled);
  }

  /** A window that is dragged or played: from what is here already, no question is asked. */
  function showMoving(state: State): void {
    const span = spanOf(state);
    const window = unbounded(span, period);
    map.setMoving(window, timeBar.playing());
    const sums = map.movingSums(window, state.bbox, areasInView);
    say(sums ? sentences({ ...sums, disputed: 0, largest: [] }, span, state.bbox !== null) : datesOnly(span), false);
  }

  /** All of time under these filters, once the browser has nothing better to do. */
  const readyToMove = () => {
    const { filters: filtered, step } = store.get();
    map.setTimeQuery({ filter: filterQuery(filtered, null), step: step === 'year' ? 'month' : step });
  };

  function showTotals(answer: Histogram, asked: State): void {
    if (!store.get().settled) return; // the window has gone on meanwhile
    say(sentences(answer.totals, spanOf(asked), asked.bbox !== null), true);
    filters.setCounts(answer.totals, answer.choices);
    layout.setMatched(answer.totals.count);
    if (answer.totals.count === 0 && asked.settled) void empty.show(asked);
    else empty.hide();
    if (answer.version === version) return;
    notice.stale();
    map.askEverywhere();
  }

  function onRefused(refused: Refused): void {
    const name = refused.parameter as FilterName;
    const known = FILTER_NAMES.includes(name);
    notice.say(t('map.notice.refused', { name: known ? t(`map.filter.${name}`) : name, detail: refused.detail }));
    if (known) store.set({ filters: withFilter(store.get().filters, name, []) }, 'replace');
  }

  store.subscribe((state, before, kind) => {
    const changed = (...keys: (keyof State)[]) => keys.some((key) => !equal(state[key], before[key]));
    const settledNow = state.settled && !before.settled;
    // What stands below the headline stays where it is while the headline changes many times a second.
    if (state.settled !== before.settled) layout.headline.style.minHeight = state.settled ? '' : `${layout.headline.offsetHeight}px`;
    if (changed('window', 'mode', 'step')) timeBar.show(spanOf(state), state.mode, state.step);
    if (changed('filters')) showFilters(state);
    if (changed('sizeBy')) {
      size.show(state.sizeBy);
      map.setSizeBy(state.sizeBy);
    }
    if (changed('filters', 'step')) readyToMove();
    if (changed('filters', 'window') || settledNow) room.free();
    if (changed('filters', 'window', 'bbox') || settledNow) {
      if (!state.settled) showMoving(state);
      else {
        map.setTileQuery(tileQuery());
        questions.totals();
      }
    }
    if (changed('filters', 'bbox')) questions.bars();
    if (state.settled) {
      showDetail(state);
      write(kind);
    }
    // The list is of the window before, until this one rests.
    document.getElementById('app')?.classList.toggle('is-moving', !state.settled);
  });

  function showFilters(state: State): void {
    filters.show(state.filters);
    timeBar.showOnlyDays(state.filters.date_precision?.join() === TO_THE_DAY);
  }

  function showDetail(state: State): void {
    detail.show(state, !layout.isNarrow());
    document.getElementById('app')?.classList.toggle('has-card', state.selected !== null);
    if (state.selected !== null || state.list !== null) layout.detailSheet.open();
    else layout.detailSheet.close();
  }

  showFilters(read.state);
  size.show(read.state.sizeBy);
  timeBar.show(spanOf(read.state), read.state.mode, read.state.step);
  questions.totals();
  questions.bars();
  const renamed = () => {
    map.rename();
    detail.rename();
    questions.totals(); // the sentence names districts too
  };
  // Until the map is drawn nothing is fetched that the first view does not need.
  void map.drawn.then(() => {
    idle(readyToMove);
    idle(() => void askForNames(api, version, renamed));
    if (layout.listServed) showDetail(store.get());
  });
  if (!layout.listServed) showDetail(store.get());
  layout.onWidth(() => showDetail(store.get()));

  layout.places?.addEventListener('click', (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[data-place]');
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    void findById(api, version, link.dataset.place ?? '', link.textContent ?? '').then((place) => place && showPlace(place));
  });
  if (read.place !== null)
    void findById(api, version, read.place, read.place.replaceAll('-', ' ')).then((place) => place && showPlace(place));

  const redraw = () => {
    timeBar.setTheme();
    map.setTheme();
  };
  // What is drawn has no letters of its own: it is drawn again when they are here.
  document.fonts?.addEventListener('loadingdone', () => {
    redraw();
    room.free();
    room.settle();
  });
  // Paper has its own colours: what is drawn is drawn again for it, and again for the screen.
  for (const medium of ['(prefers-color-scheme: dark)', 'print']) window.matchMedia(medium).addEventListener('change', redraw);
  return map.drawn;
}

function whereIs(incident: Incident): FoundPlace | null {
  const [lon, lat] = incident.geometry?.coordinates ?? [];
  if (lon === undefined || lat === undefined) return null;
  return { lat, lon, radius_m: incident.properties.radius_m ?? 0 };
}

function titleOf({ properties: p }: Incident, site: string): string {
  return [placeName(p), dateInWords(p.first, p.last), site].filter((part) => part).join(' · ');
}
