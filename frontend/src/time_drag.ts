// What a pointer does on the track: an edge, the whole window, or a new window over the whole period.
import type { Day, Span } from './days';
import { dayAt, type Edge, monthsBetween, moveEdge, pixelsPerDay, shift, snap, snapUnit, stepEdge, type Track } from './time_window';

export type Grip = { kind: 'edge'; edge: Edge } | { kind: 'middle' } | { kind: 'new' };

export interface Drag {
  grip: Grip;
  startX: number;
  startDay: Day;
  startSpan: Span;
  moved: boolean;
}

const CLICK_SLOP = 4; // pixels; less than this is a press, not a drag

export function beginDrag(grip: Grip, x: number, span: Span, track: Track): Drag {
  return { grip, startX: x, startDay: dayAt(x, track), startSpan: span, moved: false };
}

/** Outside the window the nearer edge comes; inside, the window moves; over the whole period a new one is drawn. */
export function gripAt(x: number, span: Span, track: Track): Grip {
  const day = dayAt(x, track);
  if (span.from <= track.period.from && span.to >= track.period.to) return { kind: 'new' };
  if (day < span.from) return { kind: 'edge', edge: 'from' };
  if (day > span.to) return { kind: 'edge', edge: 'to' };
  return { kind: 'middle' };
}

/** The window under a pointer at x, or null while the press has not become a drag. */
export function dragTo(drag: Drag, x: number, track: Track): Span | null {
  if (!drag.moved && Math.abs(x - drag.startX) < CLICK_SLOP) return null;
  drag.moved = true;
  const unit = snapUnit(pixelsPerDay(track));
  const day = dayAt(x, track);
  if (drag.grip.kind === 'edge') return moveEdge(drag.startSpan, drag.grip.edge, snap(day, drag.grip.edge, unit), track.period);
  if (drag.grip.kind === 'new') {
    const [a, b] = day < drag.startDay ? [day, drag.startDay] : [drag.startDay, day];
    const from = snap(a, 'from', unit);
    const to = Math.max(snap(b, 'to', unit), stepEdge(from - 1, 'to', unit, 1));
    return { from: Math.max(from, track.period.from), to: Math.min(to, track.period.to) };
  }
  const n = unit === 'month' ? monthsBetween(drag.startDay, day) : Math.round((day - drag.startDay) / (unit === 'week' ? 7 : 1));
  return shift(drag.startSpan, unit, n, track.period);
}
