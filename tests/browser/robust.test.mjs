// What must never happen to a visitor, whatever the data, the address and the network do.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { opened } from './opened.mjs';
import { PAYLOADS } from './payloads.mjs';
import { ROOT, serve } from './served.mjs';
import { headline, settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const table = (head, rows) => `${head}\n${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;

/** A record a payload, with it in every text; and one record with a source a payload. */
async function hostileFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'yaad-hostile-'));
  const write = (name, head, rows) => writeFile(join(folder, name), table(head, rows));
  await cp(`${ROOT}data/dataset.json`, join(folder, 'dataset.json'));
  await write('places.csv', 'id,name,name_ur,name_fa,name_ps,lat,lon,precision,area,country,basis',
    PAYLOADS.map((text, i) => [`p${i}`, text, text, text, text, String(26 + (i % 30) / 3), String(62 + i / 25), 'P3', 'PK-BA', 'PK', text]));
  await write('actors.csv', 'code,name,name_ur,name_fa', [['group', PAYLOADS[0], PAYLOADS[1], PAYLOADS[2]]]);
  await write('sources.csv', 'id,title,publisher,author,url,published,quote,lang,kind',
    PAYLOADS.map((text, i) => [`s${i}`, text, text, text, 'https://example.org/a', '2013', text, 'en', 'newspaper']));
  const record = (id, text, place, sources) => [id, '2013-02-16', text, place, '5', 'bombing', 'hazara', 'group', 'press', 'group', text, text, text, 'disputed', sources, text];
  await write('incidents.csv', 'id,date,date_as_stated,place,killed,attack_type,community,actor,actor_by,claimed_by,summary,summary_ur,summary_fa,status,sources,note',
    [record('all-sources', PAYLOADS[0], 'p0', PAYLOADS.map((_, i) => `s${i}`).join(';')), ...PAYLOADS.map((text, i) => record(`r${i}`, text, `p${i}`, `s${i}`))]);
  await write('corrections.csv', 'incident,field,as_stated,corrected,reason,source,date',
    PAYLOADS.map((text, i) => [`r${i}`, 'killed', text, text, 'later_official', `s${i}`, '2013-03-01']));
  return folder;
}

test('K1, 19: 300 payloads in every field run nothing and violate no policy: list, card, marks, tooltips, titles, pages', async () => {
  assert.equal(PAYLOADS.length, 300);
  const folder = await hostileFolder();
  const hostile = await serve(folder);
  const unharmed = async (page, where) => {
    assert.equal(await page.evaluate(() => globalThis.ran), undefined, where);
    assert.deepEqual(await violations(page), [], where);
    assert.deepEqual(page.faults, [], where);
  };
  try {
    assert.equal((await hostile.json('/api/collections/incidents/items?limit=1')).numberMatched, 301);
    const page = await visit(browser, `${hostile.base}/?list=all`);
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
    // Each card is opened, one after the other, as a visitor goes through the list.
    for (let i = 0; i < PAYLOADS.length; i += 10) {
      await page.evaluate((id) => document.querySelector(`tr[data-id="${id}"] a`)?.click(), `r${i + (i / 10) % 10}`);
      await page.locator('.card').waitFor();
      await page.locator('.card .icon-button').first().click();
      await page.locator('tr[data-id]').first().waitFor();
    }
    await unharmed(page, 'the cards');
    await page.leave();
    for (const path of ['/?incident=all-sources', '/?incident=all-sources&lang=fa', '/list', '/list?lang=ur', '/incidents/all-sources', '/incidents/r7?lang=ps']) {
      const other = await visit(browser, hostile.base + path);
      await settled(other);
      await unharmed(other, path);
      if (path.includes('all-sources')) {
        const text = await other.locator('body').evaluate((body) => body.textContent);
        for (const payload of PAYLOADS) assert.ok(text.includes(payload), `shown as text: ${payload}`);
      }
      await other.leave();
    }
  } finally {
    await hostile.stop();
    await rm(folder, { recursive: true });
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
