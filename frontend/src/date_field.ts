// A date that can be typed and looks like text: "2013", "Feb 2013", "16 Feb 2013", "2013-02-16".
import { type Day, longDate, parseTyped, shortDate } from './days';
import { el } from './dom';
import type { Edge } from './time_window';
import { t } from './words';

export interface DateField {
  element: HTMLInputElement;
  show(day: Day): void;
}

export function createDateField(edge: Edge, onDay: (day: Day) => void): DateField {
  const input = el('input', {
    class: `date-field date-field-${edge}`,
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': t(`map.time.${edge}`),
    title: t('map.time.type'),
  });
  let shown: Day = 0;
  const write = () => {
    input.value = shortDate(shown);
    input.setAttribute('aria-description', longDate(shown));
    input.removeAttribute('aria-invalid');
  };
  const take = () => {
    if (input.value === shortDate(shown)) return write();
    const span = parseTyped(input.value);
    if (!span) return input.setAttribute('aria-invalid', 'true');
    shown = span[edge];
    write();
    onDay(shown);
  };
  input.addEventListener('change', take);
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', () => input.getAttribute('aria-invalid') && write());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') write();
    if (event.key === 'Enter') take();
  });
  return {
    element: input,
    show(day) {
      const unchanged = day === shown;
      shown = day;
      if (document.activeElement === input && unchanged) return;
      write();
    },
  };
}
