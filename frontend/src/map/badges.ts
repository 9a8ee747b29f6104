// Where the badges of areas stand and what they say. In words where there is room; else the number alone.
import type { Tokens } from '../tokens';
import { grouped } from '../words';
import { type AreaPiece, inSight } from './area_pieces';
import type { DrawnMark } from './hit';
import { boxAround, placeBadge, Room } from './layout';
import type { Mark } from './mark';
import { badgeText } from './mark_words';
import { type Box, badgeSize } from './marks';
import { type Frame, placed } from './view_canvas';

/** Below it areas are narrower than their badges, so each country has one for all of them. */
export const AREAS_FROM_ZOOM = 6;
/** From these zooms on an area is wide enough for its name. */
const WORDS_FROM_ZOOM = { province: 6, district: 8 };
/** Badges at the edge of the view, above the scale bar, in rows that leave the other corner to the legend's button. Px. */
const EDGE_LEFT = 8;
const EDGE_BOTTOM = 46;
const EDGE_OVER_SHEET = 8;
const EDGE_GAP = 4;
const EDGE_ROW = 280;
const EDGE_FREE_RIGHT = 60;
/** So far they go up to stand off the discs, and in such steps. Px. */
const EDGE_UP = 240;
const EDGE_STEP = 8;
/** What a first view leaves free for one row of them. Px. */
export const EDGE_ROOM_PX = EDGE_BOTTOM + 26;

export interface Badge extends DrawnMark {
  text: string;
}

/** Chosen while the map rests and kept while it moves: the shift from the label point, and what the badge says. */
export type BadgeShifts = Map<string, { x: number; y: number; text: string }>;

export type PiecesOf = (code: string) => readonly AreaPiece[];

/** Provinces and districts have a hyphen in their codes; "PK" has none. */
export function isCountry(mark: Mark): boolean {
  return !mark.id.includes('-');
}

/** Codes of districts stand below those of their provinces: "PK-BA.mastung". */
export function isDistrict(mark: Mark): boolean {
  return mark.id.includes('.');
}

/**
 * Countries at the edge, and any area that is in sight though its label point is not. A country without a polygon
 * here is always there: it cannot be told to be out of sight. They stand off the discs where there is room, and stay where
 * they are as long as they cover none. `foot`: px at the foot of the view that a sheet covers.
 */
export function edgeBadges(
  frame: Frame,
  areas: readonly Mark[],
  discs: readonly DrawnMark[],
  piecesOf: PiecesOf,
  shifts: BadgeShifts,
  tokens: Tokens,
  foot = 0,
): Badge[] {
  const badges: Badge[] = [];
  const room = new Room();
  for (const { box } of discs) room.take(box);
  const base = frame.height - Math.max(EDGE_BOTTOM, foot + EDGE_OVER_SHEET);
  for (const mark of [...areas].sort(byCount).reverse()) {
    const { x, y } = placed(mark, frame);
    const labelSeen = x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
    const pieces = piecesOf(mark.id);
    const wanted = isCountry(mark) ? labelSeen || pieces.length === 0 || inSight(frame, pieces) : !labelSeen && inSight(frame, pieces);
    if (!wanted) continue;
    const text = badgeText(mark);
    const { width, height } = badgeSize(frame.ctx, text, tokens);
    const at = (left: number, bottom: number): Box => ({ left, top: bottom - height, right: left + width, bottom });
    const key = `${Math.round(foot)} ${mark.id}`;
    const before = shifts.get(key);
    const stays = before && at(before.x, base - before.y);
    const seen = stays && stays.top >= 0 && stays.right <= frame.width; // the view may have been larger
    const box = seen && (frame.moving || room.taken(stays) === 0) ? stays : edgeSpot(frame, badges, room, base, at);
    if (box.top < 0) continue; // a sheet covers all
    shifts.set(key, { x: box.left, y: base - box.bottom, text });
    room.take({ left: box.left - EDGE_GAP, top: box.top - EDGE_GAP, right: box.right + EDGE_GAP, bottom: box.bottom + EDGE_GAP });
    badges.push({ mark, text, box, round: false });
  }
  return badges;
}

/** The lowest place that is free, then the first in its row; where none is, behind the last badge or above it. */
function edgeSpot(frame: Frame, badges: readonly Badge[], room: Room, base: number, at: (left: number, bottom: number) => Box): Box {
  const end = Math.min(EDGE_ROW, frame.width - EDGE_FREE_RIGHT);
  const fits = (box: Box) => box.left === EDGE_LEFT || box.right <= end;
  for (let bottom = base; bottom >= base - EDGE_UP; bottom -= EDGE_STEP) {
    const lefts = [EDGE_LEFT, ...badges.filter(({ box }) => box.bottom === bottom).map(({ box }) => box.right + EDGE_GAP)];
    for (let left = EDGE_LEFT + EDGE_STEP; left < end; left += EDGE_STEP) lefts.push(left);
    const free = lefts.map((left) => at(left, bottom)).find((box) => box.top >= 0 && fits(box) && room.taken(box) === 0);
    if (free) return free;
  }
  const last = badges.at(-1)?.box;
  if (!last) return at(EDGE_LEFT, base);
  const beside = at(last.right + EDGE_GAP, last.bottom);
  return fits(beside) ? beside : at(EDGE_LEFT, last.top - EDGE_GAP);
}

/** Provinces and districts near their label points, off the discs. */
export function areaBadges(
  frame: Frame,
  areas: readonly Mark[],
  others: readonly DrawnMark[],
  shifts: BadgeShifts,
  tokens: Tokens,
): Badge[] {
  const room = new Room();
  for (const { box } of others) room.take(box);
  const badges: Badge[] = [];
  for (const mark of [...areas].filter((area) => !isCountry(area)).sort(byCount)) {
    const { x, y } = placed(mark, frame);
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
    const badge = kept(frame, mark, x, y, shifts, tokens) ?? placedBadge(frame, mark, x, y, room, shifts, tokens);
    room.take(badge.box);
    badges.push(badge);
  }
  return badges;
}

function kept(frame: Frame, mark: Mark, x: number, y: number, shifts: BadgeShifts, tokens: Tokens): Badge | undefined {
  const shift = shifts.get(mark.id);
  if (!frame.moving || !shift) return undefined;
  const { width, height } = badgeSize(frame.ctx, shift.text, tokens);
  return { mark, text: shift.text, box: boxAround(x + shift.x, y + shift.y, width, height), round: false };
}

function placedBadge(frame: Frame, mark: Mark, x: number, y: number, room: Room, shifts: BadgeShifts, tokens: Tokens): Badge {
  const view: Box = { left: 0, top: 0, right: frame.width, bottom: frame.height };
  const number = badgeNumber(mark);
  const inWords = frame.zoom >= (isDistrict(mark) ? WORDS_FROM_ZOOM.district : WORDS_FROM_ZOOM.province);
  const tries = (inWords ? [badgeText(mark), number] : [number]).map((text) => {
    const { width, height } = badgeSize(frame.ctx, text, tokens);
    return { text, box: placeBadge(x, y, width, height, room, view) };
  });
  const { text, box } = tries.find((tried) => room.taken(tried.box) === 0) ?? tries.at(-1)!;
  shifts.set(mark.id, { x: (box.left + box.right) / 2 - x, y: (box.top + box.bottom) / 2 - y, text });
  return { mark, text, box, round: false };
}

function badgeNumber(mark: Mark): string {
  return grouped(mark.count);
}

/** Few first: a small area's badge has less room to move. */
function byCount(a: Mark, b: Mark): number {
  return a.count - b.count || (a.id < b.id ? -1 : 1);
}
