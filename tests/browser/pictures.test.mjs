// The views as pictures, beside those that a person has looked at. A picture is compared in coarse squares, so that another
// version of a font or of the browser is no fault, and a map without its marks, or a panel gone, is one.
//
// YAAD_BLESS=1 writes what is seen as the new golden pictures; look at them before you commit them.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { opened } from './opened.mjs';
import { settled, visit } from './visitor.mjs';

const HERE = new URL('.', import.meta.url);
const SQUARE = 20;  // px; letters move inside it, marks do not
const SQUARE_DIFFERS = 24;  // of 255, mean of a square: a line of text shifted stays below it
const MAY_DIFFER = 0.04;  // of all squares
const SQUARE_IS_GONE = 100;  // of 255: no shift of words does that, a disc that is not there does
const MAY_BE_GONE = 2;  // squares: the handles of the time bar may stand a few px elsewhere

const VIEWS = [
  ['full', '/'],
  ['quetta-2013', '/?datetime=2013-01-01/2013-02-28&view=30.18,66.99,11'],
  ['machh', '/?incident=2021-01-03-mach&view=29.86,67.33,9'],
  ['record', '/incidents/2013-02-16-hazara-town'],
  ['full-ur', '/?lang=ur'],
  ['record-ur', '/incidents/2013-02-16-hazara-town?lang=ur'],
];
const SCREENS = [[1280, 800], [390, 844], [320, 640]];

for (const folder of ['golden', 'out']) await mkdir(new URL(`${folder}/`, HERE), { recursive: true });
const { yaad, browser } = await opened();

function squares(png) {
  const columns = Math.floor(png.width / SQUARE), rows = Math.floor(png.height / SQUARE), means = [];
  for (let row = 0; row < rows; ++row)
    for (let column = 0; column < columns; ++column) {
      const sum = [0, 0, 0];
      for (let y = row * SQUARE; y < (row + 1) * SQUARE; ++y)
        for (let x = column * SQUARE; x < (column + 1) * SQUARE; ++x)
          for (let c = 0; c < 3; ++c) sum[c] += png.data[(y * png.width + x) * 4 + c];
      means.push(sum.map((value) => value / SQUARE ** 2));
    }
  return means;
}

function compare(picture, golden, file) {
  const seen = PNG.sync.read(picture), known = PNG.sync.read(golden);
  assert.deepEqual([seen.width, seen.height], [known.width, known.height], file);
  const a = squares(seen), b = squares(known);
  const differ = (by) => a.filter((square, i) => square.some((value, c) => Math.abs(value - b[i][c]) > by)).length;
  const other = differ(SQUARE_DIFFERS), gone = differ(SQUARE_IS_GONE);
  assert.ok(other <= MAY_DIFFER * a.length, `${other} of ${a.length} squares differ; see tests/browser/out/${file}`);
  assert.ok(gone <= MAY_BE_GONE, `${gone} squares are of another colour; see tests/browser/out/${file}`);
}

// One visit for both: the page is there in the light, and follows when the system turns dark.
for (const [name, path] of VIEWS)
  for (const [width, height] of SCREENS)
    test(`${name} at ${width} px looks as it was looked at, light and dark`, async () => {
      const page = await visit(browser, yaad.base + path, { width, height, reducedMotion: 'reduce' });
      await settled(page);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(500);
        const file = `${name}-${width}-${colorScheme}.png`, golden = new URL(`golden/${file}`, HERE);
        const picture = await page.screenshot();
        await writeFile(new URL(`out/${file}`, HERE), picture);
        if (process.env.YAAD_BLESS) await writeFile(golden, picture);
        compare(picture, await readFile(golden), file);
      }
      await page.leave();
    });
