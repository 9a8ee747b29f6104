// A mark and colours for tests: what is not said is plain.
import type { Tokens } from '../tokens';
import type { DrawnMark } from './hit';
import type { Mark } from './mark';

export const TOKENS: Tokens = {
  paper: 'paper',
  panel: 'panel',
  ink: 'ink',
  muted: 'muted',
  line: 'line',
  accent: 'accent',
  band: 'band',
  barOutside: 'barOutside',
  land: 'land',
  water: 'water',
  border: 'border',
  province: 'province',
  coast: 'coast',
  explosion: 'explosion',
  gunfire: 'gunfire',
  execution: 'execution',
  other: 'other',
  ui: 'ui',
  serif: 'serif',
};

export function aMark(change: Partial<Mark> = {}): Mark {
  return {
    id: 'a',
    record: undefined,
    kind: 'single',
    x: 0.5,
    y: 0.5,
    count: 1,
    killed: 11,
    killedLow: change.killed ?? 11,
    killedHigh: change.killed ?? 11,
    atLeast: false,
    noFigure: 0,
    families: [1, 0, 0, 0],
    disputed: 0,
    notDayDated: 0,
    samePlace: false,
    place: undefined,
    placeName: undefined,
    areaName: undefined,
    radiusM: undefined,
    precision: 'P1',
    first: undefined,
    last: undefined,
    attackType: undefined,
    expansionZoom: undefined,
    ...change,
  };
}

/** A round mark of this radius standing at a place on the screen. */
export function drawnAt(id: string, x: number, y: number, radius = 15, mark: Partial<Mark> = {}): DrawnMark {
  return { mark: aMark({ id, ...mark }), box: { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }, round: true };
}
