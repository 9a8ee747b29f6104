import { describe, expect, it, vi } from 'vitest';
import type { Api } from './api';
import { createList, listPath, PICKS } from './list';
import type { ItemsPage, Properties } from './records';
import { START } from './state';

const record = (id: string, change: Partial<Properties> = {}) => ({
  id,
  geometry: null,
  properties: {
    id,
    date: '2013-02-16',
    first: '2013-02-16',
    last: '2013-02-16',
    date_precision: 'D1',
    place: 'hazara-town',
    place_name: 'Hazara Town',
    geo_precision: 'P2',
    killed: 92,
    killed_low: 67,
    killed_high: 110,
    at_least: false,
    perpetrators: 'excluded',
    attack_type: 'bombing',
    community: ['hazara'],
    actor_by: 'press',
    status: 'published',
    disputed: false,
    sources: [],
    ...change,
  } as Properties,
});

function listOf(pages: Partial<ItemsPage>[]) {
  const asked: string[] = [];
  const api: Api = {
    ask: async <T>(_: string, path: string) => {
      asked.push(path);
      return pages[asked.length - 1] as T;
    },
    drop: () => {},
  };
  const open = vi.fn();
  const close = vi.fn();
  return { list: createList(api, 'v1', { open, close }), asked, open };
}

describe('the list', () => {
  it('asks for exactly the filter, the window and the part of the map', () => {
    const state = {
      ...START,
      filters: { community: ['hazara'] },
      window: { from: 0, to: 30 },
      bbox: [66, 29, 68, 31] as [number, number, number, number],
    };
    expect(listPath('all', state, 'v1')).toBe(
      '/api/collections/incidents/items?bbox=66,29,68,31&community=hazara&datetime=1970-01-01/1970-01-31&limit=50&v=v1',
    );
  });

  it('of a cluster is not cut by what the map shows', () => {
    expect(listPath('5-21-13', { ...START, bbox: [66, 29, 68, 31] }, 'v1')).toBe(
      '/api/collections/incidents/clusters/5-21-13?limit=50&v=v1',
    );
  });

  it('stands in the order of dates, in years, and goes on with the cursor', async () => {
    const next = { rel: 'next', href: 'https://public.example/api/collections/incidents/items?cursor=abc' };
    const { list, asked } = listOf([
      { numberMatched: 3, links: [next], features: [record('a', { first: '2012-01-01', last: '2012-01-01' }), record('b')] },
      { numberMatched: 3, links: [], features: [record('c', { first: '2013-06-01', last: '2013-06-30', date_precision: 'D4' })] },
    ]);
    await list.load('all', START, false);
    expect([...list.element.querySelectorAll('.year')].map((row) => row.textContent)).toEqual(['2012', '2013']);
    expect(list.element.querySelector('h2')?.textContent).toBe('3 documented attacks, by date');
    list.element.querySelector<HTMLElement>('.list-more')?.click();
    await vi.waitFor(() => expect(list.element.querySelectorAll('tr[data-id]')).toHaveLength(3));
    expect(asked[1]).toBe('/api/collections/incidents/items?cursor=abc');
    expect(list.element.querySelectorAll('.year')).toHaveLength(2);
    expect(list.element.querySelector('[data-id=c] .row-date')?.textContent).toBe('Jun 2013');
  });

  it('of a stack says that no finer place is known', async () => {
    const quetta = { place: 'quetta', place_name: 'Quetta', geo_precision: 'P3' };
    const { list } = listOf([{ numberMatched: 31, links: [], features: [record('a', quetta), record('b', quetta)] }]);
    await list.load('9-1-2', START, true);
    expect(list.element.querySelector('h2')?.textContent).toBe('In Quetta, no finer place: 31');
  });

  it('opens a record on a press of its row', async () => {
    const { list, open } = listOf([{ numberMatched: 1, links: [], features: [record('a')] }]);
    await list.load('all', START, false);
    list.element.querySelector<HTMLElement>('.row-killed')?.click();
    expect(open.mock.calls[0]?.[0].id).toBe('a');
  });

  it('of a number of the headline holds exactly the records that it counts', () => {
    expect(PICKS.no_figure?.(record('a', { killed: undefined, killed_low: undefined, killed_high: undefined }).properties)).toBe(true);
    expect(PICKS.no_figure?.(record('a', { killed: undefined, killed_high: 5 }).properties)).toBe(false);
    expect(PICKS.no_figure?.(record('a', { killed: 0 }).properties)).toBe(false);
    expect(PICKS.not_day_dated?.(record('a', { date_precision: 'D4' }).properties)).toBe(true);
    expect(PICKS.area_only?.(record('a', { geo_precision: 'P7' }).properties)).toBe(false);
    expect(PICKS.area_only?.(record('a', { geo_precision: 'P5' }).properties)).toBe(true);
    expect(PICKS.placed?.(record('a').properties)).toBe(true);
  });
});
