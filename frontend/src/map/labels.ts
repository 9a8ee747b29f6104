// Which names are shown and where: the more important first, none over another, none over a figure of a mark.
import type { Tokens } from '../tokens';
import type { NamedPlace } from './basemap_tile';
import { boxAround, type Room } from './layout';
import type { Box } from './marks';
import type { WorldPoint } from './world';

interface LabelStyle {
  size: number;
  weight: number;
  /** Px between letters. */
  spacing: number;
  capitals: boolean;
  /** An area's name stands on its point, a town's beside its dot. */
  dot: boolean;
}

const STYLES: Record<string, LabelStyle> = {
  country: { size: 13, weight: 400, spacing: 3, capitals: true, dot: false },
  province: { size: 12, weight: 400, spacing: 1, capitals: false, dot: false },
  city: { size: 13, weight: 400, spacing: 0, capitals: false, dot: true },
  town: { size: 12, weight: 400, spacing: 0, capitals: false, dot: true },
  village: { size: 12, weight: 400, spacing: 0, capitals: false, dot: true },
};
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
  font: string;
  spacing: number;
  dot: boolean;
  /** From the place to the middle of its name, px. */
  dx: number;
  dy: number;
  name: string;
}

type Measure = (text: string, font: string) => number;

function styleOf(kind: string): LabelStyle {
  return STYLES[kind] ?? STYLES.town!;
}

export function layOutLabels(
  places: readonly NamedPlace[],
  zoom: number,
  place: (point: WorldPoint) => { x: number; y: number },
  view: { width: number; height: number },
  room: Room,
  measure: Measure,
  tokens: Tokens,
): Label[] {
  const labels: Label[] = [];
  const said = new Set<string>();
  for (const named of [...places].sort(moreImportant)) {
    if (named.name === '' || named.minZoom > zoom) continue;
    const { x, y } = place(named);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    // A place stands in the tiles of several zooms, and a coarse tile beside a finer one repeats it.
    const once = `${named.kind} ${named.name} ${Math.round(x / 8)} ${Math.round(y / 8)}`;
    if (said.has(once)) continue;
    const style = styleOf(named.kind);
    const text = style.capitals ? named.name.toLocaleUpperCase('en') : named.name;
    const font = `${style.weight} ${style.size}px ${tokens.ui}`;
    const spacing = JOINED.test(text) ? 0 : style.spacing;
    const width = measure(text, font) + spacing * (text.length - 1);
    const offset = free(x, y, width, style, room);
    if (!offset) continue;
    said.add(once);
    labels.push({ x: named.x, y: named.y, text, font, spacing, dot: style.dot, ...offset, name: named.name });
  }
  return labels;
}

const KINDS = ['country', 'city', 'province', 'town', 'village'];

function moreImportant(a: NamedPlace, b: NamedPlace): number {
  const kind = (place: NamedPlace) => KINDS.indexOf(place.kind);
  return a.rank - b.rank || kind(a) - kind(b) || (a.name < b.name ? -1 : 1);
}

function free(x: number, y: number, width: number, style: LabelStyle, room: Room): { dx: number; dy: number } | null {
  const side = DOT_PX + NAME_GAP_PX + width / 2;
  const places = style.dot
    ? [[side, 0], [-side, 0], [0, -LINE_PX + 3], [0, LINE_PX - 2], [side, -10], [side, 10], [-side, -10], [-side, 10], ...around(width)]
    : [
        [0, 0],
        [0, LINE_PX],
        [0, -LINE_PX],
        [0, 2 * LINE_PX],
        [0, -2 * LINE_PX],
        [0, 3 * LINE_PX],
        [0, -3 * LINE_PX],
      ];
  for (const [dx, dy] of places) {
    const box = grown(boxAround(x + dx!, y + dy!, width, LINE_PX));
    if (room.taken(box) > 0) continue;
    room.take(box);
    return { dx: dx!, dy: dy! };
  }
  return null;
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
  if (label.dot) drawDot(ctx, x, y, tokens);
  ctx.font = label.font;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = tokens.land;
  ctx.fillStyle = tokens.muted;
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
