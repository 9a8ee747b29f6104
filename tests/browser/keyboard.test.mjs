// All of it by keyboard, in every state, and without motion where the reader wants none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from './axe.mjs';
import { opened } from './opened.mjs';
import { query, settled, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

test('15: Marks are reached by Tab in reading order, Enter opens one, and closing its card goes back to the list', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013-01-01/2013-12-31&view=30.2,67,9`);
  await settled(page);
  const marks = page.locator('.map-marks button');
  const boxes = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect()).map(({ left, top, width, height }) => ({ x: left, y: top + height / 2, width, height })));
  assert.ok(boxes.length > 1);
  boxes.slice(1).forEach(({ y }, i) => assert.ok(y >= boxes[i].y - 48, 'lines are read from the top down'));
  for (const { width, height } of boxes) assert.ok(width >= 44 && height >= 44, 'a target of 44 px');
  await marks.first().focus();
  const first = await focused(page);
  await page.keyboard.press('Tab');
  assert.notEqual(await focused(page), first);
  await page.keyboard.press('Enter');
  await settled(page);
  assert.ok(query(page).get('incident') ?? query(page).get('list') ?? query(page).get('view') !== '30.2,67,9', page.url());
  await page.leave();
});

test('15: The first two stops of the Tab key lead over the list of records: to the marks, and to the time bar', async () => {
  for (const [tabs, reached] of [[1, '.map-marks button'], [2, '.time [role=slider]']]) {
    const page = await visit(browser, `${yaad.base}/`);
    await settled(page);
    for (let i = 0; i < tabs; ++i) await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { left, top, width, height } = document.activeElement.getBoundingClientRect();
      return document.activeElement.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    assert.ok(seen, 'it is seen while it has the focus');
    await page.keyboard.press('Enter');
    assert.ok(await page.evaluate((wanted) => document.activeElement.matches(wanted), reached), reached);
    assert.equal(await page.locator('.skips').evaluate((skips) => getComputedStyle(skips).clipPath), 'inset(50%)', 'and not afterwards');
    assert.deepEqual(await serious(page), []);
    await page.leave();
  }
});

test('15: Focus stays with a mark when the window moves and it is still there', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2012-01-01/2013-12-31&view=30.2,67,6`);
  await settled(page);
  const mark = page.locator('.map-marks button').first();
  await mark.focus();
  assert.ok((await focused(page)).length > 0);
  await page.evaluate(() => document.querySelector('.step-forth').click());
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.closest('.map-marks') !== null), true, 'on the same mark, or the nearest');
  await page.leave();
});

test('15: Both handles go all their ways by key, push each other, and say the whole date', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013-02-01/2013-02-28`);
  await settled(page);
  const [from, to] = [page.getByRole('slider').nth(0), page.getByRole('slider').nth(1)];
  const now = async (handle) => Number(await handle.getAttribute('aria-valuenow'));
  for (const handle of [from, to])
    for (const [key, way] of [['ArrowUp', 1], ['ArrowDown', -1], ['ArrowRight', 1], ['ArrowLeft', -1], ['PageUp', 1], ['PageDown', -1]]) {
      const before = await now(handle);
      await handle.press(key);
      assert.equal(Math.sign((await now(handle)) - before), way, key);
    }
  await from.press('End');
  assert.equal(await now(from), await now(to), 'the last day pushed along');
  await to.press('Home');
  assert.equal(await now(from), await now(to), 'and back');
  assert.match(await to.getAttribute('aria-valuetext'), /^\d{1,2} [A-Z][a-z]+ \d{4}$/);
  await page.leave();
});

test('15: Menus open and close by key and give the focus back', async () => {
  const page = await visit(browser, `${yaad.base}/`);
  await settled(page);
  for (const name of ['More for time', 'Language']) {
    const button = page.getByRole('button', { name });
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.equal(await focused(page), name);
  }
  await page.leave();
});

test('17: Where motion is not wanted the map goes to a place at once, and nothing plays by itself', async () => {
  const page = await visit(browser, `${yaad.base}/`, { reducedMotion: 'reduce' });
  await settled(page);
  const before = page.url();
  await page.waitForTimeout(700);
  assert.equal(page.url(), before);
  await page.evaluate(() => {
    globalThis.frames = new Set();
    const pane = document.querySelector('.leaflet-map-pane');
    new MutationObserver(() => globalThis.frames.add(pane.style.transform)).observe(pane, { attributes: true, attributeFilter: ['style'] });
  });
  await page.locator('.first-places a', { hasText: 'Machh' }).click();
  await page.waitForURL(/view=/);
  await settled(page);
  assert.ok((await page.evaluate(() => globalThis.frames.size)) <= 2, 'no flight');
  await page.leave();
});

const STATES = [
  ['the menu of time', async (page) => page.getByRole('button', { name: 'More for time' }).click()],
  ['the menu of languages', async (page) => page.getByRole('button', { name: 'Language' }).click()],
  ['an empty result', async (page) => page.goto(`${yaad.base}/?datetime=1999-01-02&attack_type=grenade`)],
  ['a list of what is not dated to the day', async (page) => page.goto(`${yaad.base}/?list=not_day_dated`)],
  ['the share panel', async (page) => {
    const menu = page.getByRole('button', { name: 'Filters' });
    if (await menu.isVisible()) await menu.click();
    await page.locator('.share-open:visible').click();
    await page.frameLocator('.share-preview').locator('.headline-box .headline').waitFor();
  }],
  ['the panel of files', async (page) => {
    const menu = page.getByRole('button', { name: 'Filters' });
    if (await menu.isVisible()) await menu.click();
    await page.locator('.export-open:visible').click();
    await page.locator('.export-link[href]').waitFor();
  }],
  ['the filters, opened', async (page) => {
    const menu = page.getByRole('button', { name: 'Filters' });
    if (await menu.isVisible()) await menu.click();
    for (const row of await page.locator('.filters > .filter-row > summary').all()) await row.click();
    await page.locator('.filter-more .filter-row').first().waitFor();
    for (const row of await page.locator('.filter-more .filter-row > summary').all()) await row.click();
  }],
  ['the whole list', async (page) => page.goto(`${yaad.base}/?list=all`)],
  ['the list of an area', async (page) => page.goto(`${yaad.base}/?list=PK-BA`)],
  ['the legend', async (page) => {
    const folded = page.locator('.legend-box:not([open]) summary');
    if (await folded.count()) await folded.click();
  }],
  ['a notice of what was not understood', async (page) => page.goto(`${yaad.base}/?datetime=yesterday`)],
  ['a place that was searched', async (page) => {
    const find = page.getByRole('button', { name: 'Find a place' });
    if (await find.isVisible()) await find.click();
    await page.getByPlaceholder('Find a place').fill('Quetta');
    await page.locator('.search-results li').first().waitFor();
  }],
];
for (const [name, enter] of STATES)
  for (const width of [1280, 390])
    test(`17: axe finds nothing serious in ${name} at ${width} px, light and dark`, async () => {
      const page = await visit(browser, `${yaad.base}/`, { width, height: 844, bypassCSP: true });
      await settled(page);
      await enter(page);
      await settled(page);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await serious(page), [], colorScheme);
      }
      await page.leave();
    });
