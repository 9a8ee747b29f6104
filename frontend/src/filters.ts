// The filters: attack type and community as closed rows with counts under the other filters, the rest of them when they are
// asked for, and what is set of those as a line that can be taken away.
import { pause } from './api';
import { el, ICONS, icon } from './dom';
import { closedRow, type FilterRow, filterRow, type Option } from './filter_row';
import { filterInWords, learnGroups, valueInWords } from './filter_words';
import { ATTACK_TYPES, activeFilters, COMMUNITIES, type FilterName, type Filters, withFilter } from './filters_table';
import type { MoreFilters } from './more_filters';
import { ownName } from './names';
import { onDemand } from './on_demand';
import type { Choices, Totals } from './records';
import { speakLater, t } from './words';

export interface FiltersView {
  element: HTMLElement;
  show(filters: Filters): void;
  setCounts(totals: Totals, choices: Choices | undefined): void;
  /** The other filters are open, or groups are asked for by codes whose names only the choices say. */
  wantsChoices(): boolean;
}

/** Filters in sight from the first; what is set of the others is shown though they are closed. */
const FIRST: FilterName[] = ['attack_type', 'community'];

/** What did not come is asked for again after this, or once the browser is on line again. */
const AGAIN_MS = 4000;

/** `onAsked`: choices are wanted that nobody has asked for yet. */
export function createFilters(onChange: (filters: Filters) => void, onAsked: () => void): FiltersView {
  let filters: Filters = {};
  let more: MoreFilters | null = null;
  let choices: Choices | undefined;
  let opened = false;
  let building = false;
  const change = (name: FilterName, values: string[]) => onChange(withFilter(filters, name, values));
  const codes = (name: FilterName, values: readonly string[]): Option[] =>
    values.map((value) => ({ value, text: valueInWords(name, value) }));
  const rowOf = (name: FilterName, values: readonly string[], swatches: boolean) =>
    filterRow({ name, options: codes(name, values), swatches, onChange: (chosen) => change(name, chosen) });
  const rows: Partial<Record<FilterName, FilterRow>> = {
    attack_type: rowOf('attack_type', ATTACK_TYPES, true),
    community: rowOf('community', COMMUNITIES, false),
  };
  const inside = el('div', { class: 'filter-more', 'aria-live': 'off' });
  // Here, and not over the map: on a phone the filters cover it.
  const unreached = el('p', { class: 'muted filter-hint', role: 'status' });
  const others = closedRow('more', [inside, unreached]);
  const panel = onDemand(async () => {
    const [{ createMoreFilters }] = await Promise.all([import('./more_filters'), speakLater()]);
    return createMoreFilters;
  });
  others.element.addEventListener('toggle', () => {
    if (!others.element.open || opened) return;
    opened = true;
    onAsked();
  });
  const lines = el('ul', { class: 'filter-others' });
  const clear = el('button', { type: 'button', class: 'text-button filter-clear' }, t('map.filter.clear'));
  clear.addEventListener('click', () => onChange({}));
  const element = el(
    'section',
    { class: 'filters', 'aria-label': t('map.filter') },
    ...Object.values(rows).map((row) => row.element),
    others.element,
    lines,
    clear,
  );

  function line(name: FilterName): HTMLElement {
    const text = filterInWords(filters, name);
    const remove = el(
      'button',
      { type: 'button', class: 'icon-button small', 'aria-label': t('map.filter.remove', { filter: text }) },
      icon(ICONS.close),
    );
    remove.addEventListener('click', () => change(name, []));
    return el('li', {}, el('span', {}, text), remove);
  }

  function showLines(): void {
    lines.replaceChildren(
      ...activeFilters(filters)
        .filter((name) => !FIRST.includes(name))
        .map(line),
    );
  }

  async function build(): Promise<void> {
    if (building) return;
    building = true;
    for (;;) {
      const create = await panel().catch(() => null);
      unreached.textContent = create ? '' : t('map.notice.offline');
      if (create && choices) {
        more = create(choices, change);
        inside.append(...more.elements);
        more.show(filters);
        more.setCounts(choices);
        return;
      }
      await pause(AGAIN_MS, new AbortController().signal);
    }
  }

  return {
    element,
    show(next) {
      filters = next;
      for (const [name, row] of Object.entries(rows)) row.show(filters[name as FilterName] ?? []);
      more?.show(filters);
      showLines();
      clear.hidden = activeFilters(filters).length === 0;
    },
    setCounts(totals, counted) {
      for (const name of ['attack_type', 'community'] as const) rows[name]?.setCounts(new Map(Object.entries(totals[name])));
      if (!counted) return;
      choices = counted;
      learnGroups(counted.actor.map((group) => [group.value, ownName(group)] as const));
      showLines();
      if (more) more.setCounts(counted);
      else if (opened) void build();
    },
    wantsChoices: () => opened || (filters.actor !== undefined && choices === undefined),
  };
}
