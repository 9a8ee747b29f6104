// Several marks as one: every number is the sum of theirs, and no figure stays no figure.
import type { FamilyCounts } from './families';
import type { Mark } from './mark';

type Own = 'id' | 'kind' | 'x' | 'y' | 'areaName' | 'place' | 'placeName' | 'expansionZoom' | 'members';

export function sumOfMarks(parts: readonly Mark[], own: Pick<Mark, Own>): Mark {
  const sum = (of: (mark: Mark) => number) => parts.reduce((total, mark) => total + of(mark), 0);
  const figures = parts.some(({ killed }) => killed !== undefined);
  const figure = (of: (mark: Mark) => number | undefined) => (figures ? sum((mark) => of(mark) ?? 0) : undefined);
  const first = parts[0]!;
  return {
    ...own,
    record: parts.length === 1 ? first.record : undefined,
    count: sum(({ count }) => count),
    killed: figure(({ killed }) => killed),
    killedLow: figure(({ killedLow }) => killedLow),
    killedHigh: figure(({ killedHigh }) => killedHigh),
    atLeast: false,
    noFigure: sum(({ noFigure }) => noFigure),
    families: first.families.map((_, i) => sum(({ families }) => families[i]!)) as FamilyCounts,
    disputed: sum(({ disputed }) => disputed),
    notDayDated: sum(({ notDayDated }) => notDayDated),
    samePlace: false,
    radiusM: undefined,
    // P8 is the coarsest, and what is known of all is as coarse as the coarsest of them.
    precision:
      parts
        .map(({ precision }) => precision)
        .sort()
        .at(-1) ?? 'P1',
    first: undefined,
    last: undefined,
    attackType: undefined,
  };
}
