// What goes on paper and not on the screen: the filters in words, the address and the day; and the map as it is seen,
// drawn to the width of a sheet. A browser prints at once: nothing can be asked for, nothing waits for a frame.
import { longDate, parseIso } from './days';
import { el } from './dom';
import { filtersInWords } from './filter_words';
import type { Filters } from './filters_table';
import { isoToday } from './today';
import { t } from './words';

/** A4 and Letter upright hold this much between usual margins. CSS px. */
const SHEET_PX = 660;

export interface Paper {
  filters: HTMLElement;
  foot: HTMLElement;
}

/** `drawn` keep the size that they have on the screen, so that they show what was seen, and are scaled as a whole. */
export function createPaper(drawn: HTMLElement[], asked: () => Filters): Paper {
  const filters = el('p', { class: 'on-paper' });
  const day = el('span');
  const address = el('bdi', { class: 'paper-address' });
  const foot = el('p', { class: 'on-paper' }, day, ' ', address);
  window.addEventListener('beforeprint', () => {
    const words = filtersInWords(asked());
    filters.textContent = words.length === 0 ? '' : t('map.filter.other', { name: t('map.filter'), value: words.join(' · ') });
    const today = parseIso(isoToday());
    day.textContent = t('map.paper.printed', { date: today ? longDate(today.from) : isoToday() });
    address.textContent = location.href;
    if (window.matchMedia('print').matches) return; // they are not as on the screen any more
    for (const { style, offsetWidth, offsetHeight } of drawn) {
      style.setProperty('--seen-width', `${offsetWidth}px`);
      style.setProperty('--seen-height', `${offsetHeight}px`);
      style.setProperty('--to-sheet', String(Math.min(1, SHEET_PX / Math.max(1, offsetWidth))));
    }
  });
  return { filters, foot };
}
