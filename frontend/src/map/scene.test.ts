import { describe, expect, it } from 'vitest';
import type { Mark } from './mark';
import { marksShown, Scenes } from './scene';
import { aMark } from './test_marks';
import type { TileSource } from './tile_source';
import { addressKey, type TileAddress } from './world';

const A = { z: 5, x: 20, y: 12 };
const B = { z: 5, x: 21, y: 12 };

/** Tiles that come when the test says so. */
function world() {
  const waiting = new Map<string, (marks: Mark[]) => void>();
  const changes: string[] = [];
  const source = {
    peek: () => undefined,
    load: (tile: TileAddress & { query?: string }, signal: AbortSignal) =>
      new Promise<Mark[]>((resolve, reject) => {
        waiting.set(`${tile.query} ${addressKey(tile)}`, resolve);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  } as unknown as TileSource<Mark[]>;
  const scenes = new Scenes<Mark[]>(source, (change) => changes.push(change));
  const arrive = async (query: string, tile: TileAddress, ...ids: string[]) => {
    waiting.get(`${query} ${addressKey(tile)}`)?.(ids.map((id) => aMark({ id, kind: id.startsWith('PK') ? 'area' : 'single' })));
    await Promise.resolve();
    await Promise.resolve();
  };
  return { scenes, arrive, changes, waiting, ids: () => marksShown(scenes.tiles()).map(({ id }) => id) };
}

const WORLD = { z: 0, x: 0, y: 0 };

describe('the picture', () => {
  it('shows nothing until all of it is here', async () => {
    const { scenes, arrive, ids } = world();
    scenes.want('q', [A, B]);
    await arrive('q', WORLD);
    await arrive('q', A, 'a');
    expect(ids()).toEqual([]);
    await arrive('q', B, 'b');
    expect(ids()).toEqual(['a', 'b']);
  });

  it('keeps the old marks until the new ones are here, so that two filters never stand side by side', async () => {
    const { scenes, arrive, ids, changes } = world();
    scenes.want('old', [A, B]);
    for (const tile of [WORLD, A, B]) await arrive('old', tile, `old${tile.x}`);
    scenes.want('new', [A, B]);
    await arrive('new', WORLD);
    await arrive('new', A, 'new20');
    expect(ids()).toEqual(['old20', 'old21']);
    await arrive('new', B, 'new21');
    expect(ids()).toEqual(['new20', 'new21']);
    expect(changes.at(-1)).toBe('replaced');
  });

  it('is never overwritten by an answer that comes late', async () => {
    const { scenes, arrive, ids } = world();
    scenes.want('first', [A]);
    scenes.want('second', [A]);
    await arrive('second', WORLD);
    await arrive('second', A, 'second');
    await arrive('first', WORLD);
    await arrive('first', A, 'first');
    expect(ids()).toEqual(['second']);
  });

  it('moves on while the window is dragged, even if each answer takes longer than the next question', async () => {
    const { scenes, arrive, ids } = world();
    scenes.want('1', [A]);
    scenes.want('2', [A]);
    await arrive('1', WORLD);
    await arrive('1', A, 'one');
    expect(ids()).toEqual(['one']);
    scenes.want('3', [A]);
    await arrive('2', WORLD);
    await arrive('2', A, 'two');
    expect(ids()).toEqual(['two']);
  });

  it('grows tile by tile when the map is only moved', async () => {
    const { scenes, arrive, ids, changes } = world();
    scenes.want('q', [A]);
    await arrive('q', WORLD);
    await arrive('q', A, 'a');
    scenes.want('q', [A, B]);
    expect(ids()).toEqual(['a']);
    await arrive('q', B, 'b');
    expect(ids()).toEqual(['a', 'b']);
    expect(changes.at(-1)).toBe('grown');
  });

  it('takes areas from the tile of the whole world, so that each stands once at every zoom', async () => {
    const { scenes, arrive, ids } = world();
    scenes.want('q', [A]);
    await arrive('q', WORLD, 'PK-BA', 'dot of zoom 0');
    await arrive('q', A, 'PK-BA', 'a');
    expect(ids()).toEqual(['PK-BA', 'a']);
  });

  it('asks once for a tile that is on its way', () => {
    const { scenes, waiting } = world();
    scenes.want('q', [A]);
    waiting.clear();
    scenes.want('q', [A]);
    expect(waiting.size).toBe(0);
  });

  it('goes back to what is shown without asking for it again', async () => {
    const { scenes, arrive, waiting, ids } = world();
    scenes.want('q', [A]);
    await arrive('q', WORLD);
    await arrive('q', A, 'a');
    scenes.want('other', [A]);
    waiting.clear();
    scenes.want('q', [A]);
    expect(waiting.size).toBe(0);
    await arrive('other', WORLD);
    await arrive('other', A, 'x');
    expect(ids()).toEqual(['a']);
  });
});
