// The map and the pages in each language: words, direction, digits, calendars, names, and the way between them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { serious } from './axe.mjs';
import { opened } from './opened.mjs';
import { ROOT } from './served.mjs';
import { query, settled, violations, visit } from './visitor.mjs';

const LANGUAGES = { ur: 'اردو', prs: 'دری', fa: 'فارسی', ps: 'پښتو' };
const OWN_DIGITS = ['prs', 'fa', 'ps'];
const words = Object.fromEntries(
  await Promise.all(['en', ...Object.keys(LANGUAGES)].map(async (code) => [code, JSON.parse(await readFile(`${ROOT}frontend/words/${code}.json`, 'utf8'))])),
);
const latin = (text) => text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[,٬]/g, '');

const { yaad, browser } = await opened();

const WINDOW = 'datetime=2013-01-01/2013-12-31';

for (const [code, key] of Object.entries({ ur: 'name_ur', prs: 'name_fa', fa: 'name_fa', ps: 'name_ps' }))
  test(`18: ${code}: marks, areas and found places have their names in this language, where the data have them`, async () => {
    const page = await visit(browser, `${yaad.base}/?view=30.18,66.99,12&lang=${code}`);
    await settled(page);
    const { features } = await yaad.json('/api/collections/places/items?limit=1000');
    const own = features.find(({ id }) => id === 'hazara-town').properties[key];
    await page.locator(`.map-marks button[aria-label*="${own}"]`).first().waitFor({ state: 'attached' });
    await page.locator('.search-field:visible').fill('Alamdar');
    const road = features.find(({ id }) => id === 'alamdar-road').properties[key];
    await page.locator('.search-name', { hasText: road }).first().waitFor();
    await page.goto(`${yaad.base}/?lang=${code}`);
    await settled(page);
    await page.locator(`.map-marks button[aria-label*="${words[code]['map.area.PK']}"]`).first().waitFor({ state: 'attached' });
    // A district: its badge, and the sentence that counts what is known only to it. The data have none of them in Pashto.
    const mastung = { ur: 'مستونگ', fa: 'مستونگ', prs: 'مستونگ', ps: 'Mastung' }[code];
    await page.goto(`${yaad.base}/?${WINDOW}&view=30.2,67,9&lang=${code}`);
    await page.locator(`.map-marks button[aria-label*="${mastung}"]`).first().waitFor({ state: 'attached' });
    await page.locator('.headline-scope', { hasText: mastung }).waitFor();
    await page.goto(`${yaad.base}/places/hazara-town?lang=${code}`);
    assert.ok((await page.locator('.where').innerText()).endsWith(words[code]['map.comma'] + words[code]['map.area.PK']));
    assert.deepEqual(page.faults, []);
    await page.leave();
  });

for (const code of Object.keys(LANGUAGES))
  test(`18: ${code}: the map is read from right to left with its own words, digits and calendars, and says that no native speaker has read it`, async () => {
    const page = await visit(browser, `${yaad.base}/?${WINDOW}&lang=${code}`);
    await settled(page);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [code, 'rtl']);
    const totals = (await yaad.json(`/api/collections/incidents/histogram?step=year&${WINDOW}`)).totals;
    const said = await page.locator('.headline-box').innerText();
    assert.ok(latin(said).includes(`${totals.count} `) && latin(said).includes(`${totals.killed} `), said);
    assert.equal(/\d/.test(said), !OWN_DIGITS.includes(code), said);
    await page.getByText(words[code]['page.language.notice']).first().waitFor();
    const sliders = page.getByRole('slider'), from = sliders.nth(0);
    const day = await from.getAttribute('aria-valuetext');
    assert.equal(day.includes('('), OWN_DIGITS.includes(code), `both calendars: ${day}`);
    assert.ok(day.includes(words[code]['map.month.1']), day);
    if (OWN_DIGITS.includes(code)) assert.ok(day.includes(words[code]['map.solar_month.10']), day);
    await page.locator('.time .menu > button').click();
    assert.equal(/\d/.test(await page.locator('.time .menu-panel').innerText()), !OWN_DIGITS.includes(code), 'speeds too');
    await page.keyboard.press('Escape');
    // Time runs to the left: the first day stands right of the last one, and Left is later.
    const [first, last] = await Promise.all([0, 1].map(async (i) => (await sliders.nth(i).boundingBox()).x));
    assert.ok(first > last);
    await from.focus();
    await page.keyboard.press('ArrowLeft');
    await settled(page);
    assert.match(query(page).get('datetime'), /^2013-02-/);
    assert.equal(query(page).get('lang'), code);
    // The panel is at the right; the map is as it is on the ground.
    const [panel, map] = await Promise.all(['.panel', '.map'].map((part) => page.locator(part).boundingBox()));
    assert.ok(panel.x > map.x);
    assert.equal(await page.locator('.map').evaluate((element) => getComputedStyle(element).direction), 'ltr');
    // No word of English is left in what is read aloud or shown, but names and what sources say.
    const text = await page.evaluate(() => [...document.querySelectorAll('button, summary, legend, label, h1, .subtitle, .scope')].map((one) => one.getAttribute('aria-label') ?? one.textContent).join('\n'));
    for (const key of ['map.time.play', 'map.filter', 'map.filter.clear', 'map.legend', 'page.scope', 'map.size']) assert.ok(!text.includes(words.en[key]), key);
    assert.ok(page.requests.some((url) => url.includes('vazirmatn')), 'its letters are fetched from here');
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });

test('18: The map is not mirrored: a mark stands where it stands in English', async () => {
  const positions = async (lang) => {
    const page = await visit(browser, `${yaad.base}/?view=30.2,67,7&lang=${lang}`, { width: 390, height: 844 });
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll('.map-marks button').length > 3);
    const boxes = await page.locator('.map-marks button').evaluateAll((marks) => marks.map((mark) => Number(/translate\((-?\d+)px/.exec(mark.style.transform)[1])));
    await page.leave();
    return boxes;
  };
  const english = await positions('en');
  assert.ok(english.length > 3);
  const persian = await positions('fa');
  // Badges hold words, which are not of one width; discs hold numbers, and stand as far from the left.
  assert.ok(persian.filter((x) => english.includes(x)).length >= 0.6 * english.length, `${english}\n${persian}`);
});

test('18: A language is chosen from the menu and keeps the view, and letters of it are fetched only then', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013-02-16`);
  await settled(page);
  assert.ok(!page.requests.some((url) => url.includes('vazirmatn') || url.includes('prs')));
  await page.getByRole('button', { name: words.en['page.language'] }).click();
  await page.getByRole('link', { name: LANGUAGES.prs }).click();
  await page.waitForURL(/lang=prs/);
  await settled(page);
  assert.equal(query(page).get('datetime'), '2013-02-16');
  const before = await page.locator('.headline-box').innerText();
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('.headline-box').innerText(), before);
  await page.leave();
});

for (const code of Object.keys(LANGUAGES))
  test(`18: ${code}: record and list without script are in the language, and lead to each other in it`, async () => {
    const page = await visit(browser, `${yaad.base}/incidents/2013-02-16-hazara-town?lang=${code}`, { javaScriptEnabled: false });
    const own = words[code];
    const text = await page.locator('body').innerText();
    for (const key of ['page.attack', 'page.actor', 'page.sources', 'page.scope', 'page.language.notice']) assert.ok(text.includes(own[key]), key);
    const record = (await yaad.json('/api/collections/incidents/items/2013-02-16-hazara-town')).properties;
    const name = { ur: record.place_name_ur, ps: record.place_name_ps ?? record.place_name_fa }[code] ?? record.place_name_fa;
    assert.ok((await page.locator('h1').innerText()).includes(name ?? record.place_name));
    for (const source of record.sources) if (source.quote && !source.graphic) assert.ok(text.includes(source.quote), 'a quote is never translated');
    await page.locator('header a[href^="/list"]').first().click();
    assert.equal(query(page).get('lang'), code);
    await page.locator('table a[href^="/incidents/"]').first().click();
    assert.equal(query(page).get('lang'), code);
    await page.leave();
  });

for (const [code, district] of [['ur', 'کوئٹہ'], ['prs', 'کویته']])
  for (const path of ['/', '/embed'])
    test(`18: ${code}: a card that was opened before the names of districts came says them too: ${path}`, async () => {
      const page = await visit(browser, 'about:blank');
      let late = null;
      await page.route(/areas\/items/, (route) => {
        late = route;
      });
      await page.goto(`${yaad.base}${path}?incident=2013-01-10-alamdar-road&lang=${code}`);
      const where = page.locator('.card .where');
      assert.match(await where.innerText(), /Quetta/);
      await page.locator('.card h2').focus();
      while (!late) await page.waitForTimeout(50);
      await late.continue();
      await where.filter({ hasText: district }).waitFor();
      assert.ok(await page.evaluate(() => document.activeElement.matches('.card h2')), 'and the focus stays in it');
      await page.leave();
    });

for (const [code, width] of [['ur', 1280], ['ps', 390], ['fa', 320]])
  test(`17, 18, 21: ${code} at ${width} px: axe finds nothing serious and nothing lies beside the screen`, async () => {
    const page = await visit(browser, `${yaad.base}/?incident=2021-01-03-mach&lang=${code}`, { width, height: 800, bypassCSP: true });
    await settled(page);
    assert.deepEqual(await serious(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0);
    await page.leave();
  });

for (const path of ['/list', '/incidents/2013-02-16-hazara-town', '/places/hazara-town', '/about', '/list?on=02-16', '/?list=all', '/embed', '/embed?incident=2021-01-03-mach&theme=dark'])
  test(`17, 18: from right to left axe finds nothing serious on ${path}, light and dark`, async () => {
    const page = await visit(browser, `${yaad.base}${path}${path.includes('?') ? '&' : '?'}lang=ur`, { width: 390, height: 844, bypassCSP: true });
    await settled(page);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await serious(page), [], colorScheme);
    }
    await page.leave();
  });
