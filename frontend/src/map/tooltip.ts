// The words of the mark that is pointed at or focused, beside it. Screen readers have them from the button instead.
import type { Box } from './marks';

const GAP_PX = 6;
const EDGE_PX = 8;

export class Tooltip {
  private readonly element: HTMLDivElement;

  constructor(private readonly container: HTMLElement) {
    this.element = document.createElement('div');
    this.element.className = 'map-tooltip';
    this.element.setAttribute('aria-hidden', 'true');
    this.element.hidden = true;
    container.append(this.element);
  }

  /** Above the mark, or below it where there is no room, always inside the map. */
  show(words: string, mark: Box): void {
    this.element.textContent = words;
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const middle = (mark.left + mark.right - width) / 2;
    const left = Math.max(EDGE_PX, Math.min(this.container.clientWidth - width - EDGE_PX, middle));
    const above = mark.top - GAP_PX - height;
    const top = above >= EDGE_PX ? above : mark.bottom + GAP_PX;
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
