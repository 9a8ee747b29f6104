import { defineConfig } from 'vitest/config';

// Two entries: the map, and the style sheet of the pages that the server makes without script.
export default defineConfig({
  build: {
    manifest: true,
    // The policy of the page allows no data: address for fonts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Browsers of the last five years; older ones get the first view and the list, which need no script.
    target: ['chrome90', 'firefox90', 'safari15'],
    rolldownOptions: { input: { index: 'index.html', page: 'src/page.css' } },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts', 'tests/**/*.test.ts'] },
});
