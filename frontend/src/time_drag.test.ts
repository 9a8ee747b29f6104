import { describe, expect, it } from 'vitest';
import { iso, parseIso, type Span } from './days';
import { beginDrag, dragTo, gripAt } from './time_drag';
import { dayForKey } from './time_keys';
import { xOf } from './time_window';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const span = (from: string, to: string): Span => ({ from: day(from), to: day(to) });
const text = (s: Span | null) => s && `${iso(s.from)}/${iso(s.to)}`;
const PERIOD = span('1998-01-01', '2024-12-31');
const track = { width: 900, period: PERIOD };
const at = (date: string) => xOf(day(date), track);

describe('a pointer on the track', () => {
  const window = span('2012-01-01', '2014-12-31');

  it('moves the nearer edge outside the window, the whole window inside it, and draws a new one over the whole period', () => {
    expect(gripAt(at('2005-01-01'), window, track)).toEqual({ kind: 'edge', edge: 'from' });
    expect(gripAt(at('2020-01-01'), window, track)).toEqual({ kind: 'edge', edge: 'to' });
    expect(gripAt(at('2013-01-01'), window, track)).toEqual({ kind: 'middle' });
    expect(gripAt(at('2013-01-01'), PERIOD, track)).toEqual({ kind: 'new' });
  });

  it('is a press until it has moved a little', () => {
    const drag = beginDrag({ kind: 'middle' }, 300, window, track);
    expect(dragTo(drag, 302, track)).toBeNull();
    expect(dragTo(drag, 340, track)).not.toBeNull();
    expect(dragTo(drag, 301, track)).not.toBeNull();
  });

  it('moves two months to two months', () => {
    const drag = beginDrag({ kind: 'middle' }, at('2012-01-15'), span('2012-01-01', '2012-02-29'), track);
    expect(text(dragTo(drag, at('2013-01-16'), track))).toBe('2013-01-01/2013-02-28');
  });

  it('rests on whole months where a day is less than a pixel', () => {
    const drag = beginDrag({ kind: 'edge', edge: 'from' }, at('2012-01-01'), window, track);
    expect(text(dragTo(drag, at('2010-05-03'), track))).toBe('2010-05-01/2014-12-31');
  });

  it('draws a new window in either direction', () => {
    const drag = beginDrag({ kind: 'new' }, at('2013-02-20'), PERIOD, track);
    expect(text(dragTo(drag, at('2012-01-03'), track))).toBe('2012-01-01/2013-02-28');
  });
});

describe('keys on a handle', () => {
  const press = (key: string, rtl = false) => iso(dayForKey(key, day('2013-01-31'), 'to', 'month', PERIOD, rtl) ?? Number.NaN);

  it('Up and Page Up are later, Down and Page Down earlier', () => {
    expect(press('ArrowUp')).toBe('2013-02-28');
    expect(press('PageUp')).toBe('2014-01-31');
    expect(press('ArrowDown')).toBe('2012-12-31');
    expect(press('PageDown')).toBe('2012-01-31');
  });

  it('Left and Right follow the screen', () => {
    expect(press('ArrowRight')).toBe('2013-02-28');
    expect(press('ArrowRight', true)).toBe('2012-12-31');
    expect(press('ArrowLeft', true)).toBe('2013-02-28');
  });

  it('Home and End are the ends of the period, and other keys are not ours', () => {
    expect(press('Home')).toBe('1998-01-01');
    expect(press('End')).toBe('2024-12-31');
    expect(dayForKey('a', 0, 'to', 'month', PERIOD, false)).toBeNull();
  });
});
