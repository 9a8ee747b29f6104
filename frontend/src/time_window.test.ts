import { describe, expect, it } from 'vitest';
import { iso, parseIso, type Span } from './days';
import { asWindow, dayAt, firstFrame, monthsBetween, moveEdge, nextFrame, shift, snap, stepEdge, xOf } from './time_window';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const span = (from: string, to: string): Span => ({ from: day(from), to: day(to) });
const text = (s: Span | null) => s && `${iso(s.from)}/${iso(s.to)}`;
const PERIOD = span('1998-01-01', '2024-12-31');

describe('the window', () => {
  it('over the whole period is no filter, so that undated records stay in', () => {
    expect(asWindow(PERIOD, PERIOD)).toBeNull();
    expect(asWindow(span('1998-01-02', '2024-12-31'), PERIOD)).not.toBeNull();
  });

  it('lets both handles always move: one that meets the other takes it along', () => {
    const one = span('2013-02-01', '2013-02-28');
    expect(text(moveEdge(one, 'from', day('2013-03-10'), PERIOD))).toBe('2013-03-10/2013-03-10');
    expect(text(moveEdge(one, 'to', day('2013-01-10'), PERIOD))).toBe('2013-01-10/2013-01-10');
  });

  it('stays in the period', () => {
    expect(text(moveEdge(span('2013-01-01', '2013-12-31'), 'to', day('2030-01-01'), PERIOD))).toBe('2013-01-01/2024-12-31');
  });

  it('ends on the last day of a month again after a step by months', () => {
    expect(iso(stepEdge(day('2013-01-31'), 'to', 'month', 1))).toBe('2013-02-28');
    expect(iso(stepEdge(day('2013-02-28'), 'to', 'month', 1))).toBe('2013-03-31');
    expect(text(shift(span('2013-01-01', '2013-02-28'), 'month', 1, PERIOD))).toBe('2013-02-01/2013-03-31');
  });

  it('keeps its length at the ends of the period', () => {
    const wide = span('1998-02-01', '1998-12-31');
    const moved = shift(wide, 'year', -5, PERIOD);
    expect(iso(moved.from)).toBe('1998-01-01');
    expect(moved.to - moved.from).toBe(wide.to - wide.from);
    expect(text(shift(span('2024-06-01', '2024-06-30'), 'year', 5, PERIOD))).toBe('2024-12-02/2024-12-31');
  });
});

describe('snapping', () => {
  it('takes the nearer edge of the month', () => {
    expect(iso(snap(day('2013-02-03'), 'from', 'month'))).toBe('2013-02-01');
    expect(iso(snap(day('2013-02-26'), 'from', 'month'))).toBe('2013-03-01');
    expect(iso(snap(day('2013-02-03'), 'to', 'month'))).toBe('2013-01-31');
    expect(iso(snap(day('2013-02-26'), 'to', 'month'))).toBe('2013-02-28');
  });

  it('counts months by the calendar', () => {
    expect(monthsBetween(day('2013-01-15'), day('2013-02-14'))).toBe(0);
    expect(monthsBetween(day('2013-01-15'), day('2013-02-15'))).toBe(1);
    expect(monthsBetween(day('2013-01-15'), day('2012-12-01'))).toBe(-2);
  });
});

describe('playing', () => {
  it('from the start grows out of the first unit to the whole period, and stops', () => {
    const first = firstFrame(PERIOD, 'start', 'month', PERIOD);
    expect(text(first)).toBe('1998-01-01/1998-01-31');
    let frames = 0;
    let now: Span | null = first;
    let last = first;
    while (now) {
      last = now;
      now = nextFrame(now, 'start', 'month', PERIOD);
      ++frames;
    }
    expect(text(last)).toBe(text(PERIOD));
    expect(frames).toBe(27 * 12);
  });

  it('a moving window keeps its length to the end of the period', () => {
    let now: Span | null = firstFrame(PERIOD, 'moving', 'month', PERIOD);
    expect(text(now)).toBe('1998-01-01/1998-12-31');
    let last = now;
    while (now) {
      last = now;
      now = nextFrame(now, 'moving', 'month', PERIOD);
    }
    expect(text(last)).toBe('2024-01-01/2024-12-31');
  });

  it('goes on from a window that was chosen', () => {
    expect(text(firstFrame(span('2012-01-01', '2012-06-30'), 'start', 'month', PERIOD))).toBe('2012-01-01/2012-06-30');
  });
});

describe('the track', () => {
  const track = { width: 986.2, period: PERIOD };

  it('puts a day where it finds it again, in both directions of writing', () => {
    for (const one of [PERIOD.from, day('2013-02-16'), PERIOD.to]) {
      expect(dayAt(xOf(one, track) + 0.01, track)).toBe(one);
      expect(dayAt(xOf(one, { ...track, rtl: true }) - 0.01, { ...track, rtl: true })).toBe(one);
    }
  });

  it('knows no day outside the period', () => {
    expect(dayAt(-50, track)).toBe(PERIOD.from);
    expect(dayAt(5000, track)).toBe(PERIOD.to);
  });
});
