// What every file of these tests begins with: the program on its data and a browser, both closed when the file is done.
import { after } from 'node:test';
import { serve } from './served.mjs';
import { openBrowser } from './visitor.mjs';

// The runner ends a file badly for a promise that nobody waited for, and says neither which nor where.
process.on('unhandledRejection', (reason) => console.error(`left behind by a test: ${reason?.stack ?? reason}`));

/** `data`: another folder than that of the project. */
export async function opened(data) {
  const yaad = await serve(data);
  const browser = await openBrowser().catch(async (error) => {
    await yaad.stop();
    throw error;
  });
  after(async () => {
    await browser.close();
    await yaad.stop();
  });
  return { yaad, browser };
}
