// How the toll of a record became known: what was stated first, then each later figure with its day and its source.
import { edtfSpan, publishedInWords } from './days';
import { el } from './dom';
import type { Correction, Properties, Source } from './records';
import { digits, t } from './words';

interface Step {
  figure: string;
  when: string | undefined; // EDTF
  source: Source | undefined;
}

/** In order of time; one alone is no history. */
export function tollSteps(p: Properties): Step[] {
  const later = (p.corrections ?? []).filter(({ field }) => field === 'killed').sort((a, b) => dayOf(a) - dayOf(b));
  const [first] = later;
  if (!first) return [];
  const source = (id: string | undefined) => p.sources.find((one) => one.id === id);
  const steps = later.map(({ corrected, date, source: id }) => ({ figure: corrected, when: date, source: source(id) }));
  return [{ figure: first.as_stated, when: undefined, source: undefined }, ...steps];
}

const dayOf = ({ date }: Correction) => edtfSpan(date ?? '')?.from ?? Number.POSITIVE_INFINITY;

export function tollOverTime(p: Properties): HTMLElement[] {
  const steps = tollSteps(p);
  if (steps.length === 0) return [];
  const items = steps.map(({ figure, when, source }, i) => {
    const by = [i === 0 ? t('map.card.toll.first') : '', when ? publishedInWords(when) : '', source?.publisher ?? ''];
    return el(
      'li',
      {},
      el('b', {}, /^\d+$/.test(figure) ? digits(figure) : el('bdi', {}, figure || '–')),
      el('span', { class: 'muted' }, el('bdi', {}, by.filter((part) => part !== '').join(' · '))),
      !!source?.quote && !source.graphic && el('blockquote', { lang: source.lang ?? 'en', dir: 'auto' }, el('p', {}, source.quote)),
    );
  });
  return [el('h3', {}, t('map.card.toll')), el('ol', { class: 'toll-steps' }, ...items)];
}
