import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import words from './words/en.json' with { type: 'json' };

// %words.page.site% in index.html becomes the word of that key. The server does so in each language; here it is done for
// the development server alone, and a key that is not there stops every build.
const wordsInPage = (command: 'build' | 'serve'): Plugin => ({
  name: 'words-in-page',
  transformIndexHtml: (html) =>
    html.replace(/%words\.([\w.]+)%/g, (whole, key: string) => {
      const word = (words as Record<string, string>)[key];
      if (word === undefined) throw new Error(`index.html asks for a word that is not there: ${key}`);
      return command === 'build' ? whole : word;
    }),
});

// Words that only the pages of the server say are left out of the script: they would be a tenth of a language's weight.
const SAID_BY_SERVER = /^page\.(about|on|place|calendar|embed|nowhere)\b/;
// Those of the panels that are loaded when they are opened are a file of their own.
const SAID_LATER = /^(choices|export|share)\.(?!(open|about)$)/;
const wordsOfScripts: Plugin = {
  name: 'words-of-scripts',
  enforce: 'pre',
  transform(code, id) {
    const file = /\/words\/\w+\.json(\?later)?$/.exec(id);
    if (!file) return;
    const later = file[1] !== undefined;
    const all = Object.entries(JSON.parse(code) as Record<string, string>);
    const said = all.filter(([key]) => SAID_LATER.test(key) === later && !SAID_BY_SERVER.test(key));
    const words = JSON.stringify(Object.fromEntries(said));
    return later ? `export default ${words}` : words; // what has a query behind its name is no JSON to Vite
  },
};

// Rules of Leaflet's style sheet for what `map/leaflet.ts` does not bring are left out with it.
const NOT_DRAWN =
  /\b(leaflet-(popup|tooltip|marker|shadow|div-icon|default-icon|control-layers|control-attribution|attribution|image|vml|oldie|interactive)|lvml|svg)\b/;
const styleOfLeaflet: Plugin = {
  name: 'style-of-leaflet',
  enforce: 'pre',
  transform(code, id) {
    if (!/leaflet\/dist\/leaflet\.css$/.test(id)) return;
    return code.replace(/\/\*.*?\*\//gs, '').replace(/([^{}]+)(\{[^{}]*\})/g, (_, selectors: string, body: string) => {
      const drawn = selectors.split(',').filter((one) => !NOT_DRAWN.test(one));
      return drawn.length === 0 ? '' : drawn.join() + body;
    });
  },
};

// Three entries: the map, the light map for frames, and the style sheet of the pages that the server makes without script.
export default defineConfig(({ command }) => ({
  plugins: [wordsInPage(command), wordsOfScripts, styleOfLeaflet],
  build: {
    manifest: true,
    // The policy of the page allows no data: address for fonts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Browsers of the last five years; older ones get the first view and the list, which need no script.
    target: ['chrome90', 'firefox90', 'safari15'],
    rolldownOptions: { input: { index: 'index.html', embed: 'embed.html', page: 'src/page.css' } },
  },
  test: { environment: 'happy-dom', setupFiles: ['src/words.setup.ts'], include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] },
}));
