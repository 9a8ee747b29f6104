// A view as a short address that anybody can read back: /m/ and a letter for each parameter (server/short_link). Nothing
// is stored for it anywhere, so it lasts as long as the site does.
import { iso, type Span } from './days';
import { readWindow } from './url';

/** The letters of server/short_link.cpp. They are in links already: none may ever mean something else. */
const LETTERS: Record<string, string> = {
  view: 'v',
  datetime: 'd',
  mode: 'm',
  step: 'p',
  size: 'z',
  incident: 'i',
  list: 'l',
  lang: 'g',
  bbox: 'b',
  area: 'a',
  attack_type: 't',
  target_type: 'r',
  community: 'c',
  actor: 'o',
  precision: 'e',
  date_precision: 'f',
  killed: 'k',
  q: 'q',
  v: 'n',
};

/** The path of a query ("datetime=2013&area=PK-BA"), or null where something in it has no short form. */
export function shortPath(query: string): string | null {
  const parts: string[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const letter = LETTERS[name];
    if (letter === undefined) return null;
    parts.push(letter + escaped(name === 'datetime' ? shortWindow(value) : value));
  }
  return parts.length === 0 ? '/' : `/m/${parts.join('~')}`;
}

/** A part ends at a tilde before a letter; what a segment of a path cannot hold is a tilde before something else. */
function escaped(text: string): string {
  const plain = text.replace(/[~/\\]/g, (sign) => ({ '~': '~~', '/': '~-', '\\': '~.' })[sign] ?? sign);
  return encodeURIComponent(plain).replace(/%2C/g, ',').replace(/%3A/g, ':');
}

/** Whole months and years without their days: 2013-02-01/2014-12-31 is 2013-02/2014. */
function shortWindow(text: string): string {
  const span = readWindow(text);
  if (!span || text.includes('..') || text.includes('P')) return text;
  const [first, last] = [span.from, span.to].map((day) => iso(day));
  // Of a year, a month and a day, the shortest that begins, or ends, on the same day.
  const shortest = (day: string, same: (unit: Span) => boolean) =>
    [day.slice(0, 4), day.slice(0, 7), day].find((part) => same(readWindow(part) as Span)) ?? day;
  const whole = shortest(last as string, (unit) => unit.from === span.from && unit.to === span.to);
  if (readWindow(whole)?.from === span.from) return whole;
  return `${shortest(first as string, (unit) => unit.from === span.from)}/${shortest(last as string, (unit) => unit.to === span.to)}`;
}
