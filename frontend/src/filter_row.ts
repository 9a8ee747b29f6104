// One filter as a closed row: its name, what is chosen, how many choices; it opens in place, each choice with its count.
import { el } from './dom';
import { type FilterName, familyOf } from './filters_table';
import { grouped, t } from './words';

export interface Option {
  value: string; // as the filter takes it
  text: string;
  level?: number; // how many others it is part of
}

export interface FilterRow {
  element: HTMLElement;
  show(chosen: string[]): void;
  /** How many records each choice would leave; nothing where they are not counted. */
  setCounts(counts: ReadonlyMap<string, number> | null): void;
}

export interface RowOf {
  name: FilterName;
  options: readonly Option[];
  /** Only one at a time, or none of them. */
  single?: boolean;
  swatches?: boolean;
  /** Stands above and below the choices. */
  before?: HTMLElement | false;
  after?: HTMLElement | false;
  onChange(values: string[]): void;
}

interface Box {
  input: HTMLInputElement;
  count: HTMLElement;
  item: HTMLElement;
  text: string;
}

/** What is chosen stands where a closed row shows it. */
export function closedRow(name: FilterName | 'more', content: HTMLElement[]): { element: HTMLDetailsElement; state: HTMLElement } {
  const state = el('span', { class: 'filter-state' });
  const summary = el('summary', {}, el('span', {}, t(`map.filter.${name}`)), state);
  return { element: el('details', { class: 'filter-row' }, summary, ...content), state };
}

export function filterRow({ name, options, single, swatches, before, after, onChange }: RowOf): FilterRow {
  const boxes = new Map<string, Box>();
  const list = el('ul', { class: 'filter-codes' });
  const type = single ? 'radio' : 'checkbox';
  const whole: Option[] = single ? [{ value: '', text: t('map.filter.all') }] : [];
  for (const { value, text, level } of [...whole, ...options]) {
    const input = el('input', { type, value, name: single && `filter-${name}` });
    input.addEventListener('change', () =>
      onChange([...boxes].filter(([one, box]) => one !== '' && box.input.checked).map(([one]) => one)),
    );
    const count = el('span', { class: 'filter-count' });
    const swatch = swatches && el('span', { class: `swatch swatch-${familyOf(value)}`, 'aria-hidden': 'true' });
    const label = el('label', {}, input, swatch, el('span', { class: 'filter-name' }, text), count);
    const item = el('li', { class: level ? `filter-level-${level}` : null }, label);
    boxes.set(value, { input, count, item, text });
    list.append(item);
  }
  const parts = [before, list, after].filter((part): part is HTMLElement => part instanceof HTMLElement);
  const { element, state } = closedRow(name, parts);
  return {
    element,
    show(chosen) {
      for (const [value, box] of boxes) box.input.checked = value === '' ? chosen.length === 0 : chosen.includes(value);
      const [first] = chosen;
      const all = options.length;
      if (first === undefined) state.textContent = t('map.filter.all_of', { n: all });
      else if (chosen.length === 1) state.textContent = boxes.get(first)?.text ?? first;
      else state.textContent = t('map.filter.some_of', { n: chosen.length, all });
      state.classList.toggle('filter-on', first !== undefined);
    },
    setCounts(counts) {
      for (const [value, box] of boxes) {
        if (value === '') continue;
        const n = counts && (counts.get(value) ?? 0);
        box.count.textContent = n === null ? '' : grouped(n);
        box.item.classList.toggle('filter-empty', n === 0 && !box.input.checked);
      }
    },
  };
}
