// Asks the server. A newer question of a kind takes the place of the older one, so a late answer never overwrites;
// what fails for a reason that may pass is asked again, later each time, and the page says that it is cut off.

export type Link = 'ok' | 'retrying' | 'offline';

/** What the server says is wrong with a question; asking again would not help. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly parameter: string,
  ) {
    super(detail);
  }
}

/** Waits before each further try; the last one is repeated for as long as the question stands. */
const WAITS_MS = [500, 1500, 4000, 8000];
const OFFLINE_AFTER = 2; // tries; one lost answer is no lost connection

export interface Api {
  /** The answer, or null when a newer question of this kind came meanwhile. */
  ask<T>(kind: string, path: string): Promise<T | null>;
  drop(kind: string): void;
}

export interface Surroundings {
  fetch: typeof fetch;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  onLink(link: Link): void;
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

export function createApi(around: Surroundings): Api {
  const pending = new Map<string, AbortController>();

  async function answered<T>(path: string, signal: AbortSignal): Promise<T | null> {
    for (let tries = 0; ; ++tries) {
      try {
        const response = await around.fetch(path, { signal, headers: { Accept: 'application/json, application/geo+json' } });
        if (response.ok) {
          const body = (await response.json()) as T;
          if (signal.aborted) return null;
          around.onLink('ok');
          return body;
        }
        if (response.status < 500 && response.status !== 429) {
          around.onLink('ok');
          throw await refusal(response);
        }
      } catch (error) {
        if (signal.aborted) return null;
        if (error instanceof Refused) throw error;
      }
      around.onLink(tries + 1 >= OFFLINE_AFTER ? 'offline' : 'retrying');
      await around.wait(WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0, signal);
      if (signal.aborted) return null;
    }
  }

  return {
    ask<T>(kind: string, path: string) {
      pending.get(kind)?.abort();
      const controller = new AbortController();
      pending.set(kind, controller);
      return answered<T>(path, controller.signal).finally(() => {
        if (pending.get(kind) === controller) pending.delete(kind);
      });
    },
    drop(kind) {
      pending.get(kind)?.abort();
      pending.delete(kind);
    },
  };
}

async function refusal(response: Response): Promise<Refused> {
  try {
    const problem = (await response.json()) as { detail?: string; title?: string; parameter?: string };
    return new Refused(response.status, problem.detail ?? problem.title ?? '', problem.parameter ?? '');
  } catch {
    return new Refused(response.status, '', '');
  }
}

const INCIDENTS = '/api/collections/incidents';

/** The version makes an answer cacheable; a page that does not know it yet leaves it out. */
function query(path: string, version: string, ...parts: string[]): string {
  if (version !== '') parts.push(`v=${encodeURIComponent(version)}`);
  const text = parts.filter((part) => part !== '').join('&');
  return text === '' ? path : `${path}?${text}`;
}

/** As many places have their names in other scripts on the map; those of a dataset of one region are fewer. */
const MOST_PLACES = 1000;

export const paths = {
  histogram: (filter: string, step: string, version: string, choices = false) =>
    query(`${INCIDENTS}/histogram`, version, filter, `step=${step}`, choices ? 'choices=1' : ''),
  items: (filter: string, limit: number, version: string) => query(`${INCIDENTS}/items`, version, filter, `limit=${limit}`),
  item: (id: string, version: string) => query(`${INCIDENTS}/items/${encodeURIComponent(id)}`, version),
  cluster: (id: string, filter: string, limit: number, version: string) =>
    query(`${INCIDENTS}/clusters/${encodeURIComponent(id)}`, version, filter, `limit=${limit}`),
  places: (version: string) => query('/api/collections/places/items', version, `limit=${MOST_PLACES}`),
  districts: (version: string) => query('/api/collections/areas/items', version, 'f=csv', 'level=district'),
  geocode: (q: string, limit: number, version: string) => query('/api/geocode', version, `q=${encodeURIComponent(q)}`, `limit=${limit}`),
};

/** A link of the server names its public address; the page asks the address that it was loaded from. */
export function localPath(href: string): string {
  const at = new URL(href, location.href);
  return at.pathname + at.search;
}
