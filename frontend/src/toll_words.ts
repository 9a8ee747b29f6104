// Tolls, places and certainty of a record in words, the same as on its own page.
import { learnedArea, placeName } from './names';
import type { Properties } from './records';
import { counted, grouped, hasWord, t } from './words';

type Figure = number | null | undefined;

function toll(what: 'killed' | 'injured', figure: Figure, atLeast: boolean): string {
  if (figure === null || figure === undefined) return t(`page.${what}.none`);
  if (atLeast) return t(`page.${what}.at_least`, { n: grouped(figure) });
  return counted(`page.${what}`, figure);
}

export function killedInWords(p: Properties): string {
  return toll('killed', p.killed, p.at_least);
}

export function injuredInWords(p: Properties): string {
  return toll('injured', p.injured, p.injured_at_least ?? false);
}

/** For a table cell: 11, ≥ 11, or a dash that is read as words. */
export function killedCell(p: Properties): string {
  if (p.killed === null || p.killed === undefined) return '–';
  return (p.at_least ? '≥ ' : '') + grouped(p.killed);
}

const kilometres = (metres: number) => Number((metres / 1000).toPrecision(2));

export function certainty(p: Properties): string {
  const parts = [`${sentence(t(`page.precision.${p.geo_precision}`, { km: kilometres(p.radius_m ?? 0) }))}.`];
  const { killed_low: low, killed_high: high } = p;
  if (typeof low === 'number' && typeof high === 'number' && low !== high)
    parts.push(t('page.figures', { low: grouped(low), high: grouped(high) }));
  if (p.perpetrators !== 'excluded') parts.push(t(`page.perpetrators.${p.perpetrators}`));
  if (p.disputed) parts.push(t('page.disputed'));
  return parts.join(' ');
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** District and country, as far as they are not the name of the place itself. */
export function whereabouts(p: Properties): string {
  const names = [p.district, p.area, p.country].map((code) => (code ? areaName(code) : ''));
  return [...new Set(names)].filter((name) => name !== '' && name !== p.place_name && name !== placeName(p)).join(t('map.comma'));
}

/** Countries and provinces by their words, districts as they are learned; a code ends in its name: PK-BA.killa-abdullah. */
export function areaName(code: string, latin?: string): string {
  if (hasWord(`map.area.${code}`)) return t(`map.area.${code}`);
  const known = learnedArea(code) ?? latin;
  if (known !== undefined) return known;
  const slug = code.split('.')[1];
  if (slug === undefined) return code;
  return slug.split('-').map(sentence).join(' ');
}
