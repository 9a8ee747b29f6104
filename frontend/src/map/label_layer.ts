// The names of the basemap on one canvas over all tiles. Chosen while the map rests, only moved while it moves.
import type * as L from 'leaflet';
import { markPlaceName } from '../names';
import type { Tokens } from '../tokens';
import { t } from '../words';
import type { NamedPlace } from './basemap_tile';
import { coveredBoxes } from './covered';
import type { DrawnMark } from './hit';
import { drawLabel, type Label, layOutLabels, type Named } from './labels';
import { Room } from './layout';
import type { Box } from './marks';
import { type Frame, placed, ViewCanvas } from './view_canvas';
import type { WorldPoint } from './world';

/** From here on marks are called by their own places: neighbourhoods and sites that the basemap does not name. */
const MARK_NAMES_FROM_ZOOM = 9;
/** From here on there is room to say that a town is the finest that is known. */
const SAY_TOWN_FROM_ZOOM = 11;

/** A cluster is called by a town that stands at most this far from its middle. Px, half a cell of the grid. */
const NEAR_PX = 32;

export class LabelLayer {
  private readonly canvas: ViewCanvas;
  private labels: Label[] = [];
  private marks: readonly DrawnMark[] = [];
  private stale = true;

  constructor(
    private readonly map: L.Map,
    private tokens: Tokens,
    private readonly places: () => NamedPlace[],
    private readonly countryAt: (point: WorldPoint) => string | undefined,
  ) {
    this.canvas = new ViewCanvas(map, 'map-canvas-labels', (frame) => this.draw(frame));
    map.on('moveend resize', () => this.refresh());
  }

  /** The names may be others: tiles came, or the map rests somewhere else. */
  refresh(): void {
    this.stale = true;
    this.canvas.redraw();
  }

  setTokens(tokens: Tokens): void {
    this.tokens = tokens;
    this.refresh();
  }

  /** Marks whose figures no name may cover. */
  avoid(marks: readonly DrawnMark[]): void {
    const same = marks.length === this.marks.length && marks.every((mark, i) => sameBox(mark, this.marks[i]!));
    this.marks = marks;
    if (!same) this.refresh();
  }

  nearPlace(point: WorldPoint): string | undefined {
    const placing = this.canvas.placing();
    const at = placed(point, placing);
    const towns = this.places().flatMap((named) => {
      if (named.kind === 'country' || named.kind === 'province' || named.minZoom > this.map.getZoom() + 1) return [];
      const { x, y } = placed(named, placing);
      const away = Math.hypot(x - at.x, y - at.y);
      return away <= NEAR_PX ? [{ named, away }] : [];
    });
    // The best known of those near, then the nearest.
    towns.sort((a, b) => a.named.rank - b.named.rank || a.away - b.away);
    return towns[0]?.named.name;
  }

  /** The name of a country whose polygon is known never crosses its border. */
  private insideCountry(name: NamedPlace, box: Box, frame: Frame): boolean {
    const country = this.countryAt(name);
    if (country === undefined) return true;
    const y = ((box.top + box.bottom) / 2 - frame.y) / frame.scale;
    const at = (x: number) => this.countryAt({ x: (x - frame.x) / frame.scale, y });
    return at(box.left) === country && at(box.right) === country && at((box.left + box.right) / 2) === country;
  }

  private draw(frame: Frame): void {
    if (this.stale && !frame.moving) {
      const room = new Room();
      for (const { box } of this.marks) room.take(box);
      for (const box of coveredBoxes(this.map.getContainer())) room.take(box);
      const measure = (text: string, font: string) => {
        frame.ctx.font = font;
        return frame.ctx.measureText(text).width;
      };
      const zoom = Math.round(this.map.getZoom());
      const named = [...markNames(this.marks, zoom), ...this.places()];
      const fits = (name: Named, box: Box) => name.kind !== 'country' || this.insideCountry(name, box, frame);
      this.labels = layOutLabels(named, zoom, (point) => placed(point, frame), frame, room, measure, this.tokens, fits);
      this.stale = false;
    }
    // The more important last, so that its halo lies over the others'.
    for (let i = this.labels.length - 1; i >= 0; --i) {
      const label = this.labels[i]!;
      const { x, y } = placed(label, frame);
      drawLabel(frame.ctx, x, y, label, this.tokens);
    }
  }
}

function markNames(marks: readonly DrawnMark[], zoom: number): Named[] {
  if (zoom < MARK_NAMES_FROM_ZOOM) return [];
  return marks.flatMap(({ mark }) => {
    const { x, y, kind, samePlace, precision } = mark;
    const placeName = markPlaceName(mark);
    if (!placeName || kind === 'area' || (kind === 'cluster' && !samePlace)) return [];
    const says = precision === 'P3' && zoom >= SAY_TOWN_FROM_ZOOM ? t('map.mark.stack', { place: placeName }) : placeName;
    return [{ x, y, kind: 'mark', name: placeName, says, rank: -1, minZoom: 0 }];
  });
}

function sameBox(a: DrawnMark, b: DrawnMark): boolean {
  return a.box.left === b.box.left && a.box.top === b.box.top && a.box.right === b.box.right && a.box.bottom === b.box.bottom;
}
