// One tile of the basemap, decoded once and drawn many times: lines and rings in units of the tile (0 to 1), and the
// named places of it. Which layers there are is told in geo/mapdata/README.md.
import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { ownName } from '../names';
import type { TileAddress, WorldPoint } from './world';

export const SHAPE_LAYERS = ['land', 'lakes', 'rivers', 'roads', 'provinces', 'countries', 'disputed', 'areas'] as const;
export type ShapeLayer = (typeof SHAPE_LAYERS)[number];

export interface Shape {
  /** x and y in turn; a ring ends where it began. */
  lines: Float32Array[];
  closed: boolean;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Of a lake or a river: dry for a part of the year. */
  seasonal: boolean;
  /** Of an area; blank for all else. */
  code: string;
}

export interface NamedPlace extends WorldPoint {
  name: string;
  kind: string;
  /** 0 is the most important. */
  rank: number;
  minZoom: number;
}

export interface BasemapTile extends TileAddress {
  shapes: Partial<Record<ShapeLayer, Shape[]>>;
  places: NamedPlace[];
  /** Nothing stands here: a coarser tile may. */
  empty: boolean;
}

export function decodeBasemap(bytes: ArrayBuffer | null, { z, x, y }: TileAddress): BasemapTile {
  const tile: BasemapTile = { z, x, y, shapes: {}, places: [], empty: !bytes || bytes.byteLength === 0 };
  if (!bytes || tile.empty) return tile;
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(bytes)));
  for (const name of SHAPE_LAYERS) if (layers[name]) tile.shapes[name] = shapesOf(layers[name]);
  if (layers.places) tile.places = placesOf(layers.places, tile);
  return tile;
}

function shapesOf(layer: VectorTileLayer): Shape[] {
  const shapes: Shape[] = [];
  for (let i = 0; i < layer.length; ++i) {
    const feature = layer.feature(i);
    const shape: Shape = {
      lines: [],
      closed: feature.type === 3,
      left: Number.POSITIVE_INFINITY,
      top: Number.POSITIVE_INFINITY,
      right: Number.NEGATIVE_INFINITY,
      bottom: Number.NEGATIVE_INFINITY,
      seasonal: feature.properties.kind === 'seasonal',
      code: String(feature.properties.code ?? ''),
    };
    for (const line of feature.loadGeometry()) {
      const flat = new Float32Array(line.length * 2);
      line.forEach((point, n) => {
        const x = point.x / layer.extent;
        const y = point.y / layer.extent;
        flat[2 * n] = x;
        flat[2 * n + 1] = y;
        shape.left = Math.min(shape.left, x);
        shape.top = Math.min(shape.top, y);
        shape.right = Math.max(shape.right, x);
        shape.bottom = Math.max(shape.bottom, y);
      });
      shape.lines.push(flat);
    }
    shapes.push(shape);
  }
  return shapes;
}

function placesOf(layer: VectorTileLayer, tile: TileAddress): NamedPlace[] {
  const side = 2 ** tile.z;
  const places: NamedPlace[] = [];
  for (let i = 0; i < layer.length; ++i) {
    const feature = layer.feature(i);
    const point = feature.loadGeometry()[0]?.[0];
    // The margin of a tile repeats its neighbours' places.
    if (!point || point.x < 0 || point.y < 0 || point.x >= layer.extent || point.y >= layer.extent) continue;
    const { kind, rank, min_zoom } = feature.properties;
    places.push({
      x: (tile.x + point.x / layer.extent) / side,
      y: (tile.y + point.y / layer.extent) / side,
      name: ownName(feature.properties),
      kind: String(kind ?? ''),
      rank: Number(rank ?? 9),
      minZoom: Number(min_zoom ?? 0),
    });
  }
  return places;
}
