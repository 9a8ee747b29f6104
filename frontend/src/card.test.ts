import { describe, expect, it, vi } from 'vitest';
import { cardOf } from './card';
import type { Incident, Properties, Source } from './records';

const source: Source = {
  id: 's1',
  title: 'Eleven miners killed',
  publisher: 'A newspaper',
  url: 'https://example.org/a',
  published: '2021-01-04',
  quote: 'eleven coal miners were killed',
  kind: 'newspaper',
};
const machh: Properties = {
  id: '2021-01-03-mach',
  date: '2021-01-03',
  first: '2021-01-03',
  last: '2021-01-03',
  date_precision: 'D1',
  place_name: 'Machh coal field',
  place_name_ur: 'مچھ',
  country: 'PK',
  area: 'PK-BA',
  district: 'PK-BA.kachhi',
  geo_precision: 'P4',
  radius_m: 20000,
  killed: 11,
  killed_low: 10,
  killed_high: 11,
  at_least: false,
  injured: 4,
  injured_at_least: true,
  perpetrators: 'excluded',
  attack_type: 'execution',
  target_type: 'workplace',
  community: ['hazara', 'shia'],
  actor: ['is'],
  actor_names: ['Islamic State'],
  actor_by: 'claim',
  claimed_by: ['is'],
  claimed_by_names: ['Islamic State'],
  status: 'disputed',
  disputed: true,
  sources: [source],
};
const card = (change: Partial<Properties> = {}, actions = { close: vi.fn(), showOnMap: vi.fn() }) =>
  cardOf({ id: machh.id, geometry: null, properties: { ...machh, ...change } } as Incident, '2026-11-24.ab', actions);
const text = (element: Element | null) => element?.textContent ?? '';

describe('the card', () => {
  it('says where, when, how many and how sure', () => {
    const shown = card();
    expect(text(shown.querySelector('.card-place'))).toBe('Machh coal field');
    expect(text(shown.querySelector('.where'))).toBe('Kachhi, Balochistan, Pakistan');
    expect(text(shown.querySelector('.date'))).toBe('3 January 2021');
    expect(text(shown.querySelector('.toll'))).toBe('11 killed · at least 4 injured');
    expect(text(shown.querySelector('.certainty'))).toContain('within about 20 km');
    expect(text(shown.querySelector('.certainty'))).toContain('from 10 to 11 killed');
    expect(text(shown.querySelector('.certainty'))).toContain('Sources conflict');
  });

  it('says who is said to have done it and by whom, and who claimed it', () => {
    const facts = text(card().querySelector('.facts'));
    expect(facts).toContain('Attributed toIslamic State (by its own claim)');
    expect(facts).toContain('Claimed byIslamic State');
    expect(text(card({ actor: undefined, actor_names: undefined }).querySelector('.facts'))).toContain('Attributed tonot known');
  });

  it('a missing figure is not known, never zero', () => {
    expect(text(card({ killed: null, injured: undefined }).querySelector('.toll'))).toBe(
      'number of killed not known · number of injured not known',
    );
  });

  it('shows each source with its quote, publisher, date and link', () => {
    const item = card().querySelector('.sources li');
    expect(text(item)).toContain('eleven coal miners were killed');
    expect(text(item)).toContain('A newspaper · 4 January 2021');
    expect(item?.querySelector('a')?.getAttribute('href')).toBe('https://example.org/a');
    expect(item?.querySelector('a')?.getAttribute('rel')).toContain('noopener');
  });

  it('keeps a graphic quote out of the page until the press', () => {
    const shown = card({ sources: [{ ...source, graphic: true }] });
    expect(shown.textContent).not.toContain('eleven coal miners');
    shown.querySelector<HTMLElement>('.graphic')?.click();
    expect(shown.textContent).toContain('eleven coal miners');
  });

  it('makes no link of an address that is not of the web', () => {
    const shown = card({ sources: [{ ...source, url: 'javascript:alert(1)' }] });
    expect(shown.querySelector('.sources a')).toBeNull();
  });

  it('never reads text of the data as markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const shown = card({
      place_name: evil,
      summary: evil,
      note: evil,
      sources: [{ ...source, title: evil, quote: evil, publisher: evil }],
    });
    expect(shown.querySelector('img')).toBeNull();
    expect(text(shown.querySelector('.card-place'))).toBe(evil);
  });

  it('shows what was first stated beside what was corrected, with the reason', () => {
    const corrections = [{ field: 'date', as_stated: '2020-04', corrected: '2019-04-12', reason: 'date' }];
    const table = card({ corrections }).querySelector('.corrections');
    expect(text(table)).toContain('2020-04');
    expect(text(table)).toContain('2019-04-12');
    expect(text(table)).toContain('the date was corrected');
  });

  it('can be cited with the version of the data, and leads to its own page', () => {
    expect(text(card().querySelector('.cite'))).toContain('data version 2026-11-24.ab');
    expect(card().querySelector('a[href="/incidents/2021-01-03-mach"]')).not.toBeNull();
  });
});
