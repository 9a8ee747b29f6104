import { describe, expect, it } from 'vitest';
import type { NamedPlace } from './basemap_tile';
import { drawLabel, layOutLabels, type Named } from './labels';
import { boxAround, overlap, Room } from './layout';
import { recordingContext } from './recording_canvas';
import { TOKENS } from './test_marks';

const town = (name: string, x: number, y: number, rank = 5, more: Partial<NamedPlace> = {}): NamedPlace => ({
  name,
  x,
  y,
  kind: 'town',
  rank,
  minZoom: 0,
  ...more,
});

function lay(places: Named[], room = new Room(), zoom = 8) {
  const measure = (text: string) => text.length * 7;
  return layOutLabels(places, zoom, (point) => point, { width: 800, height: 600 }, room, measure, TOKENS);
}

const boxOf = (label: ReturnType<typeof lay>[number]) => boxAround(label.x + label.dx, label.y + label.dy, label.text.length * 7, 16);

describe('labels', () => {
  it('never cover one another', () => {
    const places = Array.from({ length: 40 }, (_, i) => town(`Town ${i}`, 100 + (i % 8) * 23, 100 + Math.floor(i / 8) * 9, i % 5));
    const labels = lay(places);
    expect(labels.length).toBeGreaterThan(3);
    for (const a of labels) for (const b of labels) if (a !== b) expect(overlap(boxOf(a), boxOf(b))).toBe(0);
  });

  it('give way to the more important', () => {
    const crowd = new Room();
    const labels = lay([town('Sariab', 400, 300, 7), town('Quetta', 401, 300, 1)], crowd);
    expect(labels[0]?.text).toBe('Quetta');
  });

  it('stand beside a mark, not below its figure', () => {
    const room = new Room();
    const mark = boxAround(400, 300, 62);
    room.take(mark);
    const [label] = lay([town('Quetta', 400, 300)], room);
    expect(label).toBeDefined();
    expect(overlap(boxOf(label!), mark)).toBe(0);
  });

  it('say a place once, though two zooms hold it', () => {
    expect(lay([town('Quetta', 400, 300), town('Quetta', 400.4, 300.2)])).toHaveLength(1);
  });

  it('of a mark say more than the name of its town, and instead of it', () => {
    const mark: Named = { ...town('Quetta', 400, 300, -1), kind: 'mark', says: 'In Quetta, no finer place known' };
    expect(lay([town('Quetta', 402, 301), mark]).map(({ text }) => text)).toEqual(['In Quetta, no finer place known']);
  });

  it('are never cut by the edge of the view', () => {
    const [label] = lay([town('Peshawar', 790, 300)]);
    expect(boxOf(label!).right).toBeLessThan(800);
    expect(lay([town('A very long name', 3, 300, 2, { kind: 'province' })])).toEqual([]);
  });

  it('wait for their zoom', () => {
    expect(lay([town('Machh', 400, 300, 5, { minZoom: 9 })])).toHaveLength(0);
    expect(lay([town('Machh', 400, 300, 5, { minZoom: 9 })], new Room(), 9)).toHaveLength(1);
  });

  it('space out the name of a country, but never joined letters', () => {
    const country = { kind: 'country' };
    expect(lay([town('Pakistan', 400, 300, 0, country)])[0]).toMatchObject({ text: 'PAKISTAN', spacing: 3 });
    expect(lay([town('پاکستان', 400, 300, 0, country)])[0]).toMatchObject({ text: 'پاکستان', spacing: 0 });
  });

  it('are drawn in muted over a halo of land', () => {
    const { ctx, calls } = recordingContext();
    drawLabel(ctx, 0, 0, lay([town('Quetta', 400, 300)])[0]!, TOKENS);
    const texts = calls.filter(({ text }) => text === 'Quetta');
    expect(texts.map(({ call, colour }) => `${call} ${colour}`)).toEqual(['strokeText land', 'fillText muted']);
  });
});
