// Time in the part of the map that is seen: tiles of all time, fetched while nothing moves, so that a window that is
// dragged or played asks nobody. A new filter or view asks again, after a moment of rest.
import type { Span, Step } from '../days';
import type { Bbox } from '../state';
import type { Mark } from './mark';
import { marksShown, Scenes } from './scene';
import { TileSource, tileUrl } from './tile_source';
import { isArea, marksIn, pastPlaces, type TimeTile, timeTile } from './time_tile';
import { type TileAddress, toWorld, type WorldPoint } from './world';

/** A view that is passed through on the way to another is not asked for. */
const REST_MS = 300;
/** Decoded tiles kept: about five views; one of sums holds all units of its cells. */
const TILES_KEPT = 80;
/** As for the marks of a window at rest. */
const TILE_FRESH_MS = 120_000;

/** What a window holds, of what the tiles say: the same sums as those of the headline. */
export interface MovingSums {
  count: number;
  killed: number;
  killed_low: number;
  killed_high: number;
  no_figure: number;
  not_day_dated: number;
  areas: { area: string; count: number }[];
}

export interface TimeQuery {
  /** The canonical filter without `datetime`, and without `v`. */
  filter: string;
  step: Step;
}

export class TimeScene {
  private readonly scenes: Scenes<TimeTile>;
  private tiles: readonly TileAddress[] = [];
  private query: TimeQuery | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(version: string, onChange: () => void, onFailing: (failing: number) => void) {
    const source = new TileSource<TimeTile>({
      url: ({ query, ...tile }) => tileUrl('spacetime', tile, [query, `v=${encodeURIComponent(version)}`].filter(Boolean).join('&')),
      decode: timeTile,
      capacity: TILES_KEPT,
      freshMs: TILE_FRESH_MS,
      onFailing,
    });
    this.scenes = new Scenes<TimeTile>(source, onChange);
  }

  setQuery(query: TimeQuery): void {
    this.query = query;
    this.wantSoon();
  }

  setTiles(tiles: readonly TileAddress[]): void {
    this.tiles = tiles;
    this.wantSoon();
  }

  /** Asks now: the window moves already. */
  wantNow(): void {
    clearTimeout(this.timer);
    if (this.query && this.tiles.length > 0) this.scenes.want(text(this.query), this.tiles);
  }

  /** Whether a window of this filter can be drawn. */
  isReady(): boolean {
    return this.query !== null && this.scenes.shows(text(this.query), this.tiles);
  }

  /** The unit that a moving window must hold whole for its sums to be exact; null where every day is. */
  unit(): Step | null {
    const { world, inView } = this.scenes.tiles();
    return [world, ...inView].some((tile) => tile?.kind === 'sums') ? (this.query?.step ?? null) : null;
  }

  marks(window: Span): Mark[] {
    const { world, inView } = this.scenes.tiles();
    return marksShown({ world: world && marksIn(world, window), inView: inView.map((tile) => marksIn(tile, window)) });
  }

  past(window: Span): WorldPoint[] {
    return this.scenes.tiles().inView.flatMap((tile) => pastPlaces(tile, window.from));
  }

  /** All that is counted there, or in the rectangle; null where a tile's sums are cut by its edge. `touched`: areas that reach into it. */
  sums(window: Span, bbox: Bbox | null, touched: ReadonlySet<string>): MovingSums | null {
    const { world, inView } = this.scenes.tiles();
    if (!world || !this.isReady()) return null;
    const all = marksIn(world, window);
    if (!bbox) return sumsOf(all);
    const dots = inView.flatMap((tile) =>
      tile.kind === 'records'
        ? marksIn({ kind: 'records', records: tile.records.filter((record) => !isArea(record.cell) && isIn(bbox, record)) }, window)
        : [null],
    );
    if (dots.includes(null)) return null;
    return sumsOf([...all.filter(({ kind, id }) => kind === 'area' && touched.has(id)), ...dots.filter((mark) => mark !== null)]);
  }

  private wantSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wantNow(), REST_MS);
  }
}

/** The default of the server is left out, as in every canonical address. */
function text({ filter, step }: TimeQuery): string {
  return [filter, step === 'month' ? '' : `step=${step}`].filter((part) => part !== '').join('&');
}

function isIn([west, south, east, north]: Bbox, { x, y }: WorldPoint): boolean {
  const low = toWorld(south, west);
  const high = toWorld(north, east);
  return x >= low.x && x <= high.x && y <= low.y && y >= high.y;
}

function sumsOf(marks: readonly Mark[]): MovingSums {
  const sum = (of: (mark: Mark) => number) => marks.reduce((total, mark) => total + of(mark), 0);
  return {
    count: sum(({ count }) => count),
    killed: sum(({ killed }) => killed ?? 0),
    killed_low: sum(({ killedLow }) => killedLow ?? 0),
    killed_high: sum(({ killedHigh }) => killedHigh ?? 0),
    no_figure: sum(({ noFigure }) => noFigure),
    not_day_dated: sum(({ notDayDated }) => notDayDated),
    areas: marks.filter(({ kind }) => kind === 'area').map(({ id, count }) => ({ area: id, count })),
  };
}
