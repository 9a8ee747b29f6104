// The marks for the keyboard and for those who hear the map: one unseen button a mark, in reading order, standing
// where the mark stands. Focus stays with the same mark when others come and go; if its mark is gone, with the nearest.
import { type DrawnMark, readingOrder } from './hit';

/** The least side of a target, px. */
const TARGET_PX = 44;

export interface FocusListOptions {
  label: string;
  words(item: DrawnMark): string;
  onOpen(item: DrawnMark): void;
  /** The mark that has the focus, or none. */
  onFocus(item: DrawnMark | null): void;
}

interface Entry {
  button: HTMLButtonElement;
  row: HTMLLIElement;
  item: DrawnMark;
}

export class FocusList {
  readonly element: HTMLUListElement;
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: FocusListOptions) {
    this.element = document.createElement('ul');
    this.element.className = 'map-marks';
    this.element.setAttribute('aria-label', options.label);
  }

  focused(): DrawnMark | undefined {
    for (const entry of this.entries.values()) if (entry.button === document.activeElement) return entry.item;
    return undefined;
  }

  update(drawn: readonly DrawnMark[]): void {
    const focused = this.focused();
    const rows: HTMLLIElement[] = [];
    const ids = new Set<string>();
    for (const item of readingOrder(drawn)) {
      const entry = this.entries.get(item.mark.id) ?? this.add(item);
      entry.item = item;
      this.dress(entry);
      ids.add(item.mark.id);
      rows.push(entry.row);
    }
    const lost = focused !== undefined && !ids.has(focused.mark.id);
    for (const [id, entry] of this.entries)
      if (!ids.has(id)) {
        entry.row.remove();
        this.entries.delete(id);
      }
    // Moving a row takes the focus from its button, so rows that stand right already are left alone.
    rows.forEach((row, i) => {
      if (this.element.children[i] !== row) this.element.insertBefore(row, this.element.children[i] ?? null);
    });
    if (focused) this.refocus(lost ? nearest(drawn, focused) : this.entries.get(focused.mark.id)?.item);
  }

  private refocus(item: DrawnMark | undefined): void {
    const button = item && this.entries.get(item.mark.id)?.button;
    if (button && button !== document.activeElement) button.focus({ preventScroll: true });
    this.options.onFocus(item ?? null);
  }

  private add(item: DrawnMark): Entry {
    const button = document.createElement('button');
    button.type = 'button';
    const row = document.createElement('li');
    row.append(button);
    const entry: Entry = { button, row, item };
    button.addEventListener('click', () => this.options.onOpen(entry.item));
    button.addEventListener('focus', () => this.options.onFocus(entry.item));
    button.addEventListener('blur', () => this.options.onFocus(null));
    this.entries.set(item.mark.id, entry);
    return entry;
  }

  private dress({ button, item }: Entry): void {
    const words = this.options.words(item);
    if (button.getAttribute('aria-label') !== words) button.setAttribute('aria-label', words);
    const { left, top, right, bottom } = item.box;
    const width = Math.max(TARGET_PX, right - left);
    const height = Math.max(TARGET_PX, bottom - top);
    button.style.width = `${width}px`;
    button.style.height = `${height}px`;
    button.style.transform = `translate(${Math.round((left + right - width) / 2)}px, ${Math.round((top + bottom - height) / 2)}px)`;
  }
}

/** Compared on the ground, since the view may have moved. */
function nearest(drawn: readonly DrawnMark[], lost: DrawnMark): DrawnMark | undefined {
  const away = ({ mark }: DrawnMark) => (mark.x - lost.mark.x) ** 2 + (mark.y - lost.mark.y) ** 2;
  return drawn.reduce<DrawnMark | undefined>((best, item) => (best && away(best) <= away(item) ? best : item), undefined);
}
