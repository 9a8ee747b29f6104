import { describe, expect, it, vi } from 'vitest';
import type { Api } from './api';
import type { Places } from './records';
import { createSearch, findById } from './search';

const place = (id: string, name: string, lon: number, change = {}) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [lon, 33.9] },
  properties: { id, name, matched: name, reason: 'exact', geo_precision: 'P3', radius_m: 5000, country: 'PK', incidents: 7, ...change },
});
const answer: Places = {
  type: 'FeatureCollection',
  features: [
    place('parachinar', 'Parachinar', 70.1, { matched: 'پاراچنار' }),
    place('pk-kp', 'Khyber Pakhtunkhwa', 71, { geo_precision: 'P6', radius_m: undefined }),
  ],
};

function setUp() {
  const asked: string[] = [];
  const api: Api = {
    ask: async <T>(_: string, path: string) => {
      asked.push(decodeURIComponent(path));
      return answer as T;
    },
    drop: () => {},
  };
  const found = vi.fn();
  const search = createSearch(api, '', found);
  document.body.replaceChildren(search.element);
  const input = search.element.querySelector('input') as HTMLInputElement;
  const type = (text: string) => {
    input.value = text;
    input.focus();
    input.dispatchEvent(new Event('input'));
  };
  const press = (key: string) => input.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  return { api, asked, found, input, type, press, options: () => [...search.element.querySelectorAll('[role=option]')] };
}

describe('the search', () => {
  it('asks for what is typed, in any script, and shows the name that matched', async () => {
    const { asked, type, options } = setUp();
    type('پاراچنار');
    await vi.waitFor(() => expect(options()).toHaveLength(2));
    expect(asked[0]).toContain('q=پاراچنار');
    expect(options()[0]?.textContent).toContain('Parachinar');
    expect(options()[0]?.textContent).toContain('7 documented attacks');
  });

  it('goes to the best place on Enter, also when Enter comes before the answer', async () => {
    const { found, type, press } = setUp();
    type('para');
    press('Enter');
    await vi.waitFor(() => expect(found).toHaveBeenCalledWith({ lat: 33.9, lon: 70.1, radius_m: 5000 }));
  });

  it('goes to the marked place, and shows enough of an area', async () => {
    const { found, type, press, options } = setUp();
    type('kh');
    await vi.waitFor(() => expect(options()).toHaveLength(2));
    press('ArrowDown');
    press('ArrowDown');
    expect(options()[1]?.getAttribute('aria-selected')).toBe('true');
    press('Enter');
    expect(found.mock.calls[0]?.[0].radius_m).toBeGreaterThan(100_000);
  });

  it('finds a place by its id, and none where no place has it', async () => {
    const { api } = setUp();
    expect(await findById(api, '', 'parachinar', 'Parachinar')).toEqual({ lat: 33.9, lon: 70.1, radius_m: 5000 });
    expect(await findById(api, '', 'elsewhere', 'Elsewhere')).toBeNull();
  });
});
