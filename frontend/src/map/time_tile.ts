// A tile of all time, and the marks of any window of it: what lets time be dragged and played without asking again.
// A tile with few records lists them, so every day is exact; a larger one has sums by cell and calendar unit, exact
// for windows of whole units. Server: "Space-time tiles". A window costs two look-ups a cell.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { type Day, parseIso, type Span } from '../days';
import { areaName } from '../toll_words';
import { FAMILIES, type Family, type FamilyCounts } from './families';
import type { Mark } from './mark';
import type { TileAddress, WorldPoint } from './world';

export interface TimeRecord extends WorldPoint {
  id: string;
  cell: string;
  first: Day; // minus infinity where that end is open
  last: Day;
  killed: number | undefined;
  killedLow: number | undefined;
  killedHigh: number | undefined;
  noFigure: number;
  atLeast: boolean;
  disputed: number;
  radiusM: number | undefined;
  family: Family;
  precision: string;
}

/** Sums before each unit, so that any run of units is one subtraction. */
export interface TimeCell extends WorldPoint {
  id: string;
  units: Day[]; // first days, ascending
  days: number[][]; // records of one day; one row more than units
  starts: number[][]; // the others, by their first possible day; the first row is of those that began before all time
  ends: number[][]; // the others, by their last possible day
}

export type TimeTile = { kind: 'records'; records: TimeRecord[] } | { kind: 'sums'; cells: TimeCell[] };

/** The sums in their order here; those of the families follow in the order of FAMILIES. */
const NAMES = ['point_count', 'killed', 'killed_low', 'killed_high', 'no_figure', ...FAMILIES.map((name) => `n_${name}`)];
const [COUNT, KILLED, KILLED_LOW, KILLED_HIGH, NO_FIGURE, FIRST_FAMILY] = [0, 1, 2, 3, 4, 5];

type Properties = Record<string, number | string | boolean | undefined>;

export interface TimeFeature {
  properties: Properties;
  at: WorldPoint;
}

export function timeTile(bytes: ArrayBuffer | null, tile: TileAddress): TimeTile {
  const layer = bytes && bytes.byteLength > 0 ? new VectorTile(new PbfReader(new Uint8Array(bytes))).layers.spacetime : undefined;
  const features: TimeFeature[] = [];
  const side = 2 ** tile.z;
  for (let i = 0; layer && i < layer.length; ++i) {
    const feature = layer.feature(i);
    const point = feature.loadGeometry()[0]?.[0];
    if (!point) continue;
    const at = { x: (tile.x + point.x / layer.extent) / side, y: (tile.y + point.y / layer.extent) / side };
    features.push({ properties: feature.properties, at });
  }
  return tileOf(features);
}

export function tileOf(features: readonly TimeFeature[]): TimeTile {
  if (features.some(({ properties }) => properties.id === undefined)) return { kind: 'sums', cells: cellsOf(features) };
  return { kind: 'records', records: features.map(({ properties, at }) => recordOf(properties, at)) };
}

const number = (value: Properties[string]) => (typeof value === 'number' ? value : undefined);
const dayOr = (value: Properties[string], open: number) => parseIso(String(value ?? ''))?.from ?? open;

function recordOf(p: Properties, at: WorldPoint): TimeRecord {
  return {
    ...at,
    id: String(p.id),
    cell: String(p.cell),
    first: dayOr(p.first, Number.NEGATIVE_INFINITY),
    last: dayOr(p.last, Number.POSITIVE_INFINITY),
    killed: number(p.killed),
    killedLow: number(p.killed_low),
    killedHigh: number(p.killed_high),
    noFigure: number(p.no_figure) ?? 0,
    atLeast: p.at_least === true,
    disputed: number(p.disputed) ?? 0,
    radiusM: number(p.radius_m),
    family: FAMILIES.find((family) => family === p.family) ?? 'other',
    precision: String(p.geo_precision ?? 'P1'),
  };
}

function cellsOf(features: readonly TimeFeature[]): TimeCell[] {
  const cells = new Map<string, TimeCell>();
  const zeros = () => NAMES.map(() => 0);
  const sums = (p: Properties, prefix: string) => NAMES.map((name) => number(p[prefix + name]) ?? 0);
  for (const { properties: p, at } of features) {
    const id = String(p.cell);
    let cell = cells.get(id);
    if (!cell) {
      cell = { ...at, id, units: [], days: [zeros()], starts: [zeros()], ends: [zeros()] };
      cells.set(id, cell);
    }
    if (p.t === undefined) {
      // Began before all time: in every window that ends after it. What never ends is never taken away again.
      cell.starts[0] = plus(cell.starts[0]!, sums(p, 'starts_'));
      continue;
    }
    cell.units.push(dayOr(p.t, 0));
    cell.days.push(plus(cell.days.at(-1)!, sums(p, '')));
    cell.starts.push(plus(cell.starts.at(-1)!, sums(p, 'starts_')));
    cell.ends.push(plus(cell.ends.at(-1)!, sums(p, 'ends_')));
  }
  return [...cells.values()];
}

const plus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value + b[i]!);

/** How many units begin before this day. */
function unitsBefore(units: readonly Day[], day: Day): number {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function marksIn(tile: TimeTile, window: Span): Mark[] {
  if (tile.kind === 'records') return marksOfRecords(tile.records.filter(({ first, last }) => first <= window.to && last >= window.from));
  return tile.cells.flatMap((cell) => markOfSums(cell, window) ?? []);
}

/** Where something had happened before this day and is over: places only, no figures. */
export function pastPlaces(tile: TimeTile, before: Day): WorldPoint[] {
  if (tile.kind === 'records') return tile.records.filter(({ last, cell }) => last < before && !isArea(cell));
  return tile.cells.filter((cell) => !isArea(cell.id) && unitsBefore(cell.units, before) > 0 && isOver(cell, before));
}

function isOver(cell: TimeCell, before: Day): boolean {
  const i = unitsBefore(cell.units, before);
  return cell.days[i]![COUNT]! + cell.ends[i]![COUNT]! > 0;
}

/** Cells are named by their address, areas by their code. */
export function isArea(cell: string): boolean {
  return !/^\d+-\d+-\d+$/.test(cell);
}

function markOfSums(cell: TimeCell, window: Span): Mark | undefined {
  const i = unitsBefore(cell.units, window.from);
  const j = unitsBefore(cell.units, window.to + 1);
  const exact = (k: number) => cell.days[j]![k]! - cell.days[i]![k]!;
  const loose = (k: number) => cell.starts[j]![k]! - cell.ends[i]![k]!;
  const sum = (k: number) => exact(k) + loose(k);
  const count = sum(COUNT);
  if (count === 0) return undefined;
  const figures = sum(NO_FIGURE) < count;
  return {
    ...emptyMark(cell.id, cell),
    count,
    killed: figures ? sum(KILLED) : undefined,
    killedLow: figures ? sum(KILLED_LOW) : undefined,
    killedHigh: figures ? sum(KILLED_HIGH) : undefined,
    noFigure: sum(NO_FIGURE),
    families: FAMILIES.map((_, f) => sum(FIRST_FAMILY + f)) as FamilyCounts,
    notDayDated: loose(COUNT),
  };
}

function marksOfRecords(records: readonly TimeRecord[]): Mark[] {
  const cells = new Map<string, TimeRecord[]>();
  for (const record of records) {
    const cell = cells.get(record.cell);
    if (cell) cell.push(record);
    else cells.set(record.cell, [record]);
  }
  return [...cells].map(([cell, members]) => (members.length === 1 ? markOfOne(cell, members[0]!) : markOfMany(cell, members)));
}

const isDayDated = ({ first, last }: TimeRecord) => first === last;

function markOfMany(cell: string, records: readonly TimeRecord[]): Mark {
  const sum = (of: (record: TimeRecord) => number) => records.reduce((total, record) => total + of(record), 0);
  const noFigure = sum((record) => record.noFigure);
  const figures = noFigure < records.length;
  const [one] = records as [TimeRecord];
  return {
    ...emptyMark(cell, { x: sum(({ x }) => x) / records.length, y: sum(({ y }) => y) / records.length }),
    count: records.length,
    killed: figures ? sum(({ killed }) => killed ?? 0) : undefined,
    killedLow: figures ? sum(({ killedLow }) => killedLow ?? 0) : undefined,
    killedHigh: figures ? sum(({ killedHigh }) => killedHigh ?? 0) : undefined,
    noFigure,
    families: FAMILIES.map((name) => sum(({ family }) => (family === name ? 1 : 0))) as FamilyCounts,
    disputed: sum(({ disputed }) => disputed),
    notDayDated: sum((record) => (isDayDated(record) ? 0 : 1)),
    samePlace: records.every(({ x, y }) => x === one.x && y === one.y),
  };
}

function markOfOne(cell: string, record: TimeRecord): Mark {
  const { id, killed, atLeast, radiusM, precision } = record;
  const only = { ...markOfMany(cell, [record]), samePlace: false, record: id, atLeast, precision };
  return isArea(cell) ? only : { ...only, id, kind: 'single', killed, radiusM };
}

/** What no tile of time says, such as names, is there again when the window rests. */
function emptyMark(cell: string, { x, y }: WorldPoint): Mark {
  const area = isArea(cell);
  return {
    x,
    y,
    id: cell,
    record: undefined,
    kind: area ? 'area' : 'cluster',
    count: 0,
    killed: undefined,
    killedLow: undefined,
    killedHigh: undefined,
    atLeast: false,
    noFigure: 0,
    families: [0, 0, 0, 0],
    disputed: 0,
    notDayDated: 0,
    samePlace: false,
    place: undefined,
    placeName: undefined,
    areaName: area ? areaName(cell) : undefined,
    radiusM: undefined,
    precision: 'P1',
    first: undefined,
    last: undefined,
    attackType: undefined,
    expansionZoom: undefined,
  };
}
