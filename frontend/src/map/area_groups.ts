// One badge a country where the zoom has no room for one an area. All that a badge says is a sum of its areas'.
import { areaName } from '../toll_words';
import type { Mark } from './mark';
import { sumOfMarks } from './sum_of_marks';

export function groupByCountry(areas: readonly Mark[]): Mark[] {
  const countries = new Map<string, Mark[]>();
  for (const area of areas) {
    const country = area.id.slice(0, COUNTRY_LETTERS);
    countries.set(country, [...(countries.get(country) ?? []), area]);
  }
  return [...countries].map(([country, members]) => sumOf(country, members));
}

/** "PK-BA.mastung" begins with its country. */
const COUNTRY_LETTERS = 2;

function sumOf(country: string, members: readonly Mark[]): Mark {
  const mean = (of: (mark: Mark) => number) => members.reduce((total, mark) => total + of(mark), 0) / members.length;
  return sumOfMarks(members, {
    id: country,
    kind: 'area',
    x: mean(({ x }) => x),
    y: mean(({ y }) => y),
    place: undefined,
    placeName: undefined,
    areaName: areaName(country),
    expansionZoom: undefined,
    members,
  });
}
