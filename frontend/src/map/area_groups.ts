// One badge a country where the zoom has no room for one an area. All that a badge says is a sum of its areas'.
import { areaName } from '../toll_words';
import type { FamilyCounts } from './families';
import type { Mark } from './mark';

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
  const first = members[0]!;
  const sum = (of: (mark: Mark) => number) => members.reduce((total, mark) => total + of(mark), 0);
  const figures = members.some(({ killed }) => killed !== undefined);
  const figure = (of: (mark: Mark) => number | undefined) => (figures ? sum((mark) => of(mark) ?? 0) : undefined);
  return {
    ...first,
    id: country,
    record: members.length === 1 ? first.record : undefined,
    x: sum(({ x }) => x) / members.length,
    y: sum(({ y }) => y) / members.length,
    count: sum(({ count }) => count),
    killed: figure(({ killed }) => killed),
    killedLow: figure(({ killedLow }) => killedLow),
    killedHigh: figure(({ killedHigh }) => killedHigh),
    atLeast: false,
    noFigure: sum(({ noFigure }) => noFigure),
    families: first.families.map((_, i) => sum(({ families }) => families[i]!)) as FamilyCounts,
    disputed: sum(({ disputed }) => disputed),
    notDayDated: sum(({ notDayDated }) => notDayDated),
    areaName: areaName(country),
    members,
  };
}
