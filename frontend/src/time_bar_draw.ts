// Draws the time bar: band, bars in two tones, ticks. Geometry is computed apart from the canvas, so it can be tested.
import { civil, dayOf, parseIso, type Span, type Step } from './days';
import type { Bin } from './records';
import { pixelsPerDay, type Track, xOf } from './time_window';
import type { Tokens } from './tokens';
import { digits } from './words';

export const TICKS_HEIGHT = 18;
const GAP = 2;
const LEAST_BAR = 2; // one attack must be seen beside a hundred
const HATCH = 4;
const MONTH_WIDTH = 4; // a bar of two pixels and its gap

export interface Bar {
  span: Span;
  count: number; // certain
  possible: number;
  killed: number;
  x: number;
  width: number;
  certainTop: number;
  possibleTop: number;
}

/** Months where each gets a bar that can be seen, else years. */
export function stepFor(track: Track): Step {
  return pixelsPerDay(track) * 30.44 >= MONTH_WIDTH ? 'month' : 'year';
}

export function layBars(bins: Bin[], track: Track, height: number): Bar[] {
  const most = Math.max(1, ...bins.map((bin) => bin.certain.count + bin.possible.count));
  const tall = (count: number) => (count === 0 ? 0 : Math.max(LEAST_BAR, (count / most) * height));
  const bars: Bar[] = [];
  for (const bin of bins) {
    const from = parseIso(bin.from)?.from;
    const to = parseIso(bin.to)?.to;
    if (from === undefined || to === undefined) continue;
    const ends = [xOf(from, track), xOf(to + 1, track)] as const;
    const x = Math.min(...ends) + GAP / 2;
    const certainTop = height - tall(bin.certain.count);
    bars.push({
      span: { from, to },
      count: bin.certain.count,
      possible: bin.possible.count,
      killed: bin.certain.killed,
      x,
      width: Math.max(1, Math.abs(ends[1] - ends[0]) - GAP),
      certainTop,
      possibleTop: certainTop - tall(bin.possible.count),
    });
  }
  return bars;
}

export interface Tick {
  x: number;
  label: string | null;
}

/** A tick a year; labels every 1, 2, 5, 10 or 20 years, as many as fit. */
export function layTicks(track: Track, labelWidth: number): Tick[] {
  const first = civil(track.period.from).year;
  const last = civil(track.period.to).year;
  const yearWidth = pixelsPerDay(track) * 365.25;
  const every = [1, 2, 5, 10, 20].find((n) => n * yearWidth >= labelWidth) ?? 50;
  const ticks: Tick[] = [];
  for (let year = first; year <= last; ++year) {
    const day = dayOf({ year, month: 1, day: 1 });
    if (day < track.period.from) continue;
    const x = xOf(day, track);
    const middle = x + (track.rtl ? -yearWidth / 2 : yearWidth / 2);
    // The label's width has air in it; the figures themselves take four fifths.
    const half = labelWidth * 0.4;
    const fits = middle - half >= 0 && middle + half <= track.width;
    ticks.push({ x, label: year % every === 0 && fits ? digits(String(year)) : null });
  }
  return ticks;
}

export interface Drawing {
  track: Track;
  height: number;
  bars: Bar[];
  ticks: Tick[];
  window: Span;
  tokens: Tokens;
  hovered: Bar | null;
}

export function drawTimeBar(ctx: CanvasRenderingContext2D, drawing: Drawing): void {
  const { track, height, bars, window, tokens } = drawing;
  const base = height - TICKS_HEIGHT;
  ctx.clearRect(0, 0, track.width, height);
  const left = Math.min(xOf(window.from, track), xOf(window.to + 1, track));
  const right = Math.max(xOf(window.from, track), xOf(window.to + 1, track));
  ctx.fillStyle = tokens.band;
  ctx.fillRect(left, 0, right - left, base);

  // The part of a bar that is in the window is ink, also where the window cuts a bar.
  const paint = (from: number, to: number, colour: string) => {
    if (to <= from) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, 0, to - from, base);
    ctx.clip();
    for (const bar of bars) drawBar(ctx, bar, base, colour);
    ctx.restore();
  };
  paint(0, left, tokens.barOutside);
  paint(left, right, tokens.ink);
  paint(right, track.width, tokens.barOutside);

  ctx.strokeStyle = tokens.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, base + 0.5);
  ctx.lineTo(track.width, base + 0.5);
  ctx.stroke();
  drawTicks(ctx, drawing, base);

  if (drawing.hovered) {
    ctx.strokeStyle = tokens.accent;
    ctx.strokeRect(drawing.hovered.x - 1.5, 0.5, drawing.hovered.width + 3, base - 1);
  }
  ctx.fillStyle = tokens.accent;
  ctx.fillRect(left - 1, 0, 2, base + 1);
  ctx.fillRect(right - 1, 0, 2, base + 1);
}

function drawBar(ctx: CanvasRenderingContext2D, bar: Bar, base: number, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(bar.x, bar.certainTop, bar.width, base - bar.certainTop);
  const tall = bar.certainTop - bar.possibleTop;
  if (tall <= 0) return;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  if (bar.width > 3) ctx.strokeRect(bar.x + 0.5, bar.possibleTop + 0.5, bar.width - 1, tall);
  else ctx.strokeRect(bar.x + bar.width / 2, bar.possibleTop, 0.5, tall);
  ctx.beginPath();
  ctx.rect(bar.x, bar.possibleTop, bar.width, tall);
  ctx.clip();
  ctx.beginPath();
  for (let x = bar.x - tall; x < bar.x + bar.width; x += HATCH) {
    ctx.moveTo(x, bar.certainTop);
    ctx.lineTo(x + tall, bar.possibleTop);
  }
  ctx.stroke();
  ctx.restore();
}

function drawTicks(ctx: CanvasRenderingContext2D, { track, height, ticks, tokens }: Drawing, base: number): void {
  const yearWidth = pixelsPerDay(track) * 365.25;
  ctx.fillStyle = tokens.muted;
  ctx.strokeStyle = tokens.province;
  ctx.font = `12px ${tokens.ui}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.beginPath();
  for (const tick of ticks) {
    ctx.moveTo(Math.round(tick.x) + 0.5, base);
    ctx.lineTo(Math.round(tick.x) + 0.5, base + 3);
    if (tick.label === null) continue;
    ctx.fillText(tick.label, tick.x + (track.rtl ? -yearWidth / 2 : yearWidth / 2), height - 3);
  }
  ctx.stroke();
}
