import { describe, expect, it } from 'vitest';
import { parseIso } from './days';
import type { Bin, Sums } from './records';
import { layBars, layTicks, stepFor } from './time_bar_draw';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const sums = (count: number): Sums => ({ count, killed: count * 3, killed_low: 0, killed_high: 0, injured: 0, no_figure: 0 });
const year = (y: number, certain: number, possible = 0): Bin => ({
  from: `${y}-01-01`,
  to: `${y}-12-31`,
  certain: sums(certain),
  possible: sums(possible),
});
const track = { width: 600, period: { from: day('1998-01-01'), to: day('2024-12-31') } };

describe('bars', () => {
  it('are as tall as their counts, the tallest as tall as there is room', () => {
    const [low, tall] = layBars([year(2012, 20), year(2013, 40)], track, 80);
    expect(tall?.certainTop).toBe(0);
    expect(low?.certainTop).toBe(40);
  });

  it('stand with two pixels between them', () => {
    const [a, b] = layBars([year(2012, 1), year(2013, 1)], track, 80);
    if (!a || !b) throw new Error('two bars were laid');
    expect(b.x - (a.x + a.width)).toBeCloseTo(2);
  });

  it('show one attack beside two hundred', () => {
    const [one] = layBars([year(2012, 1), year(2013, 200)], track, 80);
    expect(80 - (one?.certainTop ?? 80)).toBeGreaterThanOrEqual(2);
  });

  it('stack what is possible over what is certain, and neither where there is none', () => {
    const [both, none] = layBars([year(2012, 10, 10), year(2013, 0)], track, 80);
    expect(both?.certainTop).toBe(40);
    expect(both?.possibleTop).toBe(0);
    expect(none?.certainTop).toBe(80);
    expect(none?.possibleTop).toBe(80);
  });

  it('are months only where a month can be seen', () => {
    expect(stepFor(track)).toBe('year');
    expect(stepFor({ ...track, width: 1400 })).toBe('month');
  });
});

describe('ticks', () => {
  const labels = (width: number) => layTicks({ ...track, width }, 40).flatMap((tick) => (tick.label === null ? [] : [tick.label]));

  it('are labelled as often as fits: by years, fives or tens', () => {
    expect(labels(1200)).toHaveLength(27);
    expect(labels(500)).toEqual(['2000', '2005', '2010', '2015', '2020']);
    expect(labels(200)).toEqual(['2000', '2010', '2020']);
  });

  it('mirror with the direction of writing', () => {
    const ltr = layTicks(track, 40);
    const rtl = layTicks({ ...track, rtl: true }, 40);
    expect(rtl[0]?.x).toBeCloseTo(track.width - (ltr[0]?.x ?? 0));
  });
});
