// When nothing matches: says which filter empties it, with the number that would be there without it.
import type { Api } from './api';
import { paths } from './api';
import { el } from './dom';
import { activeFilters, type FilterName, withFilter } from './filters_table';
import type { Histogram } from './records';
import type { State } from './state';
import { filterQuery } from './url';
import { counted, t } from './words';

type Part = FilterName | 'window' | 'bbox';

function without(state: State, part: Part): State {
  if (part === 'window') return { ...state, window: null };
  if (part === 'bbox') return { ...state, bbox: null, view: null };
  return { ...state, filters: withFilter(state.filters, part, []) };
}

export interface EmptyResult {
  show(state: State): Promise<void>;
  hide(): void;
}

/** `onTake` gets the state without the pressed part. */
export function createEmptyResult(box: HTMLElement, api: Api, version: string, onTake: (change: Partial<State>) => void): EmptyResult {
  let turn = 0;
  return {
    hide() {
      ++turn;
      box.replaceChildren();
    },
    async show(state) {
      const mine = ++turn;
      const parts: Part[] = [...activeFilters(state.filters)];
      if (state.window) parts.push('window');
      if (state.bbox) parts.push('bbox');
      const answers = await Promise.all(
        parts.map(async (part) => {
          const rest = without(state, part);
          const path = paths.histogram(filterQuery(rest.filters, rest.window, rest.bbox), 'year', version);
          const answer = await api.ask<Histogram>(`without ${part}`, path).catch(() => null);
          return { part, rest, count: answer?.numberMatched ?? 0 };
        }),
      );
      if (mine !== turn) return;
      const rows = answers
        .filter((answer) => answer.count > 0)
        .map(({ part, rest, count }) => {
          const button = el(
            'button',
            { type: 'button', class: 'text-button' },
            counted('map.empty.without', count, { filter: t(`map.filter.${part}`) }),
          );
          button.addEventListener('click', () => onTake({ filters: rest.filters, window: rest.window, bbox: rest.bbox, view: rest.view }));
          return el('li', {}, button);
        });
      box.replaceChildren(
        rows.length > 0 ? el('ul', { class: 'empty-result' }, ...rows) : el('p', { class: 'muted' }, t('map.empty.several')),
      );
    },
  };
}
