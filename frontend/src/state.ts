// The one state. Arrows go one way: an event changes the state, the subscribers draw what changed.
import type { Span, Step } from './days';
import type { Filters } from './filters_table';
import type { PlayMode } from './time_window';

export interface View {
  lat: number;
  lon: number;
  zoom: number;
}
export type Bbox = [west: number, south: number, east: number, north: number];

/** Whose records the list shows: all, a part of them that a number counts, or the id of a cluster or area. */
export type ListOf = string;
export const LIST_PARTS = ['all', 'no_figure', 'not_day_dated', 'area_only', 'placed', 'disputed'] as const;

export interface State {
  view: View | null; // null is the whole extent
  bbox: Bbox | null; // what the map shows, null when it shows the whole extent; follows the view, so not in the address
  window: Span | null; // null is the whole period
  mode: PlayMode;
  step: Step;
  filters: Filters;
  sizeBy: 'killed' | 'count';
  selected: string | null;
  list: ListOf | null;
  settled: boolean; // false while a drag or a play goes on
}

export const START: State = {
  view: null,
  bbox: null,
  window: null,
  mode: 'start',
  step: 'month',
  filters: {},
  sizeBy: 'killed',
  selected: null,
  list: null,
  settled: true,
};

/** A change with a place in the history, or one that only corrects the address (a drag, a frame). */
export type Kind = 'push' | 'replace';
export type Subscriber = (state: State, before: State, kind: Kind) => void;

export interface Store {
  get(): State;
  set(change: Partial<State>, kind?: Kind): void;
  subscribe(draw: Subscriber): void;
}

export function createStore(first: State): Store {
  let state = first;
  const subscribers: Subscriber[] = [];
  return {
    get: () => state,
    set(change, kind = 'push') {
      const next = { ...state, ...change };
      const same = (Object.keys(change) as (keyof State)[]).every((key) => equal(state[key], next[key]));
      if (same) return;
      const before = state;
      state = next;
      for (const draw of subscribers) draw(state, before, kind);
    },
    subscribe: (draw) => void subscribers.push(draw),
  };
}

/** By content: the values of a state are plain and small. */
export function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
