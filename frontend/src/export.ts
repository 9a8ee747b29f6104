// The panel that takes records away as a file: it says how many they are and under which filters, and then gives a plain
// link. It is loaded when it is asked for.
import './share.css';
import { type Api, paths, Refused } from './api';
import { el } from './dom';
import { FORMATS, type Format, fileHref, hasAreas, hasTags, type Taken, trialHref, whereOf } from './export_texts';
import { filtersInWords } from './filter_words';
import { windowInWords } from './headline';
import { choice, toggle } from './menu';
import { createPanel } from './panel';
import type { ItemsPage } from './records';
import type { State } from './state';
import { filterQuery } from './url';
import { counted, latinDigits, t } from './words';

export interface Export {
  /** Opens it for what this state shows. */
  open(state: State): void;
}

const EPSG = /^(?:EPSG:)?(\d{4,6})$/i;

export function createExport(api: Api, version: string): Export {
  let state: State;
  const taken: Taken = { where: 'all', format: 'csv', crs: '', areas: false, tags: false };
  let drawings = 0; // only the last of them says anything

  const stated = el('div', { class: 'export-stated', role: 'status' });
  const places = el('div');
  const format = el('select', { class: 'field' }, ...FORMATS.map(({ name, text }) => el('option', { value: name }, text)));
  const crs = el('input', { class: 'field', inputmode: 'numeric', autocomplete: 'off', spellcheck: 'false', dir: 'ltr', maxlength: 12 });
  const trouble = el('p', { class: 'muted', role: 'status' });
  const areas = toggle(t('export.areas'), (on) => take({ areas: on }));
  const tags = toggle(t('export.hxl'), (on) => take({ tags: on }));
  const link = el('a', { class: 'export-link' });
  const panel = createPanel('export', 'share export', [
    stated,
    places,
    el('div', { class: 'share-look' }, el('label', {}, t('export.format'), format), el('label', {}, t('export.crs'), crs)),
    areas.element,
    tags.element,
    trouble,
    el('p', {}, link),
  ]);
  format.addEventListener('change', () => take({ format: format.value as Format }));
  crs.addEventListener('change', () => {
    const text = latinDigits(crs.value.trim());
    const [, code] = EPSG.exec(text) ?? [];
    crs.setAttribute('aria-invalid', String(text !== '' && code === undefined));
    if (text !== '' && code === undefined) return cannot(t('export.crs.unread'));
    take({ crs: code ?? '' });
  });

  function take(change: Partial<Taken>): void {
    Object.assign(taken, change);
    void draw();
  }

  /** Nothing is offered that would not come. */
  function cannot(reason: string): void {
    ++drawings;
    trouble.textContent = reason;
    link.removeAttribute('href');
  }

  /** Why this kind of file cannot be made; null where it can. */
  async function refusal(): Promise<string | null> {
    if (taken.crs === '') return null; // every format can be had in the usual coordinates
    try {
      const trial = await fetch(trialHref(taken, version));
      if (trial.ok) return null;
      const { detail = '' } = (await trial.json()) as { detail?: string };
      return t('export.refused', { detail });
    } catch {
      return t('map.notice.offline');
    }
  }

  async function draw(): Promise<void> {
    const drawing = ++drawings;
    areas.element.hidden = !hasAreas(taken.format);
    tags.element.hidden = !hasTags(taken.format);
    const { filters, window, bbox } = whereOf(state, taken.where);
    link.removeAttribute('href');
    try {
      const page = await api.ask<ItemsPage>('export', paths.items(filterQuery(filters, window, bbox), 1, version));
      if (!page) return; // asked again meanwhile
      const rows = page.numberMatched;
      const words = filtersInWords(filters);
      stated.replaceChildren(
        el('p', { class: 'export-rows' }, counted('export.rows', rows)),
        el('p', {}, window ? t('export.window', { window: windowInWords(window) }) : t('export.window.whole')),
        el('p', {}, words.length > 0 ? words.join(' · ') : t('export.filters.none')),
        el('p', { class: 'muted version' }, t('page.version', { version: page.version })),
      );
      const reason = await refusal();
      if (drawing !== drawings) return;
      if (reason !== null) return cannot(reason);
      trouble.textContent = '';
      const { text } = FORMATS.find(({ name }) => name === taken.format) ?? FORMATS[0];
      link.href = fileHref(filterQuery(filters, window, bbox), taken, version);
      link.textContent = counted('export.download', rows, { format: text });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      cannot(t('export.refused', { detail: error.detail }));
    }
  }

  return {
    open(now) {
      state = now;
      const wheres = (['seen', 'area', 'all'] as const).filter(
        (where) => where === 'all' || (where === 'seen' ? state.bbox !== null : state.filters.area !== undefined),
      );
      taken.where = wheres[0] ?? 'all';
      const where = choice<Taken['where']>(
        'where',
        t('export.where'),
        wheres,
        (one) => t(`export.where.${one}`),
        (one) => take({ where: one }),
      );
      where.show(taken.where);
      places.replaceChildren(...(wheres.length > 1 ? [where.element] : []));
      void draw();
      panel.open();
    },
  };
}
