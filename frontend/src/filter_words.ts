// What a filter says in words: "Attack type: bombing, shooting". Groups have their names once they are learned.
import { activeFilters, type FilterName, type Filters } from './filters_table';
import { areaName } from './toll_words';
import { grouped, hasWord, t } from './words';

const groups = new Map<string, string>();

/** By their codes; what the histogram offers as choices brings them. */
export function learnGroups(names: Iterable<readonly [code: string, name: string]>): void {
  for (const [code, name] of names) groups.set(code, name);
}

export function filtersInWords(filters: Filters): string[] {
  return activeFilters(filters).map((name) => filterInWords(filters, name));
}

export function filterInWords(filters: Filters, name: FilterName): string {
  const values = (filters[name] ?? []).map((value) => valueInWords(name, value));
  return t('map.filter.other', { name: t(`map.filter.${name}`), value: values.join(t('map.comma')) });
}

export function valueInWords(name: FilterName, value: string): string {
  for (const key of [`${name}.${value}`, `map.value.${value}`]) if (hasWord(key)) return t(key);
  if (name === 'precision' && hasWord(`map.place.${value}`)) return t(`map.place.${value}`);
  if (name === 'killed') return rangeInWords(value);
  if (name === 'actor') return groups.get(value) ?? value;
  return name === 'area' ? areaName(value) : value;
}

function rangeInWords(text: string): string {
  const [, low = '', dots = '', high = ''] = /^(\d*)(\.\.)?(\d*)$/.exec(text) ?? [];
  if (dots === '' || low === high) return low === '' ? text : grouped(Number(low));
  if (high === '') return t('map.value.at_least', { n: grouped(Number(low)) });
  if (low === '') return t('map.value.at_most', { n: grouped(Number(high)) });
  return t('map.value.between', { low: grouped(Number(low)), high: grouped(Number(high)) });
}
