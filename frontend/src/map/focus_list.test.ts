import { beforeEach, describe, expect, it } from 'vitest';
import { FocusList } from './focus_list';
import type { DrawnMark } from './hit';
import { drawnAt } from './test_marks';

function list() {
  const opened: string[] = [];
  const focused: (string | null)[] = [];
  const marks = new FocusList({
    label: 'Attacks on the map',
    words: ({ mark }: DrawnMark) => `words of ${mark.id}`,
    onOpen: ({ mark }) => opened.push(mark.id),
    onFocus: (item) => focused.push(item?.mark.id ?? null),
  });
  document.body.append(marks.element);
  const button = (id: string) => marks.element.querySelector<HTMLButtonElement>(`[aria-label="words of ${id}"]`)!;
  return { marks, opened, focused, button };
}

beforeEach(() => document.body.replaceChildren());

describe('the marks for the keyboard', () => {
  it('are buttons in reading order, each with its mark in words', () => {
    const { marks } = list();
    marks.update([drawnAt('below', 50, 300), drawnAt('right', 200, 100), drawnAt('left', 20, 100)]);
    const labels = [...marks.element.querySelectorAll('button')].map((b) => b.getAttribute('aria-label'));
    expect(labels).toEqual(['words of left', 'words of right', 'words of below']);
  });

  it('open by a press', () => {
    const { marks, opened, button } = list();
    marks.update([drawnAt('a', 50, 50)]);
    button('a').click();
    expect(opened).toEqual(['a']);
  });

  it('keep the focus with the same mark when others come and go', () => {
    const { marks, button } = list();
    marks.update([drawnAt('a', 50, 50), drawnAt('b', 150, 50)]);
    button('b').focus();
    marks.update([drawnAt('c', 10, 10), drawnAt('b', 20, 300), drawnAt('d', 300, 10)]);
    expect(document.activeElement).toBe(button('b'));
  });

  it('hand the focus to the nearest mark when theirs is gone', () => {
    const { marks, focused, button } = list();
    marks.update([drawnAt('5-1-1', 50, 50, 15, { x: 0.5, y: 0.5 })]);
    button('5-1-1').focus();
    marks.update([drawnAt('far', 10, 10, 15, { x: 0.9, y: 0.9 }), drawnAt('6-2-2', 60, 60, 15, { x: 0.501, y: 0.5 })]);
    expect(document.activeElement).toBe(button('6-2-2'));
    expect(focused.at(-1)).toBe('6-2-2');
  });

  it('do not take the focus from elsewhere', () => {
    const { marks } = list();
    marks.update([drawnAt('a', 50, 50)]);
    marks.update([drawnAt('b', 50, 50)]);
    expect(document.activeElement).toBe(document.body);
  });

  it('are at least 44 px on each side', () => {
    const { marks, button } = list();
    marks.update([drawnAt('a', 50, 50, 15)]);
    expect(button('a').style.width).toBe('44px');
    expect(button('a').style.height).toBe('44px');
  });
});
