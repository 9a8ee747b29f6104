// The four families of attack types that the map has colours for, in the order in which rings are drawn.
import type { Tokens } from '../tokens';

export const FAMILIES = ['explosion', 'gunfire', 'execution', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

const TYPES: Record<Family, readonly string[]> = {
  explosion: ['suicide_bombing', 'bombing', 'grenade', 'rocket_mortar'],
  gunfire: ['shooting', 'targeted_killing'],
  execution: ['execution', 'abduction_killing'],
  other: ['complex_attack', 'arson_mob', 'other'],
};

/** Records of each family, in the order of FAMILIES. */
export type FamilyCounts = [explosion: number, gunfire: number, execution: number, other: number];

export function familyOf(attackType: string): Family {
  return FAMILIES.find((family) => TYPES[family].includes(attackType)) ?? 'other';
}

/** Sums n_<attack_type> of a tile's feature by family. */
export function familyCounts(count: (attackType: string) => number): FamilyCounts {
  return FAMILIES.map((family) => TYPES[family].reduce((sum, type) => sum + count(type), 0)) as FamilyCounts;
}

export function familyColour(family: Family, tokens: Tokens): string {
  return tokens[family];
}
