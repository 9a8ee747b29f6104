// The filters and their names in every address, in the order of their canonical form; and the codes we offer.

export const FILTER_NAMES = [
  'actor',
  'area',
  'attack_type',
  'community',
  'date_precision',
  'killed',
  'precision',
  'q',
  'target_type',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Partial<Record<FilterName, string[]>>;

export const ATTACK_TYPES = [
  'suicide_bombing',
  'bombing',
  'grenade',
  'rocket_mortar',
  'shooting',
  'targeted_killing',
  'execution',
  'abduction_killing',
  'complex_attack',
  'arson_mob',
  'other',
] as const;
export const COMMUNITIES = ['hazara', 'shia', 'turi_bangash', 'ismaili', 'sufi', 'other'] as const;

/** The colour of a type on the map. */
export function familyOf(attackType: string): 'explosion' | 'gunfire' | 'execution' | 'other' {
  const at = ATTACK_TYPES.indexOf(attackType as (typeof ATTACK_TYPES)[number]);
  if (at < 0 || at > 7) return 'other';
  return at < 4 ? 'explosion' : at < 6 ? 'gunfire' : 'execution';
}

/** Words are one value, whatever commas they hold; all others are lists. */
export function toList(name: FilterName, text: string): string[] {
  if (name === 'q') return text === '' ? [] : [text];
  return [...new Set(text.split(',').filter((value) => value !== ''))].sort();
}

export function withFilter(filters: Filters, name: FilterName, values: string[]): Filters {
  const next = { ...filters };
  if (values.length === 0) delete next[name];
  else next[name] = [...values].sort();
  return next;
}

export function activeFilters(filters: Filters): FilterName[] {
  return FILTER_NAMES.filter((name) => (filters[name]?.length ?? 0) > 0);
}
