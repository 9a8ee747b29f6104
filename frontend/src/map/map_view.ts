// The map as the page sees it: one element, what is shown, and what the visitor did with it.
import 'leaflet/dist/leaflet.css';
import './map.css';
import type * as L from 'leaflet';
import type { Span, Step } from '../days';
import { markPlaceName } from '../names';
import type { Bbox } from '../state';
import { readTokens } from '../tokens';
import { areaName } from '../toll_words';
import { attributionControl } from './attribution';
import { AREAS_FROM_ZOOM, EDGE_ROOM_PX } from './badges';
import { BasemapLayer } from './basemap_layer';
import { coveredAtEnd } from './covered';
import type { Held } from './held';
import type { DrawnMark } from './hit';
import { IncidentLayer } from './incident_layer';
import { LabelLayer } from './label_layer';
import { LatLngBounds, LeafletMap, Scale, Zoom } from './leaflet';
import type { Mark } from './mark';
import { type MovingSums, type TimeQuery, TimeScene } from './time_scene';
import { MAX_ZOOM, toLatLon, toWorld, zoomForCircle } from './world';

/** Below it the world is smaller than a window. */
const MIN_ZOOM = 3;
/** Free space round a circle that is gone to, px on each side. */
const CIRCLE_MARGIN_PX = 24;
/** A whole level is a coarse step on a phone: the region would fill half the screen or overflow it. */
const ZOOM_SNAP = 0.5;
const FLY_S = 0.6;
/** A line that brings no picture in this time may bring the rest. */
const MOST_WAIT_MS = 10_000;
/** The ground is asked for after the marks, but never so much later. */
const GROUND_WAITS_MS = 1000;
/** Pages are never scrolled past the poles, where the square ends. */
const BOUNDS: L.LatLngBoundsLiteral = [
  [-85, -190],
  [85, 190],
];

export type MapTarget =
  | { kind: 'incident'; id: string }
  | { kind: 'cluster'; id: string; count: number; same_place: boolean; place_name?: string }
  | { kind: 'area'; code: string; name: string; count: number };

export interface View {
  lat: number;
  lon: number;
  zoom: number;
}

export interface Circle {
  lat: number;
  lon: number;
  radius_m: number;
}

export interface MapOptions {
  element: HTMLElement;
  view: View | null;
  extent: [w: number, s: number, e: number, n: number];
  /** The canonical filter with `datetime`, without `v`. */
  tileQuery: string;
  version: string;
  /** Where records stand; null where nobody has said. */
  held: Held | null;
  sizeBy: 'killed' | 'count';
  /** In a page of somebody else: one finger scrolls that page, two move the map. */
  cooperative?: boolean;
  onOpen(target: MapTarget): void;
  /** `byHeight`: nobody moved it, it only became lower or higher. */
  onView(view: View, bbox: [number, number, number, number], byHeight: boolean): void;
  onTrouble(state: 'ok' | 'retrying' | 'offline'): void;
}

export interface MapView {
  element: HTMLElement;
  /** Settles once there is a picture, or none is to be had: what the first view does not need waits for it. */
  drawn: Promise<void>;
  /** The window at rest and its filters. */
  setTileQuery(query: string): void;
  /** Of what all of time is fetched, once the page is at rest. */
  setTimeQuery(query: TimeQuery): void;
  /** A window that is dragged, or played: drawn without asking. */
  setMoving(window: Span, played: boolean): void;
  /** Its sums, or null where the tiles cannot tell them. `touched`: areas that reach into the rectangle. */
  movingSums(window: Span, bbox: Bbox | null, touched: ReadonlySet<string>): MovingSums | null;
  /** The unit that a moving window must hold whole; null where any day does. */
  movingUnit(): Step | null;
  setSizeBy(by: 'killed' | 'count'): void;
  setSelected(id: string | null, at?: Circle & { geo_precision: string }): void;
  /** Goes where the whole circle is seen. */
  showPlace(at: Circle): void;
  setView(view: View): void;
  /** So much of the screen is covered from its foot: what stands at the edge moves up. */
  setCovered(share: number): void;
  /** Names are known by now that the tiles do not have. */
  rename(): void;
  /** The server has other data by now than when the page was made. */
  askEverywhere(): void;
  /** Reads the colours again. */
  setTheme(): void;
}

export function createMap(options: MapOptions): MapView {
  const { element } = options;
  const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(element, {
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    zoomSnap: ZOOM_SNAP,
    maxBounds: BOUNDS,
    maxBoundsViscosity: 1,
    zoomControl: false,
    attributionControl: false,
    fadeAnimation: false,
    zoomAnimation: !reducedMotion,
    inertia: !reducedMotion,
  });
  const trouble = troubleOf(options.onTrouble);
  const tokens = readTokens();
  let pictured = () => {};
  const drawn = new Promise<void>((done) => {
    pictured = done;
    setTimeout(done, MOST_WAIT_MS);
  });
  const turn = Promise.race([drawn, new Promise<void>((done) => setTimeout(done, GROUND_WAITS_MS))]);
  const basemap = new BasemapLayer({ tokens, turn, onFailing: trouble('basemap'), onTile: () => named() });
  const labels = new LabelLayer(
    map,
    tokens,
    () => basemap.tiles().flatMap(({ places }) => places),
    (point) => basemap.countryAt(point),
  );
  // Letters that a font of the page brings are there only after they were first drawn without it.
  document.fonts?.addEventListener('loadingdone', () => labels.refresh());
  const time = new TimeScene(options.version, () => incidents.takeMoving(), trouble('spacetime'));
  const incidents = new IncidentLayer({
    map,
    version: options.version,
    query: options.tileQuery,
    held: options.held,
    sizeBy: options.sizeBy,
    tokens,
    reducedMotion,
    nearPlace: (point) => labels.nearPlace(point),
    piecesOf: (code) => basemap.piecesOf(code),
    time,
    onPress: (item) => press(item),
    onFailing: trouble('incidents'),
    onPicture: () => pictured(),
    onDrawn: (drawn) => labels.avoid(drawn),
  });
  const named = () => {
    labels.refresh();
    incidents.refresh();
  };
  addControls(map);
  if (options.cooperative)
    element.addEventListener('pointerdown', ({ pointerType }) => map.dragging[pointerType === 'touch' ? 'disable' : 'enable'](), {
      capture: true,
    });

  let size = map.getSize();
  map.on('moveend', () => {
    const before = size;
    size = map.getSize();
    const centre = map.getCenter();
    const bounds = map.getBounds();
    const view = { lat: centre.lat, lon: centre.lng, zoom: map.getZoom() };
    options.onView(
      view,
      [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      size.x === before.x && size.y !== before.y,
    );
  });

  // The first view is the whole extent, also after the page around the map has found its size.
  let untouched = options.view === null;

  function touched(): void {
    untouched = false;
  }

  function showExtent(): void {
    const [west, south, east, north] = options.extent;
    map.fitBounds(new LatLngBounds([south, west], [north, east]), {
      paddingBottomRight: [coveredAtEnd(element), EDGE_ROOM_PX],
      animate: false,
    });
  }

  function go(lat: number, lon: number, zoom: number): void {
    touched();
    if (reducedMotion) map.setView([lat, lon], zoom, { animate: false });
    else map.flyTo([lat, lon], zoom, { duration: FLY_S });
  }

  /** Zooming is right only where it splits what is counted; else the records are opened. */
  function press({ mark }: DrawnMark): void {
    if (mark.members)
      map.fitBounds(boundsOf(mark.members), { maxZoom: AREAS_FROM_ZOOM + 1, paddingBottomRight: [coveredAtEnd(element), 0] });
    else if (mark.kind === 'cluster' && mark.expansionZoom !== undefined && mark.expansionZoom > map.getZoom()) {
      const { lat, lon } = toLatLon(mark);
      go(lat, lon, Math.min(MAX_ZOOM, mark.expansionZoom));
    } else options.onOpen(targetOf(mark));
  }

  basemap.addTo(map);
  // Shells lay the page out after this call, too: Leaflet is told whenever the element changes its size.
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (untouched) showExtent();
  }).observe(element);
  for (const gesture of ['pointerdown', 'wheel', 'keydown']) element.addEventListener(gesture, touched, { passive: true });
  if (options.view) map.setView([options.view.lat, options.view.lon], options.view.zoom);
  else showExtent();

  let covered = 0;
  const keepOffTheSheet = () => {
    const foot = element.getBoundingClientRect().bottom - window.innerHeight * (1 - covered);
    incidents.setFoot(covered === 0 ? 0 : Math.max(0, Math.round(foot)));
  };
  map.on('resize', keepOffTheSheet); // the sentence below the map became longer or shorter

  return {
    element,
    drawn,
    setTileQuery: (query) => incidents.setQuery(query),
    setTimeQuery: (query) => time.setQuery(query),
    setMoving: (window, played) => incidents.setMoving(window, played),
    movingSums: (window, bbox, touched) => time.sums(window, bbox, touched),
    movingUnit: () => time.unit(),
    setSizeBy: (by) => incidents.setSizeBy(by),
    setSelected(id, at) {
      const where = at && { at: { ...toWorld(at.lat, at.lon), radiusM: at.radius_m, precision: at.geo_precision } };
      incidents.setSelected(id === null ? null : { id, ...where });
    },
    showPlace(at) {
      const point = toWorld(at.lat, at.lon);
      const { x: width, y: height } = map.getSize();
      incidents.showPlace({ ...point, radiusM: at.radius_m });
      go(at.lat, at.lon, zoomForCircle(at.radius_m, point.y, width - 2 * CIRCLE_MARGIN_PX, height - 2 * CIRCLE_MARGIN_PX));
    },
    setView(view) {
      touched();
      map.setView([view.lat, view.lon], view.zoom, { animate: false });
    },
    rename: () => named(),
    askEverywhere: () => incidents.askEverywhere(),
    setCovered(share) {
      covered = share;
      keepOffTheSheet();
    },
    setTheme() {
      const fresh = readTokens();
      basemap.setTokens(fresh);
      labels.setTokens(fresh);
      incidents.setTokens(fresh);
    },
  };
}

function boundsOf(marks: readonly Mark[]): L.LatLngBounds {
  return new LatLngBounds(marks.map((mark) => toLatLon(mark)).map(({ lat, lon }) => [lat, lon])).pad(0.2);
}

function targetOf(mark: Mark): MapTarget {
  if (mark.kind === 'single') return { kind: 'incident', id: mark.id };
  if (mark.kind === 'area') return { kind: 'area', code: mark.id, name: areaName(mark.id, mark.areaName), count: mark.count };
  const place = markPlaceName(mark);
  const named = place === undefined ? {} : { place_name: place };
  return { kind: 'cluster', id: mark.id, count: mark.count, same_place: mark.samePlace, ...named };
}

function addControls(map: L.Map): void {
  new Zoom({ position: document.documentElement.dir === 'rtl' ? 'topleft' : 'topright' }).addTo(map);
  new Scale({ position: 'bottomleft', imperial: false, maxWidth: 90 }).addTo(map);
  attributionControl().addTo(map);
}

/** One word for both sets of tiles. */
function troubleOf(onTrouble: MapOptions['onTrouble']): (source: string) => (failing: number) => void {
  const failing = new Map<string, number>();
  let told = 'ok';
  const tell = () => {
    const any = [...failing.values()].some((n) => n > 0);
    const state = !any ? 'ok' : navigator.onLine ? 'retrying' : 'offline';
    if (state !== told) onTrouble(state);
    told = state;
  };
  window.addEventListener('online', tell);
  window.addEventListener('offline', tell);
  return (source) => (count) => {
    failing.set(source, count);
    tell();
  };
}
