// What must never happen to a visitor, whatever the data, the address and the network do.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { hostileFolder } from './hostile.mjs';
import { opened } from './opened.mjs';
import { PAYLOADS } from './payloads.mjs';
import { serve } from './served.mjs';
import { headline, settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

const hostile = await hostileFolder();
const server = await serve(hostile.folder);
after(async () => {
  await server.stop();
  await hostile.remove();
});

async function unharmed(page, where) {
  assert.equal(await page.evaluate(() => globalThis.ran), undefined, where);
  assert.deepEqual(await violations(page), [], where);
  assert.deepEqual(page.faults, [], where);
}

test('K1, 19: 300 payloads in every field run nothing and violate no policy: list, card, marks, tooltips, titles', async () => {
  assert.equal(PAYLOADS.length, 300);
  assert.equal((await server.json('/api/collections/incidents/items?limit=1')).numberMatched, 301);
  const page = await visit(browser, `${server.base}/?list=all`);
  await settled(page);
  while (await page.locator('.list-more').isVisible()) {
    await page.locator('.list-more').click();
    await settled(page);
  }
  assert.equal(await page.locator('tr[data-id]').count(), 301);
  await unharmed(page, 'the list');
  // Each mark is focused, so that its words stand in a tooltip and an aria-label.
  const marks = await page.locator('.map-marks button').count();
  for (let i = 0; i < marks; ++i) await page.locator('.map-marks button').nth(i).focus();
  await unharmed(page, 'the marks');
  // Every card is opened, one after the other, as Back and Forward would.
  const shown = await page.evaluate(async (payloads) => {
    const lacking = [];
    for (const [i, payload] of payloads.entries()) {
      history.pushState(null, '', `/?incident=r${i}`);
      dispatchEvent(new PopStateEvent('popstate'));
      while (!document.querySelector(`.card a[href="/incidents/r${i}"]`)) await new Promise((done) => setTimeout(done, 5));
      const card = document.querySelector('.card');
      for (const details of card.querySelectorAll('details')) details.open = true;
      if (!card.textContent.includes(payload)) lacking.push(i);
    }
    return lacking;
  }, PAYLOADS);
  assert.deepEqual(shown, [], 'each payload is shown as text');
  await unharmed(page, 'the cards');
  await page.leave();
});

const SURFACES = ['/?incident=all-sources', '/?incident=all-sources&lang=fa', '/', '/list', '/list?lang=ur', '/list?on=02-16', '/incidents/all-sources', '/incidents/r7?lang=ps',
  '/places/p0', '/places/p299?lang=fa', '/about', '/about?lang=ur', '/embed', '/embed?incident=all-sources', '/embed?incident=r101&lang=ur&theme=dark',
  '/api/collections?f=html', '/api/collections/incidents/items?f=html', '/api/collections/incidents/items/all-sources?f=html', '/api/collections/places/items?f=html',
  '/api/collections/statistics/items?f=html'];
test('K1, 19: nor in the embed, on the pages of records, places, days and data, and in those of the API', async () => {
  for (const path of SURFACES) {
    const page = await visit(browser, server.base + path);
    await settled(page);
    await page.keyboard.press('Tab');
    await unharmed(page, path);
    if (path.includes('all-sources') && !path.startsWith('/api')) {
      const text = await page.locator('body').evaluate((body) => body.textContent);
      for (const payload of PAYLOADS) assert.ok(text.includes(payload), `${path} shows as text: ${payload}`);
    }
    await page.leave();
  }
});

test('K1, 19: nor where they are searched for, shared, cited, and asked for in the address', async () => {
  const page = await visit(browser, `${server.base}/?incident=r3&view=30,66,7`);
  await settled(page);
  for (const payload of PAYLOADS.slice(0, 40)) {
    await page.locator('.search-field:visible').fill(payload.slice(0, 60));
    await page.waitForTimeout(30);
  }
  await page.locator('.search-results li').first().waitFor();
  await unharmed(page, 'the search');
  await page.locator('.share-open:visible').click();
  await page.frameLocator('.share-preview').locator('.headline-box .headline').waitFor();
  await unharmed(page, 'the share panel');
  for (let i = 0; i < PAYLOADS.length; i += 15) {
    await page.goto(`${server.base}/?q=${encodeURIComponent(PAYLOADS[i])}&v=${encodeURIComponent(PAYLOADS[i])}`);
    await settled(page);
    await unharmed(page, `q=${PAYLOADS[i]}`);
  }
  await page.leave();
});

test('K1, 19: what a browser might open of a file is no page: calendar, picture, link cards, tables, data', async () => {
  const answers = ['/list.ics?on=02-16', '/preview.png?incident=r5', `/oembed?url=${encodeURIComponent(`${server.base}/?incident=r5`)}`, `/oembed?format=xml&url=${encodeURIComponent(`${server.base}/?incident=r5`)}`,
    '/api/collections/incidents/items?f=csv', '/api/collections/incidents/items?f=geojson', '/api/collections/incidents/items?f=kml', '/dataset.json', '/datapackage.json', '/api/geocode?q=script'];
  for (const path of answers) {
    const answer = await fetch(server.base + path);
    const body = Buffer.from(await answer.arrayBuffer());
    assert.equal(answer.status, 200, path);
    assert.doesNotMatch(answer.headers.get('content-type'), /html|svg/, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    assert.match(answer.headers.get('content-security-policy'), /sandbox/, path);
    // A line of a calendar is never begun by a text of the data.
    if (path.includes('.ics')) assert.deepEqual([...new Set(body.toString().split('\r\n').map((line) => /^[ \t]/.test(line) ? 'folded' : /^[A-Z-]+[:;]/.test(line) ? 'a property' : line))].sort(), ['', 'a property', 'folded']);
  }
});

test('K2: An address that is no state is text, sets nothing and leaves the page whole', async () => {
  const payload = '<img src=x onerror=globalThis.ran=1>';
  const odd = ['__proto__=polluted', 'constructor=x', 'list=__proto__', 'incident=constructor', `view=${payload}`, `datetime=${payload}`, 'size=__proto__',
    `lang=${payload}`, 'attack_type=__proto__', `q=${payload}`, 'view=NaN,Infinity,1e9'];
  for (const text of odd) {
    const page = await visit(browser, `${yaad.base}/?${text.replace(payload, encodeURIComponent(payload))}#${encodeURIComponent(payload)}`);
    await settled(page);
    assert.equal(await page.evaluate(() => globalThis.ran ?? {}.polluted), undefined, text);
    assert.deepEqual(await violations(page), [], text);
    assert.equal(await page.locator('.time-handle').count(), 2, text);
    assert.deepEqual(page.faults.filter((fault) => !/status of (400|404)/.test(fault)), [], text);
    await page.leave();
  }
});

test('20: An answer that comes late never overwrites a newer one', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013-01-01/2013-12-31`);
  await settled(page);
  let held = 0;
  await page.route((url) => url.pathname.endsWith('/histogram') && url.search.includes('datetime=2012'), async (route) => {
    ++held;
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => undefined);
  });
  const field = page.locator('#time input').first();
  await field.fill('2012-01-01');
  await field.press('Enter');
  await field.fill('2013-06-01');
  await field.press('Enter');
  await page.waitForTimeout(2500);
  await settled(page);
  assert.ok(held > 0, 'the older question was asked');
  const right = (await yaad.json('/api/collections/incidents/items?limit=1&datetime=2013-06-01/2013-12-31')).numberMatched;
  assert.equal((await headline(page)).attacks, right);
  await page.leave();
});

test('K13, 20: Tiles that fail keep the old picture, are asked again slowly, and the page says so', async () => {
  const page = await visit(browser, `${yaad.base}/?datetime=2013-01-01/2013-12-31`);
  await settled(page);
  const before = await page.locator('.map-marks button').count();
  assert.ok(before > 0);
  const asked = new Map();
  await page.route('**/tiles/incidents/**', (route) => {
    const url = route.request().url();
    asked.set(url, [...(asked.get(url) ?? []), Date.now()]);
    return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, body: '' });
  });
  const field = page.locator('#time input').first();
  await field.fill('2012-01-01');
  await field.press('Enter');
  await page.waitForTimeout(11_000);
  assert.equal(await page.locator('.map-marks button').count(), before, 'the old picture');
  assert.ok(asked.size > 0);
  for (const [url, times] of asked) times.slice(1).forEach((time, i) => assert.ok(time - times[i] >= 4900, `${url}: ${time - times[i]} ms`));
  await page.unroute('**/tiles/incidents/**');
  await page.waitForFunction((n) => document.querySelectorAll('.map-marks button').length !== n, before, { timeout: 30_000 });
  await page.leave();
});

test('K8, K9, 24: The whole of a visit asks this server alone, and keeps nothing', async () => {
  const page = await visit(browser, `${yaad.base}/?incident=2021-01-03-mach&lang=prs`);
  await settled(page);
  await page.keyboard.press('Tab');
  await page.goto(`${yaad.base}/incidents/2021-01-03-mach`);
  await page.goto(`${yaad.base}/list`);
  assert.deepEqual(page.faults, []);
  assert.ok(page.requests.every((url) => url.startsWith(yaad.base)), page.requests.join('\n'));
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length), 0);
  await page.leave();
});

test('K11, K12: An error says fixed words, and an answer of the API runs nothing, as data and as a page', async () => {
  const page = await visit(browser, `${yaad.base}/incidents/%3Cimg%20src=x%20onerror=globalThis.ran=1%3E`);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.ok(!(await page.content()).includes('onerror'));
  const address = `${yaad.base}/api/collections/incidents/items/2021-01-03-mach`;
  const shown = await page.goto(address); // a browser asks for a page, and gets one that has no script
  assert.match(shown.headers()['content-security-policy'], /script-src 'none'/);
  const answer = await page.goto(`${address}?f=json`);
  assert.match(answer.headers()['content-type'], /json/);
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  assert.match(answer.headers()['content-security-policy'], /sandbox/);
  await page.leave();
});

for (const [path, width, height] of [['/', 390, 600], ['/embed', 390, 600]])
  test(`A page at rest asks nothing more, however sentence and map share their room: ${path} at ${width} by ${height} px`, async () => {
    for (const view of ['30.2,67,6', '33.7,70,6.5', '31,66,5', '25,67,7']) {
      const page = await visit(browser, `${yaad.base}${path}?view=${view}`, { width, height });
      await page.waitForFunction(() => document.querySelectorAll('.map-marks button').length > 0);
      await page.waitForTimeout(1500);  // names and the tiles of all time have come
      const asked = page.requests.length;
      await page.waitForTimeout(500);
      assert.deepEqual(page.requests.slice(asked), [], view);
      await page.leave();
    }
  });
