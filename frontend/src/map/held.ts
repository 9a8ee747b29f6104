// Where records stand, as the page has it from the server: a tile that holds none is not asked for.
import type { TileAddress } from './world';

/** The zoom whose tiles are listed. */
const HELD_ZOOM = 6;

export type Held = readonly { x: number; y: number }[];

/** Those that may hold a record. One stands for a view in which there is none, so that its picture has a zoom. */
export function holding(tiles: readonly TileAddress[], held: Held | null): TileAddress[] {
  const kept = held === null ? [...tiles] : tiles.filter((tile) => held.some((one) => meet(tile, one)));
  return kept.length > 0 ? kept : tiles.slice(0, 1);
}

function meet({ z, x, y }: TileAddress, held: Held[number]): boolean {
  const up = 2 ** Math.abs(z - HELD_ZOOM);
  const under = (fine: number, coarse: number) => Math.floor(fine / up) === coarse;
  return z < HELD_ZOOM ? under(held.x, x) && under(held.y, y) : under(x, held.x) && under(y, held.y);
}
