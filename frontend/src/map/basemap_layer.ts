// The basemap as Leaflet tiles. Where a tile does not exist, the part of its nearest ancestor is drawn as vectors at
// the size of the view, so it stays crisp; tiles exist for the world to zoom 5 and for the region to zoom 10.
import type * as L from 'leaflet';
import type { Tokens } from '../tokens';
import { type AreaPiece, holds } from './area_pieces';
import { paintBasemap } from './basemap_style';
import { type BasemapTile, decodeBasemap } from './basemap_tile';
import { GridLayer } from './leaflet';
import { TileSource, tileUrl } from './tile_source';
import { TILE_PX, type TileAddress, type WorldPoint } from './world';

/** No basemap tile is finer. */
export const BASEMAP_MAX_ZOOM = 10;
/** To this zoom the whole world is there, so an empty tile is water; beyond it, one that we hold no finer tile of. */
const WORLD_MAX_ZOOM = 5;
const TILES_KEPT = 300;
/** The basemap changes with the program only. */
const TILE_FRESH_MS = Number.POSITIVE_INFINITY;

export interface BasemapOptions {
  tokens: Tokens;
  /** Before it nothing is asked for: the ground comes after what stands on it. */
  turn: Promise<void>;
  onFailing(failing: number): void;
  /** Named places may have come. */
  onTile(): void;
}

interface Live {
  canvas: HTMLCanvasElement;
  zoom: number;
  tile: BasemapTile | null;
  address: TileAddress;
  controller: AbortController;
}

export class BasemapLayer extends GridLayer {
  private readonly source: TileSource<BasemapTile>;
  private readonly live = new Map<HTMLElement, Live>();
  private tokens: Tokens;

  constructor(private readonly basemap: BasemapOptions) {
    super({ tileSize: TILE_PX, noWrap: true, updateWhenZooming: false, updateWhenIdle: false, keepBuffer: 1 });
    this.tokens = basemap.tokens;
    this.source = new TileSource<BasemapTile>({
      url: (tile) => tileUrl('basemap', tile),
      decode: decodeBasemap,
      capacity: TILES_KEPT,
      freshMs: TILE_FRESH_MS,
      priority: 'low', // than the marks of another view
      onFailing: basemap.onFailing,
    });
    this.on('tileunload', (event) => {
      const tile = (event as L.TileEvent).tile;
      this.live.get(tile)?.controller.abort();
      this.live.delete(tile);
    });
  }

  createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    const live: Live = {
      canvas,
      zoom: coords.z,
      tile: null,
      address: { z: coords.z, x: coords.x, y: coords.y },
      controller: new AbortController(),
    };
    this.live.set(canvas, live);
    this.basemap.turn
      .then(() => this.existing(live.address, live.controller.signal))
      .then(
        (tile) => {
          live.tile = tile;
          this.paint(live);
          done(undefined, canvas);
          this.basemap.onTile();
        },
        () => undefined, // the tile left the view before it came
      );
    return canvas;
  }

  setTokens(tokens: Tokens): void {
    this.tokens = tokens;
    for (const live of this.live.values()) this.paint(live);
  }

  /** What the view is drawn from; a coarse tile stands once, however many tiles show a part of it. */
  tiles(): BasemapTile[] {
    return [...new Set([...this.live.values()].flatMap(({ tile }) => (tile ? [tile] : [])))];
  }

  /** The polygon of an area in the tiles in view. */
  piecesOf(code: string): AreaPiece[] {
    return [...this.live.values()].flatMap(({ tile, address }) =>
      (tile?.shapes.areas ?? []).flatMap((shape) => (tile && shape.code === code ? [{ shape, source: tile, shown: address }] : [])),
    );
  }

  /** The country whose polygon holds this point; none where no tile in view knows. */
  countryAt(point: WorldPoint): string | undefined {
    for (const { tile, address } of this.live.values())
      for (const shape of tile?.shapes.areas ?? [])
        if (tile && !shape.code.includes('-') && holds({ shape, source: tile, shown: address }, point)) return shape.code;
    return undefined;
  }

  private async existing(address: TileAddress, signal: AbortSignal): Promise<BasemapTile> {
    let tile = ancestor(address, BASEMAP_MAX_ZOOM);
    for (;;) {
      const found = await this.source.load(tile, signal);
      if (!found.empty || tile.z <= WORLD_MAX_ZOOM) return found;
      tile = ancestor(tile, tile.z - 1);
    }
  }

  private paint({ canvas, zoom, tile, address }: Live): void {
    if (!tile) return;
    const ratio = window.devicePixelRatio || 1;
    const side = Math.round(TILE_PX * ratio);
    if (canvas.width !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(side / TILE_PX, 0, 0, side / TILE_PX, 0, 0);
    const parts = 2 ** (address.z - tile.z);
    const x = (tile.x * parts - address.x) * TILE_PX;
    const y = (tile.y * parts - address.y) * TILE_PX;
    paintBasemap(ctx, tile, { size: TILE_PX * parts, x, y, width: TILE_PX, height: TILE_PX }, zoom, this.tokens);
  }
}

export function ancestor({ z, x, y }: TileAddress, zoom: number): TileAddress {
  const up = Math.max(0, z - zoom);
  return { z: z - up, x: Math.floor(x / 2 ** up), y: Math.floor(y / 2 ** up) };
}
