// One line over the map: that the connection is lost, that the data has changed, that a part of the address was not understood.
import type { Link } from './api';
import { el } from './dom';
import { t } from './words';

export interface Notice {
  attach(box: HTMLElement): void;
  link(of: 'api' | 'map', link: Link): void;
  say(text: string): void;
  stale(): void;
}

export function createNotice(): Notice {
  let box: HTMLElement | null = null;
  const links: Record<string, Link> = {};
  let said = '';
  let stale = false;
  const draw = () => {
    if (!box) return;
    const lines: Node[] = [];
    const states = Object.values(links);
    if (states.includes('offline')) lines.push(el('p', {}, t('map.notice.offline')));
    if (said !== '') {
      const close = el('button', { type: 'button', class: 'text-button' }, t('map.notice.close'));
      close.addEventListener('click', () => {
        said = '';
        draw();
      });
      lines.push(el('p', {}, said, ' ', close));
    }
    if (stale) lines.push(el('p', {}, t('map.notice.stale'), ' ', el('a', { href: '' }, t('map.notice.reload'))));
    box.replaceChildren(...lines);
  };
  return {
    attach(at) {
      box = at;
      draw();
    },
    link(of, link) {
      if (links[of] === link) return;
      links[of] = link;
      draw();
    },
    say(text) {
      said = text;
      draw();
    },
    stale() {
      if (stale) return;
      stale = true;
      draw();
    },
  };
}
