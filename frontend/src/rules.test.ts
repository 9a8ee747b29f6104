// Rules of this room that no compiler knows; that text never becomes markup is held by tests/walls.
import { describe, expect, it } from 'vitest';
import page from '../index.html?raw';
import lock from '../package-lock.json';
import text from '../words/en.json?raw'; // as it is written: scripts are given a part of it

const files = import.meta.glob<string>('./**/*.ts', { query: '?raw', import: 'default', eager: true });
const sources = Object.entries(files)
  .filter(([name]) => !name.endsWith('.test.ts'))
  .map(([name, text]) => ({ name, text }));

const hits = (pattern: RegExp) => sources.flatMap(({ name, text }) => [...text.matchAll(pattern)].map((found) => `${name}: ${found[0]}`));

describe('the sources', () => {
  it('make no date of text: days are numbers, and the zone of the reader changes nothing', () => {
    expect(hits(/new Date\(\s*[^)\d\s]|Date\.parse/g)).toEqual([]);
  });

  it('ask no other server: no address of another host stands in them but as a link to be pressed', () => {
    const fetched = hits(/(fetch|import|EventSource|WebSocket|sendBeacon)\(\s*['"`]https?:/g);
    expect(fetched).toEqual([]);
  });
});

describe('the packages', () => {
  it('K14: are each named with their version and the hash of their bytes, and come from the registry alone', () => {
    const packages = Object.entries(lock.packages as Record<string, { integrity?: string; resolved?: string; version?: string }>).filter(
      ([path]) => path !== '',
    );
    expect(packages.length).toBeGreaterThan(50);
    for (const [path, { integrity, resolved, version }] of packages) {
      expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==/);
      // Without an address of its own it comes from the registry that npm is set to.
      expect(resolved ?? 'https://registry.npmjs.org/', path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      expect(version, path).toMatch(/^\d+\.\d+\.\d+/);
    }
  });

  it('K14: leave no script in the page but our own', () => {
    expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual(['<script type="module" src="/src/main.ts">']);
  });
});

describe('the words', () => {
  const known = JSON.parse(text) as Record<string, string>;

  it('are there for every key that is written out', () => {
    const asked = sources.flatMap(({ text }) => [...text.matchAll(/\b(?:t|counted)\('([\w.]+)'/g)].map((found) => found[1] ?? ''));
    expect(asked.length).toBeGreaterThan(80);
    expect([...new Set(asked)].filter((key) => !(key in known))).toEqual([]);
  });

  it('hold no exclamation mark, and none of the words that the house does not use', () => {
    const bad = Object.entries(known).filter(([, text]) => /!|fatalit|\bkills\b|neutrali[sz]ed|massacre|tragic|brutal/i.test(text));
    expect(bad).toEqual([]);
  });

  it('of the page are all asked for by someone', () => {
    const all = [page, ...sources.map(({ text }) => text)].join('\n');
    const orphans = Object.keys(known).filter((key) => {
      if (!key.startsWith('map.')) return false;
      const plain = key.replace(/\.(one|n)$/, '');
      if (all.includes(`'${plain}'`) || all.includes(`'${key}'`) || all.includes(`%words.${key}%`)) return false;
      // A key that is put together ends in a variable: `map.month.${n}`.
      const stem = plain.slice(0, plain.lastIndexOf('.'));
      return !all.includes(`\`${stem}.\${`) && !all.includes(`'${stem}.`);
    });
    expect(orphans).toEqual([]);
  });
});
