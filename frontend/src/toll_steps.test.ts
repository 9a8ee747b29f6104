import { describe, expect, it } from 'vitest';
import { citations } from './citations';
import type { Incident, Properties } from './records';
import { tollOverTime, tollSteps } from './toll_steps';

const corrections = [
  { field: 'killed', as_stated: '81', corrected: '105', reason: 'later_official', date: '2013-01-20', source: 's2' },
  { field: 'injured', as_stated: '1', corrected: '2', reason: 'later_official' },
  { field: 'killed', as_stated: '52', corrected: '81', reason: 'later_official', date: '2013-01-11', source: 's1' },
];
const record = {
  id: 'r1',
  corrections,
  sources: [
    { id: 's1', title: 'One', publisher: 'A newspaper', quote: 'at least 81 people', kind: 'newspaper' },
    { id: 's2', title: 'Two', quote: 'the bodies', graphic: true, kind: 'newspaper' },
  ],
} as unknown as Properties;

describe('the toll over time', () => {
  it('begins with what was stated first, and goes on by the days of the corrections', () => {
    expect(tollSteps(record).map(({ figure }) => figure)).toEqual(['52', '81', '105']);
  });

  it('has a quote beside each step, but none that is graphic', () => {
    const text = tollOverTime(record)
      .map((part) => part.textContent)
      .join(' ');
    expect(text).toContain('81');
    expect(text).toContain('11 January 2013 · A newspaper');
    expect(text).toContain('at least 81 people');
    expect(text).not.toContain('the bodies');
  });

  it('is not there where no figure of killed was corrected', () => {
    expect(tollOverTime({ ...record, corrections: [] })).toEqual([]);
  });
});

describe('the citations', () => {
  it('name record, version and address in each form', () => {
    const all = citations(
      { id: 'r1', geometry: null, properties: record } as Incident,
      '2026-11-24.ab',
      'https://yaad.example/incidents/r1',
    );
    expect(all.map(({ name }) => name)).toEqual(['Plain text', 'BibTeX', 'CSL-JSON']);
    for (const { text } of all)
      for (const part of ['r1', '2026-11-24.ab', 'https://yaad.example/incidents/r1']) expect(text).toContain(part);
    expect(JSON.parse(all[2]!.text)[0].type).toBe('dataset');
  });
});
