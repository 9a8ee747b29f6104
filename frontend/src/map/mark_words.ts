// A mark in words: for those who hear it, and for whoever points at it. One sentence, how sure we are included.
import { dateInWords } from '../days';
import { markPlaceName } from '../names';
import { areaName } from '../toll_words';
import { counted, grouped, t } from '../words';
import type { Mark } from './mark';

export function badgeText(mark: Mark): string {
  const disputed = mark.disputed > 0 && mark.disputed === mark.count;
  return t('map.badge', { n: grouped(mark.count) + (disputed ? '?' : ''), area: areaName(mark.id, mark.areaName) });
}

/** `near` names what the reader would call the spot, where the mark itself has no name. */
export function markWords(mark: Mark, near?: string): string {
  const sentences = [[`${where(mark, near)}: ${what(mark)}`, ...lessExactly(mark)].join('; ')];
  if (mark.kind === 'single' && mark.radiusM && mark.precision !== 'P1')
    sentences.push(t(`page.precision.${mark.precision}`, { km: kilometres(mark.radiusM) }));
  return sentences.join('. ');
}

function where(mark: Mark, near?: string): string {
  if (mark.kind === 'area') return t('map.mark.area', { area: areaName(mark.id, mark.areaName) });
  // Only of a town is a finer place missing; a stack at a site or in a neighbourhood is where it says.
  const place = markPlaceName(mark);
  if (mark.kind === 'cluster' && mark.samePlace && place && mark.precision === 'P3') return t('map.mark.stack', { place });
  if (place) return place;
  return near ? t('map.mark.near', { place: near }) : t('map.mark.here');
}

function what(mark: Mark): string {
  const toll = tollWords(mark);
  if (mark.kind !== 'single') return `${counted('map.mark.attacks', mark.count)}, ${toll}`;
  const parts = [mark.attackType ? t(`attack_type.${mark.attackType}`) : '', dateInWords(mark.first, mark.last), toll];
  return parts.filter((part) => part !== '').join(', ');
}

function tollWords(mark: Mark): string {
  if (mark.killed === undefined) return t('page.killed.none');
  if (mark.atLeast) return t('page.killed.at_least', { n: grouped(mark.killed) });
  const range = mark.killedLow !== mark.killed || mark.killedHigh !== mark.killed;
  const known = counted('page.killed', mark.killed);
  if (!range) return known;
  return t('map.mark.range', { killed: known, low: grouped(mark.killedLow ?? mark.killed), high: grouped(mark.killedHigh ?? mark.killed) });
}

function lessExactly(mark: Mark): string[] {
  const words: string[] = [];
  // Of a single record the date itself says how exact it is.
  if (mark.kind === 'single') {
    if (mark.disputed > 0) words.push(t('map.mark.disputed'));
  } else {
    if (mark.noFigure > 0 && mark.noFigure < mark.count) words.push(counted('map.mark.no_figure.n', mark.noFigure));
    if (mark.notDayDated > 0) words.push(counted('map.mark.not_day_dated.n', mark.notDayDated));
    if (mark.disputed > 0) words.push(counted('map.mark.disputed.n', mark.disputed));
  }
  return words;
}

/** Half kilometres below five, whole ones above. */
export function kilometres(metres: number): number {
  const km = metres / 1000;
  return km < 5 ? Math.round(km * 2) / 2 : Math.round(km);
}
