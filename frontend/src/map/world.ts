// The Mercator square as numbers from 0 to 1 (x to the east, y to the south), and distances on it.
// Everything drawn keeps its place in these units, so a redraw is one multiplication a mark.

/** Tiles of incidents exist down to this zoom: nothing is known more finely. */
export const MAX_ZOOM = 13;
export const TILE_PX = 256;
/** Beyond it Mercator has no square. */
const MAX_LATITUDE = 85.0511287798;
/** Length of the equator in metres, as Web Mercator has it. */
const EQUATOR_M = 2 * Math.PI * 6378137;

export interface WorldPoint {
  x: number;
  y: number;
}

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

export function toWorld(lat: number, lon: number): WorldPoint {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function toLatLon(point: WorldPoint): { lat: number; lon: number } {
  return { lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * point.y))) * 180) / Math.PI, lon: (point.x - 0.5) * 360 };
}

/** Side of the square in CSS px at a zoom, which may be between two whole ones. */
export function worldPx(zoom: number): number {
  return TILE_PX * 2 ** zoom;
}

/** A length on the ground in units of the square, at this height of it. */
export function metresToWorld(metres: number, y: number): number {
  return metres / (EQUATOR_M * Math.cos((toLatLon({ x: 0, y }).lat * Math.PI) / 180));
}

/** The zoom at which a circle is seen whole in a window of this size; never past what is known. */
export function zoomForCircle(radiusM: number, y: number, width: number, height: number): number {
  const diameter = 2 * metresToWorld(Math.max(radiusM, 1), y);
  const zoom = Math.floor(Math.log2(Math.min(width, height) / (TILE_PX * diameter)));
  return Math.max(0, Math.min(MAX_ZOOM, zoom));
}

/** The tiles of a zoom that a rectangle of the square touches, nearest to its middle first. */
export function tilesIn(z: number, west: number, north: number, east: number, south: number): TileAddress[] {
  const side = 2 ** z;
  const clamp = (value: number) => Math.max(0, Math.min(side - 1, Math.floor(value * side)));
  const tiles: TileAddress[] = [];
  for (let y = clamp(north); y <= clamp(south); ++y) for (let x = clamp(west); x <= clamp(east); ++x) tiles.push({ z, x, y });
  const far = (tile: TileAddress) => ((tile.x + 0.5) / side - (west + east) / 2) ** 2 + ((tile.y + 0.5) / side - (north + south) / 2) ** 2;
  return tiles.sort((a, b) => far(a) - far(b));
}

export function addressKey(tile: TileAddress): string {
  return `${tile.z}/${tile.x}/${tile.y}`;
}
