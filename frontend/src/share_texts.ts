// A view as text that can be taken elsewhere: addresses, a frame, citations. Pure: what is on the screen is in `query`.
import { longDate, parseIso } from './days';
import { shortPath } from './short_link';
import { inLanguage } from './url';
import { t } from './words';

export interface Shared {
  origin: string; // "https://map.example"
  query: string; // of the view, without "?"
  version: string; // of the data
  pinned: boolean; // name this version in the address
}
export interface Look {
  theme: 'auto' | 'light' | 'dark';
  accent: string; // six hex digits, or blank
  width: string; // "100%" or pixels
  height: string;
  language: string; // a code of LANGUAGES
  title: string; // of the frame, in that language
}

const joined = (path: string, parts: string[]) => {
  const query = parts.filter((part) => part !== '').join('&');
  return query === '' ? path : `${path}?${query}`;
};
const pin = (shared: Shared) => (shared.pinned ? `v=${encodeURIComponent(shared.version)}` : '');

export function linkOf(shared: Shared): string {
  return joined(`${shared.origin}/`, [shared.query, pin(shared)]);
}

/** Blank where a part of the view has no short form, and where there is nothing to shorten. */
export function shortOf(shared: Shared): string {
  const path = shortPath([shared.query, pin(shared)].filter((part) => part !== '').join('&'));
  return path === null || path === '/' ? '' : shared.origin + path;
}

/** The same view in the language that is chosen for another site. */
function spokenIn(shared: Shared, { language }: Look): Shared {
  const parts = shared.query.split('&').filter((part) => part !== '' && !part.startsWith('lang='));
  return { ...shared, query: inLanguage(`?${parts.join('&')}`, language).replace(/^\?&?/, '') };
}

const themeOf = (look: Look) => (look.theme === 'auto' ? '' : `theme=${look.theme}`);

export function embedOf(shared: Shared, look: Look): string {
  const accent = look.accent === '' ? '' : `accent=${encodeURIComponent(look.accent)}`;
  return joined(`${shared.origin}/embed`, [spokenIn(shared, look).query, themeOf(look), accent, pin(shared)]);
}

export function oembedOf(shared: Shared, look: Look): string {
  return `${shared.origin}/oembed?format=json&url=${encodeURIComponent(linkOf(spokenIn(shared, look)))}`;
}

/** Of the data as they are: a picture cannot say what was corrected since. */
export function pictureOf(shared: Shared, look: Look): string {
  const version = `v=${encodeURIComponent(shared.version)}`;
  return joined(`${shared.origin}/preview.png`, [spokenIn(shared, look).query, themeOf(look), version]);
}

export const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';

const attribute = (text: string) =>
  text.replace(/[&"<>]/g, (sign) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

export function frameOf(shared: Shared, look: Look): string {
  const attributes = {
    src: embedOf(shared, look),
    title: look.title,
    width: look.width,
    height: look.height,
    sandbox: SANDBOX,
    referrerpolicy: 'no-referrer',
    loading: 'lazy',
    frameborder: '0',
  };
  const text = Object.entries(attributes).map(([name, value]) => `${name}="${attribute(value)}"`);
  return `<iframe ${text.join(' ')}></iframe>`;
}

/** The day of the data, where its version names one: "2026-11-24.a1b2c3d4e5f6". */
function dayOfVersion(version: string): string | null {
  const day = version.slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && parseIso(day) ? day : null;
}

export function citePlain(shared: Shared, today: string): string {
  const seen = parseIso(today);
  return t('share.cite.text', { version: shared.version, url: linkOf(shared), date: seen ? longDate(seen.from) : today });
}

export function citeBibtex(shared: Shared, today: string): string {
  const day = dayOfVersion(shared.version);
  const fields: [string, string][] = [
    ['title', `${t('page.site')}: ${t('page.subtitle')}`],
    ['version', shared.version],
    ...(day ? ([['date', day]] as [string, string][]) : []),
    ['url', linkOf(shared)],
    ['urldate', today],
  ];
  const key = `yaad-${shared.version.replace(/[^A-Za-z0-9-]/g, '-')}`;
  return `@dataset{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}`;
}

export function citeCsl(shared: Shared, today: string): string {
  const parts = (iso: string) => ({ 'date-parts': [iso.split('-').map(Number)] });
  const day = dayOfVersion(shared.version);
  const item = {
    id: `yaad-${shared.version}`,
    type: 'dataset',
    title: `${t('page.site')}: ${t('page.subtitle')}`,
    publisher: t('page.site'),
    version: shared.version,
    URL: linkOf(shared),
    ...(day && { issued: parts(day) }),
    accessed: parts(today),
  };
  return JSON.stringify([item], null, 1);
}
