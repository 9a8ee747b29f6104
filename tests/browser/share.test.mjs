// The share panel: what it offers is the view that is on the screen, and it works where it is taken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './served.mjs';
import { headline, openBrowser, settled, violations, visit } from './visitor.mjs';

let yaad, browser;
before(async () => {
  yaad = await serve();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await yaad?.stop();
});

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
