// Which tiles make the picture, and when it changes. A scene is one query at one zoom; the next one replaces the
// shown one only when it is whole, so counts of two filters never stand side by side.
import type { Mark } from './mark';
import type { TileSource } from './tile_source';
import { addressKey, type TileAddress } from './world';

/** Holds every area's feature, wherever its label point lies: areas are drawn from it at all zooms. */
const WHOLE_WORLD: TileAddress = { z: 0, x: 0, y: 0 };

/** Scenes that may be on their way at once: with a new one every 150 ms, enough for a network as slow as 400 ms. */
const MOST_COMING = 3;

interface Scene<T> {
  key: string;
  query: string;
  needed: TileAddress[];
  tiles: Map<string, T>;
  asked: Set<string>;
  controller: AbortController;
}

/** Why the picture changed: another query or zoom, or more of the same one. */
export type SceneChange = 'replaced' | 'grown';

/** The tiles of the picture that are here: that of the whole world, and those in view. */
export interface Shown<T> {
  world: T | undefined;
  inView: readonly T[];
}

export class Scenes<T> {
  private shown: Scene<T> | null = null;
  /** In the order in which they were asked for. Several, so that a picture comes while the window is dragged. */
  private coming: Scene<T>[] = [];

  constructor(
    private readonly source: TileSource<T>,
    private readonly onChange: (change: SceneChange) => void,
  ) {}

  /** What should be seen now: the tiles of one zoom under one query. */
  want(query: string, tiles: readonly TileAddress[]): void {
    const key = keyOf(query, tiles);
    if (this.shown?.key === key) {
      this.drop(this.coming.splice(0));
      this.gather(this.shown, tiles);
      return;
    }
    let scene = this.coming.at(-1);
    if (scene?.key !== key) {
      scene = { key, query, needed: [], tiles: new Map(), asked: new Set(), controller: new AbortController() };
      this.coming.push(scene);
      if (this.coming.length > MOST_COMING) this.drop(this.coming.splice(0, 1));
    }
    this.gather(scene, tiles);
    this.replaceIfWhole(scene);
  }

  tiles(): Shown<T> {
    if (!this.shown) return { world: undefined, inView: [] };
    const { tiles, needed } = this.shown;
    const inView = needed.flatMap((tile) => tiles.get(addressKey(tile)) ?? []);
    return { world: tiles.get(addressKey(WHOLE_WORLD)), inView };
  }

  /** Whether the picture is of this query at this zoom, and whole. */
  shows(query: string, tiles: readonly TileAddress[]): boolean {
    return this.shown?.key === keyOf(query, tiles) && isWhole(this.shown);
  }

  private gather(scene: Scene<T>, tiles: readonly TileAddress[]): void {
    scene.needed = [...tiles];
    const wanted = tiles.some((tile) => tile.z === 0) ? tiles : [WHOLE_WORLD, ...tiles];
    const keys = new Set(wanted.map(addressKey));
    for (const key of scene.tiles.keys()) if (!keys.has(key)) scene.tiles.delete(key);
    let grown = false;
    for (const tile of wanted) {
      const key = addressKey(tile);
      if (scene.tiles.has(key) || scene.asked.has(key)) continue;
      const request = { ...tile, query: scene.query };
      const here = this.source.peek(request);
      if (here) {
        scene.tiles.set(key, here);
        grown = true;
        continue;
      }
      scene.asked.add(key);
      this.source.load(request, scene.controller.signal).then(
        (content) => this.arrived(scene, tile, content),
        () => undefined, // nobody waits for it any more
      );
    }
    if (grown && scene === this.shown) this.onChange('grown');
  }

  private arrived(scene: Scene<T>, tile: TileAddress, content: T): void {
    scene.asked.delete(addressKey(tile));
    scene.tiles.set(addressKey(tile), content);
    if (scene === this.shown) this.onChange('grown');
    else this.replaceIfWhole(scene);
  }

  /** Older ones on the way are dropped with it: what comes late never overwrites what is newer. */
  private replaceIfWhole(scene: Scene<T>): void {
    const place = this.coming.indexOf(scene);
    if (place < 0) return;
    if (!isWhole(scene)) return;
    this.drop(this.coming.splice(0, place));
    this.coming.shift();
    if (this.shown) this.drop([this.shown]);
    this.shown = scene;
    this.onChange('replaced');
  }

  private drop(scenes: readonly Scene<T>[]): void {
    for (const scene of scenes) scene.controller.abort();
  }
}

const keyOf = (query: string, tiles: readonly TileAddress[]) => `${tiles[0]?.z ?? 0}?${query}`;

function isWhole<T>(scene: Scene<T>): boolean {
  return [WHOLE_WORLD, ...scene.needed].every((tile) => scene.tiles.has(addressKey(tile)));
}

/** Dots of the tiles in view, areas from the tile of the whole world. */
export function marksShown({ world, inView }: Shown<readonly Mark[]>): Mark[] {
  const areas = (world ?? []).filter((mark) => mark.kind === 'area');
  return [...areas, ...inView.flat().filter((mark) => mark.kind !== 'area')];
}
