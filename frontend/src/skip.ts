// The first stops of the Tab key: over the panel, whose list may have hundreds of rows, to the map and to the time bar.
import { el } from './dom';
import { t } from './words';

export function skips(): HTMLElement {
  const over = (key: string, ...targets: string[]) => {
    const button = el('button', { type: 'button' }, t(key));
    button.addEventListener('click', () => {
      const found = targets.map((target) => document.querySelector<HTMLElement>(target)).find((one) => one !== null);
      found?.focus();
    });
    return button;
  };
  // The map itself where it has no mark.
  return el('nav', { class: 'skips' }, over('map.marks', '.map-marks button', '#map'), over('map.time', '.time [role=slider]'));
}
