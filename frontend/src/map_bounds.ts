// What the map shows, as the server is asked about it.
import type { Bbox } from './state';

const DIGITS = 3; // about a hundred metres: a pan of a pixel is no new question, and addresses stay short

const outward = (value: number, up: boolean) => {
  const scaled = value * 10 ** DIGITS;
  return (up ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** DIGITS;
};

/** Null where all of the extent is seen: then records known only to an area, or outside, need no rectangle either. */
export function bboxToAsk(seen: Bbox, extent: Bbox): Bbox | null {
  const [w, s, e, n] = seen;
  if (e - w >= 360) return null;
  if (w <= extent[0] && s <= extent[1] && e >= extent[2] && n >= extent[3]) return null;
  const within = (value: number, most: number) => Math.max(-most, Math.min(most, value));
  return [within(outward(w, false), 180), within(outward(s, false), 90), within(outward(e, true), 180), within(outward(n, true), 90)];
}

export function contains(bbox: Bbox | null, lon: number, lat: number): boolean {
  return !bbox || (lon >= bbox[0] && lon <= bbox[2] && lat >= bbox[1] && lat <= bbox[3]);
}
