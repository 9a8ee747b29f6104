import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pauseAfter, TileSource, tileUrl } from './tile_source';

const TILE = { z: 3, x: 5, y: 3 };
const bytes = (text: string) => new TextEncoder().encode(text);

function answer(status: number, body = '', headers: Record<string, string> = {}): Response {
  return new Response(status === 204 ? null : bytes(body), { status, headers });
}

/** Answers in turn; a function may wait. */
function source(answers: (Response | (() => Promise<Response>))[], freshMs = Number.POSITIVE_INFINITY) {
  const asked: { url: string; at: number; signal: AbortSignal }[] = [];
  const failing: number[] = [];
  const tiles = new TileSource<string>({
    url: ({ query, ...tile }) => tileUrl('incidents', tile, query),
    decode: (body) => {
      const text = body ? new TextDecoder().decode(body) : 'empty';
      if (text === 'garbled') throw new Error('no tile');
      return text;
    },
    capacity: 2,
    freshMs,
    onFailing: (n) => failing.push(n),
    random: () => 0,
    fetch: (async (url: string, init: RequestInit) => {
      asked.push({ url, at: Date.now(), signal: init.signal as AbortSignal });
      const next = answers.shift();
      if (!next) throw new TypeError('no network');
      return typeof next === 'function' ? next() : next;
    }) as typeof fetch,
  });
  return { tiles, asked, failing };
}

const anybody = () => new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a tile', () => {
  it('is fetched by its address and query, decoded, and not asked for again', async () => {
    const { tiles, asked } = source([answer(200, 'marks')]);
    expect(await tiles.load({ ...TILE, query: 'datetime=2013' }, anybody())).toBe('marks');
    expect(await tiles.load({ ...TILE, query: 'datetime=2013' }, anybody())).toBe('marks');
    expect(asked.map(({ url }) => url)).toEqual(['/tiles/incidents/3/5/3.mvt?datetime=2013']);
  });

  it.each([204, 404])('with status %i is empty, not a failure', async (status) => {
    const { tiles, failing } = source([answer(status)]);
    expect(await tiles.load(TILE, anybody())).toBe('empty');
    expect(failing).toEqual([]);
  });

  it('is asked for once when two want it', async () => {
    const { tiles, asked } = source([answer(200, 'marks')]);
    const both = await Promise.all([tiles.load(TILE, anybody()), tiles.load(TILE, anybody())]);
    expect(both).toEqual(['marks', 'marks']);
    expect(asked).toHaveLength(1);
  });

  it('is asked for again once it is no longer fresh', async () => {
    const { tiles, asked } = source([answer(200, 'old'), answer(200, 'new')], 1000);
    await tiles.load(TILE, anybody());
    await vi.advanceTimersByTimeAsync(1001);
    expect(tiles.peek(TILE)).toBeUndefined();
    expect(await tiles.load(TILE, anybody())).toBe('new');
    expect(asked).toHaveLength(2);
  });

  it('goes when more are kept than there is room for, the oldest first', async () => {
    const { tiles } = source([answer(200, 'a'), answer(200, 'b'), answer(200, 'c')]);
    for (const query of ['a', 'b', 'c']) await tiles.load({ ...TILE, query }, anybody());
    expect(tiles.peek({ ...TILE, query: 'a' })).toBeUndefined();
    expect(tiles.peek({ ...TILE, query: 'c' })).toBe('c');
  });
});

describe('a tile that fails', () => {
  it('comes in the end, at most one request in five seconds', async () => {
    const { tiles, asked, failing } = source([answer(503), answer(500), answer(200, 'garbled'), answer(200, 'marks')]);
    const wanted = tiles.load(TILE, anybody());
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await wanted).toBe('marks');
    expect(asked).toHaveLength(4);
    asked.slice(1).forEach(({ at }, i) => {
      expect(at - asked[i]!.at).toBeGreaterThanOrEqual(5000);
    });
    expect(failing).toEqual([1, 0]);
  });

  it('waits as long as the server asks', async () => {
    const { tiles, asked } = source([answer(429, '', { 'Retry-After': '30' }), answer(200, 'marks')]);
    const wanted = tiles.load(TILE, anybody());
    await vi.advanceTimersByTimeAsync(29_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await wanted).toBe('marks');
  });

  it('is tried again without a network, until there is one', async () => {
    const { tiles, failing } = source([() => Promise.reject(new TypeError('offline')), answer(200, 'marks')]);
    const wanted = tiles.load(TILE, anybody());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await wanted).toBe('marks');
    expect(failing).toEqual([1, 0]);
  });

  it('is let go when nobody wants it, and is no longer counted as failing', async () => {
    const { tiles, asked, failing } = source([answer(503), answer(503)]);
    const controller = new AbortController();
    const wanted = tiles.load(TILE, controller.signal);
    const refused = expect(wanted).rejects.toThrow(/nobody/);
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    await refused;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(failing).toEqual([1, 0]);
  });

  it('pauses longer each time, never beyond a minute unless asked to, with jitter', () => {
    const pauses = [1, 2, 3, 4, 5, 9].map((failures) => pauseAfter(failures, 0, () => 0));
    expect(pauses).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(pauseAfter(1, 90_000, () => 0)).toBe(90_000);
    expect(pauseAfter(1, 0, () => 1)).toBe(7500);
  });
});

describe('a request', () => {
  it('is given up only when the last who wanted it goes', async () => {
    let release: (reply: Response) => void = () => undefined;
    const { tiles, asked } = source([() => new Promise<Response>((resolve) => (release = resolve))]);
    const first = new AbortController();
    const one = tiles.load(TILE, first.signal);
    const refused = expect(one).rejects.toThrow();
    const two = tiles.load(TILE, anybody());
    first.abort();
    await refused;
    expect(asked[0]?.signal.aborted).toBe(false);
    release(answer(200, 'marks'));
    expect(await two).toBe('marks');
  });

  it('ends when all have gone', async () => {
    const { tiles, asked } = source([() => new Promise<Response>(() => undefined)]);
    const controller = new AbortController();
    const refused = expect(tiles.load(TILE, controller.signal)).rejects.toThrow();
    controller.abort();
    await refused;
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
