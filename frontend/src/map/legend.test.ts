import { afterEach, describe, expect, it, vi } from 'vitest';
import { speak } from '../words';
import { FAMILIES } from './families';
import { createLegend } from './legend';
import { recordingContext } from './recording_canvas';

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

describe('the legend', () => {
  it('explains size, ring, stack, doubt, circle and badge in a line each', () => {
    const lines = [...createLegend().querySelectorAll('li')].map((line) => line.textContent ?? '');
    expect(lines).toHaveLength(6);
    ['Disc', 'Ring', 'Second rim', 'Hollow', 'Dashed circle', 'Badge'].forEach((word, i) => {
      expect(lines[i]).toMatch(new RegExp(`^${word}`));
    });
  });

  it('counts in the digits of the language, as the map does', async () => {
    await speak('prs');
    const texts: string[] = [];
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => {
      const { ctx } = recordingContext();
      ctx.setTransform = () => undefined;
      ctx.fillText = (text: string) => void texts.push(text);
      return ctx;
    }) as never);
    createLegend();
    expect(texts).toContain('۸۶');
    expect(texts.join()).not.toMatch(/\d/);
  });

  it('names each family beside its colour', () => {
    const legend = createLegend();
    for (const family of FAMILIES) expect(legend.querySelector(`.map-legend-${family}`)?.textContent).toBeTruthy();
  });

  it('draws a sample on every line', () => {
    const drawn: number[] = [];
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => {
      const { ctx, calls } = recordingContext();
      ctx.setTransform = () => drawn.push(calls.length);
      const draw = calls.push.bind(calls);
      calls.push = (...items) => {
        drawn[drawn.length - 1] = (drawn.at(-1) ?? 0) + 1;
        return draw(...items);
      };
      return ctx;
    }) as never);
    createLegend();
    expect(drawn).toHaveLength(6);
    for (const calls of drawn) expect(calls).toBeGreaterThan(0);
  });
});
