// The card of one record: what happened, where, when, how sure we are, and every source that says so.
import { type Citation, citations } from './citations';
import { dateInWords, publishedInWords } from './days';
import { el, ICONS, icon } from './dom';
import { placeName, summaryOf } from './names';
import type { Correction, Incident, Properties, Source } from './records';
import { tollOverTime } from './toll_steps';
import { certainty, injuredInWords, killedInWords, sentence, whereabouts } from './toll_words';
import { incidentHref } from './url';
import { hasWord, t } from './words';

export interface CardActions {
  close(): void;
  showOnMap(): void;
}

const row = (name: string, value: string) => [el('dt', {}, name), el('dd', {}, el('bdi', {}, value))];

/** Only addresses of the web become links; the server refuses others, and the page does not rely on it. */
function webLink(url: string, text: string): HTMLElement {
  if (!/^https?:\/\//i.test(url)) return el('span', {}, text);
  return el('a', { href: url, rel: 'noopener noreferrer nofollow ugc', target: '_blank' }, text);
}

function names(listed: string[] | undefined, codes: string[] | undefined): string {
  return (listed ?? codes ?? []).join(t('map.comma'));
}

function facts(p: Properties): HTMLElement {
  const actors = names(p.actor_names, p.actor);
  const by = t('page.actor_by', { who: t(`actor_by.${p.actor_by}`) });
  const communities = p.community.map((code) => t(`community.${code}`)).join(t('map.comma'));
  return el(
    'dl',
    { class: 'facts' },
    ...row(t('page.attack'), t(`attack_type.${p.attack_type}`)),
    ...row(t('page.target'), p.target_type ? t(`target_type.${p.target_type}`) : t('page.not_known')),
    ...(communities === '' ? [] : row(t('page.community'), communities)),
    ...row(t('page.actor'), actors === '' ? t('page.not_known') : `${actors} (${by})`),
    ...row(t('page.claimed'), names(p.claimed_by_names, p.claimed_by) || t('page.no_claim')),
  );
}

function quoteOf(source: Source): HTMLElement | null {
  if (!source.quote) return null;
  const quote = el('blockquote', { lang: source.lang ?? 'en', dir: 'auto' }, el('p', {}, source.quote));
  if (!source.graphic) return quote;
  // Not in the page at all before the press, so that nothing shows or reads it by accident.
  const button = el('button', { type: 'button', class: 'text-button graphic' }, t('page.source.graphic'));
  const box = el('div', {}, button);
  button.addEventListener('click', () => {
    quote.tabIndex = -1;
    box.replaceChildren(quote);
    quote.focus();
  });
  return box;
}

function sourceItem(source: Source): HTMLElement {
  const about = el('p', { class: 'source' }, el('cite', { dir: 'auto' }, source.title));
  const published = source.published ? publishedInWords(source.published) : '';
  const kind = hasWord(`map.kind.${source.kind}`) ? t(`map.kind.${source.kind}`) : '';
  const parts = [source.publisher, published, kind].filter((part) => part);
  about.append(el('span', { class: 'source-by' }, el('bdi', {}, parts.join(' · '))));
  about.append(source.url ? webLink(source.url, t('page.source.open')) : el('span', { class: 'muted' }, t('page.source.no_link')));
  if (source.archived) about.append(webLink(source.archived, t('map.card.archived')));
  return el('li', {}, quoteOf(source), about);
}

function correctionTable(corrections: Correction[]): HTMLElement[] {
  if (corrections.length === 0) return [];
  const head = el('tr', {}, ...['stated', 'corrected'].map((column) => el('th', { scope: 'col' }, t(`page.corrections.${column}`))));
  const bodies = corrections.map((one) => {
    const field = hasWord(`map.field.${one.field}`) ? t(`map.field.${one.field}`) : one.field;
    const why = el('td', { colspan: 2, class: 'muted' }, `${sentence(field)}: ${t(`reason.${one.reason}`)}`);
    return el(
      'tbody',
      {},
      el('tr', {}, el('td', { dir: 'auto' }, one.as_stated || '–'), el('td', { dir: 'auto' }, one.corrected || '–')),
      el('tr', {}, why),
    );
  });
  return [el('h3', {}, t('page.corrections')), el('table', { class: 'corrections' }, el('thead', {}, head), ...bodies)];
}

function otherNames(p: Properties): HTMLElement | null {
  const shown = new Set([placeName(p)]);
  const line = el('p', { class: 'other-names' });
  for (const [lang, name] of [
    ['en', p.place_name],
    ['ur', p.place_name_ur],
    ['fa', p.place_name_fa],
    ['ps', p.place_name_ps],
  ] as const) {
    if (!name || shown.has(name)) continue;
    shown.add(name);
    if (line.hasChildNodes()) line.append(' · ');
    line.append(el('bdi', { lang }, name));
  }
  return line.hasChildNodes() ? line : null;
}

/** The plain one is seen; the others are for programs, one press away, to be selected. */
function citationBox({ name, text }: Citation, i: number): HTMLElement {
  if (i === 0) return el('p', { class: 'cite' }, text);
  return el('details', { class: 'citation' }, el('summary', {}, name), el('pre', { dir: 'ltr' }, text));
}

export function cardOf(incident: Incident, version: string, actions: CardActions): HTMLElement {
  const p = incident.properties;
  const name = placeName(p) ?? whereabouts(p);
  const heading = el('h2', { class: 'card-place', tabindex: -1, id: 'card-place' }, el('bdi', {}, name || p.id));
  const close = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': t('map.card.close'), title: t('map.card.close') },
    icon(ICONS.close),
  );
  close.addEventListener('click', actions.close);
  const where = whereabouts(p);
  const card = el(
    'article',
    { class: 'card', 'aria-labelledby': 'card-place' },
    el('header', { class: 'detail-head' }, heading, close),
    where !== '' && where !== name && el('p', { class: 'where' }, where),
    otherNames(p),
    el('p', { class: 'date' }, sentence(dateInWords(p.first, p.last))),
    !!p.date_as_stated && el('p', { class: 'muted' }, t('page.date.stated', { stated: p.date_as_stated })),
    el('p', { class: 'toll' }, `${killedInWords(p)} · ${injuredInWords(p)}`),
    el('p', { class: 'certainty' }, certainty(p)),
    !!p.summary && el('p', { class: 'summary', dir: 'auto' }, summaryOf(p)),
    facts(p),
  );
  if (incident.geometry) {
    const show = el('button', { type: 'button', class: 'text-button' }, t('map.card.show'));
    show.addEventListener('click', actions.showOnMap);
    card.append(el('p', {}, show));
  }
  if (p.note) card.append(el('h3', {}, t('page.note')), el('p', { class: 'note', dir: 'auto' }, p.note));
  card.append(el('h3', {}, t('page.sources')), el('ol', { class: 'sources' }, ...p.sources.map(sourceItem)));
  card.append(...tollOverTime(p), ...correctionTable(p.corrections ?? []));
  const url = `${location.origin}/incidents/${p.id}`;
  card.append(
    el('h3', {}, t('page.cite')),
    ...citations(incident, version, url).map(citationBox),
    el('p', {}, el('a', { href: incidentHref(p.id) }, t('map.card.page'))),
  );
  if (p.place) card.append(el('p', {}, el('a', { href: `/places/${p.place}` }, t('map.card.place'))));
  return card;
}
