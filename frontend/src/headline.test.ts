import { describe, expect, it, vi } from 'vitest';
import { parseIso } from './days';
import { createHeadline, createSpeaker, type Piece, sentences, spoken } from './headline';
import type { Totals } from './records';

const day = (text: string) => parseIso(text)?.from ?? Number.NaN;
const window = { from: day('2012-01-01'), to: day('2014-12-31') };
const totals: Totals = {
  count: 41,
  killed: 1031,
  killed_low: 940,
  killed_high: 1102,
  injured: 0,
  no_figure: 2,
  not_day_dated: 3,
  disputed: 1,
  areas: [
    { area: 'PK-BA', name: 'Balochistan', count: 7 },
    { area: 'AF', count: 1 },
  ],
  largest: [{ id: '1998-08-mazar', place_name: 'Mazar-i-Sharif', date: '1998-08', killed: 500 }],
  attack_type: {},
  community: {},
};
const texts = (pieces: Piece[]) => pieces.map((piece) => piece.text);

describe('the headline', () => {
  it('says window, attacks and killed', () => {
    expect(texts(sentences(totals, window, false).lead)).toEqual(['1 Jan 2012 – 31 Dec 2014', '41 documented attacks', '1,031 killed']);
  });

  it('says the range, the records without a figure, the inexact dates and what is known only to an area', () => {
    expect(texts(sentences(totals, window, false).range)).toEqual([
      'Figures from 940 to 1,102 killed',
      '2 records state no figure',
      '3 not dated to the day',
      '1 with sources in conflict',
      '8 known only to an area',
    ]);
  });

  it('of a part of the map counts apart what is known only to an area', () => {
    expect(texts(sentences(totals, window, true).scope)).toEqual([
      'In this part of the map',
      '33 at a place here',
      '7 known only to Balochistan',
      '1 known only to Afghanistan',
    ]);
  });

  it('names a record above a fifth of the sum', () => {
    expect(texts(sentences(totals, window, false).largest)).toEqual(['Of these, 500 in one attack: Mazar-i-Sharif, Aug 1998']);
  });

  it('makes no sum where no record states a figure', () => {
    const none = { ...totals, count: 2, no_figure: 2, killed: 0, killed_low: 0, killed_high: 0 };
    expect(texts(sentences(none, window, false).lead)).toContain('number of killed not known');
  });

  it('says one attack, and none', () => {
    expect(texts(sentences({ ...totals, count: 1 }, window, false).lead)[1]).toBe('1 documented attack');
    expect(texts(sentences({ ...totals, count: 0 }, window, false).lead)[1]).toBe('no documented attack');
  });

  it('links every number to the list of what it counts', () => {
    const parts = sentences(totals, window, true);
    const numbers = [...parts.lead.slice(1), ...parts.range, ...parts.scope.slice(1), ...parts.largest];
    for (const piece of numbers) expect(piece.part ?? piece.incident, piece.text).toBeTruthy();
  });

  it('opens the list in the page on a plain press, and leaves a press for a new tab to the browser', () => {
    const box = document.createElement('div');
    const openList = vi.fn();
    createHeadline(box, { href: (part) => `/list?${part}`, openList, openIncident: vi.fn() }).show(sentences(totals, window, false));
    const link = box.querySelector<HTMLAnchorElement>('.headline a');
    expect(link?.getAttribute('href')).toBe('/list?all');
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    expect(openList).toHaveBeenCalledWith('all');
    openList.mockClear();
    link?.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }));
    expect(openList).not.toHaveBeenCalled();
  });

  it('never reads a name as markup', () => {
    const box = document.createElement('div');
    const largest = [{ id: 'x', place_name: '<img src=x onerror=alert(1)>', date: '1998', killed: 500 }];
    createHeadline(box, { href: () => '/', openList: vi.fn(), openIncident: vi.fn() }).show(
      sentences({ ...totals, largest }, window, false),
    );
    expect(box.querySelector('img')).toBeNull();
    expect(box.textContent).toContain('<img src=x');
  });
});

describe('the spoken line', () => {
  it('says a settled change at once and others at most every two seconds', () => {
    vi.useFakeTimers();
    let now = 0;
    const region = document.createElement('div');
    const speak = createSpeaker(region, () => now);
    speak('one', false);
    expect(region.textContent).toBe('one');
    now = 500;
    speak('two', false);
    expect(region.textContent).toBe('one');
    now = 2000;
    vi.advanceTimersByTime(1500);
    expect(region.textContent).toBe('two');
    speak('three', true);
    expect(region.textContent).toBe('three');
    vi.useRealTimers();
  });

  it('holds window, count, toll and place', () => {
    expect(spoken(sentences(totals, window, true))).toMatch(
      /^1 Jan 2012 – 31 Dec 2014, 41 documented attacks, 1,031 killed\. In this part/,
    );
  });
});
