// A button that opens a small panel: closed by Escape, by a press outside and by the button itself.
import { el } from './dom';

export interface Menu {
  element: HTMLElement;
  button: HTMLButtonElement;
  close(): void;
}

export function createMenu(label: string, face: Node, content: HTMLElement): Menu {
  const button = el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'aria-expanded': 'false' }, face);
  content.hidden = true;
  content.classList.add('menu-panel');
  const element = el('div', { class: 'menu' }, button, content);
  const open = (yes: boolean) => {
    content.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
  };
  button.addEventListener('click', () => open(content.hidden === true));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || content.hidden) return;
    event.stopPropagation();
    open(false);
    button.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!element.contains(event.target as Node)) open(false);
  });
  return { element, button, close: () => open(false) };
}

/** A choice of one, as radio buttons in a line. */
export function choice<T extends string>(
  name: string,
  legend: string,
  values: readonly T[],
  label: (value: T) => string,
  onPick: (value: T) => void,
) {
  const field = el('fieldset', { class: 'choice' }, el('legend', {}, legend));
  const inputs = new Map<T, HTMLInputElement>();
  for (const value of values) {
    const input = el('input', { type: 'radio', name, value });
    input.addEventListener('change', () => onPick(value));
    inputs.set(value, input);
    field.append(el('label', {}, input, el('span', {}, label(value))));
  }
  return {
    element: field,
    show(value: T) {
      const input = inputs.get(value);
      if (input) input.checked = true;
    },
  };
}

export function toggle(label: string, onChange: (on: boolean) => void) {
  const input = el('input', { type: 'checkbox' });
  input.addEventListener('change', () => onChange(input.checked));
  return {
    element: el('label', { class: 'toggle' }, input, el('span', {}, label)),
    show: (on: boolean) => {
      input.checked = on;
    },
  };
}
