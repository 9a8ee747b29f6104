import { describe, expect, it } from 'vitest';
import { citeBibtex, citeCsl, citePlain, embedOf, frameOf, linkOf, oembedOf, pictureOf } from './share_texts';

const view = {
  origin: 'https://map.example',
  query: 'datetime=2013-01-01/2013-12-31&q=a%22b',
  version: '2026-11-24.a1b2c3d4e5f6',
  pinned: false,
};
const plain = { theme: 'auto', accent: '', width: '100%', height: '600', language: 'en', title: 'Map' } as const;
const today = '2026-12-03';

describe('a view that is shared', () => {
  it('is an address, and names the version of the data only where it is pinned', () => {
    expect(linkOf(view)).toBe('https://map.example/?datetime=2013-01-01/2013-12-31&q=a%22b');
    expect(linkOf({ ...view, pinned: true })).toBe(`${linkOf(view)}&v=2026-11-24.a1b2c3d4e5f6`);
    expect(linkOf({ ...view, query: '' })).toBe('https://map.example/');
    expect(oembedOf(view, plain)).toBe(`https://map.example/oembed?format=json&url=${encodeURIComponent(linkOf(view))}`);
  });

  it('is a frame that holds one address, one title and no style', () => {
    const frame = frameOf(view, { ...plain, theme: 'dark', accent: '1f5673', height: '"><script>' });
    const box = document.createElement('div');
    box.append(document.createRange().createContextualFragment(frame));
    expect(box.children.length).toBe(1);
    const made = box.firstElementChild as HTMLIFrameElement;
    expect(made.getAttribute('src')).toBe(embedOf(view, { ...plain, theme: 'dark', accent: '1f5673' }));
    expect(made.getAttribute('src')).toContain('&theme=dark&accent=1f5673');
    expect(made.getAttribute('sandbox')).not.toContain('same-origin');
    expect(made.hasAttribute('style')).toBe(false);
    expect(made.getAttribute('height')).toBe('"><script>');
  });

  it('is in the language that is chosen for the other site, whatever its own is', () => {
    for (const query of [view.query, `lang=fa&${view.query}`, `${view.query}&lang=ps`]) {
      const asked = (url: string) => new URL(url).searchParams.getAll('lang');
      expect(asked(embedOf({ ...view, query }, { ...plain, language: 'ur' }))).toEqual(['ur']);
      expect(asked(embedOf({ ...view, query }, plain))).toEqual([]);
      expect(new URL(embedOf({ ...view, query }, plain)).searchParams.get('q')).toBe('a"b');
    }
    expect(embedOf({ ...view, query: '' }, { ...plain, language: 'ur' })).toBe('https://map.example/embed?lang=ur');
    expect(pictureOf({ ...view, query: '' }, { ...plain, language: 'ur', theme: 'dark' })).toBe(
      `https://map.example/preview.png?lang=ur&theme=dark&v=${view.version}`,
    );
  });

  it('is cited with its address, the version, the day of the data and the day it was seen', () => {
    expect(citePlain(view, today)).toContain('3 December 2026');
    expect(citePlain(view, today)).toContain(view.version);
    const bibtex = citeBibtex(view, today);
    for (const part of [
      '@dataset{yaad-2026-11-24-a1b2c3d4e5f6,',
      'date = {2026-11-24}',
      'urldate = {2026-12-03}',
      `url = {${linkOf(view)}}`,
    ])
      expect(bibtex).toContain(part);
    const [item] = JSON.parse(citeCsl(view, today));
    expect(item).toMatchObject({ type: 'dataset', version: view.version, URL: linkOf(view) });
    expect(item.issued).toEqual({ 'date-parts': [[2026, 11, 24]] });
    expect(item.accessed).toEqual({ 'date-parts': [[2026, 12, 3]] });
  });

  it('of data without a day is cited without one', () => {
    const undated = { ...view, version: 'a1b2c3d4e5f6' };
    expect(citeBibtex(undated, today)).not.toContain('\n  date =');
    expect(JSON.parse(citeCsl(undated, today))[0].issued).toBeUndefined();
  });
});
