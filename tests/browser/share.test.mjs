// The share panel: what it offers is the view that is on the screen, and it works where it is taken.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { opened } from './opened.mjs';
import { ROOT } from './served.mjs';
import { headline, settled, violations, visit } from './visitor.mjs';

const { yaad, browser } = await opened();

const VIEW = '/?datetime=2013-01-01/2013-12-31&community=hazara';

for (const width of [1280, 390])
  test(`At ${width} px the view is shared as a link, a frame and an oEmbed address that show the same`, async () => {
    const page = await visit(browser, yaad.base + VIEW, { width, height: 844 });
    await settled(page);
    const here = await headline(page);
    if (width < 800) await page.getByRole('button', { name: 'Filters' }).click();
    await page.locator('.share-open:visible').click();
    const field = (label) => page.getByLabel(label, { exact: true }).inputValue();
    const link = await field('Link to this view');
    const asked = (url) => [...new URL(url).searchParams].sort().join('&');
    assert.equal(asked(link), asked(yaad.base + VIEW));

    // The preview is the embed itself, with the same sum.
    const preview = page.frameLocator('.share-preview');
    await preview.locator('.headline-box .headline').waitFor();
    const shown = (await preview.locator('.embed-headline').innerText()).replaceAll(',', '');
    const all = (await yaad.json(`/api/collections/incidents/histogram${new URL(link).search}&step=year`)).totals;
    assert.match(shown, new RegExp(`${all.count} documented attack`));
    assert.equal(here.attacks, all.count);

    await page.getByLabel('dark', { exact: true }).check({ force: true });
    const frame = await field('To paste into a page');
    assert.match(frame, /^<iframe src="[^"]+theme=dark[^"]*"[^<>]*><\/iframe>$/);
    const oembed = await (await fetch(await field('Address for sites that read oEmbed'))).json();
    assert.equal(asked(/src="([^"]+)"/.exec(oembed.html)[1].replaceAll('&amp;', '&')), asked(link));

    await page.getByLabel(/^Name the version/).check();
    const { version } = await yaad.json('/dataset.json');
    assert.equal(new URL(await field('Link to this view')).searchParams.get('v'), version);
    for (const label of ['As text', 'BibTeX', 'CSL-JSON']) assert.ok((await field(label)).includes(version), label);
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });

test('An accent in which words could not be read, and a size that is none, are refused with a word', async () => {
  const page = await visit(browser, yaad.base);
  await settled(page);
  await page.locator('.share-open:visible').click();
  const frame = () => page.getByLabel('To paste into a page').inputValue();
  await page.getByLabel('Accent, six hex digits').fill('ffff00');
  await page.keyboard.press('Tab');
  await page.getByText('words in it could not be read').waitFor();
  assert.doesNotMatch(await frame(), /accent=/);
  await page.getByLabel('Height, pixels').fill('"><script>');
  await page.keyboard.press('Tab');
  await page.getByText('A size is a whole number').waitFor();
  assert.match(await frame(), /height="600"/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog.share').isVisible(), false);
  await page.leave();
});

test('The frame, its preview, the oEmbed address and the picture are in the language that is chosen for the other site', async () => {
  const page = await visit(browser, `${yaad.base}/?community=hazara&lang=fa`);
  await settled(page);
  await page.locator('.share-open:visible').click();
  const field = (key) => page.locator(`#share-${key}`).inputValue();
  const preview = page.frameLocator('.share-preview');
  await preview.locator('html[lang="fa"] .headline-box .headline').waitFor();
  await page.locator('.share-look select').selectOption('ur');
  await preview.locator('html[lang="ur"] .headline-box .headline').waitFor();
  const words = JSON.parse(await readFile(`${ROOT}frontend/words/ur.json`, 'utf8'));
  await page.waitForFunction((title) => document.querySelector('#share-share-frame').value.includes(title), words['share.frame.title']);
  for (const address of [/src="([^"]+)"/.exec(await field('share-frame'))[1], decodeURIComponent(await field('share-oembed'))])
    assert.match(address, /lang=ur/);
  assert.match(await field('share-link'), /lang=fa/);
  for (const key of ['share-frame', 'share-link', 'share-oembed', 'share-bibtex'])
    assert.equal(await page.locator(`#share-${key}`).evaluate((box) => getComputedStyle(box).direction), 'ltr', `${key} is read from its beginning`);
  const picture = await fetch(await field('share-picture'));
  assert.equal(picture.headers.get('content-type'), 'image/png');
  await picture.body.cancel();
  await page.locator('.share-look select').selectOption('en');
  await preview.locator('html[lang="en"] .headline-box .headline').waitFor();
  assert.doesNotMatch(await field('share-frame'), /lang=/);
  assert.deepEqual(page.faults, []);
  await page.leave();
});

test('2: a short link, opened, is the same view, for forty views by chance', async () => {
  const page = await visit(browser, `${yaad.base}/?view=30,67,6`);
  await settled(page);
  // Only the addresses are of interest: what the views show is not fetched.
  await page.route(/\/(tiles|api)\//, (route) => route.abort());
  // Nor is the preview in a frame: forty that come and go are more than Playwright follows, and an assertion of its own
  // fails once the test has passed.
  await page.evaluate(() => {
    const make = document.createElement.bind(document);
    document.createElement = (name, options) => make(name === 'iframe' ? 'div' : name, options);
  });
  // The page's own module is behind the panel: a view is opened, shared, and its short link is followed by its address.
  let seed = 7;
  const chance = (n) => (seed = (seed * 48271) % 2147483647) % n;
  const of = (list) => list[chance(list.length)];
  const two = (n) => String(n).padStart(2, '0');
  const day = () => `${1999 + chance(25)}-${two(1 + chance(12))}-${two(1 + chance(28))}`;
  const window = () => of([() => [day(), day()].sort().join('/'), () => `${2000 + chance(20)}-01-01/2021-12-31`, () => `../${day()}`, day])();
  const parts = {
    view: () => `${25 + chance(1000) / 100},${60 + chance(1000) / 100},${4 + chance(9)}`,
    datetime: window,
    mode: () => 'moving',
    step: () => of(['day', 'week', 'year']),
    size: () => 'count',
    incident: () => '2013-02-16-hazara-town',
    list: () => of(['all', 'no_figure', 'PK-BA', '6-170-104']),
    lang: () => of(['ur', 'prs', 'fa', 'ps']),
    area: () => of(['PK', 'PK-BA,AF', 'PK-BA.quetta']),
    attack_type: () => of(['bombing', 'suicide_bombing,shooting']),
    community: () => 'hazara,shia',
    precision: () => 'P3',
    date_precision: () => 'D1',
    killed: () => of(['5..', '..10', '5..10']),
    q: () => of(['a/b', 'c~d~~-', 'e\\f', '50% & more?#', 'هزاره ۱', "'\"<b>"]),
  };
  for (let round = 0; round < 40; ++round) {
    const query = new URLSearchParams();
    for (const [name, make] of Object.entries(parts)) if (chance(3) === 0) query.set(name, make());
    const seen = await page.evaluate(async (wanted) => {
      history.pushState(null, '', `/?${wanted}`);
      dispatchEvent(new PopStateEvent('popstate'));
      await new Promise((done) => setTimeout(done, 30));
      document.querySelector('.share-open').click();
      while (!document.querySelector('dialog.share[open]')) await new Promise((done) => setTimeout(done, 20));
      const read = (key) => document.querySelector(`#share-share-${key}`).value;
      const both = { link: read('link'), short: read('short') };
      document.querySelector('dialog.share').close();
      return both;
    }, query.toString());
    const asked = (url) => [...new URL(url, yaad.base).searchParams].sort().join('&');
    if (new URL(seen.link).search === '') continue;
    assert.match(seen.short, /\/m\//, seen.link);
    const way = await fetch(seen.short, { redirect: 'manual' });
    await way.text();
    assert.equal(way.status, 302, seen.short);
    const windows = /datetime,([^&]*)/.exec(asked(way.headers.get('location')));
    const long = asked(seen.link);
    // The window may be written shorter; it is the same days.
    const rest = (text) => text.replace(/datetime,[^&]*/, '');
    assert.equal(rest(asked(way.headers.get('location'))), rest(long), seen.short);
    if (windows) {
      const count = async (datetime) => (await yaad.json(`/api/collections/incidents/items?limit=1&datetime=${encodeURIComponent(datetime)}`)).numberMatched;
      const whole = /datetime,([^&]*)/.exec(long)[1];
      assert.equal(await count(windows[1]), await count(whole), `${whole} came back as ${windows[1]}`);
    }
  }
  await page.leave();
});
