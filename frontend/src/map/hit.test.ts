import { describe, expect, it } from 'vitest';
import { hit, readingOrder } from './hit';
import { drawnAt } from './test_marks';

const idAt = (drawn: ReturnType<typeof drawnAt>[], x: number, y: number) => hit(drawn, x, y)?.mark.id;

describe('a press', () => {
  it('means the topmost mark below it', () => {
    const drawn = [drawnAt('large', 100, 100, 31), drawnAt('small', 115, 100, 15)];
    expect(idAt(drawn, 112, 100)).toBe('small');
    expect(idAt(drawn, 85, 100)).toBe('large');
  });

  it('reaches a small mark within 44 px, and no further', () => {
    const drawn = [drawnAt('a', 100, 100, 15)];
    expect(idAt(drawn, 121, 100)).toBe('a');
    expect(idAt(drawn, 100, 79)).toBe('a');
    expect(idAt(drawn, 123, 100)).toBeUndefined();
  });

  it('between two marks means the nearer', () => {
    const drawn = [drawnAt('a', 100, 100, 15), drawnAt('b', 138, 100, 15)];
    expect(idAt(drawn, 117, 100)).toBe('a');
    expect(idAt(drawn, 121, 100)).toBe('b');
  });

  it('reaches a badge, flat as it is, within 44 px of height', () => {
    const badge = { ...drawnAt('PK-BA', 0, 0, 0), round: false, box: { left: 50, top: 90, right: 180, bottom: 112 } };
    expect(hit([badge], 55, 120)?.mark.id).toBe('PK-BA');
    expect(hit([badge], 55, 125)).toBeUndefined();
  });
});

describe('reading order', () => {
  it('goes left to right, then down', () => {
    const drawn = [drawnAt('below', 10, 300), drawnAt('right', 200, 110), drawnAt('left', 20, 100)];
    expect(readingOrder(drawn).map(({ mark }) => mark.id)).toEqual(['left', 'right', 'below']);
  });
});
