// The share panel: the view as it is now as a link, a frame and citations. It is loaded when it is asked for.
import './share.css';
import { el } from './dom';
import { readableAccent } from './embed/theme';
import { choice, toggle } from './menu';
import { createPanel } from './panel';
import {
  citeBibtex,
  citeCsl,
  citePlain,
  embedOf,
  frameOf,
  type Look,
  linkOf,
  oembedOf,
  pictureOf,
  SANDBOX,
  type Shared,
  shortOf,
} from './share_texts';
import { isoToday } from './today';
import { readTokens } from './tokens';
import { LANGUAGES, language, t, wordIn } from './words';

const COPIED_MS = 2000;
const SIZE = /^([1-9]\d{1,3}|100%)$/; // pixels, or the whole width

export interface Share {
  /** Opens it for this view. */
  open(query: string): void;
}

/** A line of text to be copied. */
function row(key: string, tall: boolean, dir: 'ltr' | 'auto' = 'ltr') {
  const id = `share-${key.replaceAll('.', '-')}`;
  const about = { id, class: 'field', readonly: true, dir }; // addresses and code run from the left in every language
  const field = tall ? el('textarea', { ...about, spellcheck: 'false', rows: 4 }) : el('input', about);
  const copy = el('button', { type: 'button', class: 'share-copy' }, t('share.copy'));
  const said = el('span', { class: 'visually-hidden', role: 'status' });
  field.addEventListener('focus', () => field.select());
  copy.addEventListener('click', async () => {
    field.select();
    // Without leave to write to the clipboard the text is selected, to be copied by hand.
    const done = await navigator.clipboard?.writeText(field.value).then(
      () => true,
      () => false,
    );
    copy.textContent = t(done ? 'share.copied' : 'share.selected');
    said.textContent = copy.textContent;
    setTimeout(() => {
      copy.textContent = t('share.copy');
    }, COPIED_MS);
  });
  const element = el('div', { class: 'share-row' }, el('label', { for: id }, t(key)), field, copy, said);
  return {
    element,
    show(text: string) {
      field.value = text;
    },
  };
}

export function createShare(version: string): Share {
  let shared: Shared = { origin: location.origin, query: '', version, pinned: false };
  const look: Look = {
    theme: 'auto',
    accent: '',
    width: '100%',
    height: '600',
    language: language().code,
    title: t('share.frame.title'),
  };

  const link = row('share.link', false);
  const short = row('share.short', false);
  const frame = row('share.frame', true);
  const oembed = row('share.oembed', false);
  const picture = row('share.picture', false);
  const plain = row('share.plain', true, 'auto');
  const bibtex = row('share.bibtex', true);
  const csl = row('share.csl', true);
  const pinned = toggle(t('share.pin', { version: version.replaceAll('-', '\u2011') }), (on) => {
    shared = { ...shared, pinned: on };
    draw();
  });
  const theme = choice<Look['theme']>(
    'theme',
    t('share.theme'),
    ['auto', 'light', 'dark'],
    (value) => t(`share.theme.${value}`),
    (value) => {
      look.theme = value;
      draw();
    },
  );
  const tongue = el('select', { class: 'field' }, ...LANGUAGES.map(({ code, name }) => el('option', { value: code, lang: code }, name)));
  tongue.value = look.language;
  tongue.addEventListener('change', async () => {
    look.language = tongue.value;
    draw();
    const title = await wordIn(look.language, 'share.frame.title');
    if (look.language !== tongue.value) return;
    look.title = title;
    draw();
  });
  const trouble = el('p', { class: 'muted', role: 'status' });
  const preview = el('iframe', { class: 'share-preview', title: t('share.preview'), sandbox: SANDBOX, referrerpolicy: 'no-referrer' });

  function entry(key: string, value: string, take: (text: string) => string | null): HTMLElement {
    const input = el('input', { class: 'field', value, autocomplete: 'off', spellcheck: 'false' });
    input.addEventListener('change', () => {
      const fault = take(input.value.trim());
      input.setAttribute('aria-invalid', String(fault !== null));
      trouble.textContent = fault ?? '';
      draw();
    });
    return el('label', {}, t(key), input);
  }
  const takeAccent = (text: string) => {
    const digits = text.replace(/^#/, '').toLowerCase();
    const { panel, paper } = readTokens();
    const readable = /^[0-9a-f]{6}$/.test(digits) && readableAccent(`#${digits}`, [panel, paper]) !== null;
    look.accent = readable ? digits : '';
    return digits === '' || readable ? null : t('share.accent.unread');
  };
  const takeSize = (side: 'width' | 'height') => (text: string) => {
    if (!SIZE.test(text)) return t('share.size.unread');
    look[side] = text;
    return null;
  };

  const panel = createPanel('share', 'share', [
    link.element,
    short.element,
    el('p', {}, pinned.element),
    el('h3', {}, t('share.embed')),
    el(
      'div',
      { class: 'share-look' },
      theme.element,
      el('label', {}, t('page.language'), tongue),
      entry('share.accent', '', takeAccent),
      entry('share.width', look.width, takeSize('width')),
      entry('share.height', look.height, takeSize('height')),
    ),
    trouble,
    frame.element,
    oembed.element,
    picture.element,
    preview,
    el('h3', {}, t('page.cite')),
    plain.element,
    bibtex.element,
    csl.element,
  ]);
  panel.dialog.addEventListener('close', () => preview.removeAttribute('src')); // nothing goes on behind a closed panel
  theme.show('auto');

  function draw(): void {
    const today = isoToday();
    link.show(linkOf(shared));
    short.element.hidden = shortOf(shared) === '';
    short.show(shortOf(shared));
    frame.show(frameOf(shared, look));
    oembed.show(oembedOf(shared, look));
    picture.show(pictureOf(shared, look));
    plain.show(citePlain(shared, today));
    bibtex.show(citeBibtex(shared, today));
    csl.show(citeCsl(shared, today));
    const address = embedOf(shared, look);
    if (preview.getAttribute('src') !== address) preview.setAttribute('src', address);
  }

  return {
    open(query) {
      shared = { ...shared, query };
      draw();
      panel.open();
    },
  };
}
