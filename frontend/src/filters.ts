// The filters: attack type and community as closed rows with counts under the other filters, and what else the address asks for.
import { el, ICONS, icon } from './dom';
import { ATTACK_TYPES, activeFilters, COMMUNITIES, type FilterName, type Filters, familyOf, withFilter } from './filters_table';
import type { Totals } from './records';
import { areaName } from './toll_words';
import { grouped, hasWord, t } from './words';

export interface FiltersView {
  element: HTMLElement;
  show(filters: Filters): void;
  setCounts(totals: Totals): void;
}

interface CodeRow {
  element: HTMLElement;
  show(chosen: string[]): void;
  setCounts(counts: Record<string, number>): void;
}

/** Filters with a control of their own; the others come from an address and are shown so that they can be taken away. */
const OWN_CONTROL: FilterName[] = ['attack_type', 'community'];

export function createFilters(onChange: (filters: Filters) => void): FiltersView {
  let filters: Filters = {};
  const change = (next: Filters) => onChange(next);
  const types = codeRow('attack_type', ATTACK_TYPES, true);
  const communities = codeRow('community', COMMUNITIES, false);
  const others = el('ul', { class: 'filter-others' });
  const clear = el('button', { type: 'button', class: 'text-button filter-clear' }, t('map.filter.clear'));
  clear.addEventListener('click', () => change({}));
  const element = el('section', { class: 'filters', 'aria-label': t('map.filter') }, types.element, communities.element, others, clear);

  function codeRow(name: FilterName, codes: readonly string[], coloured: boolean): CodeRow {
    const state = el('span', { class: 'filter-state' });
    const list = el('ul', { class: 'filter-codes' });
    const boxes = new Map<string, { input: HTMLInputElement; count: HTMLElement; item: HTMLElement }>();
    for (const code of codes) {
      const input = el('input', { type: 'checkbox', value: code });
      input.addEventListener('change', () =>
        change(
          withFilter(
            filters,
            name,
            [...boxes].filter(([, box]) => box.input.checked).map(([one]) => one),
          ),
        ),
      );
      const count = el('span', { class: 'filter-count' });
      const swatch = coloured && el('span', { class: `swatch swatch-${familyOf(code)}`, 'aria-hidden': 'true' });
      const item = el('li', {}, el('label', {}, input, swatch, el('span', { class: 'filter-name' }, t(`${name}.${code}`)), count));
      boxes.set(code, { input, count, item });
      list.append(item);
    }
    const summary = el('summary', {}, el('span', {}, t(`map.filter.${name}`)), state);
    return {
      element: el('details', { class: 'filter-row' }, summary, list),
      show(chosen) {
        for (const [code, box] of boxes) box.input.checked = chosen.includes(code);
        const first = chosen[0];
        state.textContent =
          first === undefined
            ? t('map.filter.all')
            : chosen.length === 1
              ? t(`${name}.${first}`)
              : t('map.filter.some', { n: chosen.length });
        state.classList.toggle('filter-on', first !== undefined);
      },
      setCounts(counts) {
        for (const [code, box] of boxes) {
          const n = counts[code] ?? 0;
          box.count.textContent = grouped(n);
          box.item.classList.toggle('filter-empty', n === 0 && !box.input.checked);
        }
      },
    };
  }

  function other(name: FilterName): HTMLElement {
    const text = inWords(filters, name);
    const remove = el(
      'button',
      { type: 'button', class: 'icon-button small', 'aria-label': t('map.filter.remove', { filter: text }) },
      icon(ICONS.close),
    );
    remove.addEventListener('click', () => change(withFilter(filters, name, [])));
    return el('li', {}, el('span', {}, text), remove);
  }

  return {
    element,
    show(next) {
      filters = next;
      types.show(filters.attack_type ?? []);
      communities.show(filters.community ?? []);
      const active = activeFilters(filters);
      others.replaceChildren(...active.filter((name) => !OWN_CONTROL.includes(name)).map(other));
      clear.hidden = active.length === 0;
    },
    setCounts(totals) {
      types.setCounts(totals.attack_type);
      communities.setCounts(totals.community);
    },
  };
}

/** Each filter that is set: "Attack type: bombing, shooting". */
export function filtersInWords(filters: Filters): string[] {
  return activeFilters(filters).map((name) => inWords(filters, name));
}

function inWords(filters: Filters, name: FilterName): string {
  const values = (filters[name] ?? []).map((value) => valueInWords(name, value));
  return t('map.filter.other', { name: t(`map.filter.${name}`), value: values.join(t('map.comma')) });
}

function valueInWords(name: FilterName, value: string): string {
  for (const key of [`${name}.${value}`, `map.value.${value}`]) if (hasWord(key)) return t(key);
  return name === 'area' ? areaName(value) : value;
}
