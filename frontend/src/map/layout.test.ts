import { describe, expect, it } from 'vitest';
import { boxAround, overlap, placeBadge, Room } from './layout';

const VIEW = { left: 0, top: 0, right: 800, bottom: 600 };

describe('a badge', () => {
  it('stands on its label point where that is free', () => {
    expect(placeBadge(200, 200, 120, 22, new Room(), VIEW)).toEqual(boxAround(200, 200, 120, 22));
  });

  it('stands beside a disc that is in its way, and near', () => {
    const room = new Room();
    const disc = boxAround(200, 200, 62);
    room.take(disc);
    const box = placeBadge(200, 200, 120, 22, room, VIEW);
    expect(overlap(box, disc)).toBe(0);
    expect(Math.abs((box.top + box.bottom) / 2 - 200)).toBeLessThanOrEqual(50);
  });

  it('stays inside the view', () => {
    const box = placeBadge(790, 300, 160, 22, new Room(), VIEW);
    expect(box.right).toBeLessThanOrEqual(VIEW.right);
  });

  it('covers as little as it can where nothing near is free', () => {
    const room = new Room();
    room.take({ left: 0, top: 0, right: 800, bottom: 600 });
    expect(placeBadge(200, 200, 120, 22, room, VIEW)).toEqual(boxAround(200, 200, 120, 22));
  });
});

describe('room', () => {
  it('knows what is taken across its squares', () => {
    const room = new Room();
    room.take({ left: 90, top: 90, right: 300, bottom: 110 });
    expect(room.taken({ left: 280, top: 100, right: 320, bottom: 120 })).toBe(200);
    expect(room.taken({ left: 301, top: 100, right: 320, bottom: 120 })).toBe(0);
  });
});
