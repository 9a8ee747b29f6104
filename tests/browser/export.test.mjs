// The panel that takes records away as a file: what it says, and what then comes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { serious } from './axe.mjs';
import { opened } from './opened.mjs';
import { settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

async function openPanel(page) {
  const menu = page.locator('.top-actions button').last();
  if (await menu.isVisible()) await menu.click();
  await page.locator('.export-open:visible').click();
  await page.locator('.export-link[href]').waitFor();
}
const rowsSaid = async (page) => Number(/[\d,]+/.exec(await page.locator('.export-rows').innerText())[0].replaceAll(',', ''));

/** The bytes that a press on the link brings. */
async function taken(page) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.export-link').click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

for (const [width, path] of [[1280, '/'], [1280, '/?datetime=2012/2014&view=30.2,67,7&attack_type=bombing,suicide_bombing'], [390, '/?area=PK-BA&view=30.2,67,9&killed=5..']])
  test(`At ${width} px the file of ${path} has exactly the rows that the panel says, wherever they are taken from`, async () => {
    const page = await visit(browser, yaad.base + path, { width, height: 844, bypassCSP: true });
    await settled(page);
    await openPanel(page);
    assert.deepEqual(await serious(page), []);
    const { version } = await yaad.json('/dataset.json');
    assert.match(await page.locator('.export-stated').innerText(), new RegExp(version));
    const places = await page.locator('.export input[name=where]').evaluateAll((inputs) => inputs.map(({ value }) => value));
    assert.deepEqual(places, path === '/' ? [] : [...(path.includes('view') ? ['seen'] : []), ...(path.includes('area') ? ['area'] : []), 'all']);
    const seen = new Set();
    for (const where of places.length > 0 ? places : ['all']) {
      if (places.length > 0) await page.locator(`.export input[value=${where}]`).check({ force: true });
      await page.waitForFunction((wanted) => document.querySelector('.export-link').href.includes('bbox=') === (wanted === 'seen'), where);
      await page.locator('.export-link[href]').waitFor();
      const said = await rowsSaid(page);
      await page.locator('.export select').selectOption('geojsonl');
      await page.waitForFunction(() => document.querySelector('.export-link').href.includes('f=geojsonl'));
      const { name, text } = await taken(page);
      assert.match(name, /\.geojsonl?|\.ndjson|\.jsonl/);
      const rows = text.trim().split('\n').filter((line) => line.includes('"Feature"'));
      assert.equal(rows.length, said, where);
      assert.ok((await page.locator('.export-link').innerText()).includes(String(said)));
      seen.add(said);
    }
    if (places.length > 1) assert.ok(seen.size > 1, 'they are not all the same');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });

test('Every format is offered and comes, in another coordinate system too where it has one, and says what cannot be made', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013`);
  await settled(page);
  await openPanel(page);
  const formats = await page.locator('.export option').evaluateAll((options) => options.map(({ value }) => value));
  assert.equal(formats.length, 9);
  await page.getByLabel(/EPSG/).fill('32642');
  for (const format of formats) {
    await page.locator('.export select').selectOption(format);
    await page.waitForFunction((wanted) => {
      const link = document.querySelector('.export-link');
      return link.href.includes(`f=${wanted}&`) || document.querySelector('.export [role=status]:not(.export-stated)').textContent !== '';
    }, format);
    const href = await page.locator('.export-link').getAttribute('href');
    const answer = await fetch(new URL(href ?? `/api/collections/incidents/items?f=${format}&crs=EPSG:32642&datetime=2013`, yaad.base));
    await answer.body.cancel();
    assert.equal(answer.status, href === null ? 400 : 200, format);
  }
  await page.locator('.export select').selectOption('csv');
  await page.getByLabel(/EPSG/).fill('999999');
  await page.getByLabel(/EPSG/).press('Tab');
  await page.getByText('This file cannot be made').waitFor();
  assert.equal(await page.locator('.export-link[href]').count(), 0);
  await page.getByLabel(/EPSG/).fill('nonsense');
  await page.getByLabel(/EPSG/).press('Tab');
  await page.getByText('An EPSG code is a number').waitFor();
  await page.getByLabel(/EPSG/).fill('');
  await page.getByLabel(/EPSG/).press('Tab');
  await page.locator('.export-link[href]').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog.export').isVisible(), false);
  await page.leave();
});

test('In Urdu the panel is in its words and runs from right to left', async () => {
  const page = await visit(browser, `${yaad.base}/?lang=ur&area=PK-BA`, { width: 390, height: 844, bypassCSP: true });
  await settled(page);
  await openPanel(page);
  const words = JSON.parse(await readFile(new URL('../../frontend/words/ur.json', import.meta.url), 'utf8'));
  for (const key of ['export.title', 'export.format', 'export.where.all', 'export.where.area']) assert.ok((await page.locator('dialog.export').innerText()).includes(words[key]), key);
  assert.equal(await page.locator('dialog.export').evaluate((box) => getComputedStyle(box).direction), 'rtl');
  assert.deepEqual(await serious(page), []);
  await page.leave();
});

test('An answer that comes late says nothing of what is asked for now', async () => {
  const page = await visit(browser, `${yaad.base}/?view=30.2,67,7`);
  await settled(page);
  await openPanel(page);
  let late = null;
  await page.route(/items\?f=csv.*crs=/, (route) => {
    late = route;
  });
  await page.getByLabel(/EPSG/).fill('32642');
  await page.getByLabel(/EPSG/).press('Tab');
  while (!late) await page.waitForTimeout(20);
  await page.getByLabel(/EPSG/).fill('');
  await page.getByLabel(/EPSG/).press('Tab');
  await page.locator('.export input[value=all]').check({ force: true });
  await page.locator('.export-link[href]').waitFor();
  const [href, said] = [await page.locator('.export-link').getAttribute('href'), await page.locator('.export-link').innerText()];
  assert.ok(!href.includes('bbox='));
  const answered = page.waitForResponse(/items\?f=csv.*crs=/);
  await late.continue();
  await (await answered).finished();
  await page.waitForTimeout(100);
  assert.equal(await page.locator('.export-link').getAttribute('href'), href);
  assert.equal(await page.locator('.export-link').innerText(), said);
  await page.leave();
});

test('A panel that could not be fetched says so, and opens when it can', async () => {
  const page = await visit(browser, `${yaad.base}/`);
  await settled(page);
  const script = /\/assets\/export-.*\.js/;
  await page.route(script, (route) => route.abort());
  await page.locator('.export-open:visible').click();
  await page.getByText('The connection is lost').waitFor();
  await page.unroute(script);
  await openPanel(page);
  await page.leave();
});
