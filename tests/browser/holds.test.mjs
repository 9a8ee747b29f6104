// Of the things that must hold on the map, those that are about one number said in several places, and about what a
// press does. The others stand beside what they are about: see README.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './opened.mjs';
import { headline, query, settled, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

const ITEMS = '/api/collections/incidents/items';
const matched = async (filter) => (await yaad.json(`${ITEMS}?limit=1&${filter}`)).numberMatched;

/** Opens a page, checks it, and holds that no script failed meanwhile. */
const thing = (name, path, check, options) =>
  test(name, async () => {
    const page = await visit(browser, yaad.base + path, options);
    try {
      await settled(page);
      await check(page);
      assert.deepEqual(page.faults, []);
    } finally {
      await page.leave();
    }
  });

/** The rectangle that the page asks about, as the last histogram says. */
const asked = (page) => new URL(page.requests.filter((url) => url.includes('/histogram') && url.includes('step=year') && url.includes('datetime=') === page.url().includes('datetime=')).at(-1)).searchParams;

for (const [what, path] of [['the whole', '/'], ['a window and a filter', '/?datetime=2010-01-01/2013-12-31&attack_type=bombing,shooting'],
  ['a part of the map', '/?view=30.2,67,8&datetime=2009-01-01/2014-12-31']])
  thing(`1: Headline, list, bars, tiles and file agree on ${what}`, path, async (page) => {
    const shown = await headline(page), params = asked(page);
    for (const name of ['step', 'v']) params.delete(name);
    const filter = params.toString();
    assert.equal(filter.includes('bbox'), path.includes('view'));
    assert.equal(shown.attacks, await matched(filter));
    const title = await page.locator('.list-title').first().innerText();
    assert.ok(title.replaceAll(',', '').includes(String(shown.attacks)), title);
    const bars = await yaad.json(`/api/collections/incidents/histogram?step=month&${filter}`);
    assert.equal(bars.bins.reduce((sum, bin) => sum + bin.certain.count, bars.unbinned.count), shown.attacks);
    const rows = (await (await fetch(`${yaad.base}${ITEMS}?f=geojsonl&${filter}`)).text()).trim().split('\n').filter((line) => line.includes('"Feature"'));
    assert.equal(rows.length, shown.attacks);
    if (filter.includes('bbox')) return;
    const tile = await yaad.json(`/tiles/incidents/0/0/0.geojson?${filter}`);
    assert.equal(tile.features.reduce((sum, { properties }) => sum + properties.point_count, 0), shown.attacks);
  });

for (const window of ['2013-02-16/2013-12-31', '2012-01-01/2013-02-16', '2013-02-16'])
  thing(`4: A record on the edge of the window ${window} is in it`, `/?datetime=${window}&view=30.18,66.95,12`, async (page) => {
    await page.locator('.map-marks button[aria-label*="Hazara Town"]').first().waitFor({ state: 'attached' });
    assert.match(await page.locator('.detail').innerText(), /Hazara Town/);
  });

thing('5: A record dated to a month is in a window that touches the month, and a switch hides all that is not day-dated', '/', async (page) => {
  const { features } = await yaad.json(`${ITEMS}?limit=1000`);
  const month = features.map(({ properties }) => properties).find((p) => p.date_precision === 'D4' && p.first && p.last);
  assert.ok(month, 'the data have one');
  await page.goto(`${yaad.base}/?datetime=${month.last}`);
  await settled(page);
  const all = (await headline(page)).attacks;
  assert.equal(all, await matched(`datetime=${month.last}`));
  assert.ok(await page.locator(`.detail [data-id="${month.id}"], .detail .card`).count(), 'it is in the list');
  await page.goto(`${yaad.base}/`);
  await settled(page);
  await page.getByRole('button', { name: 'More for time' }).click();
  await page.getByLabel('Only attacks dated to the day').check();
  await settled(page);
  assert.equal(query(page).get('date_precision'), 'D1');
  assert.equal((await headline(page)).attacks, await matched('date_precision=D1'));
  assert.ok((await matched('date_precision=D1')) < (await matched('')));
});

thing('7: The bars and the sentence follow a settled change within 150 ms', '/', async (page) => {
  // Of several changes the quickest, and beside it the quickest of two bare questions: what else this machine does
  // meanwhile is not the page's.
  const { took, bare } = await page.evaluate(async () => {
    const field = document.querySelector('#time input'), box = document.querySelector('.headline-box');
    const took = [], bare = [];
    for (const day of ['2005-01-01', '2007-01-01', '2009-01-01', '2011-01-01', '2013-01-01', '2015-01-01']) {
      const before = box.textContent;
      field.focus();
      field.value = day;
      const begun = performance.now();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      while (!/documented/.test(box.textContent) || box.textContent === before) await new Promise((done) => requestAnimationFrame(done));
      took.push(performance.now() - begun);
      const asked = performance.now();
      await (await fetch(`/api/collections/incidents/histogram?step=year&datetime=${day}/2020-01-01`)).json();
      bare.push(performance.now() - asked);
      await new Promise((done) => setTimeout(done, 400));
    }
    return { took, bare };
  });
  const least = Math.min(...took) - Math.max(0, Math.min(...bare) - 20);
  assert.ok(least <= 150, `${took.map(Math.round)} beside ${bare.map(Math.round)}`);
});

thing('8: A cluster that will split is gone into; a stack at one place opens as a list by date, and the map stays', '/?view=33.9,70.1,12', async (page) => {
  const before = query(page).get('view');
  const stack = page.locator('.map-marks button[aria-label*="no finer place known"]').first();
  await stack.waitFor({ state: 'attached' });
  const count = Number(/(\d+) attacks/.exec(await stack.getAttribute('aria-label'))[1]);
  await stack.evaluate((button) => button.click());
  await settled(page);
  assert.ok(query(page).get('list'), 'a list is open');
  assert.equal(query(page).get('view'), before);
  const ids = await page.locator('.list tr[data-id]').evaluateAll((rows) => rows.map((row) => row.dataset.id));
  assert.equal(ids.length, Math.min(count, 50));
  const { features } = await yaad.json(`${ITEMS}?limit=1000`);
  const first = new Map(features.map(({ properties }) => [properties.id, properties.first ?? '']));
  const days = ids.map((id) => first.get(id));
  assert.deepEqual(days, [...days].sort(), 'by date');
  assert.ok(await page.locator('.list tbody .year').count(), 'under their years');

  await page.goto(`${yaad.base}/?view=31,66,5`);
  await settled(page);
  const here = query(page).get('view');
  const cluster = page.locator('.map-marks button[aria-label*="attacks,"]:not([aria-label*="no finer place"]):not([aria-label*="Somewhere in"])').first();
  await cluster.evaluate((button) => button.click());
  await page.waitForFunction((view) => new URLSearchParams(location.search).get('view') !== view, here);
  assert.ok(Number(query(page).get('view').split(',')[2]) > 5);
  assert.equal(query(page).get('list'), null);
});

thing('9: A sum says how many records have no figure, and leads to them', '/', async (page) => {
  const { features } = await yaad.json(`${ITEMS}?limit=1000`);
  const none = features.filter(({ properties }) => properties.killed == null && properties.killed_high == null).length;
  const text = await page.locator('.headline-box').innerText();
  assert.equal(Number(/(\d+) records? states? no figure/.exec(text)?.[1] ?? 0), none, text);
});

for (const [width, height] of [[1280, 800], [320, 640]])
  thing(`10: At ${width} px going to a record near a point stops where its whole circle is seen`, '/?incident=2021-01-03-mach', async (page) => {
    const { radius_m } = (await yaad.json(`${ITEMS}/2021-01-03-mach`)).properties;
    await page.waitForURL((url) => url.searchParams.has('view'));
    const [lat, , zoom] = query(page).get('view').split(',').map(Number);
    const map = await page.locator('#map').boundingBox();
    const pixels = (2 * radius_m * 256 * 2 ** zoom) / (40075017 * Math.cos((lat * Math.PI) / 180));
    assert.ok(pixels <= Math.min(map.width, map.height), `${pixels} px of ${map.width} by ${map.height}`);
    assert.ok(pixels >= 60, `it is seen: ${pixels} px`);
  }, { width, height });

thing('21: At 320 px the badges of areas stand above an open sheet', '/?list=all', async (page) => {
  const sheet = await page.locator('.detail.sheet-open').boundingBox();
  const badges = await page.locator('.map-marks button[aria-label*="Somewhere in"]').all();
  assert.ok(badges.length > 0);
  for (const badge of badges) {
    // The button is at least 44 px high around a badge of 22.
    const { y, height } = await badge.boundingBox();
    assert.ok(y + height / 2 + 11 <= sheet.y, `${y + height / 2} of ${sheet.y}`);
  }
}, { width: 320, height: 640, reducedMotion: 'reduce' });

thing('23: The legend says what size, colour, ring, hollow discs, hatching and lighter bars mean', '/', async (page) => {
  const text = await page.locator('.map-legend').innerText();
  for (const word of ['number killed', 'kinds of attack', 'Second rim', 'Hollow', 'hatched bar', 'hatched when pointed at', 'Dashed circle'])
    assert.ok(text.includes(word), word);
});

thing('24: The map names whom its ground is from, and shows it without any other host', '/', async (page) => {
  assert.match(await page.locator('.map-attribution').innerText(), /Natural Earth.*GSHHG/s);
  assert.ok(page.requests.every((url) => url.startsWith(yaad.base)));
  assert.ok(page.requests.some((url) => url.includes('/tiles/basemap/')));
});
