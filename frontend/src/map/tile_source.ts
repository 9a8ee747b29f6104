// Fetches and decodes tiles, each address once at a time. A tile that fails is asked again with jittered back-off
// until it comes or nobody wants it, so what is on the screen stays until something newer is here.
import { addressKey, type TileAddress } from './world';

/** A failing tile is never asked more often than this, whatever the server says. */
const SLOWEST_PACE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** Jitter keeps many maps from asking again in the same second: up to this share is added to a pause. */
const JITTER = 0.5;

/** A tile of one query; the basemap has none. */
export interface TileRequest extends TileAddress {
  query?: string;
}

export interface TileSourceOptions<T> {
  url(tile: TileRequest): string;
  /** null for an empty tile (204) or one outside what is served (404). */
  decode(bytes: ArrayBuffer | null, tile: TileAddress): T;
  /** Decoded tiles kept; the oldest goes first. */
  capacity: number;
  /** How long a kept tile may be shown without asking again. */
  freshMs: number;
  /** Beside what else is asked for: the ground can come after what stands on it. */
  priority?: RequestPriority;
  /** Told whenever the number of failing tiles changes. */
  onFailing(failing: number): void;
  fetch?: typeof fetch;
  random?: () => number;
}

interface Pending<T> {
  result: Promise<T>;
  waiting: number;
  controller: AbortController;
}

export class TileSource<T> {
  private readonly kept = new Map<string, { tile: T; until: number }>();
  private readonly pending = new Map<string, Pending<T>>();
  private failing = 0;

  constructor(private readonly options: TileSourceOptions<T>) {}

  /** What is here already, without asking. */
  peek(tile: TileRequest): T | undefined {
    const found = this.kept.get(this.options.url(tile));
    return found && found.until > Date.now() ? found.tile : undefined;
  }

  /** Settles when the tile is here; rejects only when the signal says that nobody wants it. */
  load(tile: TileRequest, signal: AbortSignal): Promise<T> {
    const here = this.peek(tile);
    if (here !== undefined) return Promise.resolve(here);
    const url = this.options.url(tile);
    let pending = this.pending.get(url);
    if (!pending) {
      const controller = new AbortController();
      pending = { controller, waiting: 0, result: this.ask(url, tile, controller.signal) };
      this.pending.set(url, pending);
      const settled = () => {
        if (this.pending.get(url)?.controller === controller) this.pending.delete(url);
      };
      pending.result.then(settled, settled);
    }
    return this.join(url, pending, signal);
  }

  private join(url: string, pending: Pending<T>, signal: AbortSignal): Promise<T> {
    pending.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        pending.waiting -= 1;
        if (pending.waiting === 0) {
          this.pending.delete(url);
          pending.controller.abort();
        }
        reject(aborted());
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      pending.result.then(
        (tile) => {
          signal.removeEventListener('abort', leave);
          resolve(tile);
        },
        (reason) => {
          signal.removeEventListener('abort', leave);
          reject(reason);
        },
      );
    });
  }

  private async ask(url: string, tile: TileRequest, signal: AbortSignal): Promise<T> {
    let failures = 0;
    try {
      for (;;) {
        const answer = await this.once(url, tile, signal);
        if (answer.ok) {
          this.keep(url, answer.tile);
          return answer.tile;
        }
        if (failures === 0) this.report(+1);
        failures += 1;
        await pause(pauseAfter(failures, answer.retryAfterMs, this.options.random ?? Math.random), signal);
      }
    } finally {
      if (failures > 0) this.report(-1);
    }
  }

  private async once(
    url: string,
    tile: TileRequest,
    signal: AbortSignal,
  ): Promise<{ ok: true; tile: T } | { ok: false; retryAfterMs: number }> {
    try {
      const reply = await (this.options.fetch ?? fetch)(url, { signal, credentials: 'omit', priority: this.options.priority ?? 'auto' });
      if (reply.status === 204 || reply.status === 404) return { ok: true, tile: this.options.decode(null, tile) };
      if (reply.ok) return { ok: true, tile: this.options.decode(await reply.arrayBuffer(), tile) };
      return { ok: false, retryAfterMs: 1000 * (Number.parseInt(reply.headers.get('Retry-After') ?? '', 10) || 0) };
    } catch (reason) {
      // No network, or bytes that are no tile: both are asked for again.
      if (signal.aborted) throw reason;
      return { ok: false, retryAfterMs: 0 };
    }
  }

  private keep(url: string, tile: T): void {
    this.kept.delete(url);
    this.kept.set(url, { tile, until: Date.now() + this.options.freshMs });
    const oldest = this.kept.keys().next();
    if (this.kept.size > this.options.capacity && !oldest.done) this.kept.delete(oldest.value);
  }

  private report(change: number): void {
    this.failing += change;
    this.options.onFailing(this.failing);
  }
}

/** Doubles from the slowest pace; what the server asks for counts when it is longer. */
export function pauseAfter(failures: number, retryAfterMs: number, random: () => number): number {
  const doubled = Math.min(LONGEST_PAUSE_MS, SLOWEST_PACE_MS * 2 ** (failures - 1));
  return Math.max(doubled, retryAfterMs) * (1 + JITTER * random());
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done() {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(aborted());
    }
    signal.addEventListener('abort', stop, { once: true });
  });
}

function aborted(): DOMException {
  return new DOMException('nobody wants this tile any more', 'AbortError');
}

/** The address of a tile, for keys and for what is asked. */
export function tileUrl(folder: string, tile: TileAddress, query = ''): string {
  return `/tiles/${folder}/${addressKey(tile)}.mvt${query ? `?${query}` : ''}`;
}
