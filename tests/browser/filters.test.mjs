// The filters: what can be chosen, the count beside each choice, and what the list holds once it is chosen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serious } from './axe.mjs';
import { opened } from './opened.mjs';
import { headline, query, settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();
const ITEMS = '/api/collections/incidents/items';
const matched = async (filter) => (await yaad.json(`${ITEMS}?limit=1&${filter}`)).numberMatched;

/** The filters opened, with all rows; on a phone they are a sheet. */
async function openFilters(page, rows = ['More filters']) {
  const menu = page.getByRole('button', { name: 'Filters' });
  if (await menu.isVisible()) await menu.click();
  for (const name of rows) await page.locator('.filter-row > summary', { hasText: name }).first().click();
  await page.locator('.filter-more .filter-row').first().waitFor();
}
const row = (page, name) => page.locator('.filters details', { has: page.locator(`> summary > span:text-is("${name}")`) }).last();

/** Each choice in the panel: its filter, value, and the number beside it. */
const choices = (page) =>
  page.locator('.filters .filter-codes input').evaluateAll((inputs) => inputs.map((input) => {
    const title = input.closest('details').querySelector('summary span').textContent;
    const count = input.closest('label').querySelector('.filter-count').textContent.replaceAll(',', '');
    return { title, value: input.value, checked: input.checked, count: count === '' ? null : Number(count) };
  }));
const FILTER = { 'Attack type': 'attack_type', Community: 'community', Target: 'target_type', 'Attributed to': 'actor', Area: 'area', 'Place known to': 'precision', 'Date known to': 'date_precision', Killed: 'killed' };

test('1: the count beside every choice is what the list counts once it alone is chosen, for states by chance', async () => {
  let seed = 11;
  const chance = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const of = (list) => list[chance(list.length)];
  const parts = {
    datetime: () => of(['2012/2014', '2013', '1998/2008', '../2012-06']),
    view: () => of(['30.2,67,7', '34.5,69.2,6', '31,70,5']),
    attack_type: () => of(['bombing', 'shooting,suicide_bombing']),
    community: () => of(['hazara', 'shia']),
    target_type: () => of(['worship', 'bus_passengers,market']),
    actor: () => of(['lej', 'is', 'unknown']),
    area: () => of(['PK', 'PK-BA', 'AF-KAB,PK-SD']),
    precision: () => of(['P2', 'P3', 'P5']),
    date_precision: () => of(['D1', 'D4']),
    killed: () => of(['none', '5..19', '3..', '20..99']),
    q: () => of(['quetta', 'bus']),
  };
  let tried = 0, left = 0;
  for (let round = 0; round < 5; ++round) {
    const state = new URLSearchParams();
    for (const [name, make] of Object.entries(parts)) if (chance(4) === 0) state.set(name, make());
    const page = await visit(browser, `${yaad.base}/?${state}`);
    await settled(page);
    await openFilters(page);
    await settled(page);
    // The state as the page asks it: with the part of the map that is in sight.
    const asked = new URL(page.requests.filter((url) => url.includes('choices=1')).at(-1)).searchParams;
    for (const name of ['step', 'choices', 'v']) asked.delete(name);
    for (const choice of await choices(page)) {
      if (choice.value === '') continue;
      // The empty ones of long lists are many, and the same.
      if (choice.count === 0 && chance(6) !== 0) continue;
      const one = new URLSearchParams(asked);
      one.set(FILTER[choice.title], choice.value);
      assert.equal(choice.count, await matched(one), `${choice.title} ${choice.value} under ${asked}`);
      ++tried;
      left += choice.count;
    }
    assert.deepEqual(page.faults, []);
    await page.leave();
  }
  assert.ok(tried > 100 && left > 100, `${tried} choices, ${left} records`);
});

for (const width of [1280, 390, 320])
  test(`Each filter is set and taken back in its row at ${width} px, and the address, the headline and the line beside it follow`, async () => {
    const page = await visit(browser, yaad.base, { width, height: 844, bypassCSP: true });
    await settled(page);
    assert.ok(!page.requests.some((url) => url.includes('choices')), 'nothing is asked for that is not in sight');
    await openFilters(page);
    const choose = async (name, value) => {
      const one = row(page, name);
      if (!(await one.evaluate((element) => element.open))) await one.locator('> summary').click();
      await one.locator(`input[value="${value}"]`).check();
      await settled(page);
    };
    await choose('Target', 'worship');
    assert.equal(query(page).get('target_type'), 'worship');
    await choose('Place known to', 'P3');
    await choose('Killed', '5..19');
    assert.equal(query(page).get('killed'), '5..19');
    assert.deepEqual(await page.locator('.filter-others li span').allInnerTexts(), ['Killed: 5 to 19', 'Place known to: town', 'Target: place of worship']);
    const wanted = await matched('target_type=worship&precision=P3&killed=5..19');
    assert.ok(wanted > 0);
    if (width < 800) assert.equal(await page.locator('.show-matched').innerText(), wanted === 1 ? 'Show 1 attack' : `Show ${wanted} attacks`);
    assert.equal((await headline(page)).attacks, wanted);
    assert.deepEqual(await serious(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the screen');

    // A range of one's own, words, and back to all.
    const killed = row(page, 'Killed');
    await killed.getByLabel('From', { exact: true }).fill('۱۰');
    await killed.getByLabel('To', { exact: true }).fill('5');
    await killed.getByLabel('To', { exact: true }).press('Tab');
    await page.getByText('the first not above the second').waitFor();
    assert.equal(query(page).get('killed'), '10..19', 'what was good before stays');
    await killed.getByLabel('To', { exact: true }).fill('100');
    await killed.getByLabel('To', { exact: true }).press('Tab');
    await settled(page);
    assert.equal(query(page).get('killed'), '10..100');
    await row(page, 'Words').locator('> summary').click();
    await page.getByLabel('Words in places').fill('quetta');
    await page.getByLabel('Words in places').press('Enter');
    await settled(page);
    assert.equal(query(page).get('q'), 'quetta');
    assert.equal((await headline(page)).attacks, await matched('target_type=worship&precision=P3&killed=10..100&q=quetta'));
    await row(page, 'Place known to').locator('input[value=""]').check();
    await settled(page);
    assert.equal(query(page).get('precision'), null);
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await settled(page);
    assert.equal(page.url(), `${yaad.base}/`);
    assert.deepEqual(await choices(page).then((all) => all.filter(({ value, checked }) => checked && value !== '')), []);
    await page.goBack();
    await settled(page);
    assert.equal(query(page).get('q'), 'quetta');
    assert.equal(await page.getByLabel('Words in places').inputValue(), 'quetta');
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });

test('A long list is searched by name in any case, what is chosen stays in sight, and areas stand below the one that holds them', async () => {
  const page = await visit(browser, yaad.base);
  await settled(page);
  await openFilters(page);
  const area = row(page, 'Area');
  await area.locator('> summary').click();
  const shown = () => area.locator('li:visible .filter-name').allInnerTexts();
  const all = await shown();
  assert.ok(all.length > 20);
  assert.ok(all.indexOf('Balochistan') > all.indexOf('Pakistan') && all.indexOf('Quetta') > all.indexOf('Balochistan'), all.join());
  await area.getByLabel('Find in this list').fill('QUET');
  assert.deepEqual(await shown(), ['Quetta']);
  await area.locator('li:visible input').check();
  await settled(page);
  await area.getByLabel('Find in this list').fill('kabul');
  assert.ok((await shown()).includes('Quetta') && (await shown()).includes('Kabul'), (await shown()).join());
  await area.getByLabel('Find in this list').fill('xyzzy');
  assert.deepEqual(await shown(), ['Quetta']);
  assert.equal((await headline(page)).attacks, await matched(`area=${query(page).get('area')}`));
  await page.leave();
});

test('By keyboard alone a filter is opened, set and seen to have been set', async () => {
  const page = await visit(browser, yaad.base);
  await settled(page);
  const summary = page.locator('.filter-row > summary', { hasText: 'More filters' }).first();
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('.filter-more .filter-row').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  // Long lists begin with the field that searches them.
  await page.keyboard.type('school');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await settled(page);
  assert.equal(query(page).get('target_type'), 'school');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'school', 'and one is still there');
  await page.leave();
});

test('A link with a group says its name, not its code, and an empty result says which filter empties it', async () => {
  const page = await visit(browser, `${yaad.base}/?actor=lej&killed=5000..`);
  await settled(page);
  const lines = await page.locator('.filter-others li span').allInnerTexts();
  assert.deepEqual(lines, ['Attributed to: Lashkar-e-Jhangvi', 'Killed: 5,000 or more']);
  const without = page.locator('.empty-result button');
  const left = await matched('actor=lej');
  assert.deepEqual(await without.allInnerTexts(), [`Without “Killed”: ${left} attacks`]);
  await without.click();
  await settled(page);
  assert.equal(query(page).get('killed'), null);
  assert.equal((await headline(page)).attacks, left);
  await page.leave();
});

for (const lang of ['ur', 'fa'])
  test(`In ${lang} the filters are all in its words, from right to left, and nothing is wider than 320 px`, async () => {
    const page = await visit(browser, `${yaad.base}/?lang=${lang}`, { width: 320, height: 640, bypassCSP: true });
    await settled(page);
    await page.locator('.top-actions button').last().click();
    await page.locator('.filter-row > summary').nth(2).click();
    await page.locator('.filter-more .filter-row').first().waitFor();
    for (const summary of await page.locator('.filter-more .filter-row > summary').all()) await summary.click();
    await settled(page);
    const text = await page.locator('.filter-more').innerText();
    assert.doesNotMatch(text, /\b(PK|AF|IR)-|Find|Known|From|worship|town/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await serious(page), []);
    await page.leave();
  });

for (const width of [1280, 390])
  test(`The other filters that could not be fetched say so where they are opened, and come when they can: ${width} px`, async () => {
    const page = await visit(browser, `${yaad.base}/`, { width });
    await settled(page);
    const script = /\/assets\/more_filters-.*\.js/;
    await page.route(script, (route) => route.abort());
    const menu = page.getByRole('button', { name: 'Filters' });
    if (await menu.isVisible()) await menu.click();
    const more = page.locator('.filter-row > summary', { hasText: 'More filters' });
    await more.click();
    const said = page.locator('.filters').getByText('The connection is lost');
    await said.waitFor();
    await said.click({ trial: true });  // nothing lies over it
    await page.unroute(script);
    await page.locator('.filter-more .filter-row').first().waitFor();
    assert.equal(await said.count(), 0);
    await page.leave();
  });
