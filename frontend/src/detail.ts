// The lower part of the panel, or the sheet of a phone: the card of the selected record, else the list.
import { type Api, paths, Refused } from './api';
import { cardOf } from './card';
import { el } from './dom';
import { createList, listPath } from './list';
import type { Incident } from './records';
import { equal, type ListOf, type State } from './state';
import { t } from './words';

export interface DetailActions {
  open(incident: Incident): void;
  closeCard(): void;
  closeList(): void;
  /** The record is here now: the map can mark it. */
  onCard(incident: Incident | null, asked: 'first' | 'later'): void;
  showOnMap(incident: Incident): void;
}

export interface Detail {
  /** Names are known by now that the card was drawn without. */
  rename(): void;
  show(state: State, wide: boolean): void;
}

export function createDetail(box: HTMLElement, api: Api, version: string, actions: DetailActions): Detail {
  const list = createList(api, version, { open: actions.open, close: actions.closeList });
  const content = el('div', { class: 'detail-content' });
  const served = box.querySelector('.detail-content'); // stays until there is something to put in its place
  if (!served) box.append(content);
  const replaceServed = () => {
    if (served?.isConnected) served.replaceWith(content);
  };
  let shownCard: string | null = null;
  let shownList: unknown = null;
  let face: 'card' | 'list' | 'none' = 'none';
  let asked: 'first' | 'later' = 'first';
  let drawn: Incident | null = null;

  function draw(incident: Incident): void {
    drawn = incident;
    content.replaceChildren(cardOf(incident, version, { close: actions.closeCard, showOnMap: () => actions.showOnMap(incident) }));
  }

  async function showCard(id: string): Promise<void> {
    shownCard = id;
    let incident: Incident | null = null;
    try {
      incident = await api.ask<Incident>('card', paths.item(id, version));
      if (!incident) return;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    if (shownCard !== id) return;
    replaceServed();
    if (!incident) content.replaceChildren(gone(actions.closeCard));
    else draw(incident);
    face = 'card';
    content.scrollTop = 0;
    if (asked === 'later') content.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    actions.onCard(incident, asked);
    asked = 'later';
  }

  function showList(of: ListOf, state: State, left: string | null): void {
    const key = [of, listPath(of, state, version)];
    if (face !== 'list') {
      content.replaceChildren(list.element);
      face = 'list';
      // From a card back to the row that it was opened from.
      if (left !== null) list.element.querySelector<HTMLElement>(`[data-id="${CSS.escape(left)}"] a`)?.focus();
    }
    if (equal(key, shownList)) return;
    const closable = state.list !== null;
    const other = shownList !== null && !equal((shownList as unknown[])[0], of);
    shownList = key;
    void list.load(of, state, closable).then(() => {
      replaceServed();
      if (!other) return;
      content.scrollTop = 0;
      list.focus();
    });
  }

  return {
    rename() {
      if (face !== 'card' || drawn?.id !== shownCard) return;
      const { scrollTop } = content;
      const focused = content.contains(document.activeElement);
      draw(drawn);
      content.scrollTop = scrollTop;
      if (focused) content.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    },
    show(state, wide) {
      if (state.selected !== null) {
        if (state.selected !== shownCard) void showCard(state.selected);
        return;
      }
      const left = shownCard;
      if (left !== null) {
        shownCard = null;
        api.drop('card');
        actions.onCard(null, asked);
      }
      asked = 'later';
      const of = state.list ?? (wide ? 'all' : null);
      if (of !== null) return showList(of, state, left);
      replaceServed();
      content.replaceChildren();
      face = 'none';
    },
  };
}

function gone(close: () => void): HTMLElement {
  const button = el('button', { type: 'button', class: 'text-button' }, t('map.card.close'));
  button.addEventListener('click', close);
  return el(
    'article',
    { class: 'card' },
    el('h2', { class: 'card-place', tabindex: -1 }, t('page.missing.title')),
    el('p', {}, t('page.missing')),
    button,
  );
}
