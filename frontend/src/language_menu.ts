// The other languages of this very view, as links: the page is loaded again in its words.
import { el, ICONS, icon } from './dom';
import { createMenu } from './menu';
import { LANGUAGES, language, t } from './words';

export function createLanguageMenu(addressIn: (code: string) => string): HTMLElement {
  const links = LANGUAGES.map(({ code, name }) =>
    el('a', { href: '', lang: code, hreflang: code, 'aria-current': code === language().code && 'true' }, name),
  );
  const refresh = () => links.forEach((link, i) => void link.setAttribute('href', addressIn(LANGUAGES[i]!.code)));
  const list = el('ul', {}, ...links.map((link) => el('li', {}, link)));
  const menu = createMenu(t('page.language'), icon(ICONS.globe), el('div', {}, list));
  // The view goes on while the menu is open; a link must be of the one that is seen.
  for (const event of ['pointerdown', 'focusin', 'click']) menu.element.addEventListener(event, refresh, { capture: true });
  menu.element.classList.add('languages');
  return menu.element;
}
