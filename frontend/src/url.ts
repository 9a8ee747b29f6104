// One table that maps the state to the address and back. What is at its default is not in the address.
import { addUnits, iso, parseIso, type Span, STEPS, type Step } from './days';
import { activeFilters, FILTER_NAMES, type FilterName, type Filters, toList } from './filters_table';
import { type Bbox, START, type State, type View } from './state';
import { LANGUAGES, language } from './words';

type Read = (text: string) => Partial<State> | null;
interface Row {
  name: string;
  write(state: State): string | null;
  read: Read;
}

const DURATION: Record<string, Step> = { D: 'day', W: 'week', M: 'month', Y: 'year' };
const OPEN_START = -719162; // 1 January of year 1
const OPEN_END = 2932896; // 31 December 9999

export function writeWindow(window: Span): string {
  return window.from === window.to ? iso(window.from) : `${iso(window.from)}/${iso(window.to)}`;
}

/** The forms of `datetime`: one date, a/b, ../b, a/.., a/P1M. Undefined when it cannot be read, null for no bound. */
export function readWindow(text: string): Span | null | undefined {
  const [left = '', right, more] = text.split('/');
  if (more !== undefined) return undefined;
  if (right === undefined) return left === '..' ? null : (parseIso(left) ?? undefined);
  const open = (side: string) => side === '' || side === '..';
  if (open(left) && open(right)) return null;
  const start = open(left) ? null : parseIso(left);
  if (!open(left) && !start) return undefined;
  const duration = /^P(\d{1,5})([DWMY])$/.exec(right);
  if (duration) {
    const n = Number(duration[1]);
    const unit = DURATION[duration[2] ?? ''];
    if (!start || !unit || n < 1) return undefined;
    return { from: start.from, to: addUnits(start.from, unit, n) - 1 };
  }
  const end = open(right) ? null : parseIso(right);
  if (!open(right) && !end) return undefined;
  const span = { from: start?.from ?? OPEN_START, to: end?.to ?? OPEN_END };
  return span.from <= span.to ? span : undefined;
}

export function writeView(view: View): string {
  // Five digits are a metre: more would only make addresses longer.
  const degrees = (value: number) => String(Number(value.toFixed(5)));
  return `${degrees(view.lat)},${degrees(view.lon)},${Number(view.zoom.toFixed(2))}`;
}

function readView(text: string): View | null {
  const parts = text.split(',').map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  const [lat, lon, zoom] = parts;
  if (parts.length !== 3 || lat === undefined || lon === undefined || zoom === undefined || parts.some(Number.isNaN)) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22 ? { lat, lon, zoom } : null;
}

function oneOf<K extends keyof State>(key: K, values: readonly State[K][]): Read {
  return (text) => (values.includes(text as State[K]) ? ({ [key]: text } as Partial<State>) : null);
}

const RECORD_ID = /^[a-z0-9-]{1,64}$/;
const LIST_ID = /^[A-Za-z0-9._-]{1,64}$/;

const ROWS: Row[] = [
  {
    name: 'view',
    write: (s) => (s.view ? writeView(s.view) : null),
    read: (text) => {
      const view = readView(text);
      return view && { view };
    },
  },
  {
    name: 'datetime',
    write: (s) => (s.window ? writeWindow(s.window) : null),
    read: (text) => {
      const window = readWindow(text);
      return window === undefined ? null : { window };
    },
  },
  { name: 'mode', write: (s) => (s.mode === START.mode ? null : s.mode), read: oneOf('mode', ['start', 'moving']) },
  { name: 'step', write: (s) => (s.step === START.step ? null : s.step), read: oneOf('step', STEPS) },
  { name: 'size', write: (s) => (s.sizeBy === START.sizeBy ? null : s.sizeBy), read: oneOf('sizeBy', ['killed', 'count']) },
  { name: 'incident', write: (s) => s.selected, read: (text) => (RECORD_ID.test(text) ? { selected: text } : null) },
  // The words are those of the document; another language is another document.
  {
    name: 'lang',
    write: () => (language() === LANGUAGES[0] ? null : language().code),
    read: (text) => (LANGUAGES.some(({ code }) => code === text) ? {} : null),
  },
  { name: 'list', write: (s) => s.list, read: (text) => (LIST_ID.test(text) ? { list: text } : null) },
];

/** Other names for a row, as other pages may write them. */
const SYNONYMS: Record<string, string> = { id: 'incident' };

export interface ReadState {
  state: State;
  place: string | null; // ?place=ID of a link without script: go there once, then it is a view
  unread: string[]; // names of parameters whose value could not be read
}

export function stateFromQuery(query: string): ReadState {
  const params = new URLSearchParams(query);
  let state: State = { ...START };
  const unread: string[] = [];
  for (const [written, text] of params) {
    const name = SYNONYMS[written] ?? written;
    const row = ROWS.find((one) => one.name === name);
    if (row) {
      const change = row.read(text);
      if (change) state = { ...state, ...change };
      else unread.push(written);
    } else if (FILTER_NAMES.includes(name as FilterName)) {
      const values = toList(name as FilterName, text);
      if (values.length > 0) state = { ...state, filters: { ...state.filters, [name]: values } };
    }
  }
  return { state, place: params.get('place'), unread };
}

export function queryFromState(state: State): string {
  const parts: string[] = [];
  for (const row of ROWS) {
    const text = row.write(state);
    if (text !== null) parts.push(`${row.name}=${encode(text)}`);
  }
  for (const name of activeFilters(state.filters)) parts.push(`${name}=${encode((state.filters[name] ?? []).join(','))}`);
  return parts.join('&');
}

/** Commas and slashes may stand as they are in a query, and are easier to read. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%2C/g, ',').replace(/%2F/g, '/');
}

/** The filter as every route of the server takes it: sorted, defaults left out. */
export function filterQuery(filters: Filters, window: Span | null, bbox: Bbox | null = null): string {
  const parts = new Map<string, string>();
  for (const name of activeFilters(filters)) parts.set(name, (filters[name] ?? []).join(','));
  if (window) parts.set('datetime', writeWindow(window));
  if (bbox) parts.set('bbox', bbox.join(','));
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}=${encode(text)}`)
    .join('&');
}

/** The list of the server under exactly this filter. */
export function listHref(filters: Filters, window: Span | null, bbox: Bbox | null): string {
  const query = filterQuery(filters, window, bbox);
  return inLanguage(query === '' ? '/list' : `/list?${query}`);
}

export function incidentHref(id: string): string {
  return inLanguage(`/incidents/${id}`);
}

/** An address of a page, in the language that is read, or in another one. */
export function inLanguage(path: string, code = language().code): string {
  if (code === LANGUAGES[0]?.code) return path;
  return `${path}${path.includes('?') ? '&' : '?'}lang=${code}`;
}

/** Keeps the address in step; Back and Forward bring a state back. */
export function bindHistory(get: () => State, onPop: (read: ReadState) => void): (kind: 'push' | 'replace') => void {
  window.addEventListener('popstate', () => onPop(stateFromQuery(location.search)));
  return (kind) => {
    const query = queryFromState(get());
    const address = query === '' ? location.pathname : `${location.pathname}?${query}`;
    if (address === location.pathname + location.search) return;
    if (kind === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  };
}
