import { describe, expect, it } from 'vitest';
import { createApi, type Link, localPath, paths, Refused } from './api';

type Answer = () => Response | Promise<Response>;

function around(answers: Answer[]) {
  const links: Link[] = [];
  const asked: string[] = [];
  const waits: number[] = [];
  const api = createApi({
    fetch: ((path: string, init: RequestInit) => {
      asked.push(path);
      const answer = answers[Math.min(asked.length - 1, answers.length - 1)];
      return new Promise((done, fail) => {
        init.signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')));
        void Promise.resolve(answer?.()).then((response) => (response ? done(response) : fail(new TypeError('no network'))));
      });
    }) as typeof fetch,
    wait: async (ms) => void waits.push(ms),
    onLink: (link) => void links.push(link),
  });
  return { api, links, asked, waits };
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const lost: Answer = () => Promise.reject(new TypeError('no network'));

describe('asking the server', () => {
  it('a newer question of a kind takes the place of the older one, whose answer never comes', async () => {
    let release: (response: Response) => void = () => {};
    const slow = new Promise<Response>((done) => {
      release = done;
    });
    const { api } = around([() => slow, () => json({ n: 2 })]);
    const first = api.ask('totals', '/a');
    const second = api.ask('totals', '/b');
    release(json({ n: 1 }));
    expect(await second).toEqual({ n: 2 });
    expect(await first).toBeNull();
  });

  it('questions of different kinds do not disturb each other', async () => {
    const { api } = around([() => json(1), () => json(2)]);
    expect(await Promise.all([api.ask('a', '/a'), api.ask('b', '/b')])).toEqual([1, 2]);
  });

  it('asks again, later each time, and says that the connection is lost and that it is back', async () => {
    const { api, links, waits } = around([() => json({}, 503), () => json({}, 502), () => json({ n: 3 })]);
    expect(await api.ask('a', '/a')).toEqual({ n: 3 });
    expect(waits).toEqual([500, 1500]);
    expect(links).toEqual(['retrying', 'offline', 'ok']);
  });

  it('one lost answer is no lost connection', async () => {
    const { api, links } = around([lost, () => json(1)].map((answer) => () => Promise.resolve(answer()).catch(() => undefined as never)));
    expect(await api.ask('a', '/a')).toBe(1);
    expect(links).toEqual(['retrying', 'ok']);
  });

  it('does not repeat a question that the server refuses, and says why', async () => {
    const { api, asked } = around([() => json({ detail: 'not a known code', parameter: 'actor' }, 400)]);
    const refused = await api.ask('a', '/a').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).parameter).toBe('actor');
    expect(asked).toHaveLength(1);
  });
});

describe('addresses', () => {
  it('carry the version where it is known', () => {
    expect(paths.histogram('community=shia', 'year', '2026-11-24.ab')).toBe(
      '/api/collections/incidents/histogram?community=shia&step=year&v=2026-11-24.ab',
    );
    expect(paths.histogram('', 'year', '')).toBe('/api/collections/incidents/histogram?step=year');
  });

  it('escape what people type', () => {
    expect(paths.geocode('پاراچنار & x', 8, '')).toBe(`/api/geocode?q=${encodeURIComponent('پاراچنار & x')}&limit=8`);
  });

  it('of a next page stay on the server that the page came from', () => {
    expect(localPath('https://elsewhere.example/api/collections/incidents/items?cursor=abc')).toBe(
      '/api/collections/incidents/items?cursor=abc',
    );
  });
});
