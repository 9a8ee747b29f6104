import { describe, expect, it } from 'vitest';
import { createStore, START, type State } from './state';

describe('the store', () => {
  it('tells subscribers what was before, what is now, and whether it is a step of the history', () => {
    const store = createStore(START);
    const seen: [State, State, string][] = [];
    store.subscribe((now, before, kind) => seen.push([now, before, kind]));
    store.set({ selected: 'a' });
    store.set({ sizeBy: 'count' }, 'replace');
    expect(seen.map(([now, before, kind]) => [now.selected, before.selected, kind])).toEqual([
      ['a', null, 'push'],
      ['a', 'a', 'replace'],
    ]);
  });

  it('says nothing when nothing has changed, also in values of parts', () => {
    const store = createStore({ ...START, filters: { community: ['shia'] }, window: { from: 1, to: 2 } });
    let calls = 0;
    store.subscribe(() => ++calls);
    store.set({ filters: { community: ['shia'] }, window: { from: 1, to: 2 } });
    expect(calls).toBe(0);
    store.set({ window: { from: 1, to: 3 } });
    expect(calls).toBe(1);
  });
});
