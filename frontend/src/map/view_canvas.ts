// One canvas over the whole view, redrawn at most once a frame. It stands still while the map moves below it, so no
// mark or label is cut at a tile's edge, and it follows Leaflet's zoom animation instead of being stretched by it.
import type * as L from 'leaflet';
import { getPosition } from './leaflet';
import { toWorld, type WorldPoint, worldPx } from './world';

/** Leaflet animates a zoom with `transform 0.25s cubic-bezier(0,0,0.25,1)`. */
const ZOOM_MS = 250;

/** From the Mercator square to CSS px of the view: one scale, one shift. */
export interface Placing {
  scale: number;
  x: number;
  y: number;
}

export interface Frame extends Placing {
  ctx: CanvasRenderingContext2D;
  width: number;
  height: number;
  zoom: number;
  /** True until the map has come to rest. */
  moving: boolean;
}

export function placed(point: WorldPoint, placing: Placing): { x: number; y: number } {
  return { x: point.x * placing.scale + placing.x, y: point.y * placing.scale + placing.y };
}

export function placingOf(map: L.Map): Placing {
  const origin = map.getPixelOrigin();
  const pane = getPosition(map.getPane('mapPane')!);
  return { scale: worldPx(map.getZoom()), x: pane.x - origin.x, y: pane.y - origin.y };
}

/** Where Leaflet's animation stands after this share of its time. */
export function eased(time: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 20; ++i) {
    const s = (low + high) / 2;
    if (0.75 * s * s + 0.25 * s ** 3 < time) low = s;
    else high = s;
  }
  return 3 * low * low - 2 * low ** 3;
}

export function between(from: Placing, to: Placing, share: number): Placing {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return { scale: mix(from.scale, to.scale), x: mix(from.x, to.x), y: mix(from.y, to.y) };
}

const forPaper = () => window.matchMedia('print').matches;

export class ViewCanvas {
  private element: HTMLCanvasElement;
  private ctx: CanvasRenderingContext2D;
  private zooming: { from: Placing; to: Placing; start: number } | null = null;
  private moving = false;
  private asked = 0;
  private drawing = false;

  constructor(
    private readonly map: L.Map,
    className: string,
    private readonly draw: (frame: Frame) => void,
  ) {
    this.element = document.createElement('canvas');
    this.element.className = `map-canvas ${className}`;
    this.element.setAttribute('aria-hidden', 'true');
    this.ctx = this.element.getContext('2d')!;
    map.getContainer().append(this.element);
    map.on('movestart', () => {
      this.moving = true;
    });
    map.on('move zoom viewreset resize', () => this.redraw());
    map.on('moveend', () => {
      this.moving = false;
      this.zooming = null;
      this.redraw();
    });
    map.on('zoomanim', (event) => this.follow(event as L.ZoomAnimEvent));
  }

  /** Draws in the next frame, once however often it is asked; for paper at once, since no frame comes before the print. */
  redraw(): void {
    if (!this.drawing && forPaper()) {
      this.drawNow();
      return;
    }
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.drawNow();
    });
  }

  /** What nobody sees yet waits for no frame. */
  redrawAtOnce(): void {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    this.drawNow();
  }

  placing(): Placing {
    if (!this.zooming) return placingOf(this.map);
    const time = Math.min(1, (performance.now() - this.zooming.start) / ZOOM_MS);
    return between(this.zooming.from, this.zooming.to, eased(time));
  }

  private follow(event: L.ZoomAnimEvent): void {
    const size = this.map.getSize();
    const centre = toWorld(event.center.lat, event.center.lng);
    const scale = worldPx(event.zoom);
    const to = { scale, x: size.x / 2 - centre.x * scale, y: size.y / 2 - centre.y * scale };
    this.zooming = { from: placingOf(this.map), to, start: performance.now() };
    this.redraw();
  }

  /** A browser prints the shapes of what was drawn, also the rectangles that were cleared: white, over the ground below. */
  private renew(): void {
    const before = this.element;
    this.element = before.cloneNode() as HTMLCanvasElement;
    this.ctx = this.element.getContext('2d')!;
    before.replaceWith(this.element);
  }

  private drawNow(): void {
    const { x: width, y: height } = this.map.getSize();
    if (forPaper()) this.renew();
    const ratio = window.devicePixelRatio || 1;
    const columns = Math.round(width * ratio);
    const rows = Math.round(height * ratio);
    if (this.element.width !== columns || this.element.height !== rows) {
      this.element.width = columns;
      this.element.height = rows;
      this.element.style.width = `${width}px`;
      this.element.style.height = `${height}px`;
    }
    this.ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!forPaper()) this.ctx.clearRect(0, 0, width, height);
    // The map does not turn round, but what is written on it is in the language of the page.
    this.ctx.direction = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
    const placing = this.placing();
    this.drawing = true;
    this.draw({
      ...placing,
      ctx: this.ctx,
      width,
      height,
      zoom: Math.log2(placing.scale / worldPx(0)),
      moving: this.moving || this.zooming !== null,
    });
    if (this.zooming) this.redraw();
    this.drawing = false;
  }
}
