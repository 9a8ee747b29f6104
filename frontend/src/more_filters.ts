// The filters that are not in sight at first: target, group, area, how exactly place and date are known, toll and words.
// Loaded when somebody opens them; the server says what can be chosen, and how many records each choice would leave.
import { el } from './dom';
import { closedRow, type FilterRow, filterRow, type Option, type RowOf } from './filter_row';
import { valueInWords } from './filter_words';
import type { FilterName, Filters } from './filters_table';
import { ownName } from './names';
import type { Choice, Choices } from './records';
import { areaName } from './toll_words';
import { latinDigits, t } from './words';

export interface MoreFilters {
  elements: HTMLElement[];
  show(filters: Filters): void;
  setCounts(choices: Choices): void;
}

const SEARCHED_FROM = 12; // choices; fewer are seen at once
const MOST_WORDS = 200; // letters, as the server takes them

type Change = (name: FilterName, values: string[]) => void;

export function createMoreFilters(choices: Choices, change: Change): MoreFilters {
  const row = (name: keyof Choices, options: readonly Option[], more: Partial<RowOf> = {}) =>
    filterRow({ name, options, onChange: (values) => change(name, values), ...more });
  const plain = (name: keyof Choices) => choices[name].map(({ value }) => ({ value, text: valueInWords(name, value) }));
  const searched = (name: keyof Choices, options: Option[]) => {
    const field = options.length >= SEARCHED_FROM ? finder() : null;
    const made = row(name, options, { before: field?.element ?? false });
    field?.search(made.element, options);
    return made;
  };
  // The coarsest of all holds every record.
  const worst = (name: 'precision' | 'date_precision') =>
    row(name, plain(name).slice(0, -1), { single: true, before: el('p', { class: 'muted filter-hint' }, t('choices.worst')) });
  const range = tollRange((values) => change('killed', values));
  const rows: Partial<Record<FilterName, FilterRow>> = {
    target_type: searched('target_type', plain('target_type')),
    actor: searched('actor', groups(choices.actor)),
    area: searched('area', areas(choices.area)),
    precision: worst('precision'),
    date_precision: worst('date_precision'),
    killed: row('killed', plain('killed'), { single: true, after: range.element }),
    q: words((values) => change('q', values)),
  };
  const uncounted = el('p', { class: 'muted filter-hint' }, t('choices.not_counted'));
  return {
    elements: [...Object.values(rows).map(({ element }) => element), uncounted],
    show(filters) {
      for (const [name, one] of Object.entries(rows)) one.show(filters[name as FilterName] ?? []);
      range.show(filters.killed?.[0] ?? '');
    },
    setCounts(counted) {
      for (const name of Object.keys(counted) as (keyof Choices)[]) rows[name]?.setCounts(countsOf(counted[name]));
      uncounted.hidden = counted.area.every(({ count }) => count !== undefined);
    },
  };
}

function countsOf(choices: readonly Choice[]): Map<string, number> | null {
  if (choices.some(({ count }) => count === undefined)) return null;
  return new Map(choices.map(({ value, count = 0 }) => [value, count]));
}

/** A group stands below the one that it belongs to. */
function groups(choices: readonly Choice[]): Option[] {
  const known = new Map(choices.map((choice) => [choice.value, choice]));
  const path = (choice: Choice): string[] => {
    const names: string[] = [];
    for (let at: Choice | undefined = choice; at && names.length < choices.length; at = known.get(at.parent ?? ''))
      names.unshift(ownName(at));
    return names;
  };
  return below(choices.map((choice) => ({ value: choice.value, text: ownName(choice), path: path(choice) })));
}

/** A country, its provinces, their districts. */
function areas(choices: readonly Choice[]): Option[] {
  const name = ({ value, ...names }: Choice) => areaName(value, names.name === undefined ? undefined : ownName(names));
  const named = new Map(choices.map((choice) => [choice.value, name(choice)]));
  const path = (code: string) => {
    const [province = ''] = code.split('.');
    const codes = [...new Set([province.split('-')[0] ?? '', province, code])];
    return codes.map((one) => named.get(one) ?? one);
  };
  return below(choices.map(({ value }) => ({ value, text: named.get(value) ?? value, path: path(value) })));
}

function below(options: (Option & { path: string[] })[]): Option[] {
  const key = (path: string[]) => path.join('\u0000');
  return options
    .sort((a, b) => key(a.path).localeCompare(key(b.path)))
    .map(({ value, text, path }) => ({ value, text, level: Math.min(2, path.length - 1) }));
}

/** Letters that differ only by case or marks find each other. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A field that leaves those of a long list whose name holds what is typed. */
function finder() {
  const field = el('input', { type: 'search', class: 'field', dir: 'auto', autocomplete: 'off', spellcheck: 'false' });
  field.setAttribute('aria-label', t('choices.find'));
  field.placeholder = t('choices.find');
  const none = el('p', { class: 'muted filter-hint', role: 'status' });
  return {
    element: el('div', {}, field, none),
    search(row: HTMLElement, options: readonly Option[]) {
      const names = new Map(options.map(({ value, text }) => [value, folded(`${text} ${value}`)]));
      field.addEventListener('input', () => {
        const wanted = folded(field.value.trim());
        let left = 0;
        for (const input of row.querySelectorAll<HTMLInputElement>('.filter-codes input')) {
          const shown = input.checked || (names.get(input.value)?.includes(wanted) ?? true);
          (input.closest('li') as HTMLElement).hidden = !shown;
          if (shown) ++left;
        }
        none.textContent = left === 0 ? t('choices.find.none') : '';
      });
    },
  };
}

/** From and to, for a range that is none of the steps. */
function tollRange(onChange: (values: string[]) => void) {
  const number = (key: string) =>
    el('input', {
      class: 'field',
      inputmode: 'numeric',
      autocomplete: 'off',
      maxlength: 9,
      'aria-label': t(key),
      placeholder: t(key),
    });
  const from = number('choices.from');
  const to = number('choices.to');
  const trouble = el('p', { class: 'muted filter-hint', role: 'status' });
  const take = () => {
    const [low, high] = [from, to].map((field) => latinDigits(field.value.trim())) as [string, string];
    const good = /^\d*$/.test(low + high) && (low === '' || high === '' || Number(low) <= Number(high));
    trouble.textContent = good ? '' : t('choices.range.unread');
    for (const field of [from, to]) field.setAttribute('aria-invalid', String(!good));
    if (good) onChange(low + high === '' ? [] : [`${low}..${high}`]);
  };
  for (const field of [from, to]) field.addEventListener('change', take);
  return {
    element: el('div', {}, el('div', { class: 'filter-range' }, from, to), trouble),
    show(range: string) {
      const [, low = '', dots, high = ''] = /^(\d*)(\.\.)?(\d*)$/.exec(range) ?? [];
      from.value = low;
      to.value = dots ? high : low;
    },
  };
}

function words(onChange: (values: string[]) => void): FilterRow {
  const field = el('input', {
    type: 'search',
    class: 'field',
    dir: 'auto',
    autocomplete: 'off',
    maxlength: MOST_WORDS,
    'aria-label': t('choices.words'),
  });
  field.addEventListener('change', () => onChange(field.value.trim() === '' ? [] : [field.value.trim()]));
  const { element, state } = closedRow('q', [el('p', { class: 'muted filter-hint' }, t('choices.words')), field]);
  return {
    element,
    show(chosen) {
      field.value = chosen[0] ?? '';
      state.textContent = chosen[0] ?? '';
      state.classList.toggle('filter-on', chosen.length > 0);
    },
    setCounts() {},
  };
}
