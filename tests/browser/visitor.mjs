// A visitor: a page in a real Chromium that notes everything a visitor must never meet.
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
// Without these a fresh Chromium looks for its maker's hosts, which is no request of ours.
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

export const openBrowser = () => chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });

/** Notes what the page waits for, so that it can be told to be at rest; before it is opened. */
export function watch(page) {
  page.pending = new Set();
  page.on('request', (request) => page.pending.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => page.pending.delete(request));
}

/** A page of its own context. page.faults: script errors, console errors, broken policies, requests elsewhere. */
export async function visit(browser, url, { width = 1280, height = 800, ...context } = {}) {
  const own = await browser.newContext({ viewport: { width, height }, ...context });
  const page = await own.newPage();
  const origin = new URL(url).origin;
  page.faults = [];
  page.requests = [];
  watch(page);
  page.scripted = context.javaScriptEnabled !== false;
  page.on('pageerror', (error) => page.faults.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(`console: ${message.text()}`));
  page.on('request', (request) => {
    page.requests.push(request.url());
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) page.faults.push(`request elsewhere: ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(url);
  // An answer that a test still holds back would come to a page that is gone.
  page.leave = async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await own.close();
  };
  return page;
}

export const violations = (page) => page.evaluate(() => globalThis.violations);

const QUIET_MS = 500;
const MOST_MS = 90_000;

/** Of a frame that was closed nothing comes any more. */
function awaited(request) {
  try {
    return !request.frame().isDetached();
  } catch {
    return true;  // of a page that is on its way
  }
}

/** Until what the visitor sees has come to rest, in the page and in every frame of ours: the script is there, and no request for a while. */
export async function settled(page) {
  // What Playwright says of idle networks it says once a page, and never of one with a frame that loads tiles; of a page
  // that was opened elsewhere nothing better is known.
  await page.waitForLoadState(page.pending ? 'load' : 'networkidle', { timeout: MOST_MS });
  for (const frame of page.frames()) {
    const scripted = page.scripted !== false && (await frame.locator('#app, #embed').count().catch(() => 0)) > 0;
    if (scripted) await frame.locator('.headline-box').first().waitFor({ state: 'attached', timeout: MOST_MS });
  }
  const begun = Date.now();
  const waits = () => [...(page.pending ?? [])].some(awaited);
  for (let quiet = 0; quiet < QUIET_MS && Date.now() - begun < MOST_MS; quiet = waits() ? 0 : quiet + 50) await page.waitForTimeout(50);
}

/** The two numbers of the headline: attacks and killed. */
export async function headline(page) {
  const text = (await page.locator('.headline-box').innerText()).replaceAll(',', '');
  const attacks = /(\d+) documented attack/.exec(text), killed = /(\d+)\s+killed/.exec(text.slice(text.indexOf('documented')));
  return { text, attacks: attacks ? Number(attacks[1]) : 0, killed: killed ? Number(killed[1]) : null };
}

/** The query the page shows, without the leading "?". */
export const query = (page) => new URL(page.url()).searchParams;
