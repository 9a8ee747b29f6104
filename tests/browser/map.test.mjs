// What a visitor of the map sees and does; every number is compared with the server's own answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opened } from './opened.mjs';
import { headline, query, settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

/** Opens a page, lets the claim be checked, and holds that nothing went wrong meanwhile. */
const claim = (name, path, check, options = {}) =>
  test(name, async () => {
    const page = await visit(browser, yaad.base + path, options);
    try {
      if (options.javaScriptEnabled !== false) await settled(page);
      await check(page);
      assert.deepEqual(page.faults, []);
      if (options.javaScriptEnabled !== false) assert.deepEqual(await violations(page), []);
    } finally {
      await page.leave();
    }
  });

const counted = async (filter) => (await yaad.json(`/api/collections/incidents/items?limit=1&${filter}`)).numberMatched;
const totals = async (filter) => (await yaad.json(`/api/collections/incidents/histogram?step=year&${filter}`)).totals;
const sliders = (page) => page.getByRole('slider');

async function dragMiddle(page, fraction) {
  const track = await page.locator('.time-track').boundingBox();
  const [from, to] = await Promise.all([0, 1].map(async (i) => (await sliders(page).nth(i).boundingBox())));
  const y = track.y + track.height / 2;
  const middle = (from.x + from.width / 2 + to.x + to.width / 2) / 2;
  await page.mouse.move(middle, y);
  await page.mouse.down();
  for (let i = 1; i <= 10; ++i) await page.mouse.move(middle + (fraction * track.width * i) / 10, y);
  await page.mouse.up();
}

claim('The first view says the whole period and its sums before any script runs', '/', async (page) => {
  const all = await totals('');
  const text = (await page.locator('#first-view').innerText()).replaceAll(',', '');
  assert.match(text, new RegExp(`${all.count} documented attacks`));
  assert.match(text, new RegExp(`${all.killed} killed`));
  for (const place of ['Machh', 'Hazara Town', 'Alamdar Road', 'Taftan', 'Parachinar'])
    assert.ok(await page.locator('.first-places a', { hasText: place }).count(), place);
}, { javaScriptEnabled: false });

claim('The map says the same numbers as the server', '/', async (page) => {
  const all = await totals(''), shown = await headline(page);
  assert.equal(shown.attacks, all.count);
  assert.equal(shown.killed, all.killed);
});

claim('Machh is found by its link, opened from the map, and leads to its three founding texts', '/', async (page) => {
  await page.locator('.first-places a', { hasText: 'Machh' }).click();
  await settled(page);
  const mark = page.getByRole('button', { name: /Machh/ }).first();
  await mark.focus();
  await page.keyboard.press('Enter');
  await settled(page);
  const card = page.locator('.detail');
  await card.getByText('3 January 2021').first().waitFor();
  const text = await card.innerText();
  assert.match(text, /11 killed/);
  const record = await yaad.json('/api/collections/incidents/items/2021-01-03-mach');
  const founding = record.properties.sources.filter((source) => source.id.startsWith('seed-'));
  assert.ok(new Set(founding.map((source) => source.id.slice(0, 8))).size >= 3);
  for (const source of record.properties.sources)
    if (!source.graphic) assert.ok(text.includes(source.quote), source.id);
  assert.equal(query(page).get('incident'), '2021-01-03-mach');
});

claim('A window of one day holds Machh alone', '/?datetime=2021-01-03', async (page) => {
  assert.equal((await headline(page)).attacks, 1);
  assert.match(await page.locator('.detail').innerText(), /Machh/);
});

claim('Dragging the middle of the window moves both ends, and every number follows', '/?datetime=2012-01-01/2013-12-31', async (page) => {
  const first = await headline(page);
  await dragMiddle(page, 0.1);
  await settled(page);
  const window = query(page).get('datetime');
  assert.notEqual(window, '2012-01-01/2013-12-31');
  const [from, to] = window.split('/').map((day) => Date.parse(day) / 86_400_000);
  assert.equal(to - from, 730, 'the width stays');
  const shown = await headline(page);
  assert.notEqual(shown.attacks, first.attacks);
  assert.equal(shown.attacks, await counted(`datetime=${window}`));
  assert.equal(shown.killed, (await totals(`datetime=${window}`)).killed);
});

claim('A handle is dragged alone', '/', async (page) => {
  const handle = await sliders(page).nth(0).boundingBox();
  const track = await page.locator('.time-track').boundingBox();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(track.x + track.width / 2, handle.y + handle.height / 2, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const window = query(page).get('datetime');
  assert.match(window, /^20\d\d-\d\d-\d\d\/2024-12-31$/);
  assert.equal((await headline(page)).attacks, await counted(`datetime=${window}`));
});

claim('The handles are sliders that keys move, and say the whole date', '/?datetime=2010-01-31/2013-12-31', async (page) => {
  assert.equal(await sliders(page).count(), 2);
  const from = sliders(page).nth(0);
  assert.match(await from.getAttribute('aria-valuetext'), /31 January 2010/);
  await from.focus();
  await page.keyboard.press('ArrowUp');
  await settled(page);
  assert.match(query(page).get('datetime'), /^2010-02-/, 'up is later, by the step of a month');
  await page.keyboard.press('ArrowDown');
  await settled(page);
  assert.match(query(page).get('datetime'), /^2010-01-/);
});

claim('A date can be typed', '/', async (page) => {
  const field = page.locator('#time input').first();
  await field.fill('2013-01-01');
  await field.press('Enter');
  await settled(page);
  assert.match(query(page).get('datetime'), /^2013-01-01\//);
  assert.equal((await headline(page)).attacks, await counted('datetime=2013-01-01/..'));
});

claim('25: Play goes on by itself only when asked, and stops when asked', '/', async (page) => {
  const before = page.url();
  await page.waitForTimeout(600);
  assert.equal(page.url(), before, 'nothing plays on load');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForTimeout(1500);
  await page.getByRole('button', { name: 'Pause' }).click();
  await settled(page);
  const window = query(page).get('datetime');
  assert.ok(window, 'the window has moved');
  assert.equal((await headline(page)).attacks, await counted(`datetime=${window}`));
});

claim('A filter by attack type counts what the server counts, and one press clears it', '/', async (page) => {
  await page.getByRole('button', { name: /^Attack type/ }).or(page.locator('summary', { hasText: 'Attack type' })).first().click();
  await page.getByLabel(/^execution/).first().check();
  await settled(page);
  assert.equal(query(page).get('attack_type'), 'execution');
  assert.equal((await headline(page)).attacks, await counted('attack_type=execution'));
  await page.getByRole('button', { name: /clear/i }).first().click();
  await settled(page);
  assert.equal((await headline(page)).attacks, await counted(''));
});

claim('2: The whole state is in the address: a reload shows the same', '/?datetime=2013-01-01/2013-02-28&view=30.18,67.0,11', async (page) => {
  const first = await headline(page);
  const list = await page.locator('.detail').innerText();
  await page.reload();
  await settled(page);
  assert.equal((await headline(page)).text, first.text);
  assert.equal(await page.locator('.detail').innerText(), list);
});

claim('In January and February 2013 Quetta has its dead on Alamdar Road and in Hazara Town, not on one dot',
  '/?datetime=2013-01-01/2013-02-28&view=30.18,66.99,12', async (page) => {
    const names = await page.locator('#map').getByRole('button').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? mark.textContent));
    assert.ok(names.some((name) => name.includes('Alamdar Road')), names.join(' | '));
    assert.ok(names.some((name) => name.includes('Hazara Town')), names.join(' | '));
  });

claim('2: Back and Forward walk from record to list', '/?datetime=2013-01-01/2013-02-28', async (page) => {
  await page.goto(`${yaad.base}/?datetime=2013-01-01/2013-02-28&incident=2013-02-16-hazara-town`);
  await settled(page);
  assert.match(await page.locator('.detail').innerText(), /Hazara Town/);
  await page.goBack();
  await settled(page);
  assert.equal(query(page).get('incident'), null);
  await page.goForward();
  await settled(page);
  assert.equal(query(page).get('incident'), '2013-02-16-hazara-town');
});

claim('A place is found in any script', '/', async (page) => {
  const search = page.getByPlaceholder('Find a place');
  await search.fill('پاراچنار');
  await page.getByText('Parachinar').last().waitFor();
  await search.press('ArrowDown');
  await search.press('Enter');
  await page.waitForURL((url) => url.searchParams.has('view'));
  const [lat, lon] = query(page).get('view').split(',').map(Number);
  assert.ok(Math.abs(lat - 33.9) < 0.3 && Math.abs(lon - 70.1) < 0.3, `${lat},${lon}`);
});

for (const timezoneId of ['America/Los_Angeles', 'UTC', 'Asia/Karachi'])
  claim(`3: Days are civil days, also in a browser set to ${timezoneId}`, '/?datetime=2013-02-16', async (page) => {
    const shown = await headline(page);
    assert.equal(shown.attacks, await counted('datetime=2013-02-16'));
    assert.match(shown.text, /16 Feb(ruary)? 2013/);
    assert.match(await sliders(page).nth(0).getAttribute('aria-valuetext'), /16 February 2013/);
  }, { timezoneId });

claim('Nothing is stored in the browser', '/?incident=2021-01-03-mach', async (page) => {
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

for (const width of [390, 320])
  claim(`21: At ${width} px nothing lies beside the screen, and the time bar is there`, '/', async (page) => {
    const beside = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.equal(beside, 0);
    for (const slider of await sliders(page).all()) {
      const box = await slider.boundingBox();
      assert.ok(box.x >= -22 && box.x + box.width <= width + 22 && box.y < 844);
    }
    assert.equal((await headline(page)).attacks, await counted(''));
  }, { width, height: 844, hasTouch: true, isMobile: true });

claim('When the server is away the page says so and keeps its picture', '/', async (page) => {
  const before = (await headline(page)).text;
  await page.context().setOffline(true);
  const field = page.locator('#time input').first();
  await field.fill('2013-01-01');
  await field.press('Enter');
  await page.locator('.notice:not(:empty)').waitFor({ timeout: 8000 });
  await page.context().setOffline(false);
  assert.ok(before.length > 0);
  page.faults.length = 0;  // the browser itself reports each request that failed
});
