// A panel over the page: a heading, a way to close it, and what it is about. It is shown modally, and its heading has the focus.
import { el, ICONS, icon } from './dom';
import { t } from './words';

export interface Panel {
  dialog: HTMLDialogElement;
  open(): void;
}

export function createPanel(name: string, className: string, content: (Node | string)[]): Panel {
  const close = el('button', { type: 'button', class: 'icon-button', 'aria-label': t('share.close') }, icon(ICONS.close));
  const heading = el('h2', { id: `${name}-title`, class: 'list-title', tabindex: -1 }, t(`${name}.title`));
  const head = el('header', { class: 'detail-head' }, heading, close);
  const dialog = el('dialog', { class: className, 'aria-labelledby': `${name}-title` }, head, ...content);
  close.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  return {
    dialog,
    open() {
      dialog.showModal();
      heading.focus();
    },
  };
}
