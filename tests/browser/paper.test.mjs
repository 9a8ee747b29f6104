// What comes out of the printer: the file is made by the browser and read by another program (poppler).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { opened } from './opened.mjs';
import { ROOT } from './served.mjs';
import { settled, visit } from './visitor.mjs';

const run = promisify(execFile);
const MARGIN = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
const DOTS = 50;  // an inch: enough to tell land from paper
const LAND = [0xf2, 0xee, 0xe6], INK = [0x1d, 0x21, 0x29];

const { yaad, browser } = await opened();
const { version } = await yaad.json('/dataset.json');
const folder = await mkdtemp(join(tmpdir(), 'yaad-paper-'));
after(() => rm(folder, { recursive: true }));

/** A4 upright, as a browser prints unless it is told otherwise: no grounds. */
async function printed(page, name) {
  const path = join(folder, `${name}.pdf`);
  await page.pdf({ path, format: 'A4', margin: MARGIN, printBackground: false });
  const { stdout } = await run('pdftotext', ['-layout', path, '-']);
  return { path, text: stdout };
}

/** Of each sheet, how many dots are of this colour. */
async function dots(path, colour) {
  await run('pdftoppm', ['-r', String(DOTS), '-png', path, path]);
  const sheets = (await readdir(folder)).filter((file) => join(folder, file).startsWith(`${path}-`)).sort();
  return Promise.all(sheets.map(async (file) => {
    const { data } = PNG.sync.read(await readFile(join(folder, file)));
    let count = 0;
    for (let at = 0; at < data.length; at += 4) count += colour.every((value, c) => Math.abs(value - data[at + c]) <= 6) ? 1 : 0;
    return count;
  }));
}

const drawn = (page) => page.locator('.map-marks button').first().waitFor({ state: 'attached' });

for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'dark']])
  test(`22: From a ${colorScheme} screen of ${width} px the map is printed as it is seen, in ink on its ground, with all that a reader needs to cite it`, async () => {
    const page = await visit(browser, `${yaad.base}/?datetime=2013-01-01/2013-12-31&view=30.2,67,9&attack_type=bombing,suicide_bombing`, { width, height: 844, colorScheme });
    await drawn(page);
    await settled(page);
    const said = (await page.locator('.headline-box a').allInnerTexts()).slice(0, 2);
    const { path, text } = await printed(page, `map-${width}-${colorScheme}`);
    for (const part of ['1 Jan 2013 – 31 Dec 2013', ...said]) assert.ok(text.includes(part), part);
    assert.match(text, /Filters: Attack type: bombing, suicide bombing/);
    assert.match(text, /Second rim: several attacks at one place/);
    assert.ok(text.includes(version) && text.includes('CC BY 4.0'), 'version and licence');
    const now = new Date();
    assert.match(text, new RegExp(`Printed ${now.getDate()} [A-Z][a-z]+ ${now.getFullYear()}`));
    assert.ok(text.replace(/\s+/g, '').includes(page.url()), 'the address of the view');
    if (width > 800) assert.match(text, /Alamdar Road/, 'the list beneath');
    for (const control of ['Find a place', 'Share or embed', 'Show more', 'Machh coal field', 'Size and number by']) assert.ok(!text.includes(control), control);
    // The picture: the ground is under the marks, and its size is that of a map.
    const [land] = await dots(path, LAND), [ink] = await dots(path, INK);
    assert.ok(land > 20_000, `${land} dots of land on the first sheet`);
    assert.ok(ink > 200, `${ink} dots of ink`);
    assert.deepEqual(page.faults, []);
    // And the screen is as it was.
    await settled(page);
    assert.equal(await page.getByRole('button', { name: 'Play' }).isVisible(), true);
    await page.leave();
  });

test('22, 18: In Urdu the sheet runs from right to left, and a Latin name keeps the order of its words', async () => {
  const words = JSON.parse(await readFile(`${ROOT}frontend/words/ur.json`, 'utf8'));
  const page = await visit(browser, `${yaad.base}/?datetime=2013-01-01/2013-12-31&view=30.2,67,9&lang=ur`, { width: 1280, height: 844 });
  await drawn(page);
  await settled(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const [title, map] = await Promise.all(['.top h1', '#map'].map((part) => page.locator(part).boundingBox()));
  assert.ok(title.x + title.width > map.x + map.width - 40, `the title stands at the right: ${JSON.stringify([title, map])}`);
  await page.emulateMedia({ media: null });
  const { text } = await printed(page, 'ur');
  assert.ok(text.includes('2013') && text.includes(version.split('.')[1]), text);
  assert.match(text, /Khadan Khak/);
  assert.ok(words['map.paper.printed'].includes('{date}'));
  assert.deepEqual(page.faults, []);
  await page.leave();
});

test('22: A list of which only a part is on the page says so on paper', async () => {
  const page = await visit(browser, `${yaad.base}/`, { width: 1280 });
  await page.locator('.list tr[data-id]').first().waitFor();
  await settled(page);
  const rows = await page.locator('.list tr[data-id]').count();
  const all = (await yaad.json('/api/collections/incidents/items?limit=1')).numberMatched;
  assert.ok(rows < all);
  assert.match((await printed(page, 'part')).text, new RegExp(`${rows} of ${all} are listed here`));
  await page.leave();
});

for (const [path, words] of [['/list?datetime=2013', /14 documented attacks/], ['/incidents/2013-02-16-hazara-town', /Death toll of Kirani blast.*archive\.pakistantoday/s],
  ['/places/hazara-town?lang=ur', /Hazara|92/], ['/about', /correct/i]])
  test(`22: On paper ${path} has its words, version and address, and no ways to elsewhere`, async () => {
    const page = await visit(browser, yaad.base + path, { javaScriptEnabled: false, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(29, 33, 41)');
    assert.equal(await page.locator('.languages').isVisible(), false);
    assert.equal(await page.locator('header > a[href^="/list"]').isVisible(), false);
    await page.emulateMedia({ media: null });
    const { path: file, text } = await printed(page, path.replace(/\W/g, '-'));
    assert.match(text, words);
    assert.ok(text.includes(version) && text.includes('CC BY 4.0'), 'version and licence');
    assert.ok(text.includes(new URL(page.url()).pathname), 'its address');
    const dark = await dots(file, [0x14, 0x17, 0x1c]);
    assert.ok(dark.every((count) => count < 500), `no dark ground: ${dark}`);
    await page.leave();
  });
