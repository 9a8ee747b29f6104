// The window on time: how it moves, is snapped and is played. Pure; both ends are days inside it.
import { addUnits, type Day, type Span, type Step, unitOf } from './days';

export type PlayMode = 'start' | 'moving';
export type Edge = 'from' | 'to';

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** A window that covers the whole period is no filter: records with open or no dates are in it too. */
export function asWindow(span: Span, period: Span): Span | null {
  return span.from <= period.from && span.to >= period.to ? null : span;
}

/** The whole units that a window touches: what is counted by units is exact for these. */
export function wholeUnits(span: Span, unit: Step, period: Span): Span {
  return { from: Math.max(period.from, unitOf(span.from, unit).from), to: Math.min(period.to, unitOf(span.to, unit).to) };
}

/** A window without ends where it reaches those of the period: what lies there lies nowhere beyond. */
export function unbounded(span: Span, period: Span): Span {
  return {
    from: span.from <= period.from ? Number.NEGATIVE_INFINITY : span.from,
    to: span.to >= period.to ? Number.POSITIVE_INFINITY : span.to,
  };
}

/** Moves one edge; where it meets the other, that one goes along, so no handle is ever stuck. */
export function moveEdge(span: Span, edge: Edge, to: Day, period: Span): Span {
  const day = clamp(to, period.from, period.to);
  if (edge === 'from') return { from: day, to: Math.max(span.to, day) };
  return { from: Math.min(span.from, day), to: day };
}

/** The same edge, n units later. The last day of a month stays the last day of the next. */
export function stepEdge(day: Day, edge: Edge, step: Step, n: number): Day {
  if (edge === 'from' || step === 'day' || step === 'week') return addUnits(day, step, n);
  return addUnits(day + 1, step, n) - 1;
}

/** Moves the whole window by calendar units; at an end of the period it stops and keeps its length. */
export function shift(span: Span, step: Step, n: number, period: Span): Span {
  const moved = { from: addUnits(span.from, step, n), to: stepEdge(span.to, 'to', step, n) };
  if (moved.from < period.from) return { from: period.from, to: Math.min(period.to, period.from + (span.to - span.from)) };
  if (moved.to > period.to) return { from: Math.max(period.from, period.to - (span.to - span.from)), to: period.to };
  return moved;
}

/** Units of whole months between two days, by the calendar. */
export function monthsBetween(a: Day, b: Day): number {
  let n = Math.round((b - a) / 30.44);
  while (addUnits(a, 'month', n) > b) --n;
  while (addUnits(a, 'month', n + 1) <= b) ++n;
  return n;
}

/** A dragged edge rests on the edge of the unit under the pointer: nobody aims at one day of ten on a pixel. */
export function snap(day: Day, edge: Edge, unit: Step): Day {
  const whole = unitOf(day, unit);
  const middle = (whole.from + whole.to) / 2;
  if (edge === 'from') return day <= middle ? whole.from : whole.to + 1;
  return day >= middle ? whole.to : whole.from - 1;
}

/** The coarsest unit that is still wider than a finger's error of `least` pixels, else the day. */
export function snapUnit(pixelsPerDay: number): Step {
  const PIXELS_A_DAY = 6; // below this a pointer cannot aim at a day
  const PIXELS_A_WEEK = 2;
  return pixelsPerDay >= PIXELS_A_DAY ? 'day' : pixelsPerDay >= PIXELS_A_WEEK ? 'week' : 'month';
}

/** The first window of a play: from the start it grows out of one unit, else one year moves through the period. */
export function firstFrame(span: Span, mode: PlayMode, step: Step, period: Span): Span {
  const whole = span.from <= period.from && span.to >= period.to;
  if (mode === 'start') return span.to < period.to ? span : { from: span.from, to: Math.min(period.to, unitOf(span.from, step).to) };
  if (!whole) return span.to < period.to ? span : shift(span, 'year', -10000, period);
  const length: Step = step === 'year' ? 'year' : step === 'month' ? 'year' : 'month';
  return { from: period.from, to: Math.min(period.to, addUnits(period.from, length, 1) - 1) };
}

/** The next window of a play, or null at the end of the period. */
export function nextFrame(span: Span, mode: PlayMode, step: Step, period: Span): Span | null {
  if (span.to >= period.to) return null;
  if (mode === 'start') return { from: span.from, to: Math.min(period.to, stepEdge(span.to, 'to', step, 1)) };
  return shift(span, step, 1, period);
}

/** Pixels to days on a track, and back. */
export interface Track {
  width: number;
  period: Span;
  rtl?: boolean;
}
const days = (period: Span) => period.to - period.from + 1;

export function pixelsPerDay(track: Track): number {
  return track.width / days(track.period);
}
/** The screen position of the beginning of a day; `to` edges stand at the beginning of the next. */
export function xOf(day: Day, track: Track): number {
  const x = (day - track.period.from) * pixelsPerDay(track);
  return track.rtl ? track.width - x : x;
}
export function dayAt(x: number, track: Track): Day {
  const along = track.rtl ? track.width - x : x;
  return clamp(Math.floor(track.period.from + along / pixelsPerDay(track)), track.period.from, track.period.to);
}
