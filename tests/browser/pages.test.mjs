// The pages without script, what is read aloud, and text that tries to be more than text.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serious } from './axe.mjs';
import { opened } from './opened.mjs';
import { ROOT, serve } from './served.mjs';
import { settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

test('11: A record has a page that works without JavaScript, with every quote and its source', async () => {
  const page = await visit(browser, `${yaad.base}/incidents/2013-02-16-hazara-town`, { javaScriptEnabled: false });
  // What is folded away until a press is text of the page, too.
  const text = await page.locator('body').evaluate((body) => body.textContent);
  const record = (await yaad.json('/api/collections/incidents/items/2013-02-16-hazara-town')).properties;
  assert.match(text, /16 February 2013/);
  assert.match(text, /Hazara Town/);
  for (const source of record.sources) {
    if (source.quote) assert.equal(await page.locator(`[id="${source.id}"] blockquote`).evaluate((quote) => quote.textContent), source.quote);
    if (source.url) assert.ok(await page.locator(`a[href="${source.url}"][rel~="noopener"]`).count(), source.url);
  }
  await page.leave();
});

test('An open date of a source, and a span in a sum, are said in words', async () => {
  const page = await visit(browser, `${yaad.base}/incidents/2012-02-28-kohistan`, { javaScriptEnabled: false });
  const record = (await yaad.json('/api/collections/incidents/items/2012-02-28-kohistan')).properties;
  assert.ok(record.sources.some((source) => source.published === '2012-02-28/..'));
  const text = await page.locator('body').innerText();
  assert.match(text, /on or after 28 February 2012/);
  assert.doesNotMatch(text, /\/\.\./);
  await page.goto(`${yaad.base}/list`);
  assert.match(await page.locator('.headline-largest').innerText(), /Mazar-i-Sharif, 8–31 August 1998/);
  await page.leave();
});

for (const lang of ['en', 'ur', 'ps'])
  test(`21: ${lang}: at 320 px nothing lies beside the screen, on any page or on those of the API`, async () => {
    const page = await visit(browser, 'about:blank', { width: 320, height: 640 });
    const pages = ['/about', '/list', '/list?on=01-10', '/nowhere', '/places/hazara-town', '/incidents/2013-01-10-alamdar-road', '/incidents/1998-01-11-lahore-mominpura'];
    const api = ['', '/collections', '/collections/incidents', '/collections/incidents/items'].map((path) => `/api${path}?f=html`);
    for (const path of lang === 'en' ? [...pages, ...api] : pages) {
      await page.goto(`${yaad.base}${path}${lang === 'en' ? '' : `${path.includes('?') ? '&' : '?'}lang=${lang}`}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0, path);
      const version = page.locator('.version');
      assert.equal(await version.evaluate((words) => new Set([...words.getClientRects()].map(({ top }) => Math.round(top))).size), 1, `${path}: the version stands on one line`);
    }
    await page.goto(`${yaad.base}/api?f=html`);
    const [list, first] = await Promise.all(['.values', '.values > li'].map((part) => page.locator(part).first().boundingBox()));
    assert.ok(first.x - list.x >= 20, 'bullets stand inside their column');
    await page.leave();
  });

test('25: A passage that describes bodies is shown only after a deliberate press', async () => {
  const page = await visit(browser, `${yaad.base}/incidents/2021-01-03-mach`, { javaScriptEnabled: false });
  const record = (await yaad.json('/api/collections/incidents/items/2021-01-03-mach')).properties;
  const graphic = record.sources.filter((source) => source.graphic);
  assert.ok(graphic.length > 0);
  const quote = page.getByText(graphic[0].quote);
  assert.equal(await quote.isVisible(), false);
  await page.locator('details summary').first().click();
  assert.equal(await quote.isVisible(), true);
  await page.leave();
});

test('11: The list without JavaScript leads, page by page, to every record once', async () => {
  const page = await visit(browser, `${yaad.base}/list`, { javaScriptEnabled: false });
  const seen = [];
  for (;;) {
    seen.push(...(await page.locator('table a[href^="/incidents/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')))));
    const next = page.locator('a[rel=next]');
    if ((await next.count()) === 0) break;
    await next.click();
  }
  const all = (await yaad.json('/api/collections/incidents/items?limit=1')).numberMatched;
  assert.equal(new Set(seen).size, all);
  assert.equal(seen.length, all);
  await page.leave();
});

test('Linked data in a page breaks no policy, and is read as data', async () => {
  for (const path of ['/about', '/incidents/2013-02-16-hazara-town', '/places/hazara-town', '/list']) {
    const page = await visit(browser, yaad.base + path);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').evaluate((block) => block.textContent));
    assert.equal(data['@context'], 'https://schema.org');
    assert.deepEqual(await violations(page), [], path);
    assert.deepEqual(page.faults, [], path);
    await page.leave();
  }
});

test('A day of the year is chosen on the list without JavaScript, and leads to its calendar file', async () => {
  const page = await visit(browser, `${yaad.base}/list`, { javaScriptEnabled: false });
  await page.getByLabel('Day of the year').selectOption('02-16');
  await page.getByRole('button', { name: 'Show this day' }).click();
  assert.equal(new URL(page.url()).search, '?on=02-16');
  const dated = (await yaad.json('/api/collections/incidents/items?limit=1000')).features.filter(({ properties }) => properties.date.endsWith('-02-16'));
  for (const { id } of dated) assert.equal(await page.locator(`a[href="/incidents/${id}"]`).count(), 1, id);
  const calendar = await (await fetch(yaad.base + (await page.locator('a[type="text/calendar"]').getAttribute('href')))).text();
  assert.equal(calendar.split('BEGIN:VEVENT').length - 1, dated.length);
  await page.leave();
});

const PAGES = ['/', '/?incident=2021-01-03-mach', '/list', '/incidents/2013-02-16-hazara-town', '/incidents/no-such-record', '/places/hazara-town', '/about', '/list?on=02-16', '/list?datetime=1999-01-02', '/api/docs', '/api?f=html', '/api/collections/incidents/items?f=html'];
for (const path of PAGES)
  for (const width of [1280, 390])
    test(`17: axe finds nothing serious on ${path} at ${width} px, and no faint word in the dark`, async () => {
      const page = await visit(browser, yaad.base + path, { width, height: 844, bypassCSP: true });
      await settled(page);
      assert.deepEqual(await serious(page), []);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(250, 248, 244)');
      assert.deepEqual(await serious(page, { runOnly: ['color-contrast'] }), []);
      await page.leave();
    });

test('19: Text of a record that tries to be script is text, on the map, in the list and on its page', async () => {
  const payload = '<img src=x onerror=globalThis.ran=1><svg onload=globalThis.ran=1>"\'><script>globalThis.ran=1</script>';
  const cell = `"${payload.replaceAll('"', '""')}"`;
  const folder = await mkdtemp(join(tmpdir(), 'yaad-'));
  await cp(`${ROOT}data/dataset.json`, join(folder, 'dataset.json'));
  await writeFile(join(folder, 'places.csv'), `id,name,lat,lon,precision,area,country\nhere,${cell},30.19,67.02,P3,PK-BA,PK\n`);
  await writeFile(join(folder, 'actors.csv'), `code,name\ngroup,${cell}\n`);
  await writeFile(join(folder, 'sources.csv'),
    `id,title,publisher,author,url,published,quote,lang,kind\ns1,${cell},${cell},${cell},https://example.org/a,2013,${cell},en,newspaper\n`);
  await writeFile(join(folder, 'incidents.csv'),
    `id,date,date_as_stated,place,killed,attack_type,community,actor,actor_by,summary,sources,note\nr1,2013-02-16,${cell},here,5,bombing,hazara,group,press,${cell},s1,${cell}\n`);
  const hostile = await serve(folder);
  try {
    for (const path of ['/?incident=r1&view=30.19,67.02,10', '/?list=all', '/list', '/incidents/r1', `/?q=${encodeURIComponent(payload)}#${payload}`]) {
      const page = await visit(browser, hostile.base + path);
      await settled(page);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => globalThis.ran), undefined, path);
      assert.deepEqual(await violations(page), [], path);
      assert.deepEqual(page.faults, [], path);
      await page.leave();
    }
  } finally {
    await hostile.stop();
    await rm(folder, { recursive: true });
  }
});
