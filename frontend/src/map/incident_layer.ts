// The marks on the map: which tiles they come from, when they are redrawn, what a press on one does.
import type * as L from 'leaflet';
import type { Span } from '../days';
import type { Tokens } from '../tokens';
import { t } from '../words';
import type { BadgeShifts, PiecesOf } from './badges';
import { joinCovered } from './covering';
import { FocusList } from './focus_list';
import { type Held, holding } from './held';
import { type DrawnMark, hit } from './hit';
import { itemsOf, type Picture, paintIncidents, type Selected } from './incident_painter';
import { type Mark, marksOfTile } from './mark';
import type { SizeBy } from './mark_style';
import { markWords } from './mark_words';
import { marksShown, Scenes } from './scene';
import { TileSource, tileUrl } from './tile_source';
import type { TimeScene } from './time_scene';
import { Tooltip } from './tooltip';
import { type Frame, placingOf, ViewCanvas } from './view_canvas';
import { MAX_ZOOM, type TileAddress, tilesIn, type WorldPoint } from './world';

/** A change is shown in this time, so that the eye can follow it. */
const FADE_MS = 120;
/** Decoded tiles kept: about twenty views. */
const TILES_KEPT = 400;
/** As long as the server lets tiles be kept: a record that is withdrawn must go from open maps too. */
const TILE_FRESH_MS = 120_000;
/** Tiles this far outside the view are asked for too, so that a circle whose middle lies outside is drawn. Px. */
const MARGIN_PX = 96;

export interface IncidentLayerOptions {
  map: L.Map;
  version: string;
  query: string;
  /** Where records stand; null where nobody has said. */
  held: Held | null;
  sizeBy: SizeBy;
  tokens: Tokens;
  reducedMotion: boolean;
  /** What a reader would call this spot, from the labels of the basemap. */
  nearPlace(point: WorldPoint): string | undefined;
  piecesOf: PiecesOf;
  time: TimeScene;
  onPress(item: DrawnMark): void;
  onFailing(failing: number): void;
  /** All tiles of a picture are here. */
  onPicture(): void;
  /** Where the marks stand once the map rests. */
  onDrawn(drawn: readonly DrawnMark[]): void;
}

export class IncidentLayer {
  private readonly scenes: Scenes<Mark[]>;
  private readonly canvas: ViewCanvas;
  private readonly focusList: FocusList;
  private readonly tooltip: Tooltip;
  private readonly shifts: BadgeShifts = new Map();
  private readonly picture: Picture;
  private drawn: DrawnMark[] = [];
  private pictured = false;
  private fadeStart = 0;
  private joinedAt = Number.NaN; // the zoom at which discs were joined
  private pointed: DrawnMark | undefined;
  private tiles: TileAddress[] = [];
  /** The window that is dragged or played. */
  private wanted: { window: Span; played: boolean } | null = null;
  /** The one that is drawn, until the picture of the window at rest is here. */
  private moving: Span | null = null;

  constructor(private readonly options: IncidentLayerOptions) {
    const { map } = options;
    const source = new TileSource<Mark[]>({
      url: ({ query, ...tile }) =>
        tileUrl('incidents', tile, [query, `v=${encodeURIComponent(options.version)}`].filter(Boolean).join('&')),
      decode: marksOfTile,
      capacity: TILES_KEPT,
      freshMs: TILE_FRESH_MS,
      onFailing: options.onFailing,
    });
    this.scenes = new Scenes<Mark[]>(source, (change) => {
      if (change === 'replaced') this.moving = null;
      this.take(change === 'replaced' && this.pictured); // the first has nothing to be told from
      if (change === 'replaced' && !this.pictured) this.showFirst();
      if (change === 'replaced') options.onPicture();
    });
    this.picture = {
      items: [],
      leaving: [],
      arriving: new Set(),
      fade: 1,
      selected: null,
      place: null,
      past: [],
      focused: null,
      pointed: null,
      piecesOf: options.piecesOf,
      foot: 0,
      tokens: options.tokens,
    };
    this.canvas = new ViewCanvas(map, 'map-canvas-incidents', (frame) => this.draw(frame));
    this.focusList = new FocusList({
      label: t('map.marks'),
      words: (item) => this.words(item),
      onOpen: options.onPress,
      onFocus: (item) => this.focus(item),
    });
    // First in the container: the marks are reached before the controls and the links at the map's foot.
    map.getContainer().prepend(this.focusList.element);
    this.tooltip = new Tooltip(map.getContainer());
    map.on('moveend', () => this.want());
    map.on('movestart', () => this.point(undefined));
    map.on('click', (event) => this.press(event));
    map.on('mousemove', (event) => this.point(hit(this.drawn, event.containerPoint.x, event.containerPoint.y)));
    map.on('mouseout', () => this.point(undefined));
  }

  /** A window at rest, and its filters. */
  setQuery(query: string): void {
    if (query === this.options.query && !this.moving) return;
    this.options.query = query;
    this.wanted = null;
    this.want();
    if (!this.moving || !this.scenes.shows(query, this.tiles)) return;
    this.moving = null;
    this.take(false);
  }

  /** A window that is dragged or played: drawn from tiles of all time, and nothing is asked for it. */
  setMoving(window: Span, played: boolean): void {
    this.wanted = { window, played };
    this.options.time.wantNow();
    this.takeMoving();
  }

  /** Also when the tiles come only while the window moves; until then the picture stays. */
  takeMoving(): void {
    const { time } = this.options;
    if (!this.wanted || !time.isReady()) return;
    this.moving = this.wanted.window;
    this.picture.past = this.wanted.played ? time.past(this.moving) : [];
    this.take(false);
  }

  /** The data is other data by now: records may stand anywhere. */
  askEverywhere(): void {
    if (this.options.held === null) return;
    this.options.held = null;
    this.want();
  }

  setSizeBy(sizeBy: SizeBy): void {
    this.options.sizeBy = sizeBy;
    this.take(false);
  }

  setFoot(px: number): void {
    if (px === this.picture.foot) return;
    this.picture.foot = px;
    this.canvas.redraw();
  }

  setTokens(tokens: Tokens): void {
    this.picture.tokens = tokens;
    this.canvas.redraw();
  }

  setSelected(selected: Selected | null): void {
    this.picture.selected = selected;
    if (selected) this.picture.place = null;
    this.canvas.redraw();
  }

  showPlace(place: (WorldPoint & { radiusM: number }) | null): void {
    this.picture.place = place;
    this.canvas.redraw();
  }

  /** Names near marks may be known now. */
  refresh(): void {
    this.canvas.redraw();
  }

  /** Asks for the tiles of the view at rest. */
  want(): void {
    const { map } = this.options;
    const { scale, x, y } = placingOf(map);
    const size = map.getSize();
    const margin = this.pictured ? MARGIN_PX : 0; // the first picture waits for no tile beyond what is seen
    // Between two zooms the coarser one, whose marks stand further apart.
    const z = Math.max(0, Math.min(MAX_ZOOM, Math.floor(map.getZoom())));
    const seen = tilesIn(z, (-margin - x) / scale, (-margin - y) / scale, (size.x + margin - x) / scale, (size.y + margin - y) / scale);
    this.tiles = holding(seen, this.options.held);
    this.options.time.setTiles(this.tiles);
    if (!this.wanted) this.scenes.want(this.options.query, this.tiles);
    if (map.getZoom() !== this.joinedAt) this.take(false);
  }

  private showFirst(): void {
    this.pictured = true;
    this.canvas.redrawAtOnce();
    this.want();
  }

  private take(fade: boolean): void {
    const before = this.picture.items;
    const { map, sizeBy } = this.options;
    this.joinedAt = map.getZoom();
    if (!this.moving) this.picture.past = [];
    const marks = this.moving ? this.options.time.marks(this.moving) : marksShown(this.scenes.tiles());
    const items = itemsOf(joinCovered(marks, placingOf(map).scale, this.joinedAt, sizeBy), sizeBy);
    this.picture.items = items;
    if (fade && !this.options.reducedMotion) {
      const now = new Set(items.map(({ mark }) => mark.id));
      const then = new Set(before.map(({ mark }) => mark.id));
      this.picture.leaving = before.filter(({ mark }) => !now.has(mark.id));
      this.picture.arriving = new Set([...now].filter((id) => !then.has(id)));
      this.fadeStart = performance.now();
      this.picture.fade = 0;
    } else if (this.moving) this.picture.fade = 1;
    this.canvas.redraw();
  }

  private draw(frame: Frame): void {
    if (this.picture.fade < 1) {
      this.picture.fade = Math.min(1, (performance.now() - this.fadeStart) / FADE_MS);
      if (this.picture.fade < 1) this.canvas.redraw();
      else this.picture.leaving = [];
    }
    this.drawn = paintIncidents(frame, this.picture, this.shifts);
    if (frame.moving || this.moving || this.picture.fade < 1) return;
    this.focusList.update(this.drawn);
    this.options.onDrawn(this.drawn);
  }

  private words({ mark }: DrawnMark): string {
    return markWords(mark, mark.kind === 'cluster' ? this.options.nearPlace(mark) : undefined);
  }

  private press(event: L.LeafletMouseEvent): void {
    const item = hit(this.drawn, event.containerPoint.x, event.containerPoint.y);
    this.point(undefined);
    if (item) this.options.onPress(item);
  }

  private point(item: DrawnMark | undefined): void {
    if (item?.mark.id === this.pointed?.mark.id) return;
    this.pointed = item;
    if (item?.mark.kind === 'area' || this.picture.pointed) this.canvas.redraw();
    this.picture.pointed = item?.mark.kind === 'area' ? item.mark.id : null;
    this.options.map.getContainer().classList.toggle('map-pointing', item !== undefined);
    if (item) this.tooltip.show(this.words(item), item.box);
    else this.tooltip.hide();
  }

  private focus(item: DrawnMark | null): void {
    const id = item?.mark.id ?? null;
    if (id === this.picture.focused) return;
    this.picture.focused = id;
    if (item) this.tooltip.show(this.words(item), item.box);
    else this.tooltip.hide();
    this.canvas.redraw();
  }
}
