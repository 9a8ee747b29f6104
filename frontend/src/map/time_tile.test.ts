import { describe, expect, it } from 'vitest';
import { addUnits, type Day, dayOf, iso, type Span, unitOf } from '../days';
import { FAMILIES } from './families';
import type { Mark } from './mark';
import { marksIn, pastPlaces, type TimeFeature, tileOf } from './time_tile';

interface Attack {
  id: string;
  cell: string;
  first?: Day;
  last?: Day;
  killed?: number;
  family: number;
}

const START = dayOf({ year: 2010, month: 1, day: 1 });

/** Numbers that are the same on every machine. */
function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function attacks(n: number): Attack[] {
  const random = randoms(7);
  return Array.from({ length: n }, (_, i) => {
    const day = START + random(1000);
    const kind = random(10);
    const span = kind < 6 ? { first: day, last: day } : kind < 8 ? { first: day, last: day + random(200) + 1 } : {};
    const open = kind === 8 ? { first: day } : kind === 9 && random(2) ? { last: day } : {};
    const killed = random(4) === 0 ? {} : { killed: random(30) };
    return { id: `r${i}`, cell: ['0-1-1', '0-2-1', 'PK-BA'][random(3)]!, ...span, ...open, ...killed, family: random(4) };
  });
}

const isIn = (one: Attack, { from, to }: Span) => (one.first ?? -1e9) <= to && (one.last ?? 1e9) >= from;

const listed = (one: Attack, i: number): TimeFeature => ({
  at: { x: i / 1000, y: 0.5 },
  properties: {
    id: one.id,
    cell: one.cell,
    ...(one.first !== undefined && { first: iso(one.first) }),
    ...(one.last !== undefined && { last: iso(one.last) }),
    point_count: 1,
    ...(one.killed !== undefined && { killed: one.killed, killed_low: one.killed, killed_high: one.killed }),
    no_figure: one.killed === undefined ? 1 : 0,
    family: FAMILIES[one.family]!,
    geo_precision: 'P3',
  },
});

/** As the server counts: by cell and month, three kinds. */
function summed(all: Attack[]): TimeFeature[] {
  const features = new Map<string, TimeFeature>();
  const add = (one: Attack, prefix: string, day: Day | undefined) => {
    const t = day === undefined ? undefined : iso(unitOf(day, 'month').from);
    const key = `${t ?? ''} ${one.cell}`;
    const feature = features.get(key) ?? { at: { x: 0.5, y: 0.5 }, properties: { cell: one.cell, ...(t && { t }) } };
    features.set(key, feature);
    const p = feature.properties;
    const more = (name: string, value: number) => {
      p[prefix + name] = Number(p[prefix + name] ?? 0) + value;
    };
    more('point_count', 1);
    more('no_figure', one.killed === undefined ? 1 : 0);
    for (const name of ['killed', 'killed_low', 'killed_high']) more(name, one.killed ?? 0);
    more(`n_${FAMILIES[one.family]}`, 1);
  };
  for (const one of all)
    if (one.first !== undefined && one.first === one.last) add(one, '', one.first);
    else {
      add(one, 'starts_', one.first);
      add(one, 'ends_', one.last);
    }
  return [...features].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, feature]) => feature);
}

function expected(all: Attack[], window: Span): Record<string, number[]> {
  const cells: Record<string, number[]> = {};
  for (const one of all.filter((attack) => isIn(attack, window))) {
    const sums = cells[one.cell] ?? [0, 0, 0, 0];
    const loose = one.first === undefined || one.first !== one.last;
    cells[one.cell] = [
      sums[0]! + 1,
      sums[1]! + (one.killed ?? 0),
      sums[2]! + (one.killed === undefined ? 1 : 0),
      sums[3]! + (loose ? 1 : 0),
    ];
  }
  return cells;
}

function found(marks: Mark[], all: Attack[]): Record<string, number[]> {
  const cellOf = (mark: Mark) => all.find(({ id }) => id === mark.id)?.cell ?? mark.id;
  return Object.fromEntries(marks.map((mark) => [cellOf(mark), [mark.count, mark.killed ?? 0, mark.noFigure, mark.notDayDated]]));
}

describe('a tile of all time', () => {
  const all = attacks(600);

  it('that lists its records gives the marks of any window, to the day', () => {
    const tile = tileOf(all.map(listed));
    const random = randoms(3);
    for (let i = 0; i < 200; ++i) {
      const from = START + random(1100) - 50;
      const window = { from, to: from + random(100) };
      expect(found(marksIn(tile, window), all)).toEqual(expected(all, window));
    }
  });

  it('that has sums gives the exact marks of every window of whole months', () => {
    const tile = tileOf(summed(all));
    const random = randoms(5);
    for (let i = 0; i < 200; ++i) {
      const from = addUnits(START, 'month', random(40) - 3);
      const window = { from, to: addUnits(from, 'month', 1 + random(12)) - 1 };
      expect(found(marksIn(tile, window), all)).toEqual(expected(all, window));
    }
  });

  it('holds all in a window without ends', () => {
    const ever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    for (const tile of [tileOf(all.map(listed)), tileOf(summed(all))]) expect(found(marksIn(tile, ever), all)).toEqual(expected(all, ever));
  });

  it('shows one record of a cell as itself, and an area always as the area', () => {
    const tile = tileOf([
      listed({ id: 'a', cell: '0-1-1', first: START, last: START, family: 0 }, 1),
      listed({ id: 'b', cell: 'PK-BA', first: START, last: START, killed: 3, family: 1 }, 2),
    ]);
    const marks = marksIn(tile, { from: START, to: START });
    expect(marks.map(({ id, kind, record, killed }) => [id, kind, record, killed])).toEqual([
      ['a', 'single', 'a', undefined],
      ['PK-BA', 'area', 'b', 3],
    ]);
  });

  it('knows where something is over before a day, and counts it nowhere', () => {
    const day = addUnits(START, 'month', 6);
    const dots = all.filter(({ cell }) => cell !== 'PK-BA');
    const over = dots.filter(({ last }) => last !== undefined && last < day);
    expect(pastPlaces(tileOf(all.map(listed)), day)).toHaveLength(over.length);
    expect(pastPlaces(tileOf(summed(all)), day)).toHaveLength(new Set(over.map(({ cell }) => cell)).size);
    expect(pastPlaces(tileOf(all.map(listed)), START - 400)).toEqual([]);
  });
});
