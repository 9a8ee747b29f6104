// Which names are shown and where: the more important first, none over another, none over a figure of a mark.
import type { Tokens } from '../tokens';
import type { NamedPlace } from './basemap_tile';
import { boxAround, overlap, type Room } from './layout';
import type { Box } from './marks';
import type { WorldPoint } from './world';

interface LabelStyle {
  size: number;
  weight: number;
  /** Px between letters. */
  spacing: number;
  capitals: boolean;
  colour: 'muted' | 'ink';
  /** An area's name stands on its point, a town's beside its dot, a mark's beside the mark. */
  at: 'point' | 'dot' | 'mark';
}

const TOWN: LabelStyle = { size: 12, weight: 400, spacing: 0, capitals: false, colour: 'muted', at: 'dot' };
const STYLES: Record<string, LabelStyle> = {
  mark: { ...TOWN, weight: 500, colour: 'ink', at: 'mark' },
  country: { ...TOWN, size: 13, spacing: 3, capitals: true, at: 'point' },
  city: { ...TOWN, size: 13 },
  province: { ...TOWN, spacing: 1, at: 'point' },
  town: TOWN,
  village: TOWN,
};
const KINDS = Object.keys(STYLES);
/** Half the width of a town's dot, and the gap to its name. */
const DOT_PX = 2;
const NAME_GAP_PX = 5;
const LINE_PX = 16;
/** Free space that a label keeps round itself. */
const MARGIN_PX = 3;
/** Scripts whose letters join are never spaced out. */
const JOINED = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]/;

export interface Label extends WorldPoint {
  text: string;
  style: LabelStyle;
  font: string;
  spacing: number;
  /** From the place to the middle of its name, px. */
  dx: number;
  dy: number;
}

/** A name to be laid out; what is said may be more than the name. */
export interface Named extends NamedPlace {
  says?: string;
}

type Measure = (text: string, font: string) => number;

/** Names outside the view are laid out too, this far, so that they are there when the map is moved. Px. */
const BEYOND_PX = 200;
/** One name is not said twice within this distance: a tile repeats another's places, a mark names its town. Px. */
const ONCE_PX = 90;

export function layOutLabels(
  places: readonly Named[],
  zoom: number,
  place: (point: WorldPoint) => { x: number; y: number },
  view: { width: number; height: number },
  room: Room,
  measure: Measure,
  tokens: Tokens,
  fits: (named: Named, box: Box) => boolean = () => true,
): Label[] {
  const seen: Box = { left: 0, top: 0, right: view.width, bottom: view.height };
  const labels: Label[] = [];
  const said = new Map<string, { x: number; y: number }[]>();
  for (const named of [...places].sort(moreImportant)) {
    if (named.name === '' || named.minZoom > zoom) continue;
    const at = place(named);
    if (at.x < -BEYOND_PX || at.y < -BEYOND_PX || at.x > view.width + BEYOND_PX || at.y > view.height + BEYOND_PX) continue;
    const style = STYLES[named.kind] ?? TOWN;
    const before = said.get(named.name) ?? [];
    if (style.at !== 'point' && before.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < ONCE_PX)) continue;
    if (style.at === 'point' && labels.some((label) => label.style === style && label.text === shown(named, style))) continue;
    const text = shown(named, style);
    const font = `${style.weight} ${style.size}px ${tokens.ui}`;
    const letters = measure(text, font);
    const spacings = JOINED.test(text) || style.spacing === 0 ? [0] : [style.spacing, style.spacing / 3];
    const spot = firstOf(spacings, (spacing) => {
      const width = letters + spacing * (text.length - 1);
      const shift = free(at.x, at.y, width, placesOf(style, width, named.rank), room, (box) => !cutBy(seen, box) && fits(named, box));
      return shift && { ...shift, spacing };
    });
    if (!spot) continue;
    if (style.at !== 'point') said.set(named.name, [...before, at]);
    labels.push({ x: named.x, y: named.y, text, style, font, ...spot });
  }
  return labels;
}

/** Letters stand closer where there is no room to space them out. */
function firstOf<In, Out>(list: readonly In[], of: (item: In) => Out | null): Out | null {
  for (const item of list) {
    const found = of(item);
    if (found) return found;
  }
  return null;
}

function shown(named: Named, style: LabelStyle): string {
  return style.capitals ? named.name.toLocaleUpperCase('en') : (named.says ?? named.name);
}

function moreImportant(a: NamedPlace, b: NamedPlace): number {
  return a.rank - b.rank || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1);
}

/** Where the middle of a name may stand, as shifts from its place, the best first. */
function placesOf(style: LabelStyle, width: number, rank: number): number[][] {
  if (style.at === 'mark') return around(width);
  const side = DOT_PX + NAME_GAP_PX + width / 2;
  const level = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5].map((lines) => lines * LINE_PX);
  if (style.at === 'dot')
    return [
      [side, 0],
      [-side, 0],
      [0, -LINE_PX + 3],
      [0, LINE_PX - 2],
      [side, -10],
      [side, 10],
      [-side, -10],
      [-side, 10],
      ...around(width),
    ];
  // The name of a great country may stand anywhere near its middle; that of a small one would leave it.
  const across = rank === 0 ? [0, 60, -60, 110, -110, 160, -160] : [0];
  return across.flatMap((dx) => level.map((dy) => [dx, dy]));
}

function free(
  x: number,
  y: number,
  width: number,
  places: number[][],
  room: Room,
  fits: (box: Box) => boolean,
): { dx: number; dy: number } | null {
  for (const [dx, dy] of places) {
    const box = grown(boxAround(x + dx!, y + dy!, width, LINE_PX));
    if (room.taken(box) > 0 || !fits(box)) continue;
    room.take(box);
    return { dx: dx!, dy: dy! };
  }
  return null;
}

/** A name that is half outside the view cannot be read. */
function cutBy(view: Box, box: Box): boolean {
  const inside = overlap(box, view);
  return inside > 0 && inside < (box.right - box.left) * (box.bottom - box.top) - 1;
}

/** A town below a mark is named beside the mark: at the distances of its five sizes with their rims. */
function around(width: number): number[][] {
  return [19, 23, 27, 31, 36].flatMap((out) => [
    [out + width / 2, 0],
    [-out - width / 2, 0],
    [0, out + LINE_PX / 2 - 4],
    [0, -out - LINE_PX / 2 + 4],
  ]);
}

function grown(box: Box): Box {
  return { left: box.left - MARGIN_PX, top: box.top - 1, right: box.right + MARGIN_PX, bottom: box.bottom + 1 };
}

export function drawLabel(ctx: CanvasRenderingContext2D, x: number, y: number, label: Label, tokens: Tokens): void {
  if (label.style.at === 'dot') drawDot(ctx, x, y, tokens);
  ctx.font = label.font;
  // A Latin name in a page that runs to the left would be printed with its words in the other order.
  ctx.direction = JOINED.test(label.text) ? 'rtl' : 'ltr';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = tokens.land;
  ctx.fillStyle = tokens[label.style.colour];
  const letters = label.spacing > 0 ? [...label.text] : [label.text];
  const widths = letters.map((letter) => ctx.measureText(letter).width);
  const width = widths.reduce((sum, w) => sum + w, 0) + label.spacing * (letters.length - 1);
  for (const paint of ['strokeText', 'fillText'] as const) {
    let left = x + label.dx - width / 2;
    letters.forEach((letter, i) => {
      ctx[paint](letter, left, y + label.dy);
      left += widths[i]! + label.spacing;
    });
  }
}

function drawDot(ctx: CanvasRenderingContext2D, x: number, y: number, tokens: Tokens): void {
  ctx.beginPath();
  ctx.arc(x, y, DOT_PX, 0, 2 * Math.PI);
  ctx.fillStyle = tokens.land;
  ctx.fill();
  ctx.strokeStyle = tokens.muted;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.stroke();
}
