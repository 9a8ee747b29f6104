// The light map in the page of somebody else: another origin with a strict policy, in a sandbox.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { serious } from './axe.mjs';
import { hostSite } from './host_site.mjs';
import { opened } from './opened.mjs';
import { settled, watch } from './visitor.mjs';

const USUAL = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';
const BARE = 'allow-scripts'; // what WordPress forces on what it discovers
const MOST_BYTES = 100_000; // gzip, script and style

const { yaad, browser } = await opened();
const host = await hostSite(yaad.base);
after(() => host.stop());

/** Opens a host page with the embed of `query` in a frame, and notes what must never be. */
async function framed(query, sandbox = USUAL, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  watch(page);
  page.faults = [];
  page.answers = [];
  page.on('pageerror', (error) => page.faults.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(`console: ${message.text()}`));
  page.on('response', (response) => page.answers.push(response));
  await page.goto(host.page(`${yaad.base}/embed${query}`, sandbox, options.width));
  await settled(page);
  page.frame_ = page.frames().find((frame) => frame.url().startsWith(yaad.base));
  await page.frame_.locator('.headline-box .headline').waitFor();
  page.leave = () => context.close();
  return page;
}
const textOf = async (page) => (await page.frame_.locator('.embed-headline').innerText()).replaceAll(',', '');

for (const sandbox of [USUAL, BARE])
  test(`K6, K7, 12: in a sandbox of "${sandbox}" on a site with a strict policy and COEP the map works, and nothing is violated`, async () => {
    const page = await framed('?datetime=2013', sandbox);
    const { totals } = await yaad.json('/api/collections/incidents/histogram?datetime=2013&step=year');
    assert.match(await textOf(page), new RegExp(`${totals.count} documented attacks`));
    assert.match(await textOf(page), new RegExp(`${totals.killed} killed`));
    assert.ok(page.answers.some((answer) => answer.url().includes('/tiles/incidents/') && answer.ok()), 'tiles have come');
    assert.equal(await page.frame_.getByRole('slider').count(), 2);
    assert.deepEqual(page.faults, []);
    await page.leave();
  });

test('K8, 12: the embed asks no third host, sets no cookie and stores nothing', async () => {
  const page = await framed('');
  const hosts = new Set(page.answers.map((answer) => new URL(answer.url()).origin));
  assert.deepEqual([...hosts].sort(), [new URL(page.url()).origin, yaad.base].sort());
  for (const answer of page.answers) assert.equal((await answer.allHeaders())['set-cookie'], undefined, answer.url());
  assert.deepEqual(await page.context().cookies(), []);
  const plain = await browser.newPage();
  await plain.goto(`${yaad.base}/embed`);
  await settled(plain);
  assert.deepEqual(await plain.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await plain.close();
  await page.leave();
});

for (const [width, height] of [[390, 600], [320, 600], [600, 450]])
  test(`At ${width} by ${height} px every line of the sentence is in sight, and most of the frame is the map`, async () => {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(`${yaad.base}/embed`);
    await settled(page);
    const [shown, all, map] = await page.evaluate(() => {
      const box = document.querySelector('.embed-headline');
      return [box.clientHeight, box.scrollHeight, document.querySelector('#map').clientHeight];
    });
    assert.ok(all <= shown, `${all} px of lines in ${shown}`);
    assert.ok(map >= 0.4 * height, `a map of ${map} px`);
    await page.close();
  });

for (const code of ['en', 'ur', 'prs', 'fa', 'ps'])
  test(`12: Script and style of the embed in ${code} are at most 100 KB as they are sent, with the words of no other language`, async () => {
    const page = await framed(code === 'en' ? '' : `?lang=${code}`);
    let bytes = 0;
    const words = page.answers.filter((answer) => /\/(en|ur|prs|fa|ps)-[\w-]+\.js$/.test(answer.url()));
    assert.deepEqual([...new Set(words.map((answer) => /\/(\w+)-[\w-]+\.js$/.exec(answer.url())[1]))], [code]);
    assert.equal(words.length, 1, 'they are fetched once');
    for (const answer of page.answers) {
      if (!answer.url().startsWith(yaad.base) || !/\.(js|css)$/.test(new URL(answer.url()).pathname)) continue;
      const headers = await answer.allHeaders();
      assert.equal(headers['content-encoding'], 'gzip', answer.url());
      bytes += Number(headers['content-length']);
    }
    assert.ok(bytes > 50_000 && bytes <= MOST_BYTES, `${bytes} bytes`);
    assert.ok(!page.answers.some((answer) => answer.url().endsWith('.woff2')), 'no font');
    await page.leave();
  });

test('18: In a frame too the map and its scale are written from left to right, whatever the language', async () => {
  const page = await framed('?lang=ur');
  const scale = page.frame_.locator('.leaflet-control-scale-line');
  await scale.waitFor();
  assert.equal(await scale.evaluate((line) => getComputedStyle(line).direction), 'ltr', '500 km, not km 500');
  await page.leave();
});

test('13: The wheel scrolls the page around, with a hint; with Ctrl it zooms the map', async () => {
  const page = await framed('?view=30.2,67,6');
  const view = () => new URL(page.frame_.url()).searchParams.get('view');
  const before = view();
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, 200);
  await page.waitForFunction(() => scrollY > 0);
  await page.frame_.locator('.gesture-hint').waitFor({ state: 'visible' });
  assert.equal(view(), before);
  await page.evaluate(() => scrollTo(0, 0));
  // Chromium sends the wheel for half a second to whatever it scrolled before.
  await page.waitForTimeout(1000);
  await page.mouse.move(410, 310);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  const zoom = () => Number(view().split(',')[2]);
  for (let tenths = 0; tenths < 100 && zoom() <= 6; ++tenths) await page.waitForTimeout(100);
  assert.ok(zoom() > 6, view());
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.leave();
});

test('13: One finger scrolls the page around and two move the map', async () => {
  const page = await framed('?view=30.2,67,6', USUAL, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 }, width: 390 });
  const view = () => new URL(page.frame_.url()).searchParams.get('view');
  const before = view();
  const touch = await page.context().newCDPSession(page);
  const drag = async (fingers) => {
    const points = (dy) => fingers.map((x) => ({ x, y: 320 + dy, id: x }));
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(0) });
    for (let dy = -10; dy >= -120; dy -= 10) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(dy) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(1000);
  };
  await drag([200]);
  assert.ok((await page.evaluate(() => scrollY)) > 0, 'the page has moved');
  assert.equal(view(), before);
  await page.evaluate(() => scrollTo(0, 0));
  await drag([150, 250]);
  assert.notEqual(view(), before);
  await page.leave();
});

test('12, 14: A frame adds no step to the history, and keeps a foreign hash and its own look in the address', async () => {
  const page = await framed('?theme=dark&accent=7cb7d6#?secret=abc123', BARE);
  const before = await page.frame_.evaluate(() => history.length);
  const slider = page.frame_.getByRole('slider').first();
  await slider.focus();
  for (let press = 0; press < 3; ++press) await page.keyboard.press('PageUp');
  await page.frame_.waitForFunction(() => location.search.includes('datetime='));
  assert.equal(await page.frame_.evaluate(() => history.length), before);
  const address = await page.frame_.evaluate(() => location.search + location.hash);
  for (const part of ['theme=dark', 'accent=7cb7d6', '#?secret=abc123']) assert.ok(address.includes(part), address);
  await page.leave();
});

test('K3, K4, 14: it tells its host a height and, with a secret, the link that is pressed, and no message changes it', async () => {
  const page = await framed('?incident=2013-02-16-hazara-town#?secret=abc123', BARE);
  const heard = () => page.evaluate(() => globalThis.heard);
  assert.ok((await heard()).some(({ message, value, secret }) => message === 'height' && value >= 420 && value <= 720 && secret === 'abc123'));
  const link = page.frame_.locator('.card a[href^="/incidents/"]').first();
  await link.evaluate((node) => node.click());
  await page.waitForTimeout(300);
  const pressed = (await heard()).find(({ message }) => message === 'link');
  assert.equal(pressed.value, `${yaad.base}/incidents/2013-02-16-hazara-town`);
  for (const said of await heard()) assert.ok(['height', 'link'].includes(said.message) && Object.keys(said).length === 3);
  const before = await page.frame_.evaluate(() => location.href + document.body.innerText);
  await page.evaluate(() => {
    for (const bad of [null, 'x', { message: 'height', value: 1 }, { __proto__: { x: 1 } }, { html: '<img src=x onerror=alert(1)>' }])
      for (let i = 0; i < 1000; ++i) document.querySelector('iframe').contentWindow.postMessage(bad, '*');
  });
  await page.waitForTimeout(500);
  assert.equal(await page.frame_.evaluate(() => location.href + document.body.innerText), before);
  await page.leave();
});

test('The address of a record in a frame is text that can be copied', async () => {
  const page = await framed('?incident=2013-02-16-hazara-town', BARE);
  assert.equal(await page.frame_.locator('.embed-address').innerText(), `${yaad.base}/incidents/2013-02-16-hazara-town`);
  await page.leave();
});

test('A site chooses light or dark and an accent, and an accent that cannot be read is not taken', async () => {
  const looks = async (query) => {
    const page = await framed(query, USUAL, { colorScheme: 'light' });
    const found = await page.frame_.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return [style.getPropertyValue('--panel'), style.getPropertyValue('--accent'), style.colorScheme];
    });
    await page.leave();
    return found;
  };
  assert.deepEqual(await looks('?theme=dark&accent=ffd9a0'), ['#1b1f26', '#ffd9a0', 'dark']);
  const [, accent, scheme] = await looks('?accent=ffd9a0'); // too faint on white
  assert.deepEqual([accent, scheme], ['#1f5673', 'light dark']);
});

test('axe finds nothing serious in the embed, light or dark, with a card or without', async () => {
  for (const query of ['', '?incident=2013-02-16-hazara-town&theme=dark', '?v=2012-01-01.aaaaaaaaaaaa']) {
    const context = await browser.newContext({ viewport: { width: 600, height: 600 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${yaad.base}/embed${query}`);
    await settled(page);
    assert.deepEqual(await serious(page), [], query);
    await context.close();
  }
});

test('2: The full map that a frame leads to shows what the frame shows: its window, its place, its language and what is open', async () => {
  const page = await framed('?view=30.2,67,8&community=hazara&lang=ur&size=count&v=2012-01-01.aaaaaaaaaaaa&theme=dark');
  const slider = page.frame_.getByRole('slider').first();
  await slider.focus();
  for (let press = 0; press < 3; ++press) await page.keyboard.press('PageUp');
  await page.frame_.waitForFunction(() => location.search.includes('datetime='));
  const asked = (url) => Object.fromEntries(new URL(url, yaad.base).searchParams);
  const { theme, ...here } = asked(await page.frame_.evaluate(() => location.href));
  assert.equal(theme, 'dark');
  assert.deepEqual(asked(await page.frame_.locator('.open-full').getAttribute('href')), here);
  assert.deepEqual(Object.keys(here).sort(), ['community', 'datetime', 'lang', 'size', 'v', 'view']);
  await page.leave();
});

test('Without JavaScript the embed still says how many, and leads to the full map', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${yaad.base}/embed?datetime=2013&view=30,67,6`);
  assert.match(await page.locator('body').innerText(), /documented attacks/);
  assert.match(await page.locator('.open-full').getAttribute('href'), /\?datetime=2013-01-01\/2013-12-31&view=30,67,6$/);
  await context.close();
});
