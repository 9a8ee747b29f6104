// What lies over the map: its own controls, and the legend where the page puts it there.
import type { Box } from './marks';

export function coveredBoxes(container: HTMLElement): Box[] {
  const map = container.getBoundingClientRect();
  const over = [...container.querySelectorAll('.leaflet-control'), ...document.querySelectorAll('.map-legend')];
  return over
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => ({
      left: left - map.left,
      top: top - map.top,
      right: right - map.left,
      bottom: bottom - map.top,
    }));
}

/** Px at the right of the map that the open legend takes, where it leaves the greater part free. */
export function coveredAtEnd(container: HTMLElement): number {
  const legend = document.querySelector('.map-legend')?.getBoundingClientRect();
  const map = container.getBoundingClientRect();
  if (!legend || legend.width === 0 || legend.left < map.left + map.width / 2) return 0;
  return Math.max(0, map.right - legend.left);
}
